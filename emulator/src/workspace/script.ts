// The scripts that tasks are made and changed by: TaskParam of GenerateDISyncTaskConfigForCreating and ...ForUpdating.
import { fields, list, object, oneOf, text, ValidationError, type Reader } from "../validation";

/** The tables that are named of one database; of the connection's own where it names none. */
export interface Selection {
    database: string | undefined;
    tables: string[];
}

/** What a script reads from one data source. */
export interface Connection {
    type: string;
    dataSource: string;
    selections: Selection[];
}

/** What a script reads and writes: of the documented form, or of another one, whose steps stay as they are. */
export type Steps =
    | { form: "documented"; connections: Connection[]; writerSource: string }
    | { form: "other"; reader: Record<string, unknown>; writer: Record<string, unknown> };

export interface Script {
    resourceGroup: string;
    name: string | undefined;
    readerType: string;
    writerType: string;
    steps: Steps;
}

/** What a change names: the tables of a connection, which it need not name where the task has one alone. */
export type ConnectionChange = Partial<Connection> & Pick<Connection, "selections">;

const onlyOne = "must name one thing at least";

/** A list that holds something, and nothing twice. */
function distinct<T>(read: Reader<T>, keyOf: (one: T) => string): Reader<T[]> {
    return (value, path) => {
        const given = list(read)(value, path);
        if (given.length === 0) throw new ValidationError(path, onlyOne);
        const keys = given.map(keyOf);
        const twice = keys.find((key, index) => keys.indexOf(key) < index);
        if (twice !== undefined) throw new ValidationError(path, `names "${twice}" twice`);
        return given;
    };
}

const tables = distinct(text, (table) => table);
const tableInfos = distinct(object({ table: text }, {}), ({ table }) => table);
const schema = list(object({ tableInfos }, {}));
const selectedTables = distinct(object({ dbName: text, schema }, {}), ({ dbName }) => dbName);

const selectionFields = { table: tables, selectedTables };

function selectionsOf(
    { table, selectedTables: databases }: { table?: string[]; selectedTables?: ReturnType<typeof selectedTables> },
    path: string,
): Selection[] {
    if ((table === undefined) === (databases === undefined))
        throw new ValidationError(path, "takes either table or selectedTables");
    if (table) return [{ database: undefined, tables: table }];
    return (databases ?? []).map(({ dbName, schema: parts }) => ({
        database: dbName,
        tables: parts.flatMap((part) => part.tableInfos.map((info) => info.table)),
    }));
}

const connectionFields = object({ datasourceType: text, datasource: text }, selectionFields);

const connection: Reader<Connection> = (value, path) => {
    const { datasourceType, datasource, ...named } = connectionFields(value, path);
    return { type: datasourceType, dataSource: datasource, selections: selectionsOf(named, path) };
};

const readerParameter = object({ connection: distinct(connection, ({ dataSource }) => dataSource) }, {});
const writerParameter = object({ datasource: text }, {});

/** The `taskType` of a script's setting, by what its documented writers are. */
const kinds: Readonly<Record<string, string>> = {
    odps: "oneclick_to_odps",
    kafka: "oneclick_to_kafka",
    holo: "oneclick_to_holo",
};

const step = object({ stepType: text, category: oneOf("reader", "writer"), name: text, parameter: fields }, {});
const setting = object({ resourceGroup: text, taskType: text }, { scheduleResgroupId: text, name: text });
const wholeScript = object({ type: oneOf("realtime"), version: oneOf("1.0"), setting, steps: list(step) }, {});

export const readScript: Reader<Script> = (value, path) => {
    const { setting: given, steps } = wholeScript(value, path);
    const at = (rest: string) => (path === "" ? rest : `${path}.${rest}`);
    const place = (category: "reader" | "writer") => {
        const found = steps.filter((one) => one.category === category);
        const [one] = found;
        if (!one || found.length > 1 || steps.length !== 2)
            throw new ValidationError(at("steps"), "must be one reader and one writer");
        return { one, parameterPath: at(`steps[${steps.indexOf(one)}].parameter`) };
    };
    const [reader, writer] = [place("reader"), place("writer")];
    const { resourceGroup, name, taskType } = given;
    const named = { resourceGroup, name, readerType: reader.one.stepType, writerType: writer.one.stepType };
    const kind = kinds[writer.one.stepType];
    if (reader.one.stepType !== "mysql" || kind === undefined)
        return { ...named, steps: { form: "other", reader: reader.one.parameter, writer: writer.one.parameter } };
    if (taskType !== kind) throw new ValidationError(at("setting.taskType"), `must be ${kind}, as the writer is`);
    const { connection: connections } = readerParameter(reader.one.parameter, reader.parameterPath);
    const { datasource: writerSource } = writerParameter(writer.one.parameter, writer.parameterPath);
    return { ...named, steps: { form: "documented", connections, writerSource } };
};

const changedFields = object({}, { datasourceType: text, datasource: text, ...selectionFields });

const changedConnection: Reader<ConnectionChange> = (value, path) => {
    const { datasourceType, datasource, ...named } = changedFields(value, path);
    return {
        ...(datasourceType === undefined ? {} : { type: datasourceType }),
        ...(datasource === undefined ? {} : { dataSource: datasource }),
        selections: selectionsOf(named, path),
    };
};

const changedReader = object(
    {
        category: oneOf("reader"),
        name: text,
        parameter: object({ connection: distinct(changedConnection, ({ dataSource = "" }) => dataSource) }, {}),
    },
    { stepType: text },
);

/** The partial script of a change: a reader that names tables, and nothing else. */
export const readChange: Reader<ConnectionChange[]> = (value, path) => {
    const { steps } = object({ steps: list(changedReader) }, {})(value, path);
    const [reader, ...others] = steps;
    if (!reader || others.length > 0) throw new ValidationError(`${path}.steps`, "must be one reader");
    return reader.parameter.connection;
};
