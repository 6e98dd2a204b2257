// Reads an access key from one place: a key never meets a secret or a token from another.
import type { AccessKey } from "../dataworks/credentials";
import type { Wrong } from "./problem";
import type { Found, Sources } from "./source";
import { table } from "./table";

/** Where the three parts of one access key stand. */
interface Place {
    readonly names: readonly [accessKey: string, secretKey: string, securityToken: string];
    readonly look: (name: string) => Found | undefined;
}

/** The keys of the stack's configuration under one of its names. */
export function configuredKey(sources: Sources, space: string): Place {
    return {
        names: [`${space}:accessKey`, `${space}:secretKey`, `${space}:securityToken`],
        look: (name) => sources.configured(name),
    };
}

/** The families of environment variables, in the order in which they win. */
export function keysOfEnvironment(sources: Sources): Place[] {
    return ([0, 1] as const).map((family) => ({
        names: [
            table.accessKey.variables[family],
            table.secretKey.variables[family],
            table.securityToken.variables[family],
        ],
        look: (name) => sources.variable(name),
    }));
}

/** The access key of a place; undefined where no part of one is there, null where a part is missing. */
export function readAccessKey({ names, look }: Place, wrong: Wrong): AccessKey | null | undefined {
    const [accessKey, secretKey, securityToken] = names.map(look);
    const given = accessKey ?? secretKey ?? securityToken;
    if (!given) return undefined;
    if (!accessKey) wrong(names[0], `is missing: ${given.name} is set, and belongs to one`);
    if (!secretKey) wrong(names[1], `is missing: ${given.name} is set, and belongs to one`);
    if (!accessKey || !secretKey) return null;
    return { accessKey: accessKey.value, secretKey: secretKey.value, securityToken: securityToken?.value };
}
