// What fish completes the command by.
import type { Completed, CompletedOption } from "./words";

export function fish(commands: readonly Completed[]): string {
    const named = commands.filter(({ name }) => name !== "");
    const lines = commands.flatMap((command) => [
        ...wordsOf(command, named),
        ...command.options.map((option) => `${at(command)} -l ${option.name}${valueOf(option)}`),
    ]);
    return `# Completes pulumi-dataworks in fish. Made by: pulumi-dataworks completion fish
function __pulumi_dataworks_at --argument-names wanted
    set -l behind
    set -l command
    for word in (commandline --current-process --tokenize --cut-at-cursor)
        if test -z "$behind"
            string match --quiet --regex '(^|/)pulumi-dataworks(@.*)?$' -- $word
            and set behind yes
        else if contains -- $word ${named.map(({ name }) => name).join(" ")}
            set command $word
            break
        end
    end
    test -n "$behind" -a "$command" = "$wanted"
end
complete -c pulumi-dataworks -f
for program in pulumi-dataworks npx
${lines.map((line) => `    ${line}`).join("\n")}
end
`;
}

/** Where the words of a command are completed. */
function at({ name }: Completed): string {
    return `complete -c $program -n '__pulumi_dataworks_at ${name || '""'}'`;
}

function wordsOf(command: Completed, named: readonly Completed[]): string[] {
    if (command.name === "") return named.map(({ name, about }) => `${at(command)} -f -a ${name} -d ${quoted(about)}`);
    if (command.words === "file") return [`${at(command)} -F`];
    return [`${at(command)} -f${command.words.length === 0 ? "" : ` -a ${quoted(command.words.join(" "))}`}`];
}

function valueOf({ value }: CompletedOption): string {
    if (value === undefined) return "";
    if (value === "file") return " -r -F";
    return value.length === 0 ? " -x" : ` -x -a ${quoted(value.join(" "))}`;
}

/** Between apostrophes. */
function quoted(text: string): string {
    return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
