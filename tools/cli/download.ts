// Gets the official release, if that does not take too long.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./child";
import type { Context } from "./context";
import { officialVersion } from "./versions";

/** The command of the installer in official-installer.ts. */
export const officialInstaller: readonly [string, ...string[]] = [
    process.execPath,
    "--require",
    require.resolve("ts-node/register/transpile-only"),
    join(__dirname, "official-installer.ts"),
];

/** Fills `root` (with a `bin` in it); gives the name that the official installers give it in the cache. */
export async function download(root: string, temporary: string, context: Context): Promise<string> {
    const { env, installer, limits, progress, signal } = context;
    const limit = limits.download;
    progress.line(`Downloading the Pulumi CLI ${officialVersion}, given up after ${limit / 1000} s.`);
    const [command, ...args] = installer;
    await mkdir(root);
    const ending = await run(command, [...args, officialVersion, root], {
        cwd: __dirname,
        // What the installer leaves when it is ended goes with the temporary folder.
        env: { ...env, TMPDIR: temporary },
        signal,
        limit,
    });
    if (ending.outOfTime) throw new Error(`given up after ${limit / 1000} s`);
    if (ending.code !== 0) throw new Error(lastWords(ending.stderr) ?? "the installer failed without a word");
    return officialVersion;
}

function lastWords(text: string): string | undefined {
    return text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .at(-1);
}
