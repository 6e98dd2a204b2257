// An exported state: what is read of it, and which ones are refused.
import { asObject, textOf, type JsonObject } from "../../dataworks/json";
import { CommandError } from "../error";
import { nameIn } from "../../urn";

/** A resource of a state. What is not named here is kept as it is. */
export interface StateResource extends JsonObject {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly provider?: string;
    readonly inputs?: JsonObject;
    readonly outputs?: JsonObject;
    /** True for the old half of a replacement, which is on its way out. */
    readonly delete?: boolean;
}

/** The versions of an exported state whose form is known. */
const versions = ["3", "4"];

/**
 * The resources of a state.
 *
 * @throws CommandError where it is no export, or the engine was interrupted.
 */
export function resourcesIn(exported: unknown, file: string): readonly StateResource[] {
    const version = textOf(asObject(exported)?.["version"], undefined);
    const deployment = asObject(asObject(exported)?.["deployment"]);
    const resources = deployment?.["resources"] ?? [];
    if (version === "" || !deployment || !Array.isArray(resources) || !resources.every(isResource)) {
        throw new CommandError(`${file} is no exported state: \`pulumi stack export --file state.json\` writes one.`);
    }
    if (!versions.includes(version)) {
        throw new CommandError(
            `${file} is a state of version ${version}, and this command knows ${versions.join(" and ")}: take a newer pulumi-dataworks.`,
        );
    }
    const pending = deployment["pending_operations"];
    if (Array.isArray(pending) && pending.length > 0) throw new CommandError(interrupted(file, pending));
    return resources;
}

function isResource(value: unknown): value is StateResource {
    const resource = asObject(value);
    return typeof resource?.["type"] === "string" && typeof resource["urn"] === "string";
}

function interrupted(file: string, pending: readonly unknown[]): string {
    const lines = pending.map((each) => {
        const { type, resource } = asObject(each) ?? {};
        return `\n  - ${String(type)} ${nameIn(String(asObject(resource)?.["urn"]))}`;
    });
    return (
        `${file} has operations of which Pulumi does not know whether they were done:${lines.join("")}\n` +
        "Run `pulumi refresh`, which settles them, and export the state again."
    );
}
