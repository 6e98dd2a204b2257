// The tables that a task reads: those that a program declares, those that are found in its definition, and how they differ.
import { asObject, asString, type JsonObject } from "../../dataworks/json";
import { connectionsIn, readerConnections } from "./script";
import type { Content, DataSource, Source } from "./state";

/** A table; without a database it is of the data source's own one. */
export interface Table {
    readonly dataSource: string;
    readonly database?: string | undefined;
    readonly table: string;
}

/** Undefined where a script does not name them in the documented form. */
export function declaredTables(content: Content): readonly Table[] | undefined {
    if (content.source) return declaredIn(content.source);
    const connections = readerConnections(content);
    return connections && tablesOf(connections);
}

function declaredIn({ datasources }: Source): readonly Table[] {
    return datasources.flatMap((one) => {
        const dataSource = one.name;
        if ("tables" in one) return one.tables.map((table) => ({ dataSource, table }));
        return one.databases.flatMap(({ name, tables }) =>
            tables.map((table) => ({ dataSource, database: name, table })),
        );
    });
}

/** The tables in a definition; undefined where it does not name them in the documented form. */
export function tablesIn(definition: string): readonly Table[] | undefined {
    let tree: JsonObject | undefined;
    try {
        tree = asObject(JSON.parse(definition));
    } catch {
        return undefined;
    }
    const connections = tree && connectionsIn(tree);
    return connections && tablesOf(connections);
}

function tablesOf(connections: readonly JsonObject[]): readonly Table[] | undefined {
    const found = connections.map((connection) => {
        const dataSource = asString(connection["datasource"]);
        const { table, selectedTables } = connection;
        if (!dataSource || (table === undefined) === (selectedTables === undefined)) return undefined;
        if (selectedTables === undefined) return textsOf(table)?.map((each) => ({ dataSource, table: each }));
        return all(objectsOf(selectedTables), (one) => tablesOfDatabase(dataSource, one));
    });
    return all(found, (tables) => tables);
}

function tablesOfDatabase(dataSource: string, { dbName, schema }: JsonObject): readonly Table[] | undefined {
    const database = asString(dbName);
    if (!database) return undefined;
    return all(objectsOf(schema), (part) =>
        all(objectsOf(part["tableInfos"]), ({ enable, table }) => {
            if (enable === false) return [];
            return typeof table === "string" ? [{ dataSource, database, table }] : undefined;
        }),
    );
}

/** What a function gives for each, in one list; undefined where that is so of one of them, or of the list. */
function all<T, R>(list: readonly T[] | undefined, of: (one: T) => readonly R[] | undefined): readonly R[] | undefined {
    const parts = list?.map(of);
    return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
    return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}

function objectsOf(value: unknown): readonly JsonObject[] | undefined {
    const objects = Array.isArray(value) ? value.map(asObject) : undefined;
    return objects?.every((one) => one !== undefined) ? objects : undefined;
}

/** What is declared and not found, and what is found and not declared, by name: "shop/orders", or "shop/db/orders". */
export interface TableDifference {
    readonly missing: readonly string[];
    readonly extra: readonly string[];
}

/** How tables differ. They are sets: their order is nothing, and so is whether one database is named. */
export function differenceOf(declared: readonly Table[], found: readonly Table[]): TableDifference {
    const alike = asDeclared(declared, found);
    const [wanted, there] = [namesOf(declared), namesOf(alike)];
    return {
        missing: [...wanted].filter((name) => !there.has(name)),
        extra: [...there].filter((name) => !wanted.has(name)),
    };
}

function namesOf(tables: readonly Table[]): ReadonlySet<string> {
    return new Set(
        tables.map(({ dataSource, database, table }) =>
            [dataSource, ...(database === undefined ? [] : [database]), table].join("/"),
        ),
    );
}

/** The tables found, with their databases named as the declared ones' are: where there is one alone, both say the same. */
function asDeclared(declared: readonly Table[], found: readonly Table[]): readonly Table[] {
    return found.map((one) => {
        const wanted = databasesOf(declared, one.dataSource);
        const there = databasesOf(found, one.dataSource);
        const [only] = wanted;
        if (wanted.size !== 1 || there.size !== 1) return one;
        // Two names of one database each are two databases.
        return only === undefined || one.database === undefined ? { ...one, database: only } : one;
    });
}

function databasesOf(tables: readonly Table[], dataSource: string): ReadonlySet<string | undefined> {
    return new Set(tables.filter((one) => one.dataSource === dataSource).map(({ database }) => database));
}

/**
 * A source with the tables that were found of its data sources and databases: in its own order, new ones last. What is not found there
 * at all, and tables of others, are no change of its tables: it stays as it is.
 */
export function withFound(source: Source, found: readonly Table[]): Source {
    const alike = asDeclared(declaredIn(source), found);
    const tablesFor = (dataSource: string, database: string | undefined, before: readonly string[]) => {
        const there = alike.filter((one) => one.dataSource === dataSource && one.database === database);
        if (there.length === 0) return before;
        const now = new Set(there.map(({ table }) => table));
        return [...before.filter((table) => now.has(table)), ...[...now].filter((table) => !before.includes(table))];
    };
    const foundIn = (one: DataSource): DataSource => {
        if ("tables" in one) return { ...one, tables: tablesFor(one.name, undefined, one.tables) };
        const databases = one.databases.map((each) => ({
            ...each,
            tables: tablesFor(one.name, each.name, each.tables),
        }));
        return { ...one, databases };
    };
    return { ...source, datasources: source.datasources.map(foundIn) };
}
