// How many of the reports in docs/verified saw an assumption hold at the real service.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../acceptance/report";
import { root } from "../root";

const folder = join(root, "docs", "verified");

/** Of the reports that saw the assumption: in how many it held, such as "2/3"; or that nobody saw it yet. */
export function heldBy(id: string, reports: readonly Report[]): string {
    const verdicts = reports
        .filter(({ service }) => service === "DataWorks")
        .flatMap(({ assumptions }) => assumptions)
        .filter((one) => one.id === id && one.verdict !== "not seen")
        .map(({ verdict }) => verdict);
    if (verdicts.length === 0) return "nobody yet";
    return `${verdicts.filter((verdict) => verdict === "holds").length}/${verdicts.length}`;
}

/** The reports that people gave. */
export function givenReports(): Report[] {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Report);
}
