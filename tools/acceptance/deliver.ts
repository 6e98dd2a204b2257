// Where the report goes: to the files that were named, or to the standard output.
import { appendFileSync, writeFileSync } from "node:fs";
import { CommandError } from "../../provider/src/cli/error";
import type { AcceptanceOptions } from "./arguments";
import { asJson, asMarkdown, summary, type Report } from "./report";

type Files = Pick<AcceptanceOptions, "report" | "json">;

/** @throws CommandError: a report that cannot be written is worth no call. */
export function tryFiles({ report, json }: Files): void {
    for (const file of [report, json]) if (file !== undefined) write(() => appendFileSync(file, ""), file);
}

/** @throws CommandError */
export function deliver(report: Report, { report: markdown, json }: Files, out: (text: string) => void): void {
    if (markdown === undefined && json === undefined) out(asMarkdown(report));
    for (const [file, text] of [
        [markdown, asMarkdown(report)],
        [json, asJson(report)],
    ] as const)
        if (file !== undefined) write(() => writeFileSync(file, text), file);
    const files = [markdown, json].filter(Boolean);
    if (files.length > 0)
        out(`${summary(report)}. ${files.join(" and ")} ${files.length === 1 ? "has" : "have"} the report.\n`);
}

function write(work: () => void, file: string): void {
    try {
        work();
    } catch (error) {
        throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}
