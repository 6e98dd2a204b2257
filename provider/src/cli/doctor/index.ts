// The command doctor, and what it says of itself. What does the work is loaded only then.
import type { Command } from "../arguments";
import { options, readArguments } from "./arguments";

const help = `Usage: pulumi-dataworks doctor [options]

Says what stands between this machine and a first \`pulumi up\`, a line for each thing that it looks at: the versions of Node.js, the
Pulumi CLI and the SDK, which place each setting comes from, the credentials, the way to DataWorks' endpoint, the clock, one signed
call, and for each workspace whether it is there and which operations that only read are allowed. It changes nothing, and calls
nothing that would: it prints the RAM policy that a deployment needs. It shows no setting's value; of an access key's id the end.

  --stack STACK      look at this stack's configuration and state (default: the selected stack of the project in this folder)
  --project ID       look at this DataWorks workspace, by eleven calls that only read; may be given several times (default: those of
                     the stack)
  --json             print the checks as JSON: { "checks": [{ "name", "status", "message", "advice" }] }, with the status "ok",
                     "warning", "failed" or "skipped"

  --help             show this
  --version          show the version

Settings of a dataworks.Provider in the program are not looked at: they are known only where the program runs.

Example:
  pulumi-dataworks doctor --project 10000

Exit codes: 0 nothing failed, 1 something did, 2 wrong usage.`;

export const doctorCommand: Command = {
    about: "says what stands between this machine and a first deployment",
    help,
    takes: { options },
    read: (args) => {
        const asked = readArguments(args);
        if (typeof asked === "string") return asked;
        return async (terminal) => (await import("./doctor.js")).examine(asked, terminal);
    },
};
