// Runs a script of pipelines/ as a pipeline does.
import { join } from "node:path";
import { environmentFor } from "../../tools/cli/find";
import { root } from "../../tools/root";
import { pulumiCli, run, type Run } from "./cli";

/** Runs it in a folder, with the Pulumi CLI on its PATH. */
export async function runScript(
    name: string,
    args: readonly string[],
    { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<Run> {
    const script = join(root, "pipelines", "scripts", name);
    return run(process.execPath, [script, ...args], folder, environmentFor(await pulumiCli(), env));
}
