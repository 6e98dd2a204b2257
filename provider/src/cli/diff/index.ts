// The command diff, and what it says of itself. What does the work is loaded only then.
import type { Command } from "../arguments";
import { options, readArguments } from "./arguments";

const help = `Usage: pulumi-dataworks diff --project ID --file-id ID [options]
       pulumi-dataworks diff --stack STACK [NAME...] [options]

Shows what differs, by value, between the version of a real-time task that runs in production and the definition that the next
deployment would ship: a unified diff of the two as JSON, each change under the path that drift names it by. Lists are compared by the
names of their elements, so that a table that was put in is one piece. It only reads, by three calls for each task.

Values stand nowhere else: neither in drift, nor in a review, nor in the state. This is for the eyes of who runs it. Those of keys that
name a secret (password, secret, token, key, credential) are "***", and "(changed)" where they differ, and so are texts that hold a
password, such as addresses. Keys of tables (primaryKey, partitionKeys) are shown.

  --project ID       the DataWorks workspace of the task
  --file-id ID       the real-time task; may be given several times
  --ignore PATH      leaves a part of the definition out, as ignoreDefinitionPaths does; may be given several times
  --region REGION    the region (default: the setting dataworks:region, or ALIBABA_CLOUD_REGION_ID)

  --stack STACK      deployments of this stack, with their own ignoreDefinitionPaths: those that are named by the names of their
                     resources, or all; solutions have no versions, and are left out where none is named
  --json             print what differs as JSON: { "tasks": [{ "resource", "region", "projectId", "fileId", "result", "version",
                     "digest", "changes": [{ "kind", "path", "name", "before", "after" }], "diff", "message" }] }, with the result
                     "same", "different" or "failed"

  --help             show this
  --version          show the version

On a terminal it is coloured, unless NO_COLOR is set, and shown by what PAGER names (default: less; on
Windows none). The digest above what differs is what approvedDigest takes, where this definition is the one to deploy.

Example:
  pulumi-dataworks diff --stack prod orders

Exit codes: 0 same, 7 different, 1 failed, or what could not be compared, 2 wrong usage; of several tasks 1 before 7 before 0.`;

export const diffCommand: Command = {
    about: "shows by value what the next deployment would change of what runs",
    help,
    takes: { options },
    read: (args) => {
        const asked = readArguments(args);
        if (typeof asked === "string") return asked;
        return async (terminal) => (await import("./diff.js")).diff(asked, terminal);
    },
};
