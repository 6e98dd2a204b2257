// The scripts that DataWorks works definitions out of: that of a new task, and that of a change of its tables.
import { asObject, type JsonObject } from "../../dataworks/json";
import type { Content, DataSource, Wanted, Source } from "./state";

/** What the API calls the writers, and the kinds of task that they make. */
const writers = {
    maxcompute: { stepType: "odps", taskType: "oneclick_to_odps" },
    kafka: { stepType: "kafka", taskType: "oneclick_to_kafka" },
    hologres: { stepType: "holo", taskType: "oneclick_to_holo" },
} as const;

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

/** The connections of the one reader in a script or a definition; undefined where it has none, or they are no such. */
export function connectionsIn(tree: JsonObject): readonly JsonObject[] | undefined {
    const steps = Array.isArray(tree["steps"]) ? tree["steps"].map(asObject) : [];
    const [reader, ...others] = steps.filter(isReader);
    const connection = asObject(reader?.["parameter"])?.["connection"];
    if (others.length > 0 || !Array.isArray(connection) || connection.length === 0) return undefined;
    const connections = connection.map(asObject).filter((each) => each !== undefined);
    return connections.length === connection.length ? connections : undefined;
}

/** A tree that has connections, with these in their place. */
export function withConnections(tree: JsonObject, connection: readonly JsonObject[]): JsonObject {
    const steps = (tree["steps"] as readonly JsonObject[]).map((step) =>
        isReader(step) ? { ...step, parameter: { ...asObject(step["parameter"]), connection } } : step,
    );
    return { ...tree, steps };
}

function isReader(step: unknown): boolean {
    return asObject(step)?.["category"] === "reader";
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
