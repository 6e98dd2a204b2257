// The part "fingerprint": how long a fingerprint, a comparison and a digest's text take, and how large a fingerprint gets.
import { randomBytes } from "node:crypto";
import { canonicalText } from "../provider/src/definition/approval/digest";
import { compare } from "../provider/src/definition/comparison/compare";
import { fingerprint } from "../provider/src/definition/fingerprint/fingerprint";
import { databaseTask, tableName, tableRule } from "../test/support/database-task";
import { median, type Part } from "./part";

const runs = 15;
const types = ["bigint", "varchar(255)", "datetime", "decimal(20,4)"];

/** A task that copies a table of so many columns, each with its name, type and comment. */
function task(columns: number): string {
    const step = (stepType: string) => ({
        stepType,
        parameter: {
            datasource: `${stepType}_shop`,
            table: "orders",
            column: Array.from({ length: columns }, (_, index) => ({
                name: `column_${index}`,
                type: types[index % types.length],
                comment: `what column ${index} of the table holds`,
            })),
        },
    });
    return JSON.stringify({
        type: "job",
        steps: [step("mysql"), step("hologres")],
        setting: { speed: { concurrent: 2 } },
    });
}

/** How many tables of 20 columns a task may sync that syncs a whole database. */
const tableCounts = [30, 100, 500, 1000, 3000];
/** What the fingerprint of a large task is held to: it uses its room, and taking and comparing cost little. */
const goals = { bytes: 3500, fromTables: 100, milliseconds: 300, atTables: 1000 };
/** What a digest may take beside scrypt's own time, which is the same for all, for each started 2 MB of its definition. */
const digestGoal = { milliseconds: 200, bytes: 2_000_000 };

function names(count: number): string[] {
    return Array.from({ length: count }, (_, index) => tableName(index));
}

const databases = tableCounts.map(
    (count) => [`a database of ${count} tables`, JSON.stringify(databaseTask(names(count)))] as const,
);

/** What drift says of one changed column in the middle of so many tables, and of one table inserted there. */
function told(count: number, taken: string): string {
    const [all, middle] = [names(count), tableName(count / 2)];
    const edited = databaseTask(all, (table) => tableRule(table, { type: table === middle ? "int4" : "int8" }));
    const longer = databaseTask(all.toSpliced(count / 2, 0, "brand_new"));
    const [column, table] = [edited, longer].map((task) => {
        const changes = compare(taken, JSON.stringify(task), [])?.changes ?? [];
        const found = changes.find(({ path }) => path.includes("tableRule"));
        return `${found?.kind} ${found?.path.slice(found.path.indexOf("tableRule"))}`;
    });
    return `${column}; ${table}`;
}

const definitions: readonly (readonly [what: string, definition: string])[] = [
    ["a task of 2 × 20 columns", task(20)],
    ["a task of 2 × 100 columns", task(100)],
    ["a task of 2 × 1,000 columns", task(1000)],
    ["a task of 2 × 2,000 columns", task(2000)],
    ["the same, as JSON in a string", JSON.stringify({ code: task(2000) })],
    ["a task of 2 × 20,000 columns", task(20_000)],
    ...databases,
    ["a script of 5 MB, no JSON", "insert into orders select * from staging;\n".repeat(120_000)],
];

/** How long it takes, as the median of some runs. */
function milliseconds(work: () => unknown): number {
    const times = Array.from({ length: runs }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
    });
    return median(times);
}

export const part: Part = {
    about: "how long a fingerprint of a definition takes, and how large it is",
    measure: () => {
        const salt = randomBytes(16).toString("hex");
        const ignored = ["**.comment", "setting.speed.*"];
        let missed = 0;
        const rows = definitions.map(([what, definition]) => {
            const taken = fingerprint(definition, salt, []);
            const edited = definition.replace(/orders(?!.*orders)/s, "orders_2");
            const size = JSON.stringify(taken).length;
            const times = [
                () => fingerprint(definition, salt, []),
                () => fingerprint(definition, salt, ignored),
                () => compare(taken, definition, []),
                () => compare(taken, edited, []),
            ].map(milliseconds);
            const text = milliseconds(() => canonicalText(definition, ignored));
            if (text > digestGoal.milliseconds * Math.ceil(definition.length / digestGoal.bytes)) missed++;
            const tables = tableCounts[databases.findIndex(([name]) => name === what)];
            if (tables !== undefined && tables >= goals.fromTables && size < goals.bytes) missed++;
            if (tables === goals.atTables) missed += times.filter((time) => time > goals.milliseconds).length;
            return [
                what,
                `${Math.round(definition.length / 1000)} kB`,
                `${size} bytes`,
                ...[...times, text].map((time) => `${time.toFixed(1)} ms`),
                tables === undefined ? "" : told(tables, taken),
            ];
        });
        return Promise.resolve({
            title: "Fingerprints of definitions",
            text: `The median of ${runs} runs in one process. Goals: at least ${goals.bytes} bytes from ${goals.fromTables} tables on; at most ${goals.milliseconds} ms each at ${goals.atTables} tables, and ${digestGoal.milliseconds} ms for a digest of ${digestGoal.bytes / 1e6} MB beside scrypt's own time.`,
            head: [
                "",
                "definition",
                "fingerprint",
                "taken in",
                "with ignored paths",
                "compared, equal",
                "compared, edited",
                "a digest's text",
                "a changed column; an inserted table",
            ],
            rows,
            missed,
        });
    },
};
