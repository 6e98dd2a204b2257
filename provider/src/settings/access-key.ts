// Finds the access key. A source is used whole: a key from one never meets a secret or a token from another.
import type { AccessKey } from "../dataworks/credentials";
import type { Wrong } from "./problem";
import type { Found, Sources } from "./source";

const families = [
    ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
    ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
] as const;

/** The access key of the first source that has any part of one. */
export function readAccessKey(sources: Sources, wrong: Wrong): AccessKey | undefined {
    const configured = ["dataworks", "alicloud"].map((space) =>
        (["accessKey", "secretKey", "securityToken"] as const).map((key) => `${space}:${key}`),
    );
    const places = [
        ...configured.map((names) => ({ names, look: (name: string) => sources.configured(name) })),
        ...families.map((names) => ({ names, look: (name: string) => sources.variable(name) })),
    ];
    for (const { names, look } of places) {
        const found = names.map(look);
        if (found.some(Boolean)) return wholeKey(names, found, wrong);
    }
    return undefined;
}

function wholeKey(
    names: readonly string[],
    [accessKey, secretKey, securityToken]: readonly (Found | undefined)[],
    wrong: Wrong,
): AccessKey | undefined {
    const [keyName = "", secretName = ""] = names;
    if (!accessKey)
        wrong(keyName, `is missing: ${secretKey?.name ?? securityToken?.name ?? ""} is set, and belongs to one`);
    if (!secretKey)
        wrong(secretName, `is missing: ${accessKey?.name ?? securityToken?.name ?? ""} is set, and belongs to one`);
    if (!accessKey || !secretKey) return undefined;
    return { accessKey: accessKey.value, secretKey: secretKey.value, securityToken: securityToken?.value };
}
