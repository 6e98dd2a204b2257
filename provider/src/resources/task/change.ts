// How what a task is to read and write differs from what it was: not at all, in tables alone, or in anything else.
import { asObject } from "../../dataworks/json";
import { connectionsIn, withConnections, type Edit } from "../../dataworks/script";
import { canonical } from "../canonical";
import type { Values } from "../resource";
import { hasUnknown } from "../unknown";
import type { Content } from "./state";
import { declaredTables, keyOf, mapTables, named, type Naming } from "./tables";

const properties = ["source", "destination", "script"] as const;
type Property = (typeof properties)[number];

export interface ContentChange {
    /** "tables": only tables came or went, of data sources and databases that both name. "other": anything else. */
    readonly kind: "none" | "tables" | "other";
    /** The properties that differ so. */
    readonly properties: readonly Property[];
    /** With "tables", those that come and that go, by name: "shop/orders", or "shop/db/orders". */
    readonly adds: readonly string[];
    readonly removes: readonly string[];
    /** False where tables are not known yet: more may come and go. */
    readonly areTablesKnown: boolean;
}

type Change = Omit<ContentChange, "properties">;

const none: Change = { kind: "none", adds: [], removes: [], areTablesKnown: true };
const other: Change = { ...none, kind: "other" };

/**
 * How the content of a program differs from that of a state. Parts of the program's may not be known yet: in place of tables they are
 * other tables, elsewhere anything else.
 */
export function changeOf(olds: Content, news: Values): ContentChange {
    const changes = properties.map((property) => ({
        property,
        change: changeOfOne(property, olds[property], news[property]),
    }));
    const of = (kind: Change["kind"]) => changes.filter(({ change }) => change.kind === kind);
    const differing = of("other").length > 0 ? of("other") : of("tables");
    return { ...(differing[0]?.change ?? none), properties: differing.map(({ property }) => property) };
}

function changeOfOne(property: Property, before: unknown, after: unknown): Change {
    if (!hasUnknown(after) && canonical(before) === canonical(after)) return none;
    if (property === "destination") return other;
    return changeOfTables({ [property]: before }, { [property]: after });
}

/** How a source or a script differs. */
function changeOfTables(before: Naming, after: Naming): Change {
    const [old, now] = [declaredTables(before), declaredTables(after)];
    if (!old || !now) return other;
    const [was, is] = [named(old), named(now)];
    const notKnown = new Set<string>();
    const left: Edit = (place, tables, areKnown) => {
        if (!areKnown) notKnown.add(keyOf(place));
        return tables.filter((table) => was.has(keyOf({ ...place, table })) && is.has(keyOf({ ...place, table })));
    };
    const [oldRest, newRest] = [mapTables(before, left), mapTables(after, left)];
    if (hasUnknown(newRest) || canonical(unordered(oldRest)) !== canonical(unordered(newRest))) return other;

    // What goes of a place is not known while all that stays is not.
    const mayGo = old.filter(({ dataSource, database }) => !notKnown.has(keyOf({ dataSource, database })));
    const [adds, removes] = [namesBut(is, was), namesBut(named(mayGo), is)];
    const areTablesKnown = notKnown.size === 0;
    const isSame = areTablesKnown && adds.length + removes.length === 0;
    return { kind: isSame ? "none" : "tables", adds, removes, areTablesKnown };
}

function namesBut(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
    return [...one].filter(([key]) => !other.has(key)).map(([, name]) => name);
}

/** The lists whose order is nothing, and whose elements count once. */
const sets = ["datasources", "databases", "tables", "connection", "table", "selectedTables", "schema", "tableInfos"];

/** What tells a source or a script, by itself or with others, from one that says something else. */
function unordered(content: Naming | undefined): unknown {
    if (!content?.script) return withSets(content?.source);
    const connection = connectionsIn(content.script);
    return [withConnections(content.script, []), withSets({ connection })];
}

function withSets(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withSets);
    const entries = Object.entries(asObject(value) ?? {});
    if (entries.length === 0) return value;
    return Object.fromEntries(
        entries.map(([key, entry]) => {
            const inner = withSets(key === "tableInfos" ? enabled(entry) : entry);
            return [key, sets.includes(key) && Array.isArray(inner) ? asSet(inner) : inner];
        }),
    );
}

function asSet(list: readonly unknown[]): readonly string[] {
    return [...new Set(list.map((one) => canonical(one) ?? ""))].sort();
}

/** What is not enabled is no table, and each other one is enabled whether it says so or not. */
function enabled(infos: unknown): unknown {
    const objects = Array.isArray(infos) ? infos.map((one) => asObject(one) ?? {}) : [];
    return objects
        .filter(({ enable }) => enable !== false)
        .map((info) => Object.fromEntries(Object.entries(info).filter(([key]) => key !== "enable")));
}
