// A value that is not known yet, in a preview.

/** Stands for a value that only the deployment of another resource will tell. */
export const unknown = Symbol("unknown");

/** True where a value, or a part of it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
    if (value === unknown) return true;
    if (typeof value !== "object" || value === null) return false;
    return Object.values(value).some(hasUnknown);
}
