// The scripts that DataWorks works definitions out of: that of a new task, and that of a change of its tables.
import type { JsonObject } from "../../dataworks/json";
import { connectionsIn, writers } from "../../dataworks/script";
import type { Content, DataSource, Wanted, Source } from "./state";

/** The script of a new task: a JSON text. */
export function creatingScript(inputs: Wanted): string {
    if (inputs.script) return JSON.stringify(inputs.script);
    const { source, destination, resourceGroup } = inputs;
    const { stepType, taskType } = writers[destination.type];
    const reader = { connection: connectionsOf(source) };
    return JSON.stringify({
        type: "realtime",
        version: "1.0",
        setting: { resourceGroup, taskType },
        steps: [
            { stepType: source.type, category: "reader", name: "Reader", parameter: reader },
            { stepType, category: "writer", name: "Writer", parameter: { datasource: destination.datasource } },
        ],
    });
}

/**
 * The partial script that gives a task these tables, all of them: whether the API takes them for the whole list is not documented.
 * Undefined where a script's reader has no connections to name them in.
 */
export function updatingScript(content: Content): string | undefined {
    const connections = readerConnections(content);
    if (!connections) return undefined;
    const [only, ...others] = connections;
    // The documented sample names no data source; one that has several has to.
    const named = only && others.length === 0 ? [tablesAlone(only)] : connections;
    return JSON.stringify({ steps: [{ category: "reader", name: "Reader", parameter: { connection: named } }] });
}

function tablesAlone({ table, selectedTables }: JsonObject): JsonObject {
    return table === undefined ? { selectedTables } : { table };
}

/** The connections of the reader, in the API's form; undefined where a script has no such reader. */
function readerConnections(content: Content): readonly JsonObject[] | undefined {
    if (content.source) return connectionsOf(content.source);
    return connectionsIn(content.script);
}

function connectionsOf({ type, datasources }: Source): JsonObject[] {
    return datasources.map((one) => ({ datasourceType: type, datasource: one.name, ...tablesOf(one) }));
}

/** One database's tables are a list; those of several are named with their databases. */
function tablesOf(source: DataSource): JsonObject {
    if ("tables" in source) return { table: source.tables };
    return {
        selectedTables: source.databases.map(({ name, tables }) => ({
            dbName: name,
            schema: [{ tableInfos: tables.map((table) => ({ table })) }],
        })),
    };
}
