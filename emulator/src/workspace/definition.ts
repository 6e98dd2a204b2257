// The definition that is worked out of a script (TaskContent), and what a change makes of it.
import type { Connection, ConnectionChange, Script, Selection } from "./script";
import { altered, isObject } from "./rewrite";
import { columnsOf, databaseOf, type DataSource } from "./sources";

/** What the documentation leaves open about definitions; see MakingSettings. */
export interface DefinitionRules {
    tables: "whole" | "added";
    written: "selectedTables" | "table";
    leavesOut: readonly string[];
}

export type Sources = ReadonlyMap<string, DataSource>;

/** A definition, or why there is none. */
export type WorkedOut = { content: string } | { problem: string };

/** The tables of one database of a data source. */
interface Chosen {
    database: string;
    tables: string[];
}

/** The definition of a new task. The script's data sources are known. */
export function definitionOf(script: Script, sources: Sources, rules: DefinitionRules): string {
    const { resourceGroup, name, readerType, writerType, steps } = script;
    return JSON.stringify({
        type: "job",
        version: "2.0",
        extend: { mode: `migration_${writerType}`, resourceGroup, ...(name === undefined ? {} : { name }) },
        order: { hops: [{ from: "reader", to: "writer" }] },
        steps: [
            { stepType: readerType, category: "reader", name: "reader", parameter: readerOf(steps, sources, rules) },
            { stepType: writerType, category: "writer", name: "writer", parameter: writerOf(steps, sources, rules) },
        ],
    });
}

function readerOf(steps: Script["steps"], sources: Sources, rules: DefinitionRules): object {
    if (steps.form === "other") return steps.reader;
    return {
        connection: steps.connections.map(({ type, dataSource, selections }) => ({
            datasourceType: type,
            datasource: dataSource,
            ...written(chosen(selections, sources.get(dataSource), rules), rules),
        })),
    };
}

function writerOf(steps: Script["steps"], sources: Sources, rules: DefinitionRules): object {
    if (steps.form === "other") return steps.writer;
    const mapped = steps.connections.map(({ dataSource, selections }: Connection) => {
        const source = sources.get(dataSource);
        return mapping(dataSource, chosen(selections, source, rules), source);
    });
    return {
        datasource: steps.writerSource,
        writeMode: "replay",
        tableMappingRule: { totalTableMapping: mapped.flatMap((one) => one.tableRule).length, datasource: mapped },
    };
}

function chosen(selections: Selection[], source: DataSource | undefined, { leavesOut }: DefinitionRules): Chosen[] {
    return selections.map(({ database, tables }) => ({
        database: database ?? (source ? databaseOf(source) : ""),
        tables: tables.filter((table) => !leavesOut.includes(table)),
    }));
}

/** Tables as a definition names them. A list of tables alone can name those of one database. */
function written(all: Chosen[], { written: form }: Pick<DefinitionRules, "written">): object {
    const [one, ...others] = all;
    if (form === "table" && one && others.length === 0) return { table: one.tables };
    return {
        selectedTables: all.map(({ database, tables }) => ({
            dbName: database,
            schema: [{ tableInfos: tables.map((table) => ({ enable: true, table, tableName: table })) }],
        })),
    };
}

/** How the writer maps the tables of a data source, column by column. */
function mapping(dataSource: string, all: Chosen[], source: DataSource | undefined) {
    return {
        srcDatasourceName: dataSource,
        tableRule: all.flatMap(({ database, tables }) => tables.map((table) => tableRule(database, table, source))),
    };
}

function tableRule(database: string, table: string, source: DataSource | undefined): object {
    const columns = source ? columnsOf(source, table) : [];
    return {
        srcDbName: database,
        srcTable: table,
        dstTable: `${database}.${table}`,
        mergeIntoCycleType: "DEFAULT",
        hourDeltaEnable: false,
        dayDeltaEnable: false,
        primaryKeyInfo: { type: "pk", column: columns.slice(0, 1) },
        dstCreateTableInfo: {
            schemaName: database,
            tableName: table,
            indexType: "t",
            dataColumn: columns.map((name, index) => ({
                name,
                index,
                type: index === 0 ? "int8" : "text",
                primaryKey: index === 0,
                columnSize: 0,
                digit: 0,
                newDigit: 0,
                comment: "",
            })),
        },
    };
}

