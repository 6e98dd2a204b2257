// What to do about drift, as lines for a person.
import { isOfProduction } from "../../../resources/deployment/production";
import { digestIn } from "../engine/approval";
import type { Drift } from "../engine/steps";
import { oneLine } from "./lines";

const inClear =
    "take the secret off its approvedDigest (pulumi.unsecret, or a plain value in the configuration), so that it can be compared: a digest is none";

export interface Advice {
    readonly undo: string;
    /** Lines of the program. */
    readonly approvals: readonly string[];
    readonly deploy: string | undefined;
}

/**
 * What only deploys an approved definition is never told to deploy what is there: its line in the program is. Where that is a secret, it may
 * be the right one, and is told to be in clear. Where another version runs, and nobody edited anything, what is there is what is approved.
 */
export function adviceOn(stack: string, drift: readonly Drift[]): Advice {
    const command = `pulumi up --refresh --stack ${stack}`;
    const pinned = drift.filter((each) => each.pinned);
    if (pinned.length === 0 && drift.length > 0)
        return { undo: `Undo the edits, or deploy them: ${command}`, approvals: [], deploy: undefined };
    const approvals = pinned.flatMap(({ name, lines, secret }) => {
        const digest = digestIn(lines);
        if (digest === undefined) return [];
        return [oneLine(`${name}: ${secret ? inClear : `approvedDigest: "${digest}"`}`)];
    });
    const isEdited = drift.some(({ lines }) => !lines.every(isOfProduction));
    const undo =
        approvals.length > 0
            ? "Undo the edits, or approve them in the program, by a reviewed commit:"
            : isEdited
              ? "Undo the edits in DataWorks."
              : `Nothing was edited: what is approved, and nothing else, is deployed once more by ${command}`;
    return {
        undo,
        approvals,
        deploy: drift.length > pinned.length ? `Deploy the others after that: ${command}` : undefined,
    };
}
