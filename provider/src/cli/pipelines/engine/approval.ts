// What an update of a deployment ships of edits in DataWorks, and whether the program has approved them.
import { isDigest, isSameIgnored } from "../../../definition/index";
import { approveStart } from "../../../resources/approve-line";
import { inputs, pathsIn } from "../../../resources/deployment/properties";
import { byItselfStart, driftBeside } from "../../../resources/last-edit";
import type { State } from "./step";

/**
 * What a deployment ships of edits in DataWorks: "rewritten" where nobody made them, "refused" where it is not what is approved, "new" where it
 * is the first deployment of its task.
 */
export type Ships = "edit" | "rewritten" | "no edit" | "refused" | "new";

/** The approved digest that the program asks for; undefined where it approves none. */
export function approvedOf(planned: State | null | undefined): unknown {
    return planned?.inputs?.["approvedDigest"];
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
    const [before = [], now = []] = [found, planned].map((state) => pathsIn(state?.inputs?.["ignoreDefinitionPaths"]));
    // A step that deletes plans nothing.
    if (!planned || isSameIgnored(before, now)) return lines;
    const left = driftBeside(now, lines);
    const digest = digestIn(left);
    if (digest === undefined) return left;
    const line = `approve it in a commit of its own, before its ignoreDefinitionPaths change, with approvedDigest: ${digest}`;
    return [...left.slice(0, -1), line];
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
    if (op === "create" || op === "create-replacement") return "new";
    if (op !== "update") return undefined;
    if (isOfAnother(found, planned, properties)) return "refused";
    if (onlyStores(found, planned, properties)) return undefined;
    if (properties.some((name) => naming.includes(name))) return "new";
    const edits = toldEdits(found);
    if (edits.length === 0) return "no edit";
    if (approvedOf(planned) !== undefined && !isApproved(driftOf(found), planned)) return "refused";
    return edits.some((line) => line.startsWith(byItselfStart)) ? "rewritten" : "edit";
}

/** Whether the program approves another definition than the approved one that is deployed, and that is still there. */
function isOfAnother(
    found: State | null | undefined,
    planned: State | null | undefined,
    properties: readonly string[],
): boolean {
    const { digest, status } = found?.outputs ?? {};
    const isSame = !properties.some((name) => [...naming, "ignoreDefinitionPaths"].includes(name));
    const isThere = isSame && status !== "unknown" && toldEdits(found).length === 0;
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
