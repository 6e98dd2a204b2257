// The Pulumi CLI that the tests run, and what programs in other languages need, found once for all of them.
import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { environmentFor, findPulumiCli, type PulumiCli } from "../../tools/cli/find";
import { findLanguage, type Language } from "../../tools/cli/language-hosts";

/** How a command ended, and all that it printed. */
export interface Run {
    readonly code: number | null;
    readonly stdout: string;
    /** Standard output and error as they came. */
    readonly output: string;
}

let found: Promise<PulumiCli> | undefined;

/** Finds the CLI; the first call may build it, which takes minutes. */
export function pulumiCli(): Promise<PulumiCli> {
    return (found ??= findPulumiCli());
}

const languages = new Map<Language, Promise<string[]>>();

/** The environment in which the CLI runs programs of a language; the first call for it may build its host. */
export async function environmentOf(language: Language, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
    const folders = languages.get(language) ?? pulumiCli().then((cli) => findLanguage(language, cli));
    languages.set(language, folders);
    return { ...env, PATH: [...(await folders), env["PATH"] ?? ""].join(delimiter) };
}

/** Runs the CLI to its end. */
export async function runPulumi(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
    const cli = await pulumiCli();
    // Its processes are short: collecting their garbage takes a third of their time, and saves memory that nobody misses.
    return run(cli.pulumi, args, cwd, { GOGC: "400", ...environmentFor(cli, env) });
}

/** Runs Node.js to its end, with the CLI on its PATH. */
export async function runNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
    return run(process.execPath, args, cwd, environmentFor(await pulumiCli(), env));
}

/** Runs any command to its end. */
export function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        let stdout = "";
        let output = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            output += text;
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, stdout, output }));
    });
}
