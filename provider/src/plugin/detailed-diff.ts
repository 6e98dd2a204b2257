// Which properties a difference names, down to what differs inside of them: paths, and never a value.
import { canonical } from "../resources/canonical";
import type { Difference, Values } from "../resources/resource";
import { hasUnknown, unknown } from "../resources/unknown";

type Kind = "add" | "delete" | "update";

export interface PropertyDifference {
    readonly kind: Kind | `${Kind}-replace`;
    /** Whether the old value is the old input's; else it is the old output's. */
    readonly inputDiff: boolean;
}

/** What is shown in place of causes that are no property, or none that the engine knows. */
const shownAs: Readonly<Record<string, string>> = { tables: "drift", ignoresState: "pending" };
/** With more paths than this, a property is shown as a whole. */
const mostPaths = 200;

/**
 * The paths of what asks for a difference, as the engine writes them: `triggers.revision`, `source.datasources[0].tables[2]`. What was
 * added to a list is at its place of now, what was removed at that of before; what stays moves for nobody.
 *
 * @param olds The old outputs, with which a difference compares.
 */
export function detailedDiff(
    { causes, replaces }: Pick<Difference, "causes" | "replaces">,
    olds: Values,
    oldInputs: Values,
    news: Values,
): Record<string, PropertyDifference> {
    const entries = causes.flatMap((cause) => {
        const property = shownAs[cause] ?? cause;
        const [before, after, input] = [olds[property], news[property], oldInputs[property]];
        const inputDiff = canonical(input) === canonical(before);
        const replace = replaces.includes(cause) ? "-replace" : "";
        const found = wholeOf(property, before, input, after) ?? pathsOf(property, before, after);
        return [...found].map(([path, kind]) => [path, { kind: `${kind}${replace}`, inputDiff } as const] as const);
    });
    return Object.fromEntries(entries);
}

/** What is shown as a whole: drift, which an update drops, and what no input says. */
function wholeOf(
    property: string,
    before: unknown,
    input: unknown,
    after: unknown,
): ReadonlyMap<string, Kind> | undefined {
    if (property === "drift") return new Map([[property, after === undefined ? "delete" : "update"]]);
    return input === undefined && after === undefined && before !== undefined
        ? new Map([[property, "update"]])
        : undefined;
}

/** The paths of a property that differ; itself alone where they are too many, or where only the order differs. */
function pathsOf(property: string, before: unknown, after: unknown): ReadonlyMap<string, Kind> {
    const found = new Map<string, Kind>();
    for (const { path, kind } of differences(before, after, property, property)) {
        const other = found.get(path);
        // Something else stands where something was removed.
        found.set(path, other === undefined || other === kind ? kind : "update");
    }
    return found.size === 0 || found.size > mostPaths ? new Map([[property, "update"]]) : found;
}

interface Found {
    readonly path: string;
    readonly kind: Kind;
}

/** `was` is the path of the value before, `is` that of the value of now. */
function differences(before: unknown, after: unknown, was: string, is: string): readonly Found[] {
    if (!hasUnknown(after) && canonical(before) === canonical(after)) return [];
    if (isAbsent(before)) return [{ path: is, kind: "add" }];
    if (after === unknown) return [{ path: is, kind: "update" }];
    if (isAbsent(after)) return [{ path: was, kind: "delete" }];
    if (Array.isArray(before) && Array.isArray(after)) return differencesOfLists(before, after, was, is);
    if (isObject(before) && isObject(after)) {
        return Object.keys({ ...before, ...after }).flatMap((key) => {
            const within = [was, is].map((path) => memberOf(path, key));
            const [old, now] = within;
            if (old !== undefined && now !== undefined) return differences(before[key], after[key], old, now);
            return differences(before[key], after[key], was, is).length > 0 ? changed(was, is) : [];
        });
    }
    return changed(was, is);
}

/** What is another value now. */
function changed(was: string, is: string): readonly Found[] {
    if (was === is) return [{ path: is, kind: "update" }];
    return [
        { path: was, kind: "delete" },
        { path: is, kind: "add" },
    ];
}

/**
 * What is equal goes together first, then what has one name, then what is at one place; the rest came or went. What went is not known
 * as long as something that may be the same is not.
 */
function differencesOfLists(
    before: readonly unknown[],
    after: readonly unknown[],
    was: string,
    is: string,
): readonly Found[] {
    const pairs: (readonly [number, number])[] = [];
    const left = new Set(before.keys());
    const open = new Set(after.keys());
    const pair = (keyOf: (value: unknown, index: number) => string | undefined) => {
        const waiting = new Map<string, number[]>();
        for (const index of left) {
            const key = keyOf(before[index], index);
            if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), index]);
        }
        for (const index of open) {
            const key = keyOf(after[index], index);
            const other = key === undefined ? undefined : waiting.get(key)?.shift();
            if (other === undefined) continue;
            left.delete(other);
            open.delete(index);
            pairs.push([other, index]);
        }
    };
    pair((value) => (hasUnknown(value) ? undefined : canonical(value)));
    pair(nameOf);
    const areKnown = ![...open].some((index) => isNameless(after[index]));
    if (areKnown) pair((_value, index) => String(index));
    return [
        ...pairs.flatMap(([old, now]) => differences(before[old], after[now], `${was}[${old}]`, `${is}[${now}]`)),
        ...(areKnown ? [...left] : []).map((index) => ({ path: `${was}[${index}]`, kind: "delete" as const })),
        ...[...open].map((index) => ({
            path: `${is}[${index}]`,
            kind: isNameless(after[index]) ? ("update" as const) : ("add" as const),
        })),
    ];
}

/** What elements of lists are told by, in a source and in a script. */
const naming = ["name", "datasource", "dbName", "table"];

function nameOf(value: unknown): string | undefined {
    if (!isObject(value)) return undefined;
    const key = naming.find((name) => typeof value[name] === "string");
    return key && JSON.stringify([key, value[key]]);
}

/** What is not known by name either: it may be anything that was there. */
function isNameless(value: unknown): boolean {
    return hasUnknown(value) && nameOf(value) === undefined;
}

/** The path of a member; undefined where the engine's form of a path has no way to say its name. */
function memberOf(path: string, key: string): string | undefined {
    if (/^\w+$/.test(key)) return `${path}.${key}`;
    return /\\("|$)/.test(key) ? undefined : `${path}["${key.replaceAll('"', '\\"')}"]`;
}

function isAbsent(value: unknown): boolean {
    return value === undefined || value === null;
}

function isObject(value: unknown): value is Values {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
