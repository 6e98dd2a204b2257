// Reads an access key from one place: a key never meets a secret or a token from another.
import { strangeIn, type AccessKey } from "../dataworks/access-key";
import type { Wrong } from "./problem";
import type { Found, Sources } from "./source";
import { table } from "./table";

/** Where the three parts of one access key stand. */
interface Place {
    /** As messages name them. */
    readonly names: readonly [accessKey: string, secretKey: string, securityToken: string];
    /** As they are looked for. */
    readonly keys: readonly [accessKey: string, secretKey: string, securityToken: string];
    readonly look: (name: string) => Found | undefined;
}

/** The keys of the stack's configuration under one of its names. */
export function configuredKey(sources: Sources, space: string): Place {
    return {
        names: [
            sources.nameOf(`${space}:accessKey`),
            sources.nameOf(`${space}:secretKey`),
            sources.nameOf(`${space}:securityToken`),
        ],
        keys: [`${space}:accessKey`, `${space}:secretKey`, `${space}:securityToken`],
        look: (key) => sources.configured(key),
    };
}

/** The families of environment variables, in the order in which they win. */
export function keysOfEnvironment(sources: Sources): Place[] {
    return ([0, 1, 2] as const).map((family) => {
        const names = [
            table.accessKey.variables[family],
            table.secretKey.variables[family],
            table.securityToken.variables[family],
        ] as const;
        return { names, keys: names, look: (name) => sources.variable(name) };
    });
}

/** What is wrong with a part of a key, which is not shown. */
export function strangeKey(holds: string): string {
    return `holds ${holds}, which no key has: set it anew, without`;
}

/** The access key of a place; undefined where no part of one is there, null where a part is missing or wrong. */
export function readAccessKey({ names, keys, look }: Place, wrong: Wrong): AccessKey | null | undefined {
    const [accessKey, secretKey, securityToken] = keys.map(look);
    const given = accessKey ?? secretKey ?? securityToken;
    if (!given) return undefined;
    if (!accessKey) wrong(names[0], `is missing: ${given.name} is set, and belongs to one`);
    if (!secretKey) wrong(names[1], `is missing: ${given.name} is set, and belongs to one`);
    const strange = [accessKey, secretKey, securityToken].filter((found) => {
        const held = found && strangeIn(found.value);
        if (found && held) wrong(found.name, strangeKey(held));
        return held;
    });
    if (!accessKey || !secretKey || strange.length > 0) return null;
    return { accessKey: accessKey.value, secretKey: secretKey.value, securityToken: securityToken?.value };
}
