// The command's entry: its arguments, its output and the signals that end it.
import { runCommand } from "./command";
import { catchSignals } from "./interruption";
import { print, printed } from "./output";

// Files are written in one go, between two signals: to end at once leaves nothing half-written.
catchSignals();
// With the terminal or the pipe goes what would be read there, never what is being deployed. What is lost of standard output is told at
// the end; of standard error, there is nobody to tell.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
const terminal = {
    out: print,
    err: (text: string) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    isOutTerminal: process.stdout.isTTY,
};
void runCommand(process.argv.slice(2), terminal).then(async (code) => {
    // What is still on its way, such as calls beside one that failed, is not waited for; what was printed is.
    const failure = await printed();
    if (failure)
        terminal.err(
            `error: What was printed is not whole: ${failure.message}. Make room where standard output goes, or send it elsewhere, and run again.\n`,
        );
    process.stderr.write("", () => process.exit(failure && code <= 128 ? 1 : code));
});
