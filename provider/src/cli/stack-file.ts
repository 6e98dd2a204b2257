// Writes configuration into a stack's file, which may hold more, such as other settings and the salt of the stack's secrets.

/**
 * The file with these keys of the configuration in place of its own, and everything else as it was.
 *
 * @param before The file as it is, in the form in which Pulumi writes it.
 * @param added "config:" and the keys, each indented by two spaces.
 * @returns undefined where the file is in another form of YAML.
 */
export function withConfiguration(before: string, added: string): string | undefined {
    const blocks = before.split(/^(?=[^\s#])/m); // the keys at the top, each with what is indented below it
    const at = blocks.findIndex((block) => /^["']?config["']?\s*:/.test(block));
    if (at < 0) return join([before, added]);
    const [head = "", ...rest] = (blocks[at] ?? "").split("\n");
    const indent = /^( +)\S/m.exec(rest.join("\n"))?.[1] ?? "  ";
    if (!/^config:\s*$/.test(head) || rest.some((line) => line.includes("\t"))) return undefined;

    const [, ...lines] = added.trimEnd().split("\n");
    const own = lines.map((line) => indent + line.slice(2));
    const keys = own.map((line) => keyAt(line, indent));
    const entries = rest.join("\n").split(new RegExp(`^(?=${indent}\\S)`, "m"));
    const kept = entries.filter((entry) => {
        const key = keyAt(entry, indent);
        return key === undefined || !keys.includes(key);
    });
    blocks[at] = join([head, ...own, ...kept]);
    return join(blocks);
}

/** The key that an entry of the configuration begins with; each has the name of a program or a provider before it. */
function keyAt(entry: string, indent: string): string | undefined {
    return new RegExp(`^${indent}["']?([\\w.-]+:[\\w.:-]+?)["']?\\s*:(?:\\s|$)`).exec(entry)?.[1];
}

function join(parts: readonly string[]): string {
    return parts
        .filter((part) => part.trim() !== "")
        .map((part) => part.replace(/\n*$/, "\n"))
        .join("");
}
