// `npm run bench`: measures what the parts measure, and prints a report in Markdown. Progress goes to standard error.
import { cpus } from "node:os";
import { findPulumiCli, Interrupted, type PulumiCli } from "../tools/cli/find";
import { part as adopt } from "./adopt";
import { part as cost } from "./cost";
import { part as fingerprint } from "./fingerprint";
import { part as importing } from "./import";
import { readOptions, type Options } from "./options";
import { part as pacing } from "./pacing";
import type { Part, Section, Setting } from "./part";
import { part as plugin } from "./plugin";
import { part as quotas } from "./quotas";
import { part as shared } from "./shared";
import { part as chain } from "./whole-chain";

const parts: Readonly<Record<string, Part>> = {
    quotas,
    shared,
    chain,
    adopt,
    cost,
    plugin,
    import: importing,
    fingerprint,
    pacing,
};

const help = `npm run bench -- [NAME...] [--runs N] [--deployments N]

Measures all parts, or those that are named. It takes some 35 minutes.

${Object.entries(parts)
    .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
    .join("\n")}

  --runs N           how often each measurement on the engine is made; the median counts (3)
  --deployments N    how many deployments each of them has, for a quick look

It ends with 0 where all goals are met, with 1 where one is missed, and with 2 where the arguments are wrong.
`;

async function main(): Promise<number> {
    let options: Options;
    try {
        options = readOptions(process.argv.slice(2), Object.keys(parts));
    } catch (error) {
        console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
        return 2;
    }
    if (options.help) {
        process.stdout.write(help);
        return 0;
    }
    const interruption = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => interruption.abort(new Interrupted(signal)));
    }
    try {
        return await measure(options, interruption.signal);
    } catch (error) {
        console.error(
            `The benchmark did not come to its end: ${error instanceof Error ? error.message : String(error)}`,
        );
        return error instanceof Interrupted ? error.exitCode : 1;
    }
}

async function measure({ names, runs, deployments }: Options, signal: AbortSignal): Promise<number> {
    let cli: Promise<PulumiCli> | undefined;
    let missed = 0;
    for (const [name, part] of Object.entries(parts)) {
        if (names.length > 0 && !names.includes(name)) continue;
        const setting: Setting = {
            cli: () => (cli ??= findPulumiCli()),
            signal,
            runs,
            deployments,
            progress: (text) => console.error(`${name}: ${text}`),
        };
        setting.progress("begins");
        signal.throwIfAborted();
        const section = await part.measure(setting);
        missed += section.missed;
        print(section);
    }
    const version = cli === undefined ? "" : `, Pulumi ${(await cli).version}`;
    console.log(`Measured on ${cpus().length} processors with Node.js ${process.versions.node}${version}.`);
    console.log(missed === 0 ? "No goal was missed." : `Goals missed: ${missed}.`);
    return missed === 0 ? 0 : 1;
}

function print({ title, text, head, rows }: Section): void {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    console.log(
        [`### ${title}`, "", text, "", line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n"),
    );
}

void main().then((code) => {
    process.exitCode = code;
});
