// Warns of what the keys of the stack's configuration say: once a run, whatever the program declares.
import * as pulumi from "@pulumi/pulumi";
import type { StackKeys } from "../settings/keys";
import { spaces } from "../settings/source";

/** What the SDK knows of a key's secrecy, and leaves out of its types. */
const runtime = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean };

/** The runs that were warned, by their connection to the engine. */
const warned = new WeakSet<object>();

/** Warns of misspelt keys and of secrets in clear. Outside of the engine there is no configuration. */
export function warnOfConfiguration(): void {
    const engine = pulumi.runtime.getMonitor() as object | undefined;
    if (!engine || warned.has(engine)) return;
    warned.add(engine);
    const all = pulumi.runtime.allConfig();
    const own = Object.keys(all).filter((key) => spaces.some((space) => key.startsWith(`${space}:`)));
    if (own.length === 0) return;
    const stack: StackKeys = {
        values: Object.fromEntries(own.map((key) => [key, all[key] ?? ""])),
        isSecret: (key) => runtime.isConfigSecret?.(key) ?? true,
        project: pulumi.getProject(),
    };
    void warn(stack);
}

/** Loads what finds the nearest key only where the configuration has keys of ours. */
async function warn(stack: StackKeys): Promise<void> {
    const { warningsOf } = await import("../settings/keys.js");
    for (const text of warningsOf(stack)) await pulumi.log.warn(text);
}
