// Which commit was deployed last to a stack: the CLI notes it with every update, whatever the backend.
import { output } from "./run.mjs";

/**
 * @typedef {{ kind: string, result: string, environment?: Record<string, string> }} Update
 * @typedef {{ commit: string, dirty: boolean, failedSince: boolean }} Deployed
 */

/** How many of a stack's last updates, refreshes and others are looked at. */
const most = 100;

/**
 * @param {string} stack
 * @param {number} [count]
 * @returns {Promise<Update[]>} The newest first.
 */
async function historyOf(stack, count = most) {
    const args = ["stack", "history", "--non-interactive", "--json", "--stack", stack, "--page-size", String(count)];
    return JSON.parse((await output("pulumi", args)) || "[]") ?? [];
}

/**
 * The commit that was deployed last; undefined where nothing is deployed.
 *
 * @param {string} stack
 * @returns {Promise<Deployed | undefined>}
 */
export async function deployedTo(stack) {
    return deployedIn(stack, await historyOf(stack));
}

/**
 * @param {string} stack
 * @param {readonly Update[]} history The newest first.
 * @returns {Deployed | undefined}
 */
export function deployedIn(stack, history) {
    const isUp = (/** @type {Update} */ { kind }) => kind === "update" || kind === "destroy";
    const index = history.findIndex((update) => isUp(update) && update.result === "succeeded");
    const last = history[index];
    if (last?.kind === "destroy") return undefined;
    if (!last) {
        if (history.length < most) return undefined;
        throw new Error(`None of the last ${most} updates of stack ${stack} deployed anything.`);
    }
    const { "git.head": commit, "git.dirty": dirty } = last.environment ?? {};
    if (!commit) {
        throw new Error(`The last update of stack ${stack} was not made from a git checkout: nobody knows its commit.`);
    }
    return { commit, dirty: dirty === "true", failedSince: history.slice(0, index).some(isUp) };
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
