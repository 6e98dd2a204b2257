// What a URN says: urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME.

/** The type of a resource, such as "dataworks:index:DiSyncTask". */
export function typeIn(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

export function nameIn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

export function projectIn(urn: string): string {
    return urn.split("::")[1] ?? "";
}
