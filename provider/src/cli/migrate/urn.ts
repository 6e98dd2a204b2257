// The types of this package's resources in both forms, and the URNs that have them.
import { instanceType, resourceType, taskResourceType } from "../../program/text";
import { tokenOf } from "../../urn";

/** What a state is turned into: resources of the plugin, or dynamic ones. */
export type Form = "native" | "dynamic";

/** The kinds of resources, with their dynamic types. */
const kinds = new Map(
    [resourceType, instanceType, taskResourceType].map((type) => [type.slice(type.lastIndexOf(":") + 1), type]),
);

/** The packages of the providers, as their types name them. */
export const providerTypes = {
    native: "pulumi:providers:dataworks",
    dynamic: "pulumi:providers:pulumi-nodejs",
} as const satisfies Record<Form, string>;

/** The kind of a resource of this package that has the form, such as "DiSyncTask"; undefined for any other type. */
export function kindOf(type: string, form: Form): string | undefined {
    return [...kinds.keys()].find((kind) => typeOf(kind, form) === type);
}

function typeOf(kind: string, form: Form): string {
    return form === "native" ? tokenOf(kind) : (kinds.get(kind) ?? kind);
}

/** A type in another form; one of another package as it is. */
export function turnedType(type: string, to: Form): string {
    const kind = kindOf(type, to === "native" ? "dynamic" : "native");
    return kind === undefined ? type : typeOf(kind, to);
}

/** A URN with the types of its resource and of those that it is below. */
export function turnedUrn(urn: string, to: Form): string {
    return withTypes(urn, (types) => types.map((type) => turnedType(type, to)));
}

/** A URN with other types: of the resources that it is below, and last its own. */
export function withTypes(urn: string, change: (types: readonly string[]) => readonly string[]): string {
    const [stack, project, types, ...name] = urn.split("::");
    if (types === undefined || name.length === 0) return urn;
    return [stack, project, change(types.split("$")).join("$"), ...name].join("::");
}

export function withName(urn: string, name: string): string {
    return [...urn.split("::").slice(0, 3), name].join("::");
}
