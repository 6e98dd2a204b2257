// What a check comes to, and how it is printed.

/** "skipped": it was not looked at, and the message says why. */
export type Status = "ok" | "warning" | "failed" | "skipped";

export interface Check {
    /** What was looked at, such as "Pulumi CLI". */
    readonly name: string;
    readonly status: Status;
    /** What was seen; never a secret, nor the value of a setting. */
    readonly message: string;
    /** What to do; "" where there is nothing to do. */
    readonly advice: string;
}

type Make = (name: string, message: string, advice?: string) => Check;

const making =
    (status: Status): Make =>
    (name, message, advice = "") => ({ name, status, message, advice });

export const ok = making("ok");
export const warning = making("warning");
export const failed = making("failed");
export const skipped = making("skipped");

const indent = " ".repeat("warning ".length + 1);

/** The check as lines. */
export function linesOf({ name, status, message, advice }: Check): string {
    const texts = [`${name}: ${message}`, ...(advice === "" ? [] : [advice])];
    return `${status.padEnd(indent.length)}${texts.join("\n").replaceAll("\n", `\n${indent}`)}\n`;
}

/** How all of it went, in a line; undefined where nothing failed. */
export function failureOf(checks: readonly Check[]): string | undefined {
    const names = checks.filter(({ status }) => status === "failed").map(({ name }) => name);
    if (names.length === 0) return undefined;
    return `${names.length} of ${checks.length} checks failed: ${names.join(", ")}.`;
}
