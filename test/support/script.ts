// Runs a script of pipelines/ as a pipeline does.
import { join } from "node:path";
import { root } from "../../tools/root";
import type { Sandbox } from "../../tools/sandbox";
import { runNode, type Run } from "./cli";

/** Runs it in a folder, with the Pulumi CLI on its PATH. */
export function runScript(
    name: string,
    args: readonly string[],
    { folder, env }: Pick<Sandbox, "folder" | "env">,
): Promise<Run> {
    return runNode([join(root, "pipelines", "scripts", name), ...args], folder, env);
}
