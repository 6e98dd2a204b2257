// Where the report goes: to the files that were named, or to the standard output.
import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { CommandError, UsageError } from "../../provider/src/cli/error";
import type { AcceptanceOptions } from "./arguments";
import { asJson, asMarkdown, summary, type Report } from "./report";

type Files = Pick<AcceptanceOptions, "report" | "json">;

/** @throws CommandError: a report that cannot be written is worth no call; UsageError where one would be written over the other. */
export function tryFiles(files: Files): void {
    for (const file of namesIn(files)) write(() => appendFileSync(file, ""), file);
    const [report, json] = namesIn(files).map((file) => statSync(file, { bigint: true }));
    if (report?.isFile() && json && report.dev === json.dev && report.ino === json.ino)
        throw new UsageError("--report and --json name the same file.");
}

/** Empties them: what an earlier run reported is no report of one that fails. */
export function clearFiles(files: Files): void {
    for (const file of namesIn(files)) write(() => writeFileSync(file, ""), file);
}

/** @throws CommandError */
export function deliver(report: Report, { report: markdown, json }: Files, out: (text: string) => void): void {
    if (markdown === undefined && json === undefined) out(asMarkdown(report));
    for (const [file, text] of [
        [markdown, asMarkdown(report)],
        [json, asJson(report)],
    ] as const)
        if (file !== undefined) write(() => writeFileSync(file, text), file);
    const files = namesIn({ report: markdown, json });
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

function namesIn({ report, json }: Files): string[] {
    return [report, json].filter((file) => file !== undefined);
}
