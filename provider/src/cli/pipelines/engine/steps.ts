// What the steps of a preview with a refresh say: the program's changes, and what was edited, started or stopped in DataWorks.
import { asObject } from "../../../dataworks/json";
import { declaredTables, differenceOf } from "../../../resources/task/tables";
import { nameIn, typeIn } from "../../../urn";
import { approvedOf, isApproved, isSecretPin, shippedBy, toldEdits, unsettled, type Ships } from "./approval";
import { changed, secretsOf } from "./changed";
import type { State, Step, Values } from "./step";

export interface Change {
    readonly op: string;
    readonly name: string;
    readonly properties: readonly string[];
    /** Of a DiSyncTask: the tables that come and go. */
    readonly tables?: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface Drift {
    readonly name: string;
    readonly lines: readonly string[];
    /** Where the program says which definition it deploys. */
    readonly pinned?: true;
    /** Where it says so by a secret: whether that is what is there now, nobody can tell. */
    readonly secret?: true;
}

/** A deployment that a change makes. */
export interface Deployment {
    readonly name: string;
    readonly ships: Ships;
    /** Of edits that are told nowhere else. */
    readonly lines: readonly string[];
}

/** What a preview says. */
export interface Said {
    /** What the program changes. */
    readonly changes: readonly Change[];
    /** Updates for drift that may be of secret arguments too: whether those differ, the engine tells nowhere. */
    readonly hidden: readonly Change[];
    /** What was edited since a deployment, and nobody has settled. */
    readonly drift: readonly Drift[];
    /** Edits that the program approves. */
    readonly approved: readonly Drift[];
    /** The deployments that its changes make. */
    readonly deployments: readonly Deployment[];
    /** Tasks (DiSyncTask) that are not as the last update has left them. */
    readonly tasks: readonly Drift[];
    /** Instances that are not. */
    readonly instances: readonly Drift[];
    /** Whether the engine says that nothing would be done. */
    readonly nothing: boolean;
}

export function doesNothing(op: string): boolean {
    return op === "same" || op === "refresh";
}

/**
 * Reads the steps. Those that refresh have the stored state; those that follow begin with the one that the refresh has found. What is
 * deployed goes by the stored one: nothing but drift tells what a refresh finds of a deployment.
 */
export function readSteps(all: readonly Step[]): Said {
    const stored = new Map(
        all.filter(({ op }) => op === "refresh").map(({ urn, oldState }) => [urn, oldState] as const),
    );
    const steps = all.filter(({ op }) => !doesNothing(op));
    const [changes, hidden]: [Change[], Change[]] = [[], []];
    const [drift, approved, tasks, instances]: [Drift[], Drift[], Drift[], Drift[]] = [[], [], [], []];
    const deployments: Deployment[] = [];
    // A resource that is replaced has several steps with one state; the one that deletes it does not know what is planned.
    const planned = new Set(steps.filter(({ op }) => op !== "delete-replaced").map(({ urn }) => urn));
    const told = new Set<string>();
    for (const { op, urn, oldState, newState } of steps) {
        const [name, kind] = [nameIn(urn), kindOf(urn)];
        const isTold = told.has(urn) || (op === "delete-replaced" && planned.has(urn));
        const found = isTold ? [] : foundOf(kind, oldState, newState, stored.get(urn));
        if (found.length > 0) told.add(urn);
        const gone = op === "create" && stored.has(urn);
        if (gone) drift.push({ name, lines: [kind === "" ? "it is gone" : "the task is gone from DataWorks"] });
        else if (found.length > 0) {
            const pinned = kind === "DiSyncDeployment" && approvedOf(newState) !== undefined;
            const lists = { DiSyncTask: tasks, DiSyncInstance: instances, DiSyncDeployment: drift, "": drift };
            const list = isApproved(found, newState) ? approved : lists[kind];
            const secret = pinned && isSecretPin(newState);
            list.push({ name, lines: found, ...(pinned && { pinned }), ...(secret && { secret }) });
        }
        // What a refresh alone has found of a task's tables or an instance's state is no change of the program.
        const before = (kind === "DiSyncDeployment" ? undefined : stored.get(urn)) ?? oldState;
        const [olds, news] = oldState && newState ? [before?.inputs ?? {}, newState.inputs ?? {}] : [{}, {}];
        const properties = changed(olds, news);
        const isForFound = op === "update" && found.length > 0 && properties.length === 0;
        const secrets = op === "update" && properties.length === 0 ? secretsOf(olds, news) : [];
        if (isForFound && secrets.length > 0) hidden.push({ op, name, properties: secrets });
        // An update that shows no difference, and is for nothing that was found, is of a secret.
        else if (!gone && !isForFound) {
            const tables = kind === "DiSyncTask" ? tablesOf(olds, news) : undefined;
            changes.push({
                op,
                name,
                properties: properties.length > 0 ? properties : secrets,
                ...(tables && { tables }),
            });
        }
        const asks = !isForFound || secrets.length > 0 || isApproved(found, newState);
        const ships =
            kind === "DiSyncDeployment" && asks && !gone ? shippedBy(op, oldState, newState, properties) : undefined;
        if (ships) deployments.push({ name, ships, lines: found.length > 0 ? [] : toldEdits(oldState) });
    }
    return { changes, hidden, drift, approved, deployments, tasks, instances, nothing: steps.length === 0 };
}

type Kind = "DiSyncDeployment" | "DiSyncTask" | "DiSyncInstance" | "";

/** Which resource of ours it is, by whichever adapter; "" for those of others. */
function kindOf(urn: string): Kind {
    const [, kind] = /:(DiSyncDeployment|DiSyncTask|DiSyncInstance)$/.exec(typeIn(urn)) ?? [];
    return (kind ?? "") as Kind;
}

/** What a refresh has found, in lines: of a deployment and a task their drift, of an instance its state too. */
function foundOf(
    kind: Kind,
    found: State | null | undefined,
    planned: State | null | undefined,
    stored: State | null | undefined,
): readonly string[] {
    if (kind === "") return [];
    const { drift, status } = found?.outputs ?? {};
    // With ignoreChanges, the drift is kept on purpose.
    const lines = Array.isArray(drift) && planned?.inputs?.["drift"] === undefined ? drift.map(String) : [];
    if (kind === "DiSyncDeployment") {
        // What nobody knows the outcome of is to be deployed again, but not with an edit that nobody has settled.
        return status === "unknown" && toldEdits(found).length === 0 ? [] : unsettled(lines, found, planned);
    }
    return kind === "DiSyncInstance" ? [...stateLines(found, planned, stored), ...lines] : lines;
}

/** Of an instance that runs or stands, and was left otherwise. */
function stateLines(
    found: State | null | undefined,
    planned: State | null | undefined,
    stored: State | null | undefined,
): string[] {
    const [now, left] = [found?.outputs?.["state"], stored?.inputs?.["state"]];
    const isOwned = planned?.inputs?.["ignoresState"] !== true;
    if (!isOwned || typeof now !== "string" || typeof left !== "string" || now === left) return [];
    const status = found?.outputs?.["status"];
    return [`is ${now}, and was left ${left}${typeof status === "string" ? ` (DataWorks says ${status})` : ""}`];
}

/** The tables that come and go by an update; undefined where none does, or nobody can tell. */
function tablesOf(olds: Values, news: Values): Change["tables"] {
    const [before, after] = [olds, news].map((values) => {
        const [source, script] = [asObject(values["source"]), asObject(values["script"])];
        return declaredTables({ source, script } as Parameters<typeof declaredTables>[0]);
    });
    if (!before || !after) return undefined;
    const { missing: removed, extra: added } = differenceOf(before, after);
    return added.length + removed.length > 0 ? { added, removed } : undefined;
}
