// Checks and completes a resource's inputs by its arguments: all that is wrong at once, each failure naming its property.
import { canonical } from "./canonical";
import type { Argument, Failure, Output, Resource, Values } from "./resource";
import { nearestOf, type Fail } from "./types";
import { hasUnknown, unknown } from "./unknown";

/** The options that every resource of Pulumi has: not among the arguments, but beside them. */
const options = [
    "additionalSecretOutputs",
    "aliases",
    "deleteBeforeReplace",
    "deletedWith",
    "dependsOn",
    "hideDiffs",
    "ignoreChanges",
    "parent",
    "protect",
    "provider",
    "replaceWith",
    "replacementTrigger",
    "retainOnDelete",
    "transformations",
    "transforms",
];

export interface Checked {
    readonly inputs: Values;
    readonly failures: readonly Failure[];
}

/** What check needs to know of a resource. */
interface Checkable {
    readonly name: string;
    readonly arguments: Readonly<Record<string, Argument>>;
    readonly outputs: Readonly<Record<string, Output>>;
    readonly checkChange?: Resource["checkChange"];
}

/** `region` is the one of the settings; where it is absent, the settings say why. `olds` are the inputs that the state has. */
export function check(resource: Checkable, news: Values, region: string | undefined, olds: Values = {}): Checked {
    const failures: Failure[] = [];
    const properties = Object.entries(resource.arguments);
    // A null is how a program in JavaScript may spell an absent value.
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== null && value !== undefined));
    const inputs: Record<string, unknown> = { ...given, region: given["region"] ?? region };
    for (const [name, { otherwise }] of properties) inputs[name] = given[name] ?? otherwise;

    for (const [property, argument] of properties) {
        const wrong: string[] = [];
        inputs[property] = checkArgument(argument, inputs[property], (reason, path) => {
            wrong.push(path === undefined ? reason : `is wrong at ${path}: it ${reason}`);
        });
        const beside = wrong.length === 0 ? wrongBeside(argument, inputs[property], inputs) : undefined;
        for (const reason of beside === undefined ? wrong : [beside]) failures.push({ property, reason });
    }
    for (const [property, value] of Object.entries(given)) {
        if (Object.hasOwn(resource.arguments, property)) continue;
        const output = Object.hasOwn(resource.outputs, property) ? resource.outputs[property] : undefined;
        const { fedIn, byClass } = output ?? {};
        if (byClass && value === true) continue;
        if (fedIn !== undefined && !hasUnknown(value) && canonical(value) === canonical(olds[property])) continue;
        const names = properties.map(([name]) => name);
        failures.push({ property, reason: fedIn ?? unknownProperty(resource.name, names, property) });
    }
    const checked = withoutAbsent(inputs);
    if (failures.length > 0) return { inputs: checked, failures };
    // A resource that is replaced is checked once more, against no old inputs.
    const before = Object.keys(olds).length > 0 ? olds : undefined;
    return { inputs: checked, failures: resource.checkChange?.(before, checked) ?? [] };
}

function checkArgument({ type, required }: Argument, value: unknown, fail: Fail): unknown {
    if (value === unknown) return value;
    if (required && (value === undefined || value === "")) fail(`is missing: it ${type.allowed}`);
    else if (value !== undefined) return type.check(value, fail);
    return value;
}

/** What is wrong with a value, or with there being none, beside the other inputs. */
function wrongBeside({ conflict, missing }: Argument, value: unknown, inputs: Values): string | undefined {
    if (value === unknown) return undefined;
    return value === undefined ? missing?.(inputs) : conflict?.(value, inputs);
}

function unknownProperty(resource: string, names: readonly string[], property: string): string {
    if (options.includes(property)) {
        return `is no argument of ${resource} but an option: write { ${property}: ... } after the arguments`;
    }
    return `is not a property of ${resource}: ${nearestOf(property, names)}`;
}

function withoutAbsent(values: Values): Values {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
