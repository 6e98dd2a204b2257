// The command's entry: its arguments, its output and what ends it.
import { printable } from "../printable";
import { runCommand } from "./command";

const stopped = new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (startedByNpx(process.env)) onParentEnd(resolve);
});

/** npx ends on a signal without handing it on, and would leave the emulator behind. */
function startedByNpx({ npm_lifecycle_event, npm_lifecycle_script = "" }: NodeJS.ProcessEnv): boolean {
    return npm_lifecycle_event === "npx" && npm_lifecycle_script.includes("dataworks-emulator");
}

/** Nobody tells a process that its parent has ended: another one takes the parent's place. */
function onParentEnd(ended: () => void): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) ended();
    }, 250).unref();
}

// What is printed may hold an argument, a file's name or a seed's text.
const printed = (text: string) => `${text.split("\n").map(printable).join("\n")}\n`;
const terminal = {
    out: (text: string) => process.stdout.write(printed(text)),
    err: (text: string) => process.stderr.write(printed(text)),
};
void runCommand(process.argv.slice(2), terminal, stopped).then((code) => {
    process.exitCode = code;
});
