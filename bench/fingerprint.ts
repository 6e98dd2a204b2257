// How long a fingerprint and a comparison take, and how large a fingerprint gets: npx ts-node bench/fingerprint.ts
import { randomBytes } from "node:crypto";
import { compare } from "../provider/src/definition/compare";
import { fingerprint } from "../provider/src/definition/fingerprint";

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

const definitions: readonly (readonly [what: string, definition: string])[] = [
    ["a task of 2 × 20 columns", task(20)],
    ["a task of 2 × 100 columns", task(100)],
    ["a task of 2 × 1,000 columns", task(1000)],
    ["a task of 2 × 2,000 columns", task(2000)],
    ["the same, as JSON in a string", JSON.stringify({ code: task(2000) })],
    ["a task of 2 × 20,000 columns", task(20_000)],
    ["a script of 5 MB, no JSON", "insert into orders select * from staging;\n".repeat(120_000)],
];

function median(work: () => unknown): number {
    const times = Array.from({ length: runs }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
    });
    return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

const salt = randomBytes(16).toString("hex");
const ignored = ["**.comment", "setting.speed.*"];
console.table(
    Object.fromEntries(
        definitions.map(([what, definition]) => {
            const taken = fingerprint(definition, salt, []);
            const edited = definition.replace(/orders(?!.*orders)/s, "orders_2");
            const times = {
                "fingerprint, ms": () => fingerprint(definition, salt, []),
                "with ignored paths, ms": () => fingerprint(definition, salt, ignored),
                "compare equal, ms": () => compare(taken, definition, []),
                "compare edited, ms": () => compare(taken, edited, []),
            };
            const row = Object.entries(times).map(([name, work]) => [name, Number(median(work).toFixed(1))] as const);
            const sizes = {
                "definition, KB": Math.round(definition.length / 1024),
                "fingerprint, bytes": JSON.stringify(taken).length,
            };
            return [what, { ...sizes, ...Object.fromEntries(row) }];
        }),
    ),
);
