// Reads from a profile of the Alibaba Cloud CLI its region, and what a preview can say of its key. Calls ask for the credentials later.
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { strangeIn } from "../dataworks/access-key";
import type { Environment, Found } from "./source";

/** What the CLI's configuration file holds; undefined where there is none, or none that can be read. */
export type CliProfiles = () => unknown;

export interface Profile {
    /** Its `region_id`: the region where nothing else says one. */
    readonly region?: Found | undefined;
    /** The parts of its access key that cannot be one, each with what it holds. */
    readonly strange: readonly { readonly name: string; readonly holds: string }[];
}

/** The file of the CLI, unless the environment switches it off. */
export function cliProfiles(environment: Environment): unknown {
    if (environment["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"]?.trim().toLowerCase() === "true") return undefined;
    try {
        return JSON.parse(readFileSync(join(homedir(), ".aliyun", "config.json"), "utf8"));
    } catch {
        return undefined; // whoever asks it for credentials says what is wrong with it
    }
}

/** What the profile of that name says; nothing where there is none. */
export function readProfile(name: string, profiles: CliProfiles): Profile {
    const all = (profiles() as { profiles?: unknown } | null | undefined)?.profiles;
    const named = (Array.isArray(all) ? (all as unknown[]) : []).find((each) => textIn(each, "name") === name);
    const nameOf = (key: string) => `${key} of the CLI profile "${name}"`;
    const region = textIn(named, "region_id");
    const strange = ["access_key_id", "access_key_secret", "sts_token"].flatMap((key) => {
        const holds = strangeIn(textIn(named, key) ?? "");
        return holds ? [{ name: nameOf(key), holds }] : [];
    });
    return { region: region ? { name: nameOf("region_id"), value: region } : undefined, strange };
}

function textIn(value: unknown, key: string): string | undefined {
    const text = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    return typeof text === "string" ? text.trim() : undefined;
}
