// The report of a run, as Markdown and as JSON: fit to be attached to a public issue.
import type { Level } from "dataworks-emulator";
import type { ChainOutcome } from "./chain";
import type { Finding, Verdict } from "./observe";

export type Answerer = "DataWorks" | "emulator" | "another endpoint";

export interface Report {
    readonly version: string;
    /** The day, as "2026-11-27". */
    readonly date: string;
    /** Who answered: only what an endpoint of Alibaba Cloud's said is the service's own. */
    readonly service: Answerer;
    readonly region: string;
    /** "standard", "basic", or "" where it was not told. */
    readonly workspaceMode: string;
    readonly level: Level;
    readonly assumptions: readonly Pick<Finding, "id" | "verdict" | "seen">[];
    /** How the real Pulumi engine took a task through the whole chain, at the level make. */
    readonly chain?: ChainOutcome;
}

const answerers: Readonly<Record<Answerer, string>> = {
    DataWorks: "the service",
    emulator: "the embedded DataWorks",
    "another endpoint": "an endpoint that is not Alibaba Cloud's",
};

/** Who answers there, where somebody's settings lead. */
export function answererAt(endpoint: string): Answerer {
    return /\.aliyuncs\.com$/.test(new URL(endpoint).hostname) ? "DataWorks" : "another endpoint";
}

const verdicts: readonly Verdict[] = ["differs", "holds", "not seen"];

export function asJson(report: Report): string {
    return `${JSON.stringify(report, undefined, 4)}\n`;
}

export function asMarkdown(report: Report): string {
    const { version, date, service, region, workspaceMode, level, chain } = report;
    const rows = [...report.assumptions]
        .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
        .map(({ id, verdict, seen }) => `| \`${id}\` | ${verdict} | ${seen.replaceAll("|", "\\|")} |`);
    return [
        "# Acceptance report",
        "",
        `pulumi-dataworks ${version}, ${date}, ${answerers[service]} in ${region}, ` +
            `a workspace of the ${workspaceMode === "" ? "mode that was not told" : `${workspaceMode} mode`}, level ${level}: ${summary(report)}.`,
        "",
        "Ids, names, users and accounts are stand-ins, such as {file 1}.",
        "",
        "| assumption | verdict | seen |",
        "| --- | --- | --- |",
        ...rows,
        "",
        ...(chain === undefined ? [] : ["## The chain, with the real Pulumi engine", "", `${told(chain)}.`, ""]),
    ].join("\n");
}

/** What came of the chain. */
function told(chain: ChainOutcome): string {
    return chain.verdict === "failed"
        ? `It failed at the step "${chain.step}": ${chain.seen}`
        : `It went through: a task was ${chain.seen}`;
}

/** How all of it went, such as "3 hold, 1 differs, 2 not seen". */
export function summary({ assumptions, chain }: Pick<Report, "assumptions" | "chain">): string {
    const count = (verdict: Verdict) => assumptions.filter((one) => one.verdict === verdict).length;
    const [holds, differs] = [count("holds"), count("differs")];
    const failed = chain?.verdict === "failed" ? ["the chain failed"] : [];
    return [
        `${holds} ${holds === 1 ? "holds" : "hold"}`,
        `${differs} ${differs === 1 ? "differs" : "differ"}`,
        `${count("not seen")} not seen`,
        ...failed,
    ].join(", ");
}
