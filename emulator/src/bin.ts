// The command's entry: its arguments, its output and the signals that end it.
import { runCommand } from "./command";

const stopped = new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
});
const terminal = {
    out: (line: string) => process.stdout.write(`${line}\n`),
    err: (line: string) => process.stderr.write(`${line}\n`),
};
void runCommand(process.argv.slice(2), terminal, stopped).then((code) => {
    process.exitCode = code;
});
