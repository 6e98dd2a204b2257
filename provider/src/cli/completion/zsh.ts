// What zsh completes the command by.
import { dashed, optionsWithValues, type Completed } from "./words";

export function zsh(commands: readonly Completed[]): string {
    const { files, texts, few } = optionsWithValues(commands);
    const places = (all: readonly string[]) => all.map((place) => `"${place}"`).join(" | ");
    const named = commands.filter(({ name }) => name !== "");
    return `#compdef pulumi-dataworks
# Completes pulumi-dataworks in zsh. Made by: pulumi-dataworks completion zsh
_pulumi_dataworks() {
    local at=1 command="" word previous=$words[CURRENT-1]
    local -a commands=(
${named.map(({ name, about }) => `        ${quoted(`${name}:${about}`)}`).join("\n")}
    )
    until [[ $words[at] =~ '(^|/)pulumi-dataworks(@.*)?$' ]]; do
        (( ++at < CURRENT )) || { _default; return }
    done
    for word in "\${(@)words[at+1,CURRENT-1]}"; do
        case $word in (${named.map(({ name }) => name).join("|")}) command=$word; break ;; esac
    done
    compset -P '--*=' && previous=\${IPREFIX%=}
    case "$command $previous" in
        (${places(files)}) _files ;;
        (${places(texts)}) _message value ;;
${few.map(({ place, value }) => `        ("${place}") compadd -- ${value.join(" ")} ;;`).join("\n")}
        (*) case $command in
${commands.map((each) => `            (${each.name || '""'}) ${zshWordsOf(each)} ;;`).join("\n")}
        esac ;;
    esac
}
compdef _pulumi_dataworks pulumi-dataworks
(( $+_comps[npx] )) || compdef _pulumi_dataworks npx
`;
}

function zshWordsOf(command: Completed): string {
    const { name, words } = command;
    const options = `compadd -- ${dashed(command).join(" ")}`;
    if (name === "") return `_describe command commands; ${options}`;
    if (words === "file") return `[[ $PREFIX == -* ]] || _files; ${options}`;
    return words.length === 0 ? options : `compadd -- ${words.join(" ")}; ${options}`;
}

/** Between apostrophes. */
function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
