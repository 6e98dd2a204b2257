// The command migrate, and what it says of itself.
import type { Command } from "../arguments";
import { options, readArguments } from "./arguments";
import { migrate } from "./migrate";

const help = `Usage: pulumi-dataworks migrate STATE [options]

Turns an exported state of dynamic resources (TypeScript's own) into one of the provider plugin's, or back: the same ids and outputs
under other types. It reads a file and writes a file; nothing is asked of DataWorks, and nothing is deployed. Secrets stay encrypted.

  STATE      what \`pulumi stack export --file STATE\` has written

  --out FILE what is written (default: native.json, or dynamic.json with --back)
  --back     from resources of the plugin to dynamic ones
  --json     print what was done as JSON
  --force    write over a file that exists

  --help     show this
  --version  show the version

Settings under alicloud: do not reach the plugin: it names each that is in use, and the command that sets it under dataworks:.

Example:
  pulumi stack export --file state.json
  pulumi-dataworks migrate state.json
  pulumi stack import --file native.json

Exit codes: 0 done, 1 failed, 2 wrong usage. Where it does not end with 0, no file was written.`;

export const migrateCommand: Command = {
    about: "turns a state of dynamic resources into one of the plugin's, and back",
    help,
    undone: "No file was written.",
    takes: { options, words: "file" },
    read: (args) => {
        const asked = readArguments(args);
        if (typeof asked === "string") return asked;
        return (terminal) => {
            migrate(asked, terminal);
            return 0;
        };
    },
};
