// The command plugin, and what it says of itself.
import { join } from "node:path";
import { version } from "../../version";
import { nothingMore, parse, type Command, type Run } from "../arguments";
import { UsageError } from "../error";
import { cacheIn, checkBuilt, install, type Installed } from "./cache";

const help = `Usage: pulumi-dataworks plugin install | path

Makes the provider plugin known to Pulumi: the same resources for YAML, Python, Go, .NET and Java programs, and for those in
TypeScript that prefer it. The plugin is in this package, and runs on Node.js.

  install    puts it into Pulumi's plugin cache, where every project of this machine finds it; a folder of this version that holds
             something else is replaced, other versions stay
  path       prints the folder that it is in, for \`plugins:\` in Pulumi.yaml; \`pulumi package add\` takes the executable in it,
             pulumi-resource-dataworks

  --help     show this
  --version  show the version

The cache is in ~/.pulumi, or where PULUMI_HOME says.

Example:
  pulumi-dataworks plugin install

Exit codes: 0 done, 1 failed, 2 wrong usage.`;

/** The plugin as this package has it. */
const folder = join(__dirname, "../../../plugin");

const actions: ReadonlyMap<string, Run> = new Map([
    [
        "install",
        ({ out }) => {
            out(told(install(folder, cacheIn(process.env), version)));
            return 0;
        },
    ],
    [
        "path",
        ({ out }) => {
            checkBuilt(folder);
            out(`${folder}\n`);
            return 0;
        },
    ],
]);

export const pluginCommand: Command = {
    about: "makes the provider plugin known to Pulumi, for every Pulumi language",
    help,
    takes: { options: {}, words: [...actions.keys()] },
    read: (args) => {
        const parsed = parse(args, {});
        if (typeof parsed === "string") return parsed;
        const [name = "", ...more] = parsed.positionals;
        const action = actions.get(name);
        if (!action) throw new UsageError("Say what to do with the plugin: install or path.");
        nothingMore(more);
        return action;
    },
};

function told({ folder: installed, did, others }: Installed): string {
    const what = {
        made: `The plugin ${version} is installed: ${installed}`,
        replaced: `The plugin ${version} is installed; what was there in its place was not whole, or another: ${installed}`,
        nothing: `The plugin ${version} is installed already: ${installed}`,
    };
    const beside =
        others.length === 0
            ? ""
            : `Other versions beside it, left as they are: ${others.join(", ")}. Where a program asks for no version, Pulumi takes the newest.\n`;
    return `${what[did]}\n${beside}`;
}
