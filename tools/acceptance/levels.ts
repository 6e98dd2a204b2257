// What each level says before it does anything.
import type { AcceptanceOptions } from "./arguments";

/** Who is asked: nothing of it is a secret. */
export interface Place {
    readonly region: string;
    readonly projectId: string;
}

export function announcement({ level, fileId, running }: AcceptanceOptions, { region, projectId }: Place): string {
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
        `writes to its destination. ${standing} It makes some 60 calls, and one a second while the task starts or stops. ${reads}`
    );
}
