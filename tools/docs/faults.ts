// The table of the emulator's faults, as its README shows it.
import { kinds } from "../../emulator/src/faults/kinds";

export function faultsAsMarkdown(): string {
    const rows = Object.entries(kinds).map(([name, { description, details, takesEffect, only }]) => {
        const meets = only ? `${description}; ${only.named} only` : description;
        const effect = takesEffect === "applied" ? "yes, unless `applied: false`" : takesEffect ? "yes" : "no";
        return `| \`${name}\` | ${meets} | ${effect} | ${details && `${details} `}|`;
    });
    return ["| kind | what the caller meets | takes effect | details |", "| --- | --- | --- | --- |", ...rows].join(
        "\n",
    );
}
