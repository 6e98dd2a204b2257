// What a stack holds, and which commit was deployed to it last: the CLI notes it with every update, whatever the backend.
import { CommandError } from "../../error";
import type { Job } from "../job";
import { isObject, jsonIn } from "./printed-json";
import { output } from "./run";

export interface Update {
    readonly kind: string;
    readonly result: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly resourceChanges?: Readonly<Record<string, number>>;
}

/** What was deployed last. */
export interface Deployed {
    readonly commit: string;
    readonly dirty: boolean;
    readonly failedSince: boolean;
    readonly destroyedSince: boolean;
    readonly partly: boolean;
}

interface Export {
    readonly deployment: {
        readonly resources?: readonly { readonly type: string }[] | null;
        readonly pending_operations?: readonly unknown[] | null;
    };
}

/** How many of a stack's last updates, refreshes and others are looked at. */
const most = 100;

/** The newest first. */
async function historyOf(stack: string, count: number, job: Job): Promise<Update[]> {
    const args = ["stack", "history", "--non-interactive", "--json", "--stack", stack, "--page-size", String(count)];
    return readHistory(await output("pulumi", args, { env: job.engineEnv(), cleaning: true }), job.env);
}

/** Reads what `pulumi stack history --json` printed. */
export function readHistory(text: string, env: NodeJS.ProcessEnv): Update[] {
    return jsonIn(text, "pulumi stack history --json", isHistory, env);
}

function isHistory(value: unknown): value is Update[] {
    return (
        Array.isArray(value) &&
        value.every((each) => isObject(each) && typeof each["kind"] === "string" && typeof each["result"] === "string")
    );
}

/** The commit that was deployed last; undefined where nothing is deployed. */
export async function deployedTo(stack: string, job: Job): Promise<Deployed | undefined> {
    const exporting = ["stack", "export", "--non-interactive", "--stack", stack];
    const exported = await output("pulumi", exporting, { env: job.engineEnv() });
    if (holdsNothing(exported, job.env)) return undefined;
    return deployedIn(stack, await historyOf(stack, most, job));
}

/**
 * Whether a state, as `pulumi stack export` printed it, has no resource at all but those that the engine makes for itself: the stack's
 * own, and default providers.
 */
export function holdsNothing(text: string, env: NodeJS.ProcessEnv): boolean {
    const { resources, pending_operations: pending } = jsonIn(text, "pulumi stack export", isExport, env).deployment;
    const own = (resources ?? []).filter(({ type }) => !/^pulumi:(pulumi:Stack$|providers:)/.test(type));
    return own.length === 0 && (pending ?? []).length === 0;
}

function isExport(value: unknown): value is Export {
    if (!isObject(value) || !isObject(value["deployment"])) return false;
    const { manifest, resources = null, pending_operations: pending = null } = value["deployment"];
    const isList = (list: unknown): list is Record<string, unknown>[] | null =>
        list === null || (Array.isArray(list) && list.every(isObject));
    const isTyped = isList(resources) && (resources ?? []).every(({ type }) => typeof type === "string");
    return isObject(manifest) && isTyped && isList(pending);
}

/**
 * The commit of what a stack holds, by its history, the newest first.
 *
 * @throws CommandError where nobody can know it.
 */
export function deployedIn(stack: string, history: readonly Update[]): Deployed {
    const isUp = ({ kind }: Update) => kind === "update" || kind === "destroy";
    const index = history.findIndex((update) => update.result === "succeeded" && update.kind === "update");
    const last = history[index];
    const since = (index < 0 ? history : history.slice(0, index)).filter(isUp);
    const destroyed = since.filter(({ kind, result }) => kind === "destroy" && result === "succeeded");
    const advice = `Deploy stack ${stack} from a checkout of the commit that it should have: npx pulumi-dataworks promote ${stack}`;
    // What a stack holds after all was destroyed came from elsewhere. Where the history does not tell how much it was, nobody knows.
    if (destroyed.some(({ resourceChanges }) => !resourceChanges?.["same"])) {
        throw new CommandError(
            `Stack ${stack} holds resources, and was destroyed since its last deployment: nobody knows their commit. ${advice}`,
        );
    }
    if (!last) {
        const among = history.length < most ? "No update" : `None of the last ${most} updates`;
        throw new CommandError(
            `Stack ${stack} holds resources. ${among} of it deployed anything (they were imported, or none succeeded): ` +
                `nobody knows their commit. ${advice}`,
        );
    }
    const { "git.head": commit, "git.dirty": dirty, ...flags } = last.environment ?? {};
    if (!isCommit(commit)) {
        throw new CommandError(
            `The last update of stack ${stack} was not made from a git checkout: nobody knows its commit. ${advice}`,
        );
    }
    return {
        commit,
        dirty: dirty === "true",
        failedSince: since.length > destroyed.length,
        destroyedSince: destroyed.length > 0,
        partly: Object.keys(flags).some((name) => /^pulumi\.flag\.(target|exclude)/.test(name)),
    };
}

/** A hash, and nothing that a command line or Markdown would take for something else. */
export function isCommit(text: string | undefined): text is string {
    return text !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The commit of a stack's last update, successful or not; undefined where it was not noted. */
export async function lastCommitOf(stack: string, job: Job): Promise<string | undefined> {
    const [last] = await historyOf(stack, 1, job);
    return last?.environment?.["git.head"];
}
