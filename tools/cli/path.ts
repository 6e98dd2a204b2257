// Looks for a CLI on PATH.
import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import { dirname, sep } from "node:path";
import type { Context } from "./context";
import { pulumiName, executables, foldersOnPath } from "./executables";
import { probe } from "./probe";
import type { Search } from "./pulumi-cli";

export async function lookOnPath(context: Context): Promise<Search> {
    const folders = foldersOnPath(context.env);
    const faults: string[] = [];
    for (const pulumi of new Set(executables(pulumiName, folders))) {
        if (isLauncher(pulumi)) {
            faults.push(`${pulumi} is a launcher of npm's, which would download a CLI`);
            continue;
        }
        const found = await probe(pulumi, folders, context);
        if ("version" in found) {
            return { cli: { pulumi, folder: dirname(pulumi), version: found.version, source: "path" }, faults };
        }
        faults.push(`${pulumi} ${found.fault}`);
    }
    return { faults };
}

/** The npm package `pulumi` (linked or wrapped by npm, pnpm or yarn) must not be run: asked its version, it downloads. */
function isLauncher(pulumi: string): boolean {
    if (realpathSync(pulumi).includes(`${sep}node_modules${sep}`)) return true;
    if (pulumi.includes(`${sep}node_modules${sep}`)) return true;
    const start = firstBytes(pulumi);
    return start.startsWith("#!") && (/^#!.*\bnode\b/.test(start) || start.includes("node_modules"));
}

function firstBytes(file: string): string {
    const bytes = Buffer.alloc(4096);
    try {
        const descriptor = openSync(file, "r");
        try {
            return bytes.toString("latin1", 0, readSync(descriptor, bytes));
        } finally {
            closeSync(descriptor);
        }
    } catch {
        return ""; // Executable but not readable: no script, then.
    }
}
