// What a command of the engine prints, as it stands when it is done. Where there is no terminal the engine prints a line for
// each change of a resource's row, and resources that are worked on at once take turns by chance.

const row = /^ [-+~= ]{2} {0,2}(pulumi\S*:\S+ \S+)/;

/** Each row of a table once, as it was last, the stack's first and the others by their names; warnings after what else was said. */
export function settled(output: string): string {
    return warningsLast(output)
        .split(/^(?=\S|$)/m)
        .map((section) => {
            const rows = new Map<string, string>();
            const rest = section.split("\n").filter((line) => {
                const [, resource] = row.exec(line) ?? [];
                if (resource !== undefined) rows.set(resource, line);
                return resource === undefined;
            });
            const sorted = [...rows].sort(([a], [b]) => rank(a).localeCompare(rank(b))).map(([, line]) => line);
            return [...rest.slice(0, 1), ...sorted, ...rest.slice(1)].join("\n");
        })
        .join("");
}

function rank(resource: string): string {
    return resource.startsWith("pulumi:pulumi:Stack ") ? "" : resource;
}

/** What is said of a resource and what it is warned of, which come by ways of their own: first the one, then the other. */
function warningsLast(output: string): string {
    return output.replace(/^( {2}\S.*:\n)((?: {4}\S.*\n|\n(?= {4}\S))+)/gm, (_, resource: string, said: string) => {
        const lines = said.split("\n").filter(Boolean);
        const isWarning = (line: string) => line.startsWith("    warning: ");
        const parts = [lines.filter((line) => !isWarning(line)), lines.filter(isWarning)];
        return `${resource}${parts
            .filter((part) => part.length > 0)
            .map((part) => `${part.join("\n")}\n`)
            .join("\n")}`;
    });
}
