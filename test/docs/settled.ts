// What a command of the engine prints, as it stands when it is done. Where there is no terminal the engine prints a line for
// each change of a resource's row, and resources that are worked on at once take turns by chance.

const row = /^ [-+~= ]{2} {0,2}(pulumi\S*:\S+ \S+)/;

/** Each row of a table once, as it was last, the stack's first and the others by their names. */
export function settled(output: string): string {
    return output
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
