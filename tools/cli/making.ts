// Gives what makes a CLI a folder that never looks like a finished one, and puts what is finished into its place.
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";

/** Runs the work with an empty folder inside `cache`, and removes the folder afterwards. */
export async function whileMaking<T>(cache: string, work: (staging: string) => Promise<T>): Promise<T> {
    await mkdir(cache, { recursive: true });
    const staging = await mkdtemp(join(cache, ".making-"));
    const atExit = () => rmSync(staging, { recursive: true, force: true });
    process.once("exit", atExit);
    try {
        return await work(staging);
    } finally {
        process.removeListener("exit", atExit);
        await rm(staging, { recursive: true, force: true });
    }
}

/**
 * Puts a finished folder into its place in one step. What is there already stays where it is good: another process made it
 * meanwhile, and may be running it. Where it is not, it goes with the staging folder.
 */
export async function publish(
    finished: string,
    target: string,
    staging: string,
    isGood: () => Promise<boolean>,
): Promise<void> {
    try {
        await rename(finished, target);
    } catch (error) {
        if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
        if (await isGood()) return;
        await rename(target, join(staging, "replaced"));
        await rename(finished, target);
    }
}
