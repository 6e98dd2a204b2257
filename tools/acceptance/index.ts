// `npm run acceptance`: which answers are the service's own where the documentation leaves them open. What signals do, and the terminal.
import { Interrupted } from "../cli/interruption";
import { askAt } from "./ask";
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

const ask = (question: string) =>
    askAt(
        {
            ...{ input: process.stdin, output: process.stderr, signal: work.signal },
            interrupt: () => void process.emit("SIGINT", "SIGINT"),
        },
        question,
    );

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
