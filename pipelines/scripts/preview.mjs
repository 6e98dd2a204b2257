// `pulumi preview --refresh` of a stack, and what it says: the changes of the program, and the drift of the tasks.
import process from "node:process";
import { driftFound } from "./exit-codes.mjs";
import { interrupted } from "./interruption.mjs";
import { isObject, jsonIn, Unreadable } from "./printed-json.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ inputs?: Record<string, unknown>, outputs?: Record<string, unknown> }} State
 * @typedef {{ op: string, urn: string, oldState?: State | null, newState?: State | null }} Step
 * @typedef {{ severity: string, message: string }} Diagnostic
 * @typedef {{ steps?: Step[] | null, diagnostics?: Diagnostic[] | null, changeSummary: Record<string, number> }} Digest
 * @typedef {{ op: string, name: string, properties: string[] }} Change
 * @typedef {{ name: string, lines: string[], pinned?: true }} Drift `pinned` where the program says which definition it deploys.
 * @typedef {"edit" | "no edit" | "refused" | "new"} Ships What a deployment ships of edits in DataWorks: "refused" where it is not what is
 *   approved, "new" where it is the first deployment of its task.
 * @typedef {{ name: string, ships: Ships, lines: string[] }} Deployment `lines` of edits that are told nowhere else.
 *
 * @typedef {object} Said What a preview says.
 * @property {Change[]} changes What the program changes.
 * @property {Change[]} hidden Updates for drift that may be of secret arguments too: whether those differ, the engine tells nowhere.
 * @property {Drift[]} drift Edits that nobody has settled.
 * @property {Drift[]} approved Edits that the program approves.
 * @property {Deployment[]} deployments Those that its changes make.
 * @property {string[]} errors
 * @property {boolean} nothing Whether the engine says that nothing would be done.
 *
 * @typedef {Said & { code: number, failure?: string }} Preview `failure` is there where no preview is: a sentence that says so.
 */

const command = "pulumi preview --json";

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
    interrupted.throwIfAborted();
    return readPreview(code, stdout, stderr, process.env);
}

/**
 * @param {number} code How the preview ended.
 * @param {string} stdout
 * @param {string} stderr
 * @param {NodeJS.ProcessEnv} env Where the secrets are.
 * @returns {Preview}
 */
