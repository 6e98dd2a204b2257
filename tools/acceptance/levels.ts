// What each level says before it does anything.
import type { AcceptanceOptions, Parts } from "./arguments";
import { prefix } from "./make";

/** Who is asked: nothing of it is a secret. */
export interface Place {
    readonly region: string;
    readonly projectId: string;
}

/** What earlier runs left there that were ended before they could clear it away. */
export interface Earlier {
    /** Names of the tasks that were made. */
    readonly made: readonly string[];
    /** How the task of `--file-id` stood. */
    readonly stood: string | undefined;
}

export function announcement(options: AcceptanceOptions, place: Place, { made, stood }: Earlier): string {
    if (options.parts) return makes(options.parts, place, made);
    const first =
        stood === undefined
            ? ""
            : ` First it brings the task back to how an earlier run found it that was ended: ${stood}.`;
    return `${givenTask(options, place)}${first}`;
}

function makes(parts: Parts, { region, projectId }: Place, earlier: readonly string[]): string {
    const { source, destination, tables, resourceGroup } = parts;
    const removes =
        earlier.length === 0
            ? ""
            : ` First it removes what earlier runs left there: ${earlier.join(", ")}; what a run left that still goes on it leaves alone.`;
    return (
        `make makes two tasks of its own in workspace ${projectId} in ${region}, named ${prefix} and a number that no other run has, which read ` +
        `${tables.join(", ")} of ${source} and write to ${destination} on ${resourceGroup}. It deploys, starts, stops, undeploys and deletes ` +
        "them, several times, one by calls and one by the Pulumi engine. While they run, they write to the destination: what they wrote there " +
        `stays. At the end both are removed, also after a failure or Ctrl-C.${removes} Nothing else is touched. It makes some 150 calls, and one a second while something is worked out, starts or stops: that ` +
        "takes some minutes, for which the resource group is paid. The report holds no id, no name and no value of the workspace."
    );
}

function givenTask({ level, fileId, running }: AcceptanceOptions, { region, projectId }: Place): string {
    const where = `workspace ${projectId} in ${region}`;
    const reads =
        `Reads from ${where}: GetProject, and ${fileId === undefined ? "" : `the task ${fileId} (its definition, its versions, which tasks share its data sources), and `}` +
        "what it says of ids that do not exist. The report holds no id, no name and no value of it.";
    if (level === "look")
        return `look changes nothing. ${reads} It makes some ${fileId === undefined ? 10 : 20} calls.`;
    const standing = running
        ? "It may be deployed or run now: then its replication is interrupted, several times, and at the end it stands as it was found; " +
          "where it runs, it is started by the parameters that the task itself has."
        : "It must be neither deployed nor running now, and is undeployed at the end.";
    return (
        `deploy deploys, starts, stops and undeploys the task ${fileId ?? ""} of ${where}, several times, and edits nothing. While it runs, it ` +
        `writes to its destination. ${standing} It makes some 100 calls, and one a second while the task starts or stops. ${reads}`
    );
}
