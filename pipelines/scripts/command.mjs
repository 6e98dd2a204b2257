// What the commands of this folder share: their arguments, and how they end.
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { parseArgs } from "node:util";
import { wrongUsage } from "./exit-codes.mjs";
import { catchSignals, Interrupted, interrupted } from "./interruption.mjs";
import { publish } from "./publish.mjs";
import { mask } from "./shown.mjs";

/** What the user got wrong, shown without a stack trace. */
export class UsageError extends Error {}

/**
 * Reads the names of stacks, and the options that a command has.
 *
 * @param {string} usage
 * @param {import("node:util").ParseArgsConfig["options"]} [options]
 */
function parse(usage, options = {}) {
    try {
        const { values, positionals } = parseArgs({ options, allowPositionals: true });
        const wrong = positionals.find((stack) => !/^\w[\w.-]*(\/[\w.-]+){0,2}$/.test(stack));
        if (wrong !== undefined) throw new UsageError(`"${wrong}" is no name of a stack.`);
        return { values, positionals };
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
    }
}

/**
 * Reads STACK...
 *
 * @param {string} usage
 */
export function readStacks(usage) {
    const { positionals } = parse(usage);
    if (positionals.length === 0) throw new UsageError(`A stack has to be named.\nUsage: ${usage}`);
    return positionals;
}

/**
 * Reads STACK, --out FILE and --publish.
 *
 * @param {string} usage
 */
export function readOneStack(usage) {
    const { values, positionals } = parse(usage, { out: { type: "string" }, publish: { type: "boolean" } });
    const [stack, ...more] = positionals;
    if (stack === undefined || more.length > 0) throw new UsageError(`One stack has to be named.\nUsage: ${usage}`);
    return { stack, out: /** @type {string | undefined} */ (values["out"]), publish: values["publish"] === true };
}

/**
 * Writes a document to the file that was named, else prints it; and publishes it, where that was asked for.
 *
 * @param {{ out: string | undefined, publish: boolean }} options
 * @param {"comment" | "finding"} kind
 * @param {string} text
 */
export async function deliver({ out, publish: published }, kind, text) {
    if (out === undefined) process.stdout.write(text);
    else await writeFile(out, text);
    interrupted.throwIfAborted();
    if (published) process.stdout.write(`Published: ${await publish(kind, text, process.env)}\n`);
}

/**
 * Runs a command's body, whose result is the exit code. After a signal, that of the signal counts, once the body has ended.
 *
 * @param {() => Promise<number>} body
 */
export async function main(body) {
    catchSignals();
    try {
        process.exitCode = await body();
    } catch (error) {
        if (!(error instanceof Interrupted)) {
            process.stderr.write(`${mask(error instanceof Error ? error.message : String(error), process.env)}\n`);
        }
        process.exitCode = error instanceof UsageError ? wrongUsage : 1;
    }
    if (interrupted.aborted) {
        process.stderr.write(`${interrupted.reason.message}\n`);
        process.exitCode = interrupted.reason.exitCode;
    }
}
