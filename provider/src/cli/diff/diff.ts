// pulumi-dataworks diff: what differs, by value, between what runs in production and what the next deployment would ship.
import { CommandError } from "../error";
import { endingAtOnce } from "../interruption";
import { inParallel } from "../parallel";
import { Progress, type Terminal } from "../progress";
import type { DiffOptions } from "./arguments";
import { page, styleFor, type Output } from "./page";
import { outcomeOf, type Outcome } from "./read";
import { askedFor } from "./tasks";
import { asJson, asText, nameOf } from "./told";

/** How many tasks are read at the same time. */
const most = 4;

/** Gives 0 (the same), 7 (different) or 1 (something could not be compared): of several tasks 1 before 7 before 0. */
export async function diff(options: DiffOptions, terminal: Terminal): Promise<number> {
    const output: Output = {
        isTerminal: terminal.isOutTerminal === true,
        platform: process.platform,
        environment: process.env,
    };
    const { tasks, solutions, api } = await askedFor(options, terminal);
    const isNamed = "names" in options.of && options.of.names.length > 0;
    const left = solutions.length === 0 ? "" : `Solutions have no versions to compare with: ${solutions.join(", ")}.`;
    if (tasks.length === 0) throw new CommandError(left);
    const progress = tasks.length > most ? new Progress(terminal, "compared", tasks.length) : undefined;
    const outcomes = await inParallel(tasks, most, async (task) => {
        const outcome = await outcomeOf(task, api);
        progress?.step();
        return outcome;
    });
    progress?.end();
    if (options.json) terminal.out(`${endingAtOnce(() => asJson(outcomes))}\n`);
    else {
        const style = styleFor(output);
        const texts = endingAtOnce(() =>
            outcomes.flatMap((each) => (each.result === "failed" ? [] : [asText(each, style)])),
        );
        page(texts.join("\n"), output, terminal);
    }
    for (const each of outcomes)
        if (each.result === "failed") terminal.err(`error: ${nameOf(each.task)}: ${each.message}\n`);
    if (left !== "") terminal.err(isNamed ? `error: ${left}\n` : `Left out. ${left}\n`);
    return isNamed && solutions.length > 0 ? 1 : gravest(outcomes);
}

function gravest(outcomes: readonly Outcome[]): number {
    const has = (result: Outcome["result"]) => outcomes.some((each) => each.result === result);
    return has("failed") ? 1 : has("different") ? 7 : 0;
}
