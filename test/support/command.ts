// Runs the command pulumi-dataworks as a user or a pipeline does, in the folder of a project.
import { join } from "node:path";
import { root } from "../../tools/root";
import type { Sandbox } from "../../tools/sandbox";
import { runNode, type Run } from "./cli";

export const bin = join(root, "provider", "bin", "pulumi-dataworks.js");

/** Runs it, whatever its exit code. The Pulumi CLI is on its PATH. */
export function runCommand({ folder, env }: Pick<Sandbox, "folder" | "env">, ...args: string[]): Promise<Run> {
    return runNode([bin, ...args], folder, env);
}
