// What the commands' command lines have in common. Node.js has the parser; what is ours are the checks and their messages.
import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./error";
import type { Terminal } from "./progress";

/** A command: a room beside this file. */
export interface Command {
    /** What it does, in a line of the list of commands. */
    readonly about: string;
    /** What it says of itself. */
    readonly help: string;
    /** Said where it fails, unless the failure says it: what was not done. */
    readonly undone?: string;
    /**
     * What is asked for, by what stands after the command's name.
     *
     * @throws UsageError
     */
    readonly read: (args: readonly string[]) => Asked<Run>;
}

/** Gives the exit code. */
export type Run = (terminal: Terminal) => Promise<number> | number;

/** What a command line asks for. */
export type Asked<T> = "help" | "version" | T;

export const text = { type: "string" } as const;
export const texts = { type: "string", multiple: true } as const;
export const flag = { type: "boolean", default: false } as const;
export const onUnlessNo = { type: "boolean", default: true } as const;

/** The options of every command. */
const common = { help: { ...flag, short: "h" }, version: flag } as const;

type Known = NonNullable<ParseArgsConfig["options"]>;
type Parsed<Options extends Known> = ReturnType<
    typeof parseArgs<{ options: Options; allowPositionals: true; allowNegative: true }>
>;

/**
 * The values of a command's options, and what else its command line says.
 *
 * @throws UsageError for an option that it has not, or not so.
 */
export function parse<Options extends Known>(args: readonly string[], options: Options): Asked<Parsed<Options>> {
    const parsed = parsedBy(args, { ...options, ...common });
    const { help, version } = parsed.values as { readonly help?: boolean; readonly version?: boolean };
    return help ? "help" : version ? "version" : parsed;
}

function parsedBy<Options extends Known>(args: readonly string[], options: Options): Parsed<Options> {
    try {
        return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
    } catch (error) {
        // Node's own words, without its advice on positional arguments.
        throw new UsageError((error as Error).message.replace(/\. To specify.*$/s, "."));
    }
}

/** @throws UsageError where the command line says more than it has a use for. */
export function nothingMore(more: readonly string[]): void {
    if (more.length > 0) throw new UsageError(`"${more.join(" ")}" belongs to no option.`);
}
