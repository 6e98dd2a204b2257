// Finds the credentials: one source, used whole, and the role that is assumed with them.
import type { CredentialSettings } from "../dataworks/credentials/settings";
import { configuredKey, keysOfEnvironment, readAccessKey } from "./access-key";
import type { Wrong } from "./problem";
import { readOidcRole, readRole } from "./role";
import { spaces, type Found, type Sources } from "./source";

/**
 * The credentials of the first of `dataworks:`, `alicloud:` and the environment that has any. A role to assume is looked
 * for no further than there: what `alicloud:assumeRole` says is not for credentials of `dataworks:`.
 */
export function readCredentials(sources: Sources, wrong: Wrong): CredentialSettings {
    const { provider } = sources;
    let role: Found | undefined;
    const withRole = (found: CredentialSettings): CredentialSettings => ({
        ...found,
        assumeRole: role && (readRole(role, wrong) ?? undefined),
        ...(provider === undefined ? {} : { provider }),
    });
    for (const space of spaces) {
        role ??= sources.configured(`${space}:assumeRole`);
        const found = readSource(sources, space, wrong);
        if (!found) continue;
        if (space === "dataworks") refuseDroppedRoles(sources, found, role, wrong);
        return withRole(found.credentials);
    }
    for (const place of keysOfEnvironment(sources)) {
        const accessKey = readAccessKey(place, wrong);
        if (accessKey !== undefined) return withRole({ accessKey: accessKey ?? undefined });
    }
    return withRole({});
}

/** The credentials that a name of the configuration has, and the setting that they begin with. */
interface FoundSource {
    readonly name: string;
    readonly credentials: CredentialSettings;
}

/** What one name of the stack's configuration says; undefined where it says nothing. */
function readSource(sources: Sources, space: string, wrong: Wrong): FoundSource | undefined {
    const accessKey = readAccessKey(configuredKey(sources, space), wrong);
    const profile = sources.configured(`${space}:profile`);
    const ecsRoleName = sources.configured(`${space}:ecsRoleName`);
    const oidc = sources.configured(`${space}:assumeRoleWithOidc`);

    const key = accessKey === undefined ? undefined : { name: sources.nameOf(`${space}:accessKey`) };
    const [first, ...others] = [key, profile, ecsRoleName, oidc].filter((each) => each !== undefined);
    for (const { name } of others) wrong(name, `contradicts ${first?.name ?? ""}: set one of them`);
    if (!first) return undefined;
    const credentials = {
        accessKey: accessKey ?? undefined,
        profile: profile?.value,
        ecsRoleName: ecsRoleName?.value,
        assumeRoleWithOidc: oidc && (readOidcRole(oidc, wrong) ?? undefined),
    };
    return { name: first.name, credentials };
}

/**
 * A role of `alicloud:` that is not assumed because `dataworks:` has the credentials: the calls would be made with other
 * rights than the configuration seems to say. A role under `dataworks:` says what is meant.
 */
function refuseDroppedRoles(
    sources: Sources,
    { name, credentials }: FoundSource,
    role: Found | undefined,
    wrong: Wrong,
) {
    const ownRoles = {
        assumeRole: role !== undefined,
        assumeRoleWithOidc: role !== undefined || credentials.assumeRoleWithOidc !== undefined,
    };
    for (const key of ["assumeRole", "assumeRoleWithOidc"] as const) {
        const dropped = ownRoles[key] ? undefined : sources.configured(`alicloud:${key}`);
        if (!dropped) continue;
        wrong(
            dropped.name,
            `is not assumed, because ${name} has the credentials: set the role under dataworks:${key}, with what it ` +
                "stands on, or use a dataworks.Provider where it is not meant",
        );
    }
}
