// What a command line of migrate says, and what is wrong with it.
import { resolve } from "node:path";
import { file, flag, nothingMore, parse, type Asked } from "../arguments";
import { UsageError } from "../error";
import type { Form } from "./urn";

export const options = { out: file, back: flag, force: flag, json: flag } as const;

export interface MigrateOptions {
    /** The file of the exported state. */
    readonly state: string;
    readonly out: string;
    readonly to: Form;
    readonly force: boolean;
    readonly json: boolean;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Asked<MigrateOptions> {
    const parsed = parse(args, options);
    if (typeof parsed === "string") return parsed;
    const { values, positionals } = parsed;
    const [state = "", ...more] = positionals;
    nothingMore(more);
    if (state === "") {
        throw new UsageError("Say the file of the exported state: `pulumi stack export --file state.json` writes it.");
    }
    const to = values.back ? "dynamic" : "native";
    const out = values.out ?? `${to}.json`;
    if (out === "") throw new UsageError("--out takes the name of a file.");
    if (resolve(out) === resolve(state)) {
        throw new UsageError("--out has to name another file than the exported state, which is the way back.");
    }
    return { state, out, to, force: values.force, json: values.json };
}
