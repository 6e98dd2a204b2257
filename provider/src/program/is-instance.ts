// What `isInstance` of a resource class goes by: the type of a resource, in either adapter.
import { nativeTypeOf } from "./text";

/**
 * Whether something is a resource of this type, by its name: a resource of another copy of the package counts, and so does what
 * policies ask about, which has a type and nothing else. The plugin's resource of the same name counts too, so that a policy holds
 * programs of every language. (Not by a static `__pulumiType`, which policies would take in place of this: it is one type.)
 */
export function isOfType(type: string, value: unknown): boolean {
    if (typeof value !== "object" || value === null || !("__pulumiType" in value)) return false;
    return value.__pulumiType === type || value.__pulumiType === nativeTypeOf(type);
}
