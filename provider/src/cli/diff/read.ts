// Reads the two sides of a comparison, and compares them: the version in production, and the definition as it is now.
import { CallError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { isoTime } from "../../dataworks/time";
import { definitionOf, digestOf, whyUnreadable } from "../../definition/index";
import { endingAtOnce } from "../interruption";
import { compareByValue, type Difference } from "./compare";
import type { Compared } from "./tasks";

/** What came of a task. */
export type Outcome = { readonly task: Compared } & (
    | { readonly result: "failed"; readonly message: string }
    | {
          readonly result: "same" | "different";
          /** The version in production; "" where there is none. */
          readonly version: string;
          /** Who committed it when; "" where nobody tells. */
          readonly committed: string;
          readonly digest: string;
          readonly difference: Difference;
      }
);

/** @throws what is no error of a call about this task, such as of the credentials. */
export async function outcomeOf(task: Compared, api: (region: string) => DataWorks): Promise<Outcome> {
    const { region, projectId, fileId, ignore, wrong } = task;
    const taskType = "DI_REALTIME";
    const failed = (message: string): Outcome => ({ task, result: "failed", message });
    if (wrong !== undefined) return failed(wrong);
    try {
        const calls = api(region);
        const version = await calls.getProductionVersion(projectId, fileId);
        if (version === undefined)
            return failed(
                "ListFileVersions does not tell which one version runs in production, so there is nothing to compare with.",
            );
        const stored = version === "" ? undefined : await calls.getFileVersion(projectId, fileId, version);
        const definition = definitionOf(await calls.getDISyncTask({ projectId, taskType, fileId }));
        if (definition === undefined) return failed(`The definition cannot be read: ${whyUnreadable(taskType)}.`);
        const difference = endingAtOnce(() => compareByValue(stored?.content, definition, ignore));
        if ("why" in difference) return failed(`It cannot be compared: ${difference.why}.`);
        return {
            task,
            result: difference.changes.length > 0 ? "different" : "same",
            version,
            committed: stored ? committedAt(stored) : "",
            digest: await digestOf(definition, { region, projectId, taskType, fileId }, ignore),
            difference,
        };
    } catch (error) {
        if (error instanceof CallError) return failed(error.message);
        throw error;
    }
}

function committedAt({ commitTime, commitUser }: { commitTime: string; commitUser: string }): string {
    const time = commitTime === "" ? "" : ` ${isoTime(commitTime)}`;
    return time || commitUser ? `committed${time}${commitUser && ` by ${commitUser}`}` : "";
}
