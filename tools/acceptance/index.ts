// `npm run acceptance`: which answers are the service's own where the documentation leaves them open. What signals do, and the terminal.
import { createInterface } from "node:readline/promises";
import { Interrupted } from "../cli/interruption";
import { runAcceptance } from "./command";

const work = new AbortController();
const everything = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
        const reason = new Interrupted(signal);
        if (work.signal.aborted) everything.abort(reason);
        else {
            process.stderr.write("Interrupted: what was begun is brought to an end; once more ends that, too.\n");
            work.abort(reason);
        }
    });

async function ask(question: string): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
        const answer = await terminal.question(`${question} (yes/no) `, { signal: work.signal });
        return answer.trim().toLowerCase() === "yes";
    } finally {
        terminal.close();
    }
}

void runAcceptance(process.argv.slice(2), {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    signal: work.signal,
    now: everything.signal,
}).then((code) => {
    process.exitCode = code;
});
