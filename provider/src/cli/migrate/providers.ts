// The providers of a state: which of them become others, which stay because others need them, and what their resources refer to.
import { asObject, type JsonObject } from "../../dataworks/json";
import { providerNameKey } from "../../settings/source";
import { table } from "../../settings/table";
import type { StateResource } from "./exported";
import { settingsOf, type Setting } from "./settings";
import { nameIn } from "../../urn";
import { kindOf, providerTypes, turnedType, withName, withTypes, type Form } from "./urn";
import { mapKeys } from "./values";

/** What becomes of the providers. */
export interface Providers {
    /** The entries that stand in the place of a resource of the state: itself, where it is no provider that changes. */
    readonly inPlaceOf: (resource: StateResource) => readonly StateResource[];
    /** The new URNs of providers that no resource of another package needs, by their old ones. */
    readonly renamed: ReadonlyMap<string, string>;
    /** What a resource of this package refers to, by what it referred to before. */
    readonly references: ReadonlyMap<string, string>;
    /** The settings of `alicloud:` that the plugin is not handed. */
    readonly settings: readonly Setting[];
    /** The names of explicit providers: all, and those that stay beside their new form. */
    readonly explicit: readonly string[];
    readonly kept: readonly string[];
}

/** A provider as resources refer to it. */
function referenceTo({ urn, id = "" }: StateResource): string {
    return `${urn}::${id}`;
}

export function providersOf(resources: readonly StateResource[], to: Form): Providers {
    const from: Form = to === "native" ? "dynamic" : "native";
    const isOwn = ({ type }: StateResource) => kindOf(type, from) !== undefined;
    const usedBy = (which: (resource: StateResource) => boolean) =>
        new Set(resources.filter(which).flatMap(({ provider }) => provider ?? []));
    const [own, others] = [usedBy(isOwn), usedBy((each) => !isOwn(each))];

    const all = resources.filter(({ type }) => type === providerTypes[from]);
    const changing = all.filter((each) => own.has(referenceTo(each)) || isExplicit(each));
    const defaults = changing.filter(({ urn }) => isDefault(urn));
    // One default provider for all: where the state has it already, it moves to where the first that needs it is.
    const [firstDefault] = defaults;
    const present = resources.find(({ type, urn }) => type === providerTypes[to] && isDefault(urn));
    const configuration = Object.assign({}, ...defaults.map(({ inputs }) => inputs ?? {})) as JsonObject;
    const settings = to === "native" ? settingsOf(configuration) : { inputs: dynamicInputs(configuration), moved: [] };
    const madeDefault = firstDefault && (present ?? turned(firstDefault, settings.inputs, to, "default"));

    const made = new Map<StateResource, StateResource>();
    for (const each of changing) {
        const explicit = to === "native" ? nativeInputs(each.inputs) : dynamicInputs(each.inputs, nameIn(each.urn));
        made.set(each, isDefault(each.urn) && madeDefault ? madeDefault : turned(each, explicit, to));
    }
    const isKept = (each: StateResource) => others.has(referenceTo(each));
    const explicit = changing.filter(({ urn }) => !isDefault(urn));
    return {
        inPlaceOf: (resource) => {
            if (resource === present && madeDefault === present) return [];
            const new_ = made.get(resource);
            if (!new_) return [resource];
            const isLater = isDefault(resource.urn) && resource !== firstDefault;
            return [...(isKept(resource) ? [resource] : []), ...(isLater ? [] : [new_])];
        },
        renamed: new Map([...made].flatMap(([old, { urn }]) => (isKept(old) ? [] : [[old.urn, urn] as const]))),
        references: new Map([...made].map(([old, each]) => [referenceTo(old), referenceTo(each)])),
        settings: settings.moved,
        explicit: explicit.map(({ urn }) => nameIn(urn)),
        kept: explicit.filter(isKept).map(({ urn }) => nameIn(urn)),
    };

    /** Made by a program as a provider of this package, whether or not a resource uses it. */
    function isExplicit({ inputs, urn }: StateResource): boolean {
        return from === "dynamic" ? providerNameKey in (inputs ?? {}) : !isDefault(urn);
    }
}

/** As the engine names those that no program makes: by the version that is asked for, or without. */
function isDefault(urn: string): boolean {
    return /^default(_\d+_\d+_\d+.*)?$/.test(nameIn(urn));
}

/** `name`: a default provider's. */
function turned(provider: StateResource, inputs: JsonObject, to: Form, name?: string): StateResource {
    const type = providerTypes[to];
    const urn = withTypes(provider.urn, (types) => [...types.slice(0, -1).map((each) => turnedType(each, to)), type]);
    const dependencies = asObject(provider["propertyDependencies"]);
    const kept = Object.entries(provider).filter(
        ([key]) => !["inputs", "outputs", "propertyDependencies"].includes(key),
    );
    return {
        ...(Object.fromEntries(kept) as unknown as StateResource),
        urn: name === undefined ? urn : withName(urn, name),
        type,
        ...(Object.keys(inputs).length > 0 && { inputs, outputs: inputs }),
        ...(dependencies && {
            propertyDependencies: to === "native" ? nativeInputs(dependencies) : dynamicInputs(dependencies, []),
        }),
    };
}

/** Inputs of a provider of the plugin: the settings, without what tells a dynamic provider's from the stack's configuration. */
function nativeInputs(inputs: JsonObject = {}): JsonObject {
    return mapKeys(inputs, (key) => {
        const [space, name = ""] = key.split(":", 2);
        return space === "dataworks" && key !== providerNameKey ? name : undefined;
    });
}

/** Inputs of a dynamic provider; `name`: what an explicit one has as its name. */
function dynamicInputs(inputs: JsonObject = {}, name?: unknown): JsonObject {
    const settings = mapKeys(inputs, (key) => (key in table ? `dataworks:${key}` : undefined));
    return name === undefined ? settings : { ...settings, [providerNameKey]: name };
}
