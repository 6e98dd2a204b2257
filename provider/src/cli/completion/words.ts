// What can stand where in a command line, by what the commands take.
import { common, type Command, type Options, type Values } from "../arguments";

/** A command, as it is completed. */
export interface Completed {
    /** "" for what stands before any command. */
    readonly name: string;
    readonly about: string;
    readonly options: readonly CompletedOption[];
    /** What stands beside the options. */
    readonly words: Values;
}

export interface CompletedOption {
    /** Without the dashes. */
    readonly name: string;
    /** Undefined where it takes no value; empty where nothing is known of the value. */
    readonly value: Values | undefined;
}

export function completed(commands: ReadonlyMap<string, Command>): Completed[] {
    const first = { name: "", about: "", options: optionsOf({}), words: [...commands.keys()] };
    const others = [...commands].map(([name, { about, takes }]) => ({
        ...{ name, about },
        options: optionsOf(takes.options),
        words: takes.words ?? [],
    }));
    return [first, ...others];
}

/** A flag that is set by default is there to be taken back. */
function optionsOf(options: Options): CompletedOption[] {
    const all: Options = { ...options, ...common };
    return Object.entries(all).map(([name, { type, default: byDefault, values }]) =>
        type === "boolean"
            ? { name: byDefault === true ? `no-${name}` : name, value: undefined }
            : { name, value: values ?? [] },
    );
}

/** The options that take a file's name, a text of which nothing is known, or one of a few, as `COMMAND --OPTION`. */
export function optionsWithValues(commands: readonly Completed[]) {
    const all = commands.flatMap(({ name, options }) =>
        options.flatMap(({ name: option, value }) =>
            value === undefined ? [] : [{ place: `${name} --${option}`, value }],
        ),
    );
    return {
        files: all.filter(({ value }) => value === "file").map(({ place }) => place),
        texts: all.filter(({ value }) => value.length === 0).map(({ place }) => place),
        few: all.flatMap(({ place, value }) =>
            typeof value === "string" || value.length === 0 ? [] : [{ place, value }],
        ),
    };
}

/** The words of a command's options. */
export function dashed({ options }: Completed): string[] {
    return options.map(({ name }) => `--${name}`);
}
