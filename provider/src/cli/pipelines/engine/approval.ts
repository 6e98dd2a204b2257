// What an update of a deployment ships of edits in DataWorks, and whether the program has approved them.
import { isDigest, isSameIgnored } from "../../../definition/index";
import { approveStart } from "../../../resources/approve-line";
import { inputs, pathsIn } from "../../../resources/deployment/properties";
import { byItselfStart, driftBeside } from "../../../resources/last-edit";
import type { State } from "./step";

/**
 * What a deployment ships of edits in DataWorks: "rewritten" where nobody made them, "refused" where it is not what is approved, "new" where it
 * is the first deployment of its task, and "new to approve" where that is held to what is approved: the preview does not look at it. Nobody can tell where what is approved is "secret" or "not known" yet, nor where it is of an "other list"
 * of ignored paths than what was found.
 */
export type Ships = "edit" | "rewritten" | "no edit" | "refused" | "new" | "new to approve" | Untold;
export type Untold = "secret" | "not known" | "other list";

/** What the engine prints in place of a value. */
const printed: Readonly<Record<string, Untold>> = {
    "[secret]": "secret",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9": "not known",
};

/** The approved digest that the program asks for; undefined where it approves none. */
export function approvedOf(planned: State | null | undefined): unknown {
    return planned?.inputs?.["approvedDigest"];
}

/** Whether the program approves what the engine does not print. */
export function isSecretPin(planned: State | null | undefined): boolean {
    return untold(planned) === "secret";
}

function untold(planned: State | null | undefined): Untold | undefined {
    const approved = approvedOf(planned);
    return typeof approved === "string" ? printed[approved] : undefined;
}

/** Whether what drifted is what the program has approved. */
export function isApproved(lines: readonly string[], planned: State | null | undefined): boolean {
    const digest = digestIn(lines);
    return digest !== undefined && approvedOf(planned) === digest;
}

/** The digest of what is there now, which the last line of a drift tells where it can be approved. */
export function digestIn(lines: readonly string[]): string | undefined {
    const last = lines.at(-1);
    const digest = last?.startsWith(approveStart) ? last.slice(approveStart.length) : "";
    return isDigest(digest) ? digest : undefined;
}

/** What a refresh found to be edited in the definition, whether that is kept on purpose or not. */
export function toldEdits(found: State | null | undefined): readonly string[] {
    const lines = driftOf(found);
    return lines.some((line) => line.startsWith("definition ")) ? lines : [];
}

/**
 * What is left of a drift where the program ignores other paths than those it was found by. The digest that it tells goes with those: beside
 * others, it approves nothing.
 */
export function unsettled(
    lines: readonly string[],
    found: State | null | undefined,
    planned: State | null | undefined,
): readonly string[] {
    // A step that deletes plans nothing.
    if (!planned || !hasOtherList(found, planned)) return lines;
    const left = driftBeside(ignoredBy(planned), lines);
    const digest = digestIn(left);
    if (digest === undefined) return left;
    const line = `approve it in a commit of its own, before its ignoreDefinitionPaths change, with approvedDigest: ${digest}`;
    return [...left.slice(0, -1), line];
}

function hasOtherList(found: State | null | undefined, planned: State | null | undefined): boolean {
    return !isSameIgnored(ignoredBy(found), ignoredBy(planned));
}

function ignoredBy(state: State | null | undefined): string[] {
    return pathsIn(state?.inputs?.["ignoreDefinitionPaths"]);
}

function driftOf(found: State | null | undefined): readonly string[] {
    const drift = found?.outputs?.["drift"];
    return Array.isArray(drift) ? drift.map(String) : [];
}

/** What an update stores, and says nothing of to DataWorks; of a pin, where nothing was edited. */
const stored = Object.entries(inputs).flatMap(([name, { stored }]) => (stored ? [name] : []));
const pin = "approvedDigest";
/** What says which task it is. */
const naming = ["fileId", "taskType"];

/** What a step ships of edits in DataWorks; undefined where it deploys nothing. `properties`: those that change. */
export function shippedBy(
    op: string,
    found: State | null | undefined,
    planned: State | null | undefined,
    properties: readonly string[],
): Ships | undefined {
    const isNew = op === "create" || op === "create-replacement";
    if (!isNew && op !== "update") return undefined;
    if (isNew || properties.some((name) => naming.includes(name)))
        return approvedOf(planned) === undefined ? "new" : "new to approve";
    const nobodyKnows = untold(planned);
    if (nobodyKnows) return nobodyKnows;
    if (isOfAnother(found, planned)) return "refused";
    if (onlyStores(found, planned, properties)) return undefined;
    if (approvedOf(planned) !== undefined && hasOtherList(found, planned)) return "other list";
    const edits = toldEdits(found);
    if (edits.length === 0) return "no edit";
    if (approvedOf(planned) !== undefined && !isApproved(driftOf(found), planned)) return "refused";
    return edits.some((line) => line.startsWith(byItselfStart)) ? "rewritten" : "edit";
}

/** Whether the program approves another definition than the approved one that is deployed, and that is still there. */
function isOfAnother(found: State | null | undefined, planned: State | null | undefined): boolean {
    const { digest, status } = found?.outputs ?? {};
    const isThere = !hasOtherList(found, planned) && status !== "unknown" && toldEdits(found).length === 0;
    const approved = approvedOf(planned);
    return (
        isThere && [digest, approved].every((each) => typeof each === "string" && isDigest(each)) && digest !== approved
    );
}

function onlyStores(
    found: State | null | undefined,
    planned: State | null | undefined,
    properties: readonly string[],
): boolean {
    if (properties.length === 0) return false;
    const left = properties.filter((name) => !stored.includes(name));
    if (left.some((name) => name !== pin)) return false;
    if (!properties.includes(pin)) return true;
    const isUnknown = found?.outputs?.["status"] === "unknown";
    return !isUnknown && (approvedOf(planned) === undefined || toldEdits(found).length === 0);
}
