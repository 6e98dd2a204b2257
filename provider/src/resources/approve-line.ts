// The last line of a drift by path: what to write so that a deployment ships the task as it is now, and nothing else.
import { messageOf } from "../dataworks/calls/errors";
import { describe } from "../dataworks/task";
import { digestOf } from "../definition/index";
import type { Context } from "./context";
import type { PlacedTask } from "./resource";

/** How the line starts. Pipelines read it: it never changes. */
export const approveStart = "approve it with approvedDigest: ";

/** None, and one warning, where the digest cannot be worked out: that is no reason to fail. */
export async function approveLines(
    task: PlacedTask,
    definition: string,
    ignore: readonly string[],
    context: Context,
): Promise<string[]> {
    try {
        return [approveStart + (await digestOf(definition, task, ignore))];
    } catch (error) {
        context.warn(
            `${describe(task)}: its drift does not say by which digest it can be approved, because that could not be worked out: ` +
                `${messageOf(error)}. It takes 32 MiB of memory: run again`,
        );
        return [];
    }
}
