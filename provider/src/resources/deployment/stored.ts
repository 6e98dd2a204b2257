// What an update that only stores makes of the outputs: how later runs behave, and what that means for drift and fingerprint.
import { changeIgnored } from "../../definition/index";
import { approveStart } from "../approve-line";
import { driftBeside } from "../last-edit";
import { same } from "../same";
import type { Inputs, Outputs } from "./state";

/**
 * The outputs after an update that only stores: the old ones, with what is stored now. Drift that the new list of ignored
 * paths covers is none any more, and the fingerprint holds no digest of what it names; `uncompared` are the paths that
 * cannot be compared because of that until the next deployment.
 */
export function withStored(olds: Outputs, news: Inputs): { outputs: Outputs; uncompared: readonly string[] } {
    const { onDelete, ignoreDefinitionPaths, compareVersions, approvedDigest } = news;
    const { drift: _, ...kept } = withoutPin(olds);
    // Where `ignoreChanges: ["drift"]` feeds it in, it stays as it is: another one would be a change at the next update.
    const fedIn = same(olds.drift, news.drift);
    const drift = fedIn ? (olds.drift ?? []) : driftBeside(ignoreDefinitionPaths ?? [], approvable(olds, news));
    const { stored: definition, uncompared } = relisted(olds, news);
    const outputs = {
        ...{ ...kept, onDelete, ignoreDefinitionPaths, compareVersions, definition },
        ...(approvedDigest !== undefined && { approvedDigest }),
        digest: approvedDigest ?? "",
    };
    return { outputs: drift.length > 0 ? { ...outputs, drift } : outputs, uncompared };
}

/** The drift without the digest that approves it, where that is of another list: the next refresh tells the one of the new list. */
function approvable({ drift = [], ignoreDefinitionPaths: before = [] }: Outputs, news: Inputs): readonly string[] {
    if (same(before, news.ignoreDefinitionPaths ?? [])) return drift;
    return drift.filter((line) => !line.startsWith(approveStart));
}

/** The fingerprint of a deployment, for the ignored paths of other inputs of the same task. */
export function relisted(olds: Outputs, news: Inputs): ReturnType<typeof changeIgnored> {
    return changeIgnored(olds.definition, olds.ignoreDefinitionPaths ?? [], news.ignoreDefinitionPaths ?? []);
}

function withoutPin(outputs: Outputs): Omit<Outputs, "approvedDigest"> {
    const { approvedDigest: _, ...others } = outputs;
    return others;
}
