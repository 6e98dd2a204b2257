// Settings among a default provider's inputs: those that a plugin is not handed, and the lines that set them for it.
import { asObject, type JsonObject } from "../../dataworks/json";
import { rowOf, table, type Key } from "../../settings/table";
import { signature } from "../../engine/marks";

/** A setting of `alicloud:` that counts, and what sets it for the plugin. It holds no value. */
export interface Setting {
    /** As the stack's configuration has it, such as "alicloud:region". */
    readonly key: string;
    readonly command: string;
}

/** What a plugin's default provider gets of the stack's configuration. */
export interface Settings {
    /** Its inputs: values as they are, encrypted ones too. */
    readonly inputs: JsonObject;
    /** Those of `alicloud:` in use. */
    readonly moved: readonly Setting[];
}

const keys = Object.keys(table) as Key[];
/** What makes a whole source of credentials; of two, the first counts. */
const credentials: readonly Key[] = ["accessKey", "secretKey", "profile", "ecsRoleName", "assumeRoleWithOidc"];
const ofCredentials: readonly Key[] = [...credentials, "securityToken"];

/** `configuration`: the stack's, as the state has it among the inputs of the default dynamic provider. */
export function settingsOf(configuration: JsonObject): Settings {
    const isSet = (key: string) => !isBlank(configuration[key]);
    const hasOwnCredentials = credentials.some((key) => isSet(`dataworks:${key}`));
    const isInUse = (key: Key) => {
        if (!isSet(`alicloud:${key}`) || isSet(`dataworks:${key}`)) return false;
        return !(hasOwnCredentials && [...ofCredentials, "assumeRole"].includes(key));
    };
    const inUse = keys.filter(isInUse);
    const own = keys.filter((key) => isSet(`dataworks:${key}`));
    const endpoint = isSet("dataworks:endpoint") || isSet("alicloud:endpoint") ? undefined : ofEndpoints(configuration);
    return {
        inputs: {
            ...Object.fromEntries(own.map((key) => [key, configuration[`dataworks:${key}`]])),
            ...Object.fromEntries(inUse.map((key) => [key, configuration[`alicloud:${key}`]])),
            ...(endpoint?.value !== undefined && { endpoint: endpoint.value }),
        },
        moved: [
            ...inUse.map((key) => ({
                key: `alicloud:${key}`,
                command: `pulumi config get alicloud:${key} | pulumi config set ${
                    rowOf(key).secret || isSecret(configuration[`alicloud:${key}`]) ? "--secret " : ""
                }dataworks:${key}`,
            })),
            ...(endpoint
                ? [{ key: "alicloud:endpoints", command: "pulumi config set dataworks:endpoint ITS_DATAWORKSPUBLIC" }]
                : []),
        ],
    };
}

/** The `dataworkspublic` of `alicloud:endpoints`, without a value where it is a secret; undefined where there is none. */
function ofEndpoints(configuration: JsonObject): { readonly value?: string } | undefined {
    const endpoints = configuration["alicloud:endpoints"];
    if (isBlank(endpoints)) return undefined;
    if (isSecret(endpoints)) return {};
    const read = typeof endpoints === "string" ? parsed(endpoints) : endpoints;
    for (const entry of Array.isArray(read) ? (read as unknown[]) : [read]) {
        const value = asObject(entry)?.["dataworkspublic"];
        if (typeof value === "string" && value.trim() !== "") return { value };
    }
    return undefined;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isSecret(value: unknown): boolean {
    return signature in (asObject(value) ?? {});
}

/** As settings are read: an empty one counts as none. */
function isBlank(value: unknown): boolean {
    return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
