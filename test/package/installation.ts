// The packed packages, installed as a user does: by npm or pnpm, under a version of Node.js, beside a version of Pulumi's SDK.
import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";

export interface Installation {
    readonly manager: "npm" | "pnpm";
    /** The major version of Node.js; undefined for the one that runs the tests. */
    readonly node?: number;
    /** The version of @pulumi/pulumi. */
    readonly sdk: string;
}

export function nameOf({ manager, node, sdk }: Installation): string {
    const version = node === undefined ? process.versions.node : String(node);
    return `${manager}, Node.js ${version}, @pulumi/pulumi ${sdk}`;
}

/** Packs the packages into a folder, and gives the tarballs. */
export async function packInto(folder: string): Promise<string[]> {
    for (const name of ["provider", "emulator"]) {
        await succeed("npm", ["pack", join(root, name), "--ignore-scripts", "--pack-destination", folder], folder);
    }
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".tgz")).map((name) => join(folder, name));
}

/** Installs the tarballs into a folder of their own; gives the folder of the packages. */
export async function install(
    { manager, sdk }: Installation,
    tarballs: readonly string[],
    folder: string,
    env: NodeJS.ProcessEnv,
): Promise<string> {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "private": true }');
    const packages = [...tarballs, `@pulumi/pulumi@${sdk}`, "typescript@5.9"];
    if (manager === "npm") {
        await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], folder, env);
    } else {
        const pnpm = join(root, "node_modules", ".bin", "pnpm");
        await succeed(pnpm, ["add", "--prefer-offline", ...packages], folder, env);
    }
    return join(folder, "node_modules");
}

/** The folder of a Node.js of that major version; the packages of its binaries are those of one platform each. */
export async function nodeFolder(major: number, folder: string): Promise<string> {
    const name = `node-${process.platform}-${process.arch}`;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "private": true }');
    await succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `${name}@${major}`], folder);
    return join(folder, "node_modules", name, "bin");
}

async function succeed(
    command: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
    const { code, output } = await run(command, args, cwd, env);
    assert.equal(code, 0, output);
}