export function readPreview(code, stdout, stderr, env) {
    const succeeded = code === 0 || code === driftFound;
    const failure = `The preview failed with exit code ${code}.`;
    const unsaid = { changes: [], hidden: [], drift: [], approved: [], deployments: [], nothing: false };
    try {
        const said = readDigest(jsonIn(stdout, command, isDigest, env));
        if (succeeded) return { code, ...said };
        return { code, failure, ...said, errors: said.errors.length > 0 ? said.errors : [stderr.trim()] };
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

/**
 * @param {unknown} value
 * @returns {value is Digest}
 */
function isDigest(value) {
    if (!isObject(value) || !isObject(value["changeSummary"])) return false;
    const { changeSummary, steps, diagnostics } = value;
    if (!isListOf(steps, "op", "urn") || !isListOf(diagnostics, "severity", "message")) return false;
    const counts = Object.entries(changeSummary);
    if (!counts.every(([, count]) => Number.isInteger(count))) return false;
    // What is to be changed has its steps, or the answer is a part of one.
    const planned = /** @type {Step[]} */ (steps ?? []).some(({ op }) => !doesNothing(op));
    return planned || counts.every(([op, count]) => count === 0 || doesNothing(op));
}

/**
 * @param {unknown} list May be absent.
 * @param {...string} texts What each of it has.
 */
function isListOf(list, ...texts) {
    if (list === undefined || list === null) return true;
    return (
        Array.isArray(list) &&
        list.every((each) => isObject(each) && texts.every((name) => typeof each[name] === "string"))
    );
}

/** @param {string} op */
function doesNothing(op) {
    return op === "same" || op === "refresh";
}

/**
 * Reads what `preview --refresh --json` printed. The steps that follow a refresh begin with the state that it found.
 *
 * @param {Digest} digest
 * @returns {Said}
 */
function readDigest({ steps: all, diagnostics }) {
    const refreshed = new Set((all ?? []).filter(({ op }) => op === "refresh").map(({ urn }) => urn));
    const steps = (all ?? []).filter(({ op }) => !doesNothing(op));
    /** @type {Change[]} */
    const changes = [];
    /** @type {Change[]} */
    const hidden = [];
    /** @type {Drift[]} */
    const drift = [];
    /** @type {Drift[]} */
    const approved = [];
    /** @type {Deployment[]} */
    const deployments = [];
    // A resource that is replaced has several steps with one state; the one that deletes it does not know what is planned.
    const planned = new Set(steps.filter(({ op }) => op !== "delete-replaced").map(({ urn }) => urn));
    /** @type {Set<string>} */
    const drifted = new Set();
    for (const { op, urn, oldState, newState } of steps) {
        const name = urn.split("::").at(-1) ?? urn;
        const isTold = drifted.has(urn) || (op === "delete-replaced" && planned.has(urn));
        const lines = isTold ? [] : driftIn(urn, oldState, newState);
        if (lines.length > 0) drifted.add(urn);
        const gone = op === "create" && refreshed.has(urn);
        if (gone) drift.push({ name, lines: ["the task is gone from DataWorks"] });
        else if (lines.length > 0) {
            const list = isApproved(lines, newState) ? approved : drift;
            list.push({ name, lines, ...(isPinned(newState) && { pinned: true }) });
        }
        const [olds, news] = oldState && newState ? [oldState.inputs ?? {}, newState.inputs ?? {}] : [{}, {}];
        const properties = changed(olds, news);
        const onlyDrift = op === "update" && lines.length > 0 && properties.length === 0;
        const secrets = op === "update" && properties.length === 0 ? secretsOf(olds, news) : [];
        if (onlyDrift && secrets.length > 0) hidden.push({ op, name, properties: secrets });
        // An update that shows no difference, and is for no drift, is of a secret.
        else if (!gone && !onlyDrift)
            changes.push({ op, name, properties: properties.length > 0 ? properties : secrets });
        const asks = !onlyDrift || secrets.length > 0 || isApproved(lines, newState);
        const ships = isDeployment(urn) && asks && !gone ? shippedBy(op, oldState, newState, properties) : undefined;
        if (ships) deployments.push({ name, ships, lines: lines.length > 0 ? [] : editsIn(oldState) });
    }
    const errors = (diagnostics ?? []).filter(({ severity }) => severity === "error");
    return {
        ...{ changes, hidden, drift, approved, deployments },
        errors: errors.map(({ message }) => message.trim()),
        nothing: steps.length === 0,
    };
}

/**
 * Whether the program deploys the one definition alone that it has approved.
 *
 * @param {State | null | undefined} planned
 */
function isPinned(planned) {
    return planned?.inputs?.["approvedDigest"] !== undefined;
}

/**
 * Whether what drifted is what the program has approved.
 *
 * @param {readonly string[]} lines
 * @param {State | null | undefined} planned
 */
function isApproved(lines, planned) {
    const digest = digestIn(lines);
    return digest !== undefined && planned?.inputs?.["approvedDigest"] === digest;
}

/** What an update stores, and says nothing of to DataWorks. */
const stored = ["compareVersions", "ignoreDefinitionPaths", "onDelete"];

/**
 * What a step ships of edits in DataWorks; undefined where it deploys nothing.
 *
 * @param {string} op
 * @param {State | null | undefined} found
 * @param {State | null | undefined} planned
 * @param {readonly string[]} properties Those that change.
 * @returns {Ships | undefined}
 */
function shippedBy(op, found, planned, properties) {
    if (["create", "create-replacement"].includes(op)) return "new";
    if (op !== "update") return undefined;
    const edits = editsIn(found);
    const mayDeploy = properties.length === 0 || properties.some((name) => !stored.includes(name));
    const { status, drift } = found?.outputs ?? {};
    const isPinAlone =
        properties.every((name) => [...stored, "approvedDigest"].includes(name)) && properties.length > 0;
    if (!mayDeploy || (isPinAlone && status !== "unknown" && (edits.length === 0 || !isPinned(planned))))
        return undefined;
    if (properties.some((name) => ["fileId", "taskType"].includes(name))) return "new";
    if (edits.length === 0) return "no edit";
    return isPinned(planned) && !isApproved(Array.isArray(drift) ? drift.map(String) : [], planned)
        ? "refused"
        : "edit";
}

/**
 * What a refresh found to be edited in the definition, whether that is kept on purpose or not.
 *
 * @param {State | null | undefined} found
 */
function editsIn(found) {
    const { drift } = found?.outputs ?? {};
    const lines = Array.isArray(drift) ? drift.map(String) : [];
    return lines.some((line) => line.startsWith("definition ")) ? lines : [];
}

/** @param {string} urn */
function isDeployment(urn) {
    return urn.includes(":DiSyncDeployment::");
}

/**
 * The digest of what is there now, which the last line of a drift tells where it can be approved.
 *
 * @param {readonly string[]} lines
 */
export function digestIn(lines) {
    return /^approve it with approvedDigest: (d1-[0-9a-f]{16})$/.exec(lines.at(-1) ?? "")?.[1];
}

/**
 * @param {string} urn
 * @param {State | null | undefined} found
 * @param {State | null | undefined} planned
 * @returns {string[]}
 */
function driftIn(urn, found, planned) {
    const { drift, status } = found?.outputs ?? {};
    if (!isDeployment(urn) || !Array.isArray(drift)) return [];
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
 * The names of the arguments that hold a secret before and after at the same place. The engine prints "[secret]" for both.
 *
 * @param {Record<string, unknown>} olds
 * @param {Record<string, unknown>} news
 */
function secretsOf(olds, news) {
    return Object.keys(olds)
        .filter((name) => hideOneSecret(olds[name], news[name]))
        .sort();
}

/**
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
function hideOneSecret(one, other) {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === "[secret]" && other === "[secret]";
    }
    const others = /** @type {Record<string, unknown>} */ (other);
    return Object.entries(one).some(([key, value]) => hideOneSecret(value, others[key]));
}
