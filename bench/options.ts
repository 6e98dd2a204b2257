// The command line of the benchmark.
import { parseArgs } from "node:util";

export interface Options {
    readonly help: boolean;
    /** The names of the parts to run; none: all of them. */
    readonly names: readonly string[];
    readonly runs: number;
    readonly deployments: number | undefined;
}

/** Throws an Error that says what is wrong with the arguments. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
    const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
            help: { type: "boolean", default: false },
            runs: { type: "string", default: "3" },
            deployments: { type: "string" },
        },
    });
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`There is no part "${unknown}": the parts are ${known.join(", ")}.`);
    const { help, runs, deployments } = values;
    return {
        help,
        names: positionals,
        runs: count("runs", runs),
        deployments: deployments === undefined ? undefined : count("deployments", deployments),
    };
}

function count(option: string, text: string): number {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`--${option} has to be a whole number above 0, and is "${text}".`);
}
