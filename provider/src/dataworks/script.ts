// The form of scripts, which definitions have too: what their writers are called, their reader's connections, and the tables in these.
import { asObject, asString, type JsonObject } from "./json";

/** What the API calls the writers, and the kinds of task that they make. */
export const writers = {
    maxcompute: { stepType: "odps", taskType: "oneclick_to_odps" },
    kafka: { stepType: "kafka", taskType: "oneclick_to_kafka" },
    hologres: { stepType: "holo", taskType: "oneclick_to_holo" },
} as const;

/** Where tables are: in a data source, and there in a database; where none is said, in the data source's own one. */
export interface Place {
    readonly dataSource: string;
    readonly database?: string | undefined;
}

export interface Table extends Place {
    readonly table: string;
}

/** Gives the tables that take the place of these, which stand at one place. `areKnown`: false where it names more, not known yet. */
export type Edit = (place: Place, tables: readonly string[], areKnown: boolean) => readonly string[];

/** The tree of a definition; undefined where it is no JSON object. */
export function treeOf(definition: string): JsonObject | undefined {
    try {
        return asObject(JSON.parse(definition));
    } catch {
        return undefined;
    }
}

/** The tables in a definition; undefined where it does not name them in the documented form. */
export function tablesIn(definition: string): readonly Table[] | undefined {
    const script = treeOf(definition);
    const found: Table[] = [];
    const read =
        script &&
        mapScript(script, (place, tables) => {
            found.push(...tables.map((table) => ({ ...place, table })));
            return tables;
        });
    return read && found;
}

/**
 * A script with other tables: what stays keeps its place and all that is said of it, and what is new comes last. Undefined where it does
 * not name them in the documented form. Parts may be unknown; an unknown table is left out.
 */
export function mapScript(script: JsonObject, edit: Edit): JsonObject | undefined {
    const connections = all(connectionsIn(script), (one) => inConnection(one, edit));
    return connections && withConnections(script, connections);
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

function inConnection(connection: JsonObject, edit: Edit): JsonObject | undefined {
    const dataSource = asString(connection["datasource"]);
    const { table, selectedTables } = connection;
    if (!dataSource || (table === undefined) === (selectedTables === undefined)) return undefined;
    if (selectedTables === undefined) return inTexts(connection, "table", { dataSource }, edit);
    return inList(connection, "selectedTables", (one) => {
        const database = asString(one["dbName"]);
        if (!database) return undefined;
        return inList(one, "schema", (part) => inTableInfos(part, { dataSource, database }, edit));
    });
}

/** An object with a list of texts that name tables. */
export function inTexts(owner: JsonObject, key: string, place: Place, edit: Edit): JsonObject | undefined {
    const { known, areKnown } = knownOf(owner[key]);
    const tables = known?.filter((table) => typeof table === "string");
    if (!tables || tables.length !== known?.length) return undefined;
    const edited = new Set(edit(place, tables, areKnown));
    return { ...owner, [key]: [...tables.filter((table) => edited.has(table)), ...added(tables, edited)] };
}

/** What is not enabled is no table, and stays. */
function inTableInfos(part: JsonObject, place: Place, edit: Edit): JsonObject | undefined {
    const { known, areKnown } = knownOf(part["tableInfos"]);
    const infos = all(known, asObject);
    const named = infos?.filter(({ enable, table }) => enable !== false && !isUnknown(table));
    const tables = named?.map(({ table }) => table).filter((table) => typeof table === "string");
    if (!infos || !named || !tables || tables.length !== named.length) return undefined;
    const edited = new Set(edit(place, tables, areKnown && infos.every(({ table }) => !isUnknown(table))));
    const kept = infos.filter(({ enable, table }) => enable === false || edited.has(asString(table)));
    return { ...part, tableInfos: [...kept, ...added(tables, edited).map((table) => ({ table }))] };
}

function added(before: readonly string[], after: ReadonlySet<string>): readonly string[] {
    const there = new Set(before);
    return [...after].filter((table) => !there.has(table));
}

/** What is known of a list; undefined where it is none. */
function knownOf(list: unknown): { readonly known: readonly unknown[] | undefined; readonly areKnown: boolean } {
    if (isUnknown(list)) return { known: [], areKnown: false };
    if (!Array.isArray(list)) return { known: undefined, areKnown: true };
    const known = (list as readonly unknown[]).filter((one) => !isUnknown(one));
    return { known, areKnown: known.length === list.length };
}

/** An object with another list of objects; undefined where it has none, or where that is so of one of them. */
export function inList(
    owner: JsonObject | undefined,
    key: string,
    edit: (one: JsonObject) => JsonObject | undefined,
): JsonObject | undefined {
    const list = owner?.[key];
    const edited = Array.isArray(list) ? all(all(list, asObject), edit) : undefined;
    return edited && { ...owner, [key]: edited };
}

/** What a function gives for each; undefined where that is so of one of them, or of the list. */
function all<T, R>(list: readonly T[] | undefined, of: (one: T) => R | undefined): readonly R[] | undefined {
    const parts = list?.map(of);
    return parts?.every((part) => part !== undefined) ? parts : undefined;
}

/** JSON has no symbols: one stands for what is not known yet, in the script of a program. */
function isUnknown(value: unknown): boolean {
    return typeof value === "symbol";
}
