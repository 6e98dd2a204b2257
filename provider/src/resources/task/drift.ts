// What a reviewer reads of a task that was edited: tables by their names, everything else by path.
import type { DataWorks } from "../../dataworks/client";
import type { Table } from "../../dataworks/script";
import { describe } from "../../dataworks/task";
import { changeLines, compare, isCovered, shortened } from "../../definition/index";
import type { Context } from "../context";
import { lastEditLines } from "../last-edit";
import { shortList } from "../short-list";
import { since } from "./revision";
import type { Inputs, Outputs } from "./state";
import { declaredTables, differenceOf, type TableDifference } from "./tables";

/** The most lines about tables, and the most bytes of a name in one. */
const mostTables = 10;
const longestTable = 140;

/** The lines of what differs from the state; none where nothing does. `found` are the tables in the definition. */
export async function driftLines(
    olds: Outputs & { readonly fileId: string },
    definition: string,
    found: readonly Table[] | undefined,
    dataworks: DataWorks,
    context: Context,
): Promise<string[]> {
    const difference = tableDifference(olds, found);
    const lines = [...tableLines(difference), ...besideTables(olds, definition, difference, context)];
    return lines.length > 0 && olds.taskType === "DI_REALTIME"
        ? [...lines, ...(await lastEditLines(olds, dataworks))]
        : lines;
}

/** How the tables of a definition differ from those of the state, or of the program; not at all where either cannot be told. */
export function tableDifference(olds: Inputs, found: readonly Table[] | undefined): TableDifference {
    const declared = declaredTables(olds);
    return declared && found ? differenceOf(declared, found) : { missing: [], extra: [] };
}

function tableLines({ missing, extra }: TableDifference): string[] {
    const lines = [
        ...extra.map((name) => `table added in DataWorks: ${shortened(name, longestTable)}`),
        ...missing.map((name) => `table removed in DataWorks: ${shortened(name, longestTable)}`),
    ];
    const more = lines.length - mostTables;
    return more > 0 ? [...lines.slice(0, mostTables), `and ${more} more tables`] : lines;
}

/** The lines of what else changed in a definition since it was read back. */
export function besideTables(
    olds: Outputs,
    definition: string,
    difference: TableDifference,
    context: Pick<Context, "warn">,
): string[] {
    const comparison = compare(olds.definition, definition, olds.ignoreDefinitionPaths ?? []);
    if (!comparison) return [];
    const { changes, uncompared, unreadable } = comparison;
    if (unreadable !== undefined)
        return [`definition cannot be compared: ${unreadable}. The next change of the task takes a new one`];
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    const names = new Set([...difference.missing, ...difference.extra].map((name) => name.split("/").at(-1) ?? name));
    return changeLines(
        changes.filter((change) => names.size === 0 || !isOfTables(change, names)),
        since(olds.revision),
    );
}

/** Says which parts of a definition are not compared since other paths are ignored. */
export function notCompared(olds: Outputs, uncompared: readonly string[]): string {
    return (
        `${describe(olds)}: ignoreDefinitionPaths changed since its definition was read back, so these parts of it are not compared until ` +
        `its next change: ${shortList(uncompared.map((path) => path || "all of it"))}`
    );
}

/** The lists of tables that a reader has. */
const readersTables =
    /^steps\[\d+\]\.parameter\.connection\[\d+\]\.(table|selectedTables\[\d+\]\.schema\[\d+\]\.tableInfos)(\[\d+(\.\.\d+)?\])?$/;
/** How the name of a table, or of the first and last of some, begins that of what changed. */
const tableName = /^(?:table|tableName|srcTable|dstTable) ("(?:[^"\\]|\\.)*")(?: to ("(?:[^"\\]|\\.)*"))?/;
/** How many of its tables there are, which a definition tells too. */
const tableCount = /\.tableMappingRule\.totalTableMapping$/;
const several = /\[(\d+)\.\.(\d+)\]/;

/** True for what comes with tables of these names that came or went, and tells nothing beside them. */
function isOfTables({ path, name = "" }: { path: string; name?: string }, names: ReadonlySet<string>): boolean {
    if (readersTables.test(path) || tableCount.test(path)) return true;
    const [, first, last = first] = tableName.exec(name) ?? [];
    if (first === undefined || last === undefined) return false;
    const [, from, to] = several.exec(path) ?? [];
    return (
        [first, last].every((text) => names.has(JSON.parse(text) as string)) &&
        Number(to ?? 0) - Number(from ?? 0) < names.size
    );
}

/** What edits a drift tells of, beside tables and for a program that ignores these paths: their paths, as far as it names them. */
export function editsIn(lines: readonly string[] = [], ignore: readonly string[] = []): string[] {
    const left = lines.filter((line) => line.startsWith("definition ") && !isCovered(line, ignore));
    return left.map(
        (line) => line.replace(/^definition \w+ since (?:the import|\S+?)(?:: |$)/, "") || "its definition",
    );
}
