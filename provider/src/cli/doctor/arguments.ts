// What a command line of doctor says, and what is wrong with it.
import { ids, wrongId } from "../../dataworks/id";
import { flag, nothingMore, parse, text, texts, type Asked } from "../arguments";
import { UsageError } from "../error";

export const options = { stack: text, project: texts, json: flag } as const;

export interface DoctorOptions {
    readonly stack: string | undefined;
    /** The workspaces to look at, each once; none: those of the stack. */
    readonly projects: readonly string[];
    readonly json: boolean;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Asked<DoctorOptions> {
    const parsed = parse(args, options);
    if (typeof parsed === "string") return parsed;
    const { values, positionals } = parsed;
    nothingMore(positionals);
    if (values.stack?.trim() === "") throw new UsageError("--stack takes the name of a stack.");
    const projects = values.project ?? [];
    for (const id of projects) {
        const wrong = wrongId(id, ids.projectId);
        if (wrong !== undefined) throw new UsageError(`--project ${wrong}.`);
    }
    return { stack: values.stack, projects: [...new Set(projects)], json: values.json };
}
