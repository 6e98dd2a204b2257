// What bash completes the command by.
import { dashed, optionsWithValues, type Completed } from "./words";

export function bash(commands: readonly Completed[]): string {
    const { files, texts, few } = optionsWithValues(commands);
    const places = (all: readonly string[]) => all.map((place) => `"${place}"`).join(" | ");
    const names = commands.map(({ name }) => name).filter(Boolean);
    return `# Completes pulumi-dataworks in bash. Made by: pulumi-dataworks completion bash
_pulumi_dataworks() {
    local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} at=0 command="" word words=""
    COMPREPLY=()
    until [[ \${COMP_WORDS[at]} =~ (^|/)pulumi-dataworks$ ]]; do
        (( ++at < COMP_CWORD )) || return 0
    done
    for word in "\${COMP_WORDS[@]:at+1:COMP_CWORD-at-1}"; do
        case $word in ${names.join(" | ")}) command=$word; break ;; esac
    done
    if [[ $current == "=" ]]; then
        current=""
    elif [[ $previous == "=" ]]; then
        previous=\${COMP_WORDS[COMP_CWORD-2]}
    fi
    case "$command $previous" in
        ${places(files)})
            compopt -o default 2>/dev/null
            return 0 ;;
        ${places(texts)})
            return 0 ;;
${few.map(({ place, value }) => `        "${place}") words="${value.join(" ")}" ;;`).join("\n")}
        *) case $command in
${commands.map((each) => `            ${each.name || '""'}) ${bashWordsOf(each)} ;;`).join("\n")}
        esac ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _pulumi_dataworks pulumi-dataworks
complete -p npx >/dev/null 2>&1 || complete -o default -F _pulumi_dataworks npx
`;
}

function bashWordsOf(command: Completed): string {
    const { words } = command;
    const options = dashed(command);
    if (words === "file")
        return `if [[ $current == -* ]]; then words="${options.join(" ")}"; else compopt -o default 2>/dev/null; fi`;
    return `words="${[...words, ...options].join(" ")}"`;
}
