// The command completion, and what it says of itself.
import { nothingMore, parse, type Command } from "../arguments";
import { UsageError } from "../error";
import { bash } from "./bash";
import { fish } from "./fish";
import { completed, type Completed } from "./words";
import { zsh } from "./zsh";

const help = `Usage: pulumi-dataworks completion bash | zsh | fish

Prints what a shell completes this command by: its commands, their options, and the values of those that take one of a few. It stands in
a file of its own, since \`npx\` takes a second; made anew, it knows what a newer version has. It completes \`npx pulumi-dataworks\` too, where
nothing else completes npx.

bash, in each new shell:
  npx pulumi-dataworks completion bash > ~/.pulumi-dataworks.bash
  echo 'source ~/.pulumi-dataworks.bash' >> ~/.bashrc

zsh, in each new shell; it stands below \`compinit\` in ~/.zshrc:
  npx pulumi-dataworks completion zsh > ~/.pulumi-dataworks.zsh
  echo 'source ~/.pulumi-dataworks.zsh' >> ~/.zshrc

fish:
  npx pulumi-dataworks completion fish > ~/.config/fish/conf.d/pulumi-dataworks.fish

  --help     show this
  --version  show the version

Example:
  pulumi-dataworks completion bash

Exit codes: 0 done, 2 wrong usage.`;

/** What makes the text for a shell. */
const shells: ReadonlyMap<string, (commands: readonly Completed[]) => string> = new Map([
    ["bash", bash],
    ["zsh", zsh],
    ["fish", fish],
]);

/** `commands`: those that it completes, which it is one of. */
export const completionCommand = (commands: () => ReadonlyMap<string, Command>): Command => ({
    about: "prints what a shell completes this command by",
    help,
    takes: { options: {}, words: [...shells.keys()] },
    read: (args) => {
        const parsed = parse(args, {});
        if (typeof parsed === "string") return parsed;
        const [name = "", ...more] = parsed.positionals;
        const shell = shells.get(name);
        if (!shell) throw new UsageError("Say which shell it is for: bash, zsh or fish.");
        nothingMore(more);
        return ({ out }) => {
            out(shell(completed(commands())));
            return 0;
        };
    },
});
