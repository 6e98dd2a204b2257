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
    readonly takes: Takes;
    /**
     * What is asked for, by what stands after the command's name.
     *
     * @throws UsageError
     */
    readonly read: (args: readonly string[]) => Asked<Run>;
}

/** What a command line is made of, for who reads it and for a shell that completes it. */
export interface Takes {
    readonly options: Options;
    /** What stands beside the options. */
    readonly words?: Values;
}

/** What is known of a value before it is given: these are all, or it is the name of a file. Of any other nothing is. */
export type Values = readonly string[] | "file";

export type Options = Readonly<Record<string, NonNullable<ParseArgsConfig["options"]>[string] & { values?: Values }>>;

/** Gives the exit code. */
export type Run = (terminal: Terminal) => Promise<number> | number;

/** What a command line asks for. */
export type Asked<T> = "help" | "version" | T;

export const text = { type: "string" } as const;
export const file = { ...text, values: "file" } as const;
export const texts = { type: "string", multiple: true } as const;
export const flag = { type: "boolean", default: false } as const;
export const onUnlessNo = { type: "boolean", default: true } as const;

/** One of a few values. */
export const oneOf = <V extends string>(...values: readonly V[]) => ({ ...text, values }) as const;

/** The options of every command. */
export const common = { help: { ...flag, short: "h" }, version: flag } as const;

type Parsed<O extends Options> = ReturnType<
    typeof parseArgs<{ options: O; allowPositionals: true; allowNegative: true }>
>;

/**
 * The values of a command's options, and what else its command line says.
 *
 * @throws UsageError for an option that it has not, or not so.
 */
export function parse<O extends Options>(args: readonly string[], options: O): Asked<Parsed<O>> {
    const parsed = parsedBy(args, { ...options, ...common });
    const { help, version } = parsed.values as { readonly help?: boolean; readonly version?: boolean };
    return help ? "help" : version ? "version" : parsed;
}

function parsedBy<O extends Options>(args: readonly string[], options: O): Parsed<O> {
    try {
        return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
    } catch (error) {
        // Node's own words, without its advice on positional arguments.
        throw new UsageError((error as Error).message.replace(/\. To specify.*$/s, "."));
    }
}

/**
 * The value of an option that takes one of a few.
 *
 * @throws UsageError for any other.
 */
export function oneIn<V extends string>(name: string, { values }: { readonly values: readonly V[] }, given: string): V {
    const known = values.find((each) => each === given);
    if (known !== undefined) return known;
    throw new UsageError(`--${name} takes ${values.map((each) => JSON.stringify(each)).join(" or ")}.`);
}

/** @throws UsageError where the command line says more than it has a use for. */
export function nothingMore(more: readonly string[]): void {
    if (more.length > 0) throw new UsageError(`"${more.join(" ")}" belongs to no option.`);
}
