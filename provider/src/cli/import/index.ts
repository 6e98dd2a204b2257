// The command import, and what it says of itself. What does the work, and the API client with it, is loaded only then.
import type { Command } from "../arguments";
import { options, readArguments } from "./arguments";

const help = `Usage: pulumi-dataworks import (--project ID | --workspace NAME) [options]

Takes sync tasks that are deployed already under Pulumi, as they are: writes the file that \`pulumi import --file\` takes, and
the program that goes with it. It reads from DataWorks, and changes nothing there. What the stack has already is left out.

Which tasks (all real-time tasks of the workspace, where nothing is said):
  --project ID       the DataWorks workspace; may be given several times
  --workspace NAME   the same by its name, the one that is unique, in place of its id
  --name GLOB        real-time tasks whose name matches; * is any text, ? one character, and a ! in front leaves them out;
                     may be given several times
  --folder PATH      real-time tasks of this folder
  --file-id ID       this real-time task; may be given several times
  --solution ID      this sync solution; may be given several times, since solutions cannot be listed
                     (--file-id and --solution alone take just these; --name or --folder beside them take the matching ones too)
  --no-check-versions
                     take real-time tasks unseen that have no version in production; without it these are left out and
                     named, which costs one call more for each task
  --with-definitions also take over what real-time tasks read and write (DiSyncTask), where their definitions have the documented
                     form: MySQL to MaxCompute, Kafka or Hologres; others are named, and get a deployment alone
  --with-instances   also take over that their instances run or stand still, which costs one call more for each task; those
                     that are on their way, of an unknown status or not there are left out and named
  --approve          also pin each real-time task to its definition (approvedDigest), where that is the version in production: what
                     somebody edits afterwards is not deployed until it is approved. Those that were edited since they were
                     deployed are taken without a pin, and named; with --program or --config

What is written:
  --native           an import file for the provider plugin's resources, of any Pulumi language: it names each by its id, and
                     \`pulumi import\` looks at it; without --config, --on-delete undeploy and --no-check-versions
  --out FILE         the import file (default: import.json)
  --program FILE     a TypeScript program that declares the tasks; with --native one in YAML, which \`pulumi convert --from yaml\`
                     turns into any other language
  --config FILE      the stack configuration with the tasks' list, for a program that reads its tasks from there; in a file that
                     exists (--force), what it lists stays as it stands, and the others are added
  --on-delete WHAT   "retain" or "undeploy": what destroying does to the tasks (default: retain)
  --json             print what was done as JSON
  --force            write over files that exist; a stack's configuration keeps what it holds

Which account and region:
  --region REGION    the region (default: the setting dataworks:region, or ALIBABA_CLOUD_REGION_ID)
  --stack STACK      this stack's configuration has the settings, and its state what is left out (default: the selected
                     stack of the project in this folder)

  --help             show this
  --version          show the version

Example:
  pulumi-dataworks import --project 10000 --name 'orders_*' --name '!*_test' --program index.ts
  pulumi import --file import.json --generate-code=false --yes --protect=false
  pulumi preview --refresh --expect-no-changes

Exit codes: 0 done, 1 failed, 2 wrong usage. Where it does not end with 0, no file was written, or the message says which.`;

export const importCommand: Command = {
    about: "takes sync tasks that are deployed already under Pulumi",
    help,
    undone: "No file was written.",
    takes: { options },
    read: (args) => {
        const asked = readArguments(args);
        if (typeof asked === "string") return asked;
        return async (terminal) => {
            const { importTasks } = await import("./import.js");
            await importTasks(asked, terminal);
            return 0;
        };
    },
};
