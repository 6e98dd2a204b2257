// The command's entry: its arguments, its output and the signals that end it.
import { runCommand } from "./command";
import { catchSignals } from "./interruption";

// Files are written in one go, between two signals: to end at once leaves nothing half-written.
catchSignals();
const terminal = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    isOutTerminal: process.stdout.isTTY,
};
void runCommand(process.argv.slice(2), terminal).then((code) => {
    // What is still on its way, such as calls beside one that failed, is not waited for; what was printed is.
    process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
});
