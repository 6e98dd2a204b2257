// The tables of a resource's arguments and outputs, from the table of resources.
import type { Argument, Output } from "../../provider/src/resources/resource";

export function argumentsAsMarkdown({
    arguments: all,
}: {
    readonly arguments: Readonly<Record<string, Argument>>;
}): string {
    const rows = Object.entries(all).map(
        ([name, { type, meaning, required }]) => `| \`${name}${required ? "" : "?"}\` | ${type.text} | ${meaning} |`,
    );
    return ["| argument | type | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

export function outputsAsMarkdown({ outputs }: { readonly outputs: Readonly<Record<string, Output>> }): string {
    const rows = Object.entries(outputs).map(([name, { meaning }]) => `| \`${name}\` | ${meaning} |`);
    return ["| output | meaning |", "| --- | --- |", ...rows].join("\n");
}
