// `pulumi preview --refresh` of a stack, and what it says: the changes of the program, and what was edited or stopped in DataWorks.
import { interrupted } from "../../interruption";
import { driftFound } from "../exit-codes";
import type { Job } from "../job";
import { isObject, jsonIn, Unreadable } from "./printed-json";
import { run } from "./run";
import type { Step } from "./step";
import { readSteps, doesNothing, type Said } from "./steps";

/** `failure` is there where no preview is: a sentence that says so. */
export interface Preview extends Said {
    readonly code: number;
    readonly failure?: string;
    readonly errors: readonly string[];
}

interface Diagnostic {
    readonly severity: string;
    readonly message: string;
}

interface Printed {
    readonly steps?: readonly Step[] | null;
    readonly diagnostics?: readonly Diagnostic[] | null;
    readonly changeSummary: Readonly<Record<string, number>>;
}

const command = "pulumi preview --json";

/** Previews a stack, and stores nothing. `flags`: more flags of the command; `cwd`: the folder of the Pulumi project. */
export async function previewOf(
    stack: string,
    job: Job,
    flags: readonly string[] = [],
    cwd?: string,
): Promise<Preview> {
    const plain = ["preview", "--non-interactive", "--color", "never", "--refresh", "--json", "--stack", stack];
    const { code, stdout, stderr } = await run("pulumi", [...plain, ...flags], { cwd, env: job.engineEnv() });
    interrupted.throwIfAborted();
    return readPreview(code, stdout, stderr, job.env);
}

/** `code`: how the preview ended; `env`: where the secrets are. */
export function readPreview(code: number, stdout: string, stderr: string, env: NodeJS.ProcessEnv): Preview {
    const succeeded = code === 0 || code === driftFound;
    const failure = `The preview failed with exit code ${code}.`;
    const unsaid = { ...readSteps([]), nothing: false };
    try {
        const { steps, diagnostics } = jsonIn(stdout, command, isPrinted, env);
        const said = readSteps(steps ?? []);
        const failed = (diagnostics ?? []).filter(({ severity }) => severity === "error");
        const errors = failed.map(({ message }) => message.trim());
        if (succeeded) return { code, ...said, errors };
        return { code, failure, ...said, errors: errors.length > 0 ? errors : [stderr.trim()] };
    } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        // What ended the engine before it could say it in its JSON, such as a stack that does not exist.
        if (!succeeded) return { code, failure, ...unsaid, errors: [stderr.trim() || error.message] };
        return {
            code: 1,
            failure: `The preview could not be read: ${error.summary}`,
            ...unsaid,
            errors: [...error.lines],
        };
    }
}

function isPrinted(value: unknown): value is Printed {
    if (!isObject(value) || !isObject(value["changeSummary"])) return false;
    const { changeSummary, steps, diagnostics } = value;
    if (!isListOf(steps, "op", "urn") || !isListOf(diagnostics, "severity", "message")) return false;
    const counts = Object.entries(changeSummary);
    if (!counts.every(([, count]) => Number.isInteger(count))) return false;
    // What is to be changed has its steps, or the answer is a part of one.
    const planned = ((steps ?? []) as Step[]).some(({ op }) => !doesNothing(op));
    return planned || counts.every(([op, count]) => count === 0 || doesNothing(op));
}

/** Whether it is a list, or absent. `texts`: what each of it has. */
function isListOf(list: unknown, ...texts: readonly string[]): boolean {
    if (list === undefined || list === null) return true;
    return (
        Array.isArray(list) &&
        list.every((each) => isObject(each) && texts.every((name) => typeof each[name] === "string"))
    );
}
