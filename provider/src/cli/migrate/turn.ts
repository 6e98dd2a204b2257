// Turns a state of dynamic resources into one of the plugin's, or back: other types, URNs and providers, the same ids and outputs.
import { asObject, type JsonObject } from "../../dataworks/json";
import { isStateIgnored } from "../../ignored-state";
import { textOf } from "../../program/text";
import { CommandError } from "../error";
import { resourcesIn, type StateResource } from "./exported";
import { providersOf, type Providers } from "./providers";
import { nameIn, typesIn } from "../../urn";
import { kindOf, turnedType, turnedUrn, withTypes, type Form } from "./urn";
import { mapTexts } from "./values";

/** The property by which dynamic resources carry their provider. */
const providerKey = "__provider";
/** The input by which the class of dynamic resources tells that the option `ignoreChanges` names `state`: a plugin is told of it. */
const ignoresKey = "ignoresState";
const byClass = [providerKey, ignoresKey];

export interface Turned extends Pick<Providers, "settings" | "explicit" | "kept"> {
    /** The whole state. */
    readonly state: unknown;
    /** The resources that are others now. */
    readonly resources: readonly { readonly from: string; readonly to: string }[];
    /** The names of dynamic resources of other packages: they stay dynamic. */
    readonly others: readonly string[];
    /** The names of resources with the option `customTimeouts`, which counts for the plugin alone. */
    readonly timed: readonly string[];
    /** True where secrets stand in it in clear. */
    readonly isInClear: boolean;
}

/**
 * Nothing is opened: what is encrypted stays as it is.
 *
 * @param file What the state is called, for messages.
 * @throws CommandError where it is no state, or there is nothing to do, or no state could be made of it.
 */
export function turned(exported: unknown, to: Form, file: string): Turned {
    const resources = resourcesIn(exported, file);
    const from: Form = to === "native" ? "dynamic" : "native";
    const own = resources.filter(({ type }) => kindOf(type, from) !== undefined);
    if (own.length === 0) throw new CommandError(nothingToDo(resources, to, file));

    const providers = providersOf(resources, to);
    const urns = new Map(providers.renamed);
    for (const resource of resources) {
        if (!urns.has(resource.urn)) urns.set(resource.urn, newUrn(resource, urns, to));
    }
    const renamed = (text: string) => urns.get(text) ?? (text.startsWith("urn:pulumi:") ? turnedUrn(text, to) : text);
    const made = resources
        .flatMap((resource) => providers.inPlaceOf(resource))
        .map((resource) => {
            const kind = kindOf(resource.type, from);
            const changed = kind === undefined ? resource : turnedResource(resource, kind, to);
            const moved = mapTexts(changed, renamed) as StateResource;
            const { provider } = changed;
            if (provider === undefined) return moved;
            const own = kind === undefined ? undefined : providers.references.get(provider);
            return { ...moved, provider: own ?? withUrn(provider, renamed) };
        });
    checkUnique(made);
    const deployment = { ...asObject(asObject(exported)?.["deployment"]), resources: made };
    return {
        state: { ...asObject(exported), deployment },
        resources: own.map(({ urn }) => ({ from: urn, to: urns.get(urn) ?? urn })),
        settings: providers.settings,
        explicit: providers.explicit,
        kept: providers.kept,
        others: resources
            .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic") && kindOf(type, "dynamic") === undefined)
            .map(({ urn }) => nameIn(urn)),
        timed: to === "native" ? own.filter((each) => "customTimeouts" in each).map(({ urn }) => nameIn(urn)) : [],
        isInClear: holdsPlaintext(resources),
    };
}

function nothingToDo(resources: readonly StateResource[], to: Form, file: string): string {
    const isDone = resources.some(({ type }) => kindOf(type, to) !== undefined);
    const [wanted, other] = to === "native" ? ["dynamic resource", "--back"] : ["resource of the plugin", "no --back"];
    return isDone
        ? `There is nothing to migrate: the resources of pulumi-dataworks in ${file} are ${to} already. The other way is ${other}.`
        : `There is nothing to migrate: ${file} has no ${wanted} of pulumi-dataworks.`;
}

/** By its own type, and by those of the resources that it is below: their URNs come before its own in a state. */
function newUrn({ urn, parent }: StateResource, urns: ReadonlyMap<string, string>, to: Form): string {
    const above = typesIn(urn).slice(0, -1);
    const [before, after] = [typesIn(parent ?? ""), typesIn(urns.get(parent ?? "") ?? "")];
    const isBelow = after.length > 0 && before.join("$") === above.join("$");
    return isBelow ? withTypes(urn, (types) => [...after, turnedType(types.at(-1) ?? "", to)]) : turnedUrn(urn, to);
}

function turnedResource(resource: StateResource, kind: string, to: Form): StateResource {
    const { inputs = {}, outputs, propertyDependencies } = resource;
    const ignores = asObject(outputs)?.[ignoresKey] === true || isStateIgnored(resource["ignoreChanges"]);
    const added = {
        ...(to === "dynamic" && { [providerKey]: textOf(kind) }),
        ...(to === "dynamic" && kind === "DiSyncInstance" && ignores && { [ignoresKey]: true }),
    };
    const dependencies = asObject(propertyDependencies);
    return {
        ...resource,
        type: turnedType(resource.type, to),
        inputs: { ...without(inputs, byClass), ...added },
        ...(outputs && { outputs: { ...without(outputs, [providerKey]), ...added } }),
        ...(dependencies && {
            propertyDependencies: {
                ...without(dependencies, byClass),
                ...Object.fromEntries(Object.keys(added).map((key) => [key, []])),
            },
        }),
    };
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
    return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** A reference to a provider, which is its URN and its id, with another URN. */
function withUrn(reference: string, renamed: (urn: string) => string): string {
    const at = reference.lastIndexOf("::");
    return renamed(reference.slice(0, at)) + reference.slice(at);
}

/** The engine refuses a state with one URN twice; the old half of a replacement has that of the new one. */
function checkUnique(resources: readonly StateResource[]): void {
    const seen = new Set<string>();
    for (const { urn, delete: isOld } of resources) {
        if (isOld) continue;
        if (seen.has(urn)) {
            throw new CommandError(
                `The state has ${nameIn(urn)} in both forms, and would have ${urn} twice. Take one out with \`pulumi state delete\`, ` +
                    "which changes nothing in DataWorks, and export the state again.",
            );
        }
        seen.add(urn);
    }
}

function holdsPlaintext(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return typeof asObject(value)?.["plaintext"] === "string" || Object.values(value).some(holdsPlaintext);
}
