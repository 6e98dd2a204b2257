// Reads the configuration of a stack of the current folder's Pulumi project, by the Pulumi CLI.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "./error";

export interface StackConfiguration {
    /** Values by key, such as "dataworks:region"; an object as JSON. */
    readonly values: ReadonlyMap<string, string>;
    /** Why there are none, where the user may have expected some. */
    readonly note?: string;
}

/** The file of the Pulumi project that a folder is in; undefined where it is in none. */
export function projectFileOf(folder: string): string | undefined {
    const found = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((file) => existsSync(file));
    return found ?? (dirname(folder) === folder ? undefined : projectFileOf(dirname(folder)));
}

/** The project's name, which is the name of its configuration's keys; undefined where its file does not say it plainly. */
export function projectName(file: string): string | undefined {
    return /^name:\s*(["']?)([A-Za-z0-9_.-]+)\1\s*(#.*)?$/m.exec(readFileSync(file, "utf8"))?.[2];
}

/**
 * The configuration of the given stack, else of the selected one; none where the folder is no Pulumi project's, no stack
 * is selected, or there is no Pulumi CLI.
 *
 * @throws CommandError where it cannot be read.
 */
export async function readStack(stack: string | undefined, folder: string): Promise<StackConfiguration> {
    const none = (note: string): StackConfiguration => {
        if (stack === undefined) return { values: new Map(), note: `No stack configuration was read: ${note}.` };
        throw new CommandError(`The configuration of the stack ${stack} could not be read: ${note}.`);
    };
    if (!projectFileOf(folder)) {
        return stack === undefined ? { values: new Map() } : none("this folder is in no Pulumi project");
    }
    const args = ["config", "--json", "--show-secrets", "--non-interactive"];
    const ended = await run("pulumi", stack === undefined ? args : [...args, "--stack", stack], folder);
    if (ended === undefined) return none("there is no pulumi on PATH");
    if (ended.code === 0) return { values: valuesIn(ended.stdout) };
    const said = ended.stderr.replace(/^error: /m, "").trim();
    if (/no stack selected/i.test(said)) return none("no stack is selected; --stack names one");
    throw new CommandError(
        `The configuration of the stack could not be read. \`pulumi config\` said: ${said.slice(0, 500) || "nothing"}`,
    );
}

function valuesIn(json: string): Map<string, string> {
    const read = JSON.parse(json) as Record<string, { value?: string } | undefined>;
    return new Map(
        Object.entries(read).flatMap(([key, each]) => (each?.value === undefined ? [] : [[key, each.value]])),
    );
}

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a command to its end; undefined where there is none of that name. */
function run(command: string, args: readonly string[], cwd: string): Promise<Ended | undefined> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let stderr = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.once("error", (error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") resolve(undefined);
            else reject(error);
        });
        child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
}
