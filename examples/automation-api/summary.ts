// The table that a promotion ends with.

/** How a promotion went at one stack. */
export interface Row {
    readonly stack: string;
    readonly result: "deployed" | "stopped by drift" | "failed" | "not reached";
    readonly details: readonly string[];
}

/** A line for each stack, and one for each further detail. */
export function summaryOf(rows: readonly Row[]): string {
    const line = (stack: string, result: string, detail: string) =>
        `${stack.padEnd(10)}${result.padEnd(18)}${detail}`.trimEnd();
    return rows
        .flatMap(({ stack, result, details: [first = "", ...more] }) => [
            line(stack, result, first),
            ...more.map((detail) => line("", "", detail)),
        ])
        .join("\n");
}
