// The tables that a task reads: those that a program declares, those that are found in its definition, and how they differ.
import { asObject, asString, type JsonObject } from "../../dataworks/json";
import { Sanitizer } from "../../dataworks/sanitizer";
import { inList, inTexts, mapScript, type Edit, type Place, type Table } from "../../dataworks/script";
import type { Content } from "./state";

/** It hides no secret: names of tables are none. */
const outside = new Sanitizer();

/** What names tables: a program's source or script, or a definition, which has the form of a script. */
export type Naming = Pick<Content, "source" | "script">;

/**
 * A content with other tables: what stays keeps its place and all that is said of it, and what is new comes last. Undefined where it does
 * not name them in the documented form. Parts may be unknown; an unknown table is left out.
 */
export function mapTables<T extends Naming>(content: T, edit: Edit): T | undefined {
    if (content.source) {
        const source = inList(asObject(content.source), "datasources", (one) => inDataSource(one, edit));
        return source && { ...content, source };
    }
    const script = content.script && mapScript(content.script, edit);
    return script && { ...content, script };
}

function inDataSource(one: JsonObject, edit: Edit): JsonObject | undefined {
    const dataSource = asString(one["name"]);
    if (!dataSource) return undefined;
    if (one["databases"] === undefined) return inTexts(one, "tables", { dataSource }, edit);
    return inList(one, "databases", (each) => {
        const database = asString(each["name"]);
        return database ? inTexts(each, "tables", { dataSource, database }, edit) : undefined;
    });
}

/** Undefined where a script does not name them in the documented form. */
export function declaredTables(content: Naming): readonly Table[] | undefined {
    const found: Table[] = [];
    const read = mapTables(content, (place, tables) => {
        found.push(...tables.map((table) => ({ ...place, table })));
        return tables;
    });
    return read && found;
}

/** What is declared and not found, and what is found and not declared, by name: "shop/orders", or "shop/db/orders". */
export interface TableDifference {
    readonly missing: readonly string[];
    readonly extra: readonly string[];
}

/** How tables differ. They are sets: their order is nothing, and so is whether one database is named. */
export function differenceOf(declared: readonly Table[], found: readonly Table[]): TableDifference {
    const [wanted, there] = [named(declared), named(asDeclared(declared, found))];
    const notIn = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
        [...one].filter(([key]) => !other.has(key)).map(([, name]) => name);
    return { missing: notIn(wanted, there), extra: notIn(there, wanted) };
}

/** The names of tables, by their keys. */
export function named(tables: readonly Table[]): ReadonlyMap<string, string> {
    return new Map(
        tables.map((one) => {
            return [keyOf(one), labelOf(one)];
        }),
    );
}

/** How texts name a table, which may come from outside. */
function labelOf({ dataSource, database, table }: Table): string {
    const parts = [dataSource, database, table];
    return outside.clean(parts.filter((part) => part !== undefined).join("/"));
}

/** What tells tables apart, or places: a name may hold a slash. */
export function keyOf({ dataSource, database, table }: Place & { readonly table?: string }): string {
    return JSON.stringify([dataSource, database, table]);
}

/** The tables found, with their databases named as the declared ones' are: where there is one alone, both say the same. */
export function asDeclared(declared: readonly Table[], found: readonly Table[]): readonly Table[] {
    const [wanted, there] = [databasesOf(declared), databasesOf(found)];
    return found.map((one) => {
        const names = wanted.get(one.dataSource);
        if (names?.size !== 1 || there.get(one.dataSource)?.size !== 1) return one;
        const [only] = names;
        // Two names of one database each are two databases.
        return only === undefined || one.database === undefined ? { ...one, database: only } : one;
    });
}

/** The databases of each data source. */
function databasesOf(tables: readonly Table[]): ReadonlyMap<string, ReadonlySet<string | undefined>> {
    const all = new Map<string, Set<string | undefined>>();
    for (const { dataSource, database } of tables) {
        all.set(dataSource, (all.get(dataSource) ?? new Set()).add(database));
    }
    return all;
}

/**
 * A content with the tables that were found of its data sources and databases: in its own order, new ones last. What is not found there
 * at all, and tables of others, are no change of its tables: it stays as it is.
 */
export function withFound(content: Content, found: readonly Table[]): Content {
    const own: Content = content.source
        ? { source: content.source, destination: content.destination }
        : { script: content.script };
    const declared = declaredTables(own) ?? [];
    const [before, now] = [byPlace(declared), byPlace(asDeclared(declared, found))];
    const visited = new Set<string>();
    const withNow: Edit = (place, tables) => {
        const key = keyOf(place);
        const there = now.get(key);
        if (!there) return tables;
        // A script may name one database in several parts: what is new comes into the first.
        const isFirst = !visited.has(key);
        visited.add(key);
        const isNew = (table: string) => isFirst && !before.get(key)?.has(table);
        const here = new Set(tables);
        return [...there].filter((table) => here.has(table) || isNew(table));
    };
    return mapTables(own, withNow) ?? own;
}

/** The names of tables, by the keys of their places. */
function byPlace(tables: readonly Table[]): ReadonlyMap<string, ReadonlySet<string>> {
    const places = new Map<string, Set<string>>();
    for (const { table, ...place } of tables) {
        const key = keyOf(place);
        places.set(key, (places.get(key) ?? new Set()).add(table));
    }
    return places;
}
