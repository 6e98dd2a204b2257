// The part "fingerprint": how long a fingerprint and a comparison take, and how large a fingerprint gets.
import { randomBytes } from "node:crypto";
import { compare } from "../provider/src/definition/compare";
import { fingerprint } from "../provider/src/definition/fingerprint";
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

const definitions: readonly (readonly [what: string, definition: string])[] = [
    ["a task of 2 × 20 columns", task(20)],
    ["a task of 2 × 100 columns", task(100)],
    ["a task of 2 × 1,000 columns", task(1000)],
    ["a task of 2 × 2,000 columns", task(2000)],
    ["the same, as JSON in a string", JSON.stringify({ code: task(2000) })],
    ["a task of 2 × 20,000 columns", task(20_000)],
    ["a script of 5 MB, no JSON", "insert into orders select * from staging;\n".repeat(120_000)],
];

/** How long it takes, as the median of some runs. */
function milliseconds(work: () => unknown): string {
    const times = Array.from({ length: runs }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
    });
    return `${median(times).toFixed(1)} ms`;
}

export const part: Part = {
    about: "how long a fingerprint of a definition takes, and how large it is",
    measure: () => {
        const salt = randomBytes(16).toString("hex");
        const ignored = ["**.comment", "setting.speed.*"];
        const rows = definitions.map(([what, definition]) => {
            const taken = fingerprint(definition, salt, []);
            const edited = definition.replace(/orders(?!.*orders)/s, "orders_2");
            return [
                what,
                `${Math.round(definition.length / 1000)} kB`,
                `${JSON.stringify(taken).length} bytes`,
                milliseconds(() => fingerprint(definition, salt, [])),
                milliseconds(() => fingerprint(definition, salt, ignored)),
                milliseconds(() => compare(taken, definition, [])),
                milliseconds(() => compare(taken, edited, [])),
            ];
        });
        return Promise.resolve({
            title: "Fingerprints of definitions",
            text: `The median of ${runs} runs in one process.`,
            head: [
                "",
                "definition",
                "fingerprint",
                "taken in",
                "with ignored paths",
                "compared, equal",
                "compared, edited",
            ],
            rows,
            missed: 0,
        });
    },
};
