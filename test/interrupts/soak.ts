// `npm run soak [-- TEXT]`: every interruption once, or those whose row holds the text; a table row for each.
import { Interrupted, untilInterrupted } from "../../tools/cli/interruption";
import { pulumiCli } from "../support/cli";
import { adapters } from "../support/adapters";
import { kinds, moments, signals, victims, type Interruption } from "./interruption";
import { interruptAndHeal, type Outcome } from "./recovery";

const heads = [
    "moment",
    "signal",
    "to",
    "kind",
    "adapter",
    "exit",
    "done",
    "pending",
    "orphan",
    "unknown",
    "twice",
    "asked for",
    "result",
];
const widths = [16, 12, 8, 6, 16, 7, 4, 10, 6, 7, 5, 39, 6];

const every: Interruption[] = adapters.flatMap((adapter) =>
    victims.flatMap((victim) =>
        kinds.flatMap((kind) =>
            moments.flatMap((moment) => signals.map((signal) => ({ moment, signal, victim, kind, adapter }))),
        ),
    ),
);

/** Gives the number of interruptions that lost something. */
async function soak(rows: readonly Interruption[], stop: AbortSignal): Promise<number> {
    let failed = 0;
    print(heads);
    print(widths.map((width) => "-".repeat(width)));
    for (const interruption of rows) {
        const cells = cellsOf(interruption);
        try {
            print([...cells, ...told(await interruptAndHeal(interruption, stop))]);
        } catch (error) {
            stop.throwIfAborted();
            failed += 1;
            print([...cells, ...Array<string>(7).fill(""), "FAILED"]);
            console.error(error instanceof Error ? error.message : error);
        }
    }
    return failed;
}

function cellsOf({ moment, signal, victim, kind, adapter }: Interruption): string[] {
    return [moment, signal, victim, kind, adapter];
}

function told({ ended, done, pending, orphan, unknown, twice, asked }: Outcome): string[] {
    const types = [...new Set(pending.map(({ type }) => type))];
    const operations = pending.length === 0 ? "none" : `${pending.length} ${types.join(", ")}`;
    const commands = asked.join(", ") || "nothing";
    const left = orphan ? "yes" : "no";
    return [String(ended), String(done), operations, left, String(unknown), String(twice), commands, "healed"];
}

function print(cells: readonly string[]): void {
    console.log(`| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`);
}

async function main(text: string): Promise<number> {
    // A second Ctrl-C is for the engine: the provider would be gone after the first.
    const possible = every.filter(({ victim, signal }) => victim === "engine" || signal !== "SIGINT twice");
    const rows = possible.filter((interruption) => cellsOf(interruption).join(" ").includes(text));
    if (rows.length === 0) {
        console.error(`No row holds "${text}". Rows are such as "${cellsOf(possible[0] as Interruption).join(" ")}".`);
        return 2;
    }
    try {
        await pulumiCli(); // the first search may build it, which takes minutes
        const failed = await untilInterrupted((stop) => soak(rows, stop));
        console.log(failed === 0 ? `Nothing was lost in ${rows.length}.` : `${failed} of ${rows.length} failed.`);
        return failed === 0 ? 0 : 1;
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return error instanceof Interrupted ? error.exitCode : 1;
    }
}

void main(process.argv.slice(2).join(" ")).then((code) => {
    process.exitCode = code;
});
