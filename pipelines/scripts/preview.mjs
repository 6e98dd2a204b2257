// `pulumi preview --refresh` of a stack, and what it says: the changes of the program, and the drift of the tasks.
import { driftFound } from "./exit-codes.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ inputs?: Record<string, unknown>, outputs?: Record<string, unknown> }} State
 * @typedef {{ op: string, urn: string, oldState?: State | null, newState?: State | null }} Step
 * @typedef {{ steps?: Step[], diagnostics?: { severity: string, message: string }[] }} Digest
 * @typedef {{ op: string, name: string, properties: string[] }} Change
 * @typedef {{ name: string, lines: string[] }} Drift
 * @typedef {{ code: number, changes: Change[], drift: Drift[], errors: string[] }} Preview
 */

/**
 * Previews a stack, and stores nothing.
 *
 * @param {string} stack
 * @param {readonly string[]} flags More flags of the command.
 * @param {string} [cwd] The folder of the Pulumi project.
 * @returns {Promise<Preview>}
 */
export async function previewOf(stack, flags = [], cwd) {
    const args = [
        "preview",
        "--non-interactive",
        "--color",
        "never",
        "--refresh",
        "--json",
        "--stack",
        stack,
        ...flags,
    ];
    const { code, stdout, stderr } = await run("pulumi", args, { cwd });
    const read = readPreview(parse(stdout));
    // What ended the engine before it could say it in its JSON, such as a stack that does not exist.
    const unsaid = code !== 0 && code !== driftFound && read.errors.length === 0;
    return { code, ...read, errors: unsaid ? [stderr.trim()] : read.errors };
}

/**
 * Reads what `preview --refresh --json` printed. The steps that follow a refresh begin with the state that it found.
 *
 * @param {Digest} digest
 * @returns {Omit<Preview, "code">}
 */
export function readPreview({ steps = [], diagnostics = [] }) {
    const refreshed = new Set(steps.filter(({ op }) => op === "refresh").map(({ urn }) => urn));
    /** @type {Change[]} */
    const changes = [];
    /** @type {Drift[]} */
    const drift = [];
    for (const { op, urn, oldState, newState } of steps) {
        if (op === "refresh" || op === "same") continue;
        const name = urn.split("::").at(-1) ?? urn;
        const lines = driftIn(urn, oldState, newState);
        const gone = op === "create" && refreshed.has(urn);
        if (gone) drift.push({ name, lines: ["the task is gone from DataWorks"] });
        else if (lines.length > 0) drift.push({ name, lines });
        const properties = oldState && newState ? changed(oldState.inputs ?? {}, newState.inputs ?? {}) : [];
        const onlyDrift = op === "update" && lines.length > 0 && properties.length === 0;
        if (!gone && !onlyDrift) changes.push({ op, name, properties });
    }
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());
    return { changes, drift, errors };
}

/**
 * @param {string} urn
 * @param {State | null | undefined} found
 * @param {State | null | undefined} planned
 * @returns {string[]}
 */
function driftIn(urn, found, planned) {
    const { drift, status } = found?.outputs ?? {};
    if (!urn.includes(":DiSyncDeployment::") || !Array.isArray(drift)) return [];
    // What nobody knows the outcome of is to be deployed again; with ignoreChanges, the drift is kept on purpose.
    return status === "unknown" || planned?.inputs?.["drift"] !== undefined ? [] : drift.map(String);
}

/**
 * The names of the arguments that differ, without their values.
 *
 * @param {Record<string, unknown>} olds
 * @param {Record<string, unknown>} news
 */
function changed(olds, news) {
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort();
    const differ = (/** @type {string} */ name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]);
    return names.filter((name) => name !== "__provider" && name !== "drift" && differ(name));
}

/**
 * @param {string} text
 * @returns {Digest}
 */
function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return {};
    }
}
