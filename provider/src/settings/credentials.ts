// Finds the credentials: one source, used whole, and the role that is assumed with them.
import type { CredentialSettings } from "../dataworks/credentials";
import { configuredKey, keysOfEnvironment, readAccessKey } from "./access-key";
import type { Wrong } from "./problem";
import { readOidcRole, readRole } from "./role";
import { spaces, type Found, type Sources } from "./source";

/**
 * The credentials of the first of `dataworks:`, `alicloud:` and the environment that has any. A role to assume is looked
 * for no further than there: what `alicloud:assumeRole` says is not for credentials of `dataworks:`.
 */
export function readCredentials(sources: Sources, wrong: Wrong): CredentialSettings {
    let role: Found | undefined;
    const withRole = (found: CredentialSettings): CredentialSettings => ({
        ...found,
        assumeRole: role && (readRole(role, wrong) ?? undefined),
    });
    for (const space of spaces) {
        role ??= sources.configured(`${space}:assumeRole`);
        const found = readSource(sources, space, wrong);
        if (found) return withRole(found);
    }
    for (const place of keysOfEnvironment(sources)) {
        const accessKey = readAccessKey(place, wrong);
        if (accessKey !== undefined) return withRole({ accessKey: accessKey ?? undefined });
    }
    return withRole({});
}

/** What one name of the stack's configuration says; undefined where it says nothing. */
function readSource(sources: Sources, space: string, wrong: Wrong): CredentialSettings | undefined {
    const accessKey = readAccessKey(configuredKey(sources, space), wrong);
    const profile = sources.configured(`${space}:profile`);
    const ecsRoleName = sources.configured(`${space}:ecsRoleName`);
    const oidc = sources.configured(`${space}:assumeRoleWithOidc`);

    const given = [accessKey !== undefined ? { name: `${space}:accessKey` } : undefined, profile, ecsRoleName, oidc];
    const [first, ...others] = given.filter((each) => each !== undefined);
    for (const { name } of others) wrong(name, `contradicts ${first?.name ?? ""}: set one of them`);
    if (!first) return undefined;
    return {
        accessKey: accessKey ?? undefined,
        profile: profile?.value,
        ecsRoleName: ecsRoleName?.value,
        assumeRoleWithOidc: oidc && (readOidcRole(oidc, wrong) ?? undefined),
    };
}
