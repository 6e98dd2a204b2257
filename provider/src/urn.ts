// How the engine names types and resources: tokens, and URNs of the form urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME.

/** The token of a resource or function of the plugin, such as "dataworks:index:DiSyncTask". */
export function tokenOf(name: string): string {
    return `dataworks:index:${name}`;
}

/** The types of the resources that the one of a URN is below, and last its own. */
export function typesIn(urn: string): readonly string[] {
    return urn.split("::")[2]?.split("$") ?? [];
}

/** The type of a resource, such as "dataworks:index:DiSyncTask". */
export function typeIn(urn: string): string {
    return typesIn(urn).at(-1) ?? "";
}

/** The name of a resource. */
export function nameIn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

export function projectIn(urn: string): string {
    return urn.split("::")[1] ?? "";
}
