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
import { asDeclared, declaredTables, differenceOf, keyOf, named, withFound, type TableDifference } from "./tables";

/** The most lines about tables, and the most bytes of a name in one. */
const mostTables = 10;
const longestTable = 140;

/** How lines about tables start. */
const added = "table added in DataWorks: ";
const removed = "table removed in DataWorks: ";

/** The lines of what differs from the state; none where nothing does. `found` are the tables in the definition. */
export async function driftLines(
    olds: Outputs & { readonly fileId: string },
    definition: string,
    found: readonly Table[] | undefined,
    dataworks: DataWorks,
    context: Context,
): Promise<string[]> {
    const written = asWritten(olds);
    const difference = tableDifference(written, found);
    // What the state goes on to declare comes first: what puts it back goes by these lines.
    const { missing } = found ? differenceOf(declaredTables(withFound(olds, found)) ?? [], found) : difference;
    const tables = boundedLines([...missing.map(removedLine), ...tableLines(difference)]);
    const lines = [...tables, ...besideTables(olds, definition, found, context)];
    if (lines.length === 0 || olds.taskType !== "DI_REALTIME") return lines;
    // What came and went of tables, no entry of ignoreDefinitionPaths leaves out.
    return [...lines, ...(await lastEditLines(olds, tables.length > 0 ? undefined : definition, dataworks))];
}

/** How the tables of a definition differ from those of the state, or of the program; not at all where either cannot be told. */
export function tableDifference(olds: Inputs, found: readonly Table[] | undefined): TableDifference {
    const declared = declaredTables(olds);
    return declared && found ? differenceOf(declared, found) : { missing: [], extra: [] };
}

/** Tables that came and went since the state was written, as drift tells them. */
export function tableLines({ missing, extra }: TableDifference): string[] {
    return [...extra.map((name) => added + shortened(name, longestTable)), ...missing.map(removedLine)];
}

function removedLine(name: string): string {
    return removed + shortened(name, longestTable);
}

/** The inputs with the tables that the fingerprint was taken with: a refresh has brought those of its drift into the state since. */
function asWritten(olds: Outputs): Outputs {
    const after = (start: string) =>
        (olds.drift ?? []).filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
    const [came, went] = [after(added), after(removed)];
    const declared = came.length + went.length > 0 ? declaredTables(olds) : undefined;
    if (!declared) return olds;
    const names = named(declared);
    const stayed = declared.filter((table) => !came.includes(names.get(keyOf(table)) ?? ""));
    const lost = went.flatMap((name) => {
        const [dataSource, ...rest] = name.split("/");
        const [table, database] = [rest.at(-1), rest.at(-2)];
        return dataSource && table ? [{ dataSource, ...(database && { database }), table }] : [];
    });
    return { ...olds, ...withFound(olds, [...stayed, ...lost]) } as Outputs;
}

function boundedLines(all: readonly string[]): string[] {
    const lines = [...new Set(all)];
    const more = lines.length - mostTables;
    return more > 0 ? [...lines.slice(0, mostTables), `and ${more} more tables`] : lines;
}

/**
 * The tables that a refresh found removed, and the state declares all the same: with all others of their database or data source, so
 * that there was no place left to read them back from.
 */
export function tablesDue(olds: Outputs): string[] {
    const told = new Set(olds.drift);
    const declared = told.size > 0 ? (declaredTables(olds) ?? []) : [];
    return [...named(declared).values()].filter((name) => told.has(removedLine(name)));
}

/** The lines of what else changed in a definition since it was read back; beside the tables that `wanted` changes too. */
export function besideTables(
    olds: Outputs,
    definition: string,
    found: readonly Table[] | undefined,
    context: Pick<Context, "warn">,
    wanted: Inputs = olds,
): string[] {
    const comparison = compare(olds.definition, definition, olds.ignoreDefinitionPaths ?? []);
    if (!comparison) return [];
    const { changes, uncompared, unreadable } = comparison;
    if (unreadable !== undefined)
        return [`definition cannot be compared: ${unreadable}. The next change of the task takes a new one`];
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    const names = namesOf([asWritten(olds), olds, wanted], found);
    return changeLines(
        changes.filter((change) => names.differing.size === 0 || !isOfTables(change, names)),
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

interface Names {
    readonly differing: ReadonlySet<string>;
    readonly staying: ReadonlySet<string>;
}

/** The names, as they are in the source, of the tables that came or went by any of these contents, and of those that stay by all. */
function namesOf(contents: readonly Inputs[], found: readonly Table[] | undefined): Names {
    const [differing, staying] = [new Set<string>(), new Map<string, number>()];
    const there = new Map<string, string>();
    for (const content of contents) {
        const declared = declaredTables(content);
        if (!declared || !found) continue;
        const now = asDeclared(declared, found);
        const [before, after] = [declared, now].map((tables) => new Set(tables.map(keyOf)));
        for (const one of [...declared, ...now]) {
            const key = keyOf(one);
            there.set(key, one.table);
            if (!before?.has(key) || !after?.has(key)) differing.add(one.table);
            else staying.set(key, (staying.get(key) ?? 0) + 1);
        }
    }
    // Each was counted once as declared, and once as found.
    const all = [...there].filter(([key]) => staying.get(key) === 2 * contents.length);
    return { differing, staying: new Set(all.map(([, table]) => table)) };
}

/** The lists of tables that a reader has, and whether one is enabled. */
const readersTables =
    /^steps\[\d+\]\.parameter\.connection\[\d+\]\.(table|selectedTables\[\d+\]\.schema\[\d+\]\.tableInfos)(\[\d+(\.\.\d+)?\](\.enable)?)?$/;
/** How the name of a table, or of the first and last of some, begins that of what changed. */
const tableName = /^(?:table|tableName|srcTable|dstTable) ("(?:[^"\\]|\\.)*")(?: to ("(?:[^"\\]|\\.)*"))?/;
/** How many of its tables there are, which a definition tells too. */
const tableCount = /\.tableMappingRule\.totalTableMapping$/;
const several = /\[(\d+)\.\.(\d+)\]/;

/** True for what comes with tables of these names that came or went, and tells nothing beside them. */
function isOfTables(
    { kind, path, name = "" }: { kind: string; path: string; name?: string },
    { differing, staying }: Names,
): boolean {
    if (tableCount.test(path)) return true;
    const [, first, last = first] = tableName.exec(name) ?? [];
    if (first === undefined || last === undefined) return readersTables.test(path);
    const names = [first, last].map((text) => JSON.parse(text) as string);
    const [, from, to] = several.exec(path) ?? [];
    // Where a table of the same name stays, in another database, what changed inside of one may be that one's.
    const isInside = from === undefined && (kind === "changed" || !path.endsWith("]"));
    return (
        names.every((one) => differing.has(one) && !(isInside && staying.has(one))) &&
        Number(to ?? 0) - Number(from ?? 0) < differing.size
    );
}

/** True where a drift names tables that came or went. */
export function namesTables(drift: readonly string[] = []): boolean {
    return drift.some((line) => line.startsWith(added) || line.startsWith(removed));
}

/** What edits a drift tells of, beside tables and for a program that ignores these paths: their paths, as far as it names them. */
export function editsIn(lines: readonly string[] = [], ignore: readonly string[] = []): string[] {
    const left = lines.filter((line) => line.startsWith("definition ") && !isCovered(line, ignore));
    return left.map(
        (line) => line.replace(/^definition \w+ since (?:the import|\S+?)(?:: |$)/, "") || "its definition",
    );
}
