// Runs the command pulumi-dataworks as a user does, in the folder of a stack's project.
import { join } from "node:path";
import { environmentFor } from "../../tools/cli/find";
import { root } from "../../tools/root";
import { pulumiCli, run, type Run } from "./cli";
import type { Stack } from "./stack";

const bin = join(root, "provider", "bin", "pulumi-dataworks.js");

/** Runs it, whatever its exit code. The Pulumi CLI is on its PATH. */
export async function runCommand({ folder, env }: Pick<Stack, "folder" | "env">, ...args: string[]): Promise<Run> {
    return run(process.execPath, [bin, ...args], folder, environmentFor(await pulumiCli(), env));
}
