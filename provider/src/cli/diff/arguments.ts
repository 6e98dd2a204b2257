// What a command line of diff says, and what is wrong with it.
import { ids, wrongId } from "../../dataworks/id";
import { checkPattern } from "../../definition/index";
import { wrongRegion } from "../../settings/settings";
import { flag, nothingMore, parse, text, texts, type Asked } from "../arguments";
import { UsageError } from "../error";

export const options = {
    project: text,
    "file-id": texts,
    ignore: texts,
    region: text,
    stack: text,
    json: flag,
} as const;

export interface DiffOptions {
    readonly of: TheseTasks | OfStack;
    readonly json: boolean;
}

/** Real-time tasks of one workspace. */
export interface TheseTasks {
    readonly projectId: string;
    readonly fileIds: readonly string[];
    readonly ignore: readonly string[];
    readonly region: string | undefined;
}

/** Deployments of a stack. */
export interface OfStack {
    readonly stack: string;
    /** The names of their resources; none: all. */
    readonly names: readonly string[];
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Asked<DiffOptions> {
    const parsed = parse(args, options);
    if (typeof parsed === "string") return parsed;
    const { values, positionals } = parsed;
    const { project, "file-id": fileIds = [], ignore = [], region, stack, json } = values;
    if (stack !== undefined) {
        const [other] = Object.entries({ project, "file-id": fileIds[0], ignore: ignore[0], region }).flatMap(
            ([name, value]) => (value === undefined ? [] : [name]),
        );
        if (other !== undefined)
            throw new UsageError(
                `--${other} does not go with --stack: what a deployment of a stack is of, and what it ignores, its state says.`,
            );
        if (stack.trim() === "") throw new UsageError("--stack takes the name of a stack.");
        return { of: { stack, names: [...new Set(positionals)] }, json };
    }
    if (project === undefined)
        throw new UsageError(
            "Say which task: --project ID with --file-id ID, or --stack STACK for deployments of a stack.",
        );
    nothingMore(positionals);
    checkId("project", project, ids.projectId);
    if (fileIds.length === 0) throw new UsageError("--file-id is missing: it is the file id of the real-time task.");
    for (const id of fileIds) checkId("file-id", id, ids.fileId);
    for (const path of ignore) {
        const wrong = checkPattern(path);
        if (wrong !== undefined) throw new UsageError(`--ignore ${wrong}.`);
    }
    const noRegion = region === undefined ? undefined : wrongRegion(region);
    if (noRegion !== undefined) throw new UsageError(`--region ${noRegion}.`);
    return { of: { projectId: project, fileIds: [...new Set(fileIds)], ignore, region }, json };
}

function checkId(option: string, id: string, range: Parameters<typeof wrongId>[1]): void {
    const wrong = wrongId(id, range);
    if (wrong !== undefined) throw new UsageError(`--${option} ${wrong}.`);
}