/** The definition with the tables of a change: of its reader and of its writer's mapping; everything else stays. */
export function changedDefinition(
    definition: string,
    changes: readonly ConnectionChange[],
    sources: Sources,
    rules: DefinitionRules,
): WorkedOut {
    let problem: string | undefined;
    const added = JSON.stringify([changes, [...sources.values()]]);
    const content = altered(definition, added, (tree) => {
        problem = change(tree, changes, sources, rules);
    });
    if (content === undefined || problem !== undefined) return { problem: problem ?? noReader };
    return { content };
}

const noReader = "the task's definition has no reader with connections.";

function change(
    tree: unknown,
    changes: readonly ConnectionChange[],
    sources: Sources,
    rules: DefinitionRules,
): string | undefined {
    const steps = isObject(tree) && Array.isArray(tree.steps) ? tree.steps.filter(isObject) : [];
    const parameterOf = (category: string) => steps.find((step) => step.category === category)?.parameter;
    const reader = parameterOf("reader");
    const connections = isObject(reader) && Array.isArray(reader.connection) ? reader.connection.filter(isObject) : [];
    if (connections.length === 0) return noReader;
    for (const { dataSource, selections } of changes) {
        const named = connections.filter((one) => dataSource === undefined || one.datasource === dataSource);
        const [connection, ...others] = named;
        if (!connection) return `the task does not read from the data source [${dataSource ?? ""}].`;
        if (others.length > 0) return "the task reads from several data sources: the change must name one.";
        const source = sources.get(String(connection.datasource));
        if (!source) return `the data source [${String(connection.datasource)}] is not found.`;
        const before = chosenBefore(connection, source);
        const wanted = chosen(selections, source, rules);
        const strange = wanted.find(({ database }) => !before.some((one) => one.database === database));
        if (strange) return `the task does not read from the database [${strange.database}].`;
        const after = rules.tables === "added" ? united(before, wanted) : wanted;
        const form = connection.selectedTables === undefined ? "table" : "selectedTables";
        Object.assign(connection, written(after, { written: form }));
        remap(parameterOf("writer"), String(connection.datasource), after, source);
    }
    return undefined;
}

/** The tables that a connection of a definition names, in either form. */
function chosenBefore(connection: Record<string, unknown>, source: DataSource): Chosen[] {
    if (connection.selectedTables === undefined)
        return [{ database: databaseOf(source), tables: texts(connection.table) }];
    return objects(connection.selectedTables).map((one) => ({
        database: String(one.dbName),
        tables: objects(one.schema)
            .flatMap((part) => objects(part.tableInfos))
            .filter(({ enable }) => enable !== false)
            .map(({ table }) => String(table)),
    }));
}

function united(before: Chosen[], added: Chosen[]): Chosen[] {
    return before.map(({ database, tables }) => ({
        database,
        tables: [
            ...new Set([...tables, ...added.filter((one) => one.database === database).flatMap((one) => one.tables)]),
        ],
    }));
}

/** Works the writer's mapping of one data source out anew, where it has the documented form. */
function remap(writer: unknown, dataSource: string, after: Chosen[], source: DataSource): void {
    const rule = isObject(writer) ? writer.tableMappingRule : undefined;
    if (!isObject(rule)) return;
    const others = objects(rule.datasource).filter((one) => one.srcDatasourceName !== dataSource);
    const all = [...others, mapping(dataSource, after, source)];
    rule.datasource = all;
    rule.totalTableMapping = all.flatMap((one) => objects(one.tableRule)).length;
}

function objects(value: unknown): Record<string, unknown>[] {
    return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
