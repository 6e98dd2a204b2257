// Reads a stack of the current folder's Pulumi project, by the Pulumi CLI: its configuration, and what it deploys already.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Sanitizer } from "../../dataworks/sanitizer";
import { asObject } from "../../dataworks/json";
import { CommandError } from "../error";
import { tasksIn, type StackTasks } from "./state";
import { readYaml, valueOf } from "../yaml";

export interface Stack extends StackTasks {
    /** Values of the configuration by key, such as "dataworks:region"; an object as JSON. */
    readonly values: ReadonlyMap<string, string>;
    /** The keys whose values are secrets. */
    readonly secrets: ReadonlySet<string>;
    /** Why nothing was read, where the user may have expected it. */
    readonly note?: string;
}

/** The file of the Pulumi project that a folder is in; undefined where it is in none. */
export function projectFileOf(folder: string): string | undefined {
    const names = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
    const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
    return found ?? (dirname(folder) === folder ? undefined : projectFileOf(dirname(folder)));
}

/**
 * The project's name, which is the name of its configuration's keys.
 *
 * @throws CommandError where the file does not say it.
 */
export function projectName(file: string): string {
    const { name } = (readProject(file) ?? {}) as { name?: unknown };
    if (typeof name === "string" && name !== "") return name;
    throw new CommandError(`${file} does not say the name of the project.`);
}

/** The runtime of the project's programs, such as "nodejs"; undefined where the file does not say it. */
export function runtimeOf(file: string): string | undefined {
    const runtime = asObject(readProject(file))?.["runtime"];
    const name = asObject(runtime)?.["name"] ?? runtime;
    return typeof name === "string" ? name : undefined;
}

/**
 * What a project's file holds.
 *
 * @throws CommandError where it cannot be read.
 */
export function readProject(file: string): unknown {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
    }
    return valueOf(file, readYaml(file, text, {}));
}

/**
 * The given stack, else the selected one; an empty one where the folder is no Pulumi project's, no stack is selected, or there
 * is no Pulumi CLI.
 *
 * @throws CommandError where it cannot be read.
 */
export async function readStack(stack: string | undefined, folder: string): Promise<Stack> {
    const nothing: Stack = { values: new Map(), secrets: new Set(), deployed: [], instances: [], definitions: [] };
    const none = (note: string): Stack => {
        if (stack === undefined)
            return { ...nothing, note: `No stack was read, neither its settings nor its state: ${note}.` };
        throw new CommandError(`The configuration of the stack ${stack} could not be read: ${note}.`);
    };
    if (!projectFileOf(folder)) {
        return stack === undefined ? nothing : none("this folder is in no Pulumi project");
    }
    const pulumi = (...args: string[]) => {
        const of = stack === undefined ? [] : ["--stack", stack];
        return run("pulumi", [...args, "--show-secrets", "--non-interactive", ...of], folder);
    };
    const configured = await pulumi("config", "--json");
    if (configured === undefined) return none("there is no pulumi on PATH");
    if (configured.code !== 0 && /no stack selected/i.test(configured.stderr))
        return none("no stack is selected; --stack names one");
    const configuration = printedBy("pulumi config", "The configuration of the stack", configured);
    const [values, secrets] = [valuesIn(configuration), secretsIn(configuration)];
    const exported = await pulumi("stack", "export");
    if (exported === undefined) return none("there is no pulumi on PATH");
    return { values, secrets, ...tasksIn(printedBy("pulumi stack export", "The state of the stack", exported)) };
}

/**
 * The values that Pulumi reads from a file of configuration, by key; undefined where it cannot, such as where no stack is
 * selected, or the file's secrets are those of another stack.
 */
export async function readConfigFile(
    file: string,
    stack: string | undefined,
    folder: string,
): Promise<ReadonlyMap<string, string> | undefined> {
    if (!projectFileOf(folder) || !existsSync(file)) return undefined;
    const of = stack === undefined ? [] : ["--stack", stack];
    const args = ["config", "--json", "--show-secrets", "--non-interactive", "--config-file", file, ...of];
    const read = await run("pulumi", args, folder);
    if (read?.code !== 0) return undefined;
    return valuesIn(printedBy("pulumi config", "The configuration of the stack", read));
}

/** The JSON that a command printed; lines before and after it, of a wrapper or a plugin, do not count. */
function printedBy(command: string, what: string, { code, stdout, stderr }: Ended): unknown {
    if (code !== 0) {
        const said = stderr.replace(/^error: /m, "").trim();
        throw new CommandError(
            `${what} could not be read. \`${command}\` said: ${new Sanitizer().clean(said) || "nothing"}`,
        );
    }
    const [json] = /^\{.*^\}|^\{.*\}/ms.exec(stdout) ?? [];
    try {
        return JSON.parse(json ?? "");
    } catch {
        // Not what it printed: that may hold secrets.
        throw new CommandError(`${what} could not be read: \`${command}\` printed no JSON, or not all of it.`);
    }
}

/** @throws CommandError where it is no configuration: keys with a ":", each with what it holds. */
export function valuesIn(json: unknown): Map<string, string> {
    const values = Object.entries(asObject(json) ?? { none: json }).map(([key, each]) => {
        const { value, secret } = asObject(each) ?? {};
        const isValue = typeof value === "string" || (value === undefined && secret === true);
        if (key.includes(":") && isValue) return [key, value] as const;
        throw new CommandError(
            "The configuration of the stack could not be read: `pulumi config` printed what is no configuration.",
        );
    });
    return new Map(values.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

function secretsIn(configuration: unknown): ReadonlySet<string> {
    const all = Object.entries(asObject(configuration) ?? {});
    return new Set(all.filter(([, each]) => asObject(each)?.["secret"] === true).map(([key]) => key));
}

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a command to its end; undefined where there is none of that name. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Ended | undefined> {
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
