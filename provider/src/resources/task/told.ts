// What a program says of a task to have just its definition: read from that, where it has the documented form.
import { asObject, asString, asText, type JsonObject } from "../../dataworks/json";
import { connectionsIn, tablesIn, treeOf, writers, type Table } from "../../dataworks/script";
import { trimFolder, type ListedFile } from "../../dataworks/operations/file";
import type { Task } from "../../dataworks/task";
import { longestName } from "./properties";
import type { DataSource, Destination, Source } from "./state";

/** The arguments that tell a task from others, in the order in which a program is read. */
export interface Told {
    readonly name: string;
    readonly folder?: string;
    readonly source: Source;
    readonly destination: Destination;
    readonly resourceGroup: string;
}

/**
 * Why a program cannot say it: of a solution nobody has documented what its definition looks like; a definition has another form than the
 * documented one; a name is none that arguments take; it does not say the resource group.
 */
export interface Untold {
    readonly why: "solution" | "form" | "names" | "group";
    /** What it is, to go on after the reason. */
    readonly detail?: string;
}

/** What a program says of a task of this definition, whose file ListFiles says this of; or why it cannot. */
export function toldOf(task: Pick<Task, "taskType"> & Pick<ListedFile, "received">, definition: string): Told | Untold {
    if (task.taskType === "DI_SOLUTION") return { why: "solution" };
    const tree = treeOf(definition);
    if (!tree) return form("no JSON object");
    const steps = readerAndWriter(tree);
    if (typeof steps === "string") return form(steps);
    const { reader, writer } = steps;
    const isOther = (connection: JsonObject) => ![undefined, "mysql"].includes(connection["datasourceType"] as string);
    if (reader["stepType"] !== "mysql" || connectionsIn(tree)?.some(isOther))
        return form("it does not read from MySQL alone");
    const type = kinds.find((kind) => writers[kind].stepType === writer["stepType"]);
    if (!type) return form("it writes to something else");
    const datasource = asString(asObject(writer["parameter"])?.["datasource"]);
    if (datasource === "") return form("its writer names no data source");
    const tables = tablesIn(definition);
    if (!tables) return form("its reader does not list tables");
    if (tables.length === 0) return form("its reader has no table that is enabled");
    const datasources = dataSourcesOf(tables);
    if (!datasources) return form("its reader names a data source with databases and without");
    const folder = trimFolder(task.received.folder);
    const name = wrongName(task.received.name, folder, [...tables.flatMap(namesIn), datasource]);
    if (name !== undefined) return { why: "names", detail: name };
    const resourceGroup = asText(asObject(tree["extend"])?.["resourceGroup"]);
    if (!isName(resourceGroup)) return { why: "group" };
    return {
        name: task.received.name,
        ...(folder !== "" && { folder }),
        source: { type: "mysql", datasources },
        destination: { type, datasource },
        resourceGroup,
    };
}

const kinds = Object.keys(writers) as (keyof typeof writers)[];

function form(detail: string): Untold {
    return { why: "form", detail };
}

/** The two steps that it has; else what it has in their place. */
function readerAndWriter(tree: JsonObject): { reader: JsonObject; writer: JsonObject } | string {
    const steps = Array.isArray(tree["steps"]) ? tree["steps"].map(asObject) : [];
    const of = (category: string) => steps.filter((step) => step?.["category"] === category);
    const [[reader], [writer]] = [of("reader"), of("writer")];
    if (!reader || !writer) return "it has no reader and writer";
    return steps.length === 2 ? { reader, writer } : "it has other steps beside one reader and one writer";
}

/** Each data source, and each of its databases, once; undefined where one has tables of named databases and of its own. */
function dataSourcesOf(tables: readonly Table[]): DataSource[] | undefined {
    const all = new Map<string, Map<string | undefined, Set<string>>>();
    for (const { dataSource, database, table } of tables) {
        const databases = all.get(dataSource) ?? new Map<string | undefined, Set<string>>();
        all.set(dataSource, databases.set(database, (databases.get(database) ?? new Set()).add(table)));
    }
    const found = [...all].map(([name, databases]): DataSource | undefined => {
        const own = databases.get(undefined);
        if (own) return databases.size === 1 ? { name, tables: [...own] } : undefined;
        return { name, databases: [...databases].map(([database = "", of]) => ({ name: database, tables: [...of] })) };
    });
    return found.every((each) => each !== undefined) ? found : undefined;
}

function namesIn({ dataSource, database = dataSource, table }: Table): string[] {
    return [dataSource, database, table];
}

/** Which name is none that the arguments of a task take; undefined where all are. */
function wrongName(name: string, folder: string, others: readonly string[]): string | undefined {
    if (!isName(name) || name.includes("/")) return 'the task\'s has a "/" or ends with white space, or is empty';
    if (name.length > longestName) return `the task's is longer than ${longestName} characters`;
    if (folder !== "" && (!isName(folder) || folder.split("/").some((part) => part.trim() === "")))
        return "the folder's ends with white space, or is empty";
    return others.every(isName) ? undefined : "that of a data source, a database or a table ends with white space";
}

/** Not empty, and with nothing at its ends that nobody sees. */
function isName(text: string): boolean {
    return text !== "" && text.trim() === text;
}
