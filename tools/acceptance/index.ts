// `npm run acceptance`: which answers are the service's own where the documentation leaves them open. What signals do, and the terminal.
import { askAt } from "./ask";
import { runAcceptance } from "./command";
import { endingBy } from "./signals";

// With the terminal or the pipe goes what would be read there, never the task that is to be brought back.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const err = (text: string) => void process.stderr.write(text);
const { work, everything } = endingBy(process, () => performance.now(), err);

const ask = (question: string) =>
    askAt(
        {
            ...{ input: process.stdin, output: process.stderr, signal: work },
            interrupt: () => void process.emit("SIGINT", "SIGINT"),
        },
        question,
    );

void runAcceptance(process.argv.slice(2), {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err,
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    signal: work,
    now: everything,
}).then((code) => {
    process.exitCode = code;
});
