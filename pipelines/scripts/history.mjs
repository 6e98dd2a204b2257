// What a stack holds, and which commit was deployed to it last: the CLI notes it with every update, whatever the backend.
import { isObject, jsonIn } from "./printed-json.mjs";
import { output } from "./run.mjs";

/**
 * @typedef {{ kind: string, result: string, environment?: Record<string, string>, resourceChanges?: Record<string, number> }} Update
 * @typedef {{ commit: string, dirty: boolean, failedSince: boolean, destroyedSince: boolean, partly: boolean }} Deployed
 * @typedef {{ deployment: { resources?: { type: string, custom?: boolean }[] | null, pending_operations?: unknown[] | null } }} Export
 */

/** How many of a stack's last updates, refreshes and others are looked at. */
const most = 100;

/**
 * @param {string} stack
 * @param {number} count
 * @returns {Promise<Update[]>} The newest first.
 */
async function historyOf(stack, count) {
    const args = ["stack", "history", "--non-interactive", "--json", "--stack", stack, "--page-size", String(count)];
    return readHistory(await output("pulumi", args, { cleaning: true }));
}

/**
 * @param {string} text What `pulumi stack history --json` printed.
 * @returns {Update[]}
 */
export function readHistory(text) {
    return jsonIn(text, "pulumi stack history --json", isHistory);
}

/**
 * @param {unknown} value
 * @returns {value is Update[]}
 */
function isHistory(value) {
    return (
        Array.isArray(value) &&
        value.every((each) => isObject(each) && typeof each["kind"] === "string" && typeof each["result"] === "string")
    );
}

/**
 * The commit that was deployed last; undefined where nothing is deployed.
 *
 * @param {string} stack
 * @returns {Promise<Deployed | undefined>}
 */
export async function deployedTo(stack) {
    const exported = await output("pulumi", ["stack", "export", "--non-interactive", "--stack", stack]);
    if (holdsNothing(exported)) return undefined;
    return deployedIn(stack, await historyOf(stack, most));
}

/**
 * Whether a state has no resource at all but those that the engine makes for itself: the stack's own, and default providers.
 *
 * @param {string} text What `pulumi stack export` printed.
 */
export function holdsNothing(text) {
    const { resources, pending_operations: pending } = jsonIn(text, "pulumi stack export", isExport).deployment;
    const own = (resources ?? []).filter(({ type }) => !/^pulumi:(pulumi:Stack$|providers:)/.test(type));
    return own.length === 0 && (pending ?? []).length === 0;
}

/**
 * @param {unknown} value
 * @returns {value is Export}
 */
function isExport(value) {
    if (!isObject(value) || !isObject(value["deployment"])) return false;
    const { manifest, resources = null, pending_operations: pending = null } = value["deployment"];
    const isList = (/** @type {unknown} */ list) => list === null || (Array.isArray(list) && list.every(isObject));
    const typed = (/** @type {unknown} */ list) =>
        !Array.isArray(list) || list.every((resource) => typeof resource.type === "string");
    return isObject(manifest) && isList(resources) && isList(pending) && typed(resources);
}

/**
 * The commit of what a stack holds. It is an error where nobody can know it.
 *
 * @param {string} stack
 * @param {readonly Update[]} history The newest first.
 * @returns {Deployed}
 */
export function deployedIn(stack, history) {
    const isUp = (/** @type {Update} */ { kind }) => kind === "update" || kind === "destroy";
    const index = history.findIndex((update) => update.result === "succeeded" && update.kind === "update");
    const last = history[index];
    const since = (index < 0 ? history : history.slice(0, index)).filter(isUp);
    const destroyed = since.filter(({ kind, result }) => kind === "destroy" && result === "succeeded");
    const advice = `Deploy stack ${stack} from a checkout of the commit that it should have: node promote.mjs ${stack}`;
    // What a stack holds after all was destroyed came from elsewhere. Where the history does not tell how much it was, nobody knows.
    if (destroyed.some(({ resourceChanges }) => !resourceChanges?.["same"])) {
        throw new Error(
            `Stack ${stack} holds resources, and was destroyed since its last deployment: nobody knows their commit. ${advice}`,
        );
    }
    if (!last) {
        const among = history.length < most ? "No update" : `None of the last ${most} updates`;
        throw new Error(
            `Stack ${stack} holds resources. ${among} of it deployed anything (they were imported, or none succeeded): ` +
                `nobody knows their commit. ${advice}`,
        );
    }
    const { "git.head": commit, "git.dirty": dirty, ...flags } = last.environment ?? {};
    if (!isCommit(commit)) {
        throw new Error(
            `The last update of stack ${stack} was not made from a git checkout: nobody knows its commit. ${advice}`,
        );
    }
    const isPart = Object.keys(flags).some((name) => /^pulumi\.flag\.(target|exclude)/.test(name));
    return {
        commit,
        dirty: dirty === "true",
        failedSince: since.length > destroyed.length,
        destroyedSince: destroyed.length > 0,
        partly: isPart,
    };
}

/**
 * A hash, and nothing that a command line or Markdown would take for something else.
 *
 * @param {string | undefined} text
 * @returns {text is string}
 */
export function isCommit(text) {
    return text !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/**
 * The commit of a stack's last update, successful or not; undefined where it was not noted.
 *
 * @param {string} stack
 */
export async function lastCommitOf(stack) {
    const [last] = await historyOf(stack, 1);
    return last?.environment?.["git.head"];
}
