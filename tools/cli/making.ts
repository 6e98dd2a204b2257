// Gives what makes a CLI a folder that never looks like a finished one, and puts what is finished into its place.
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";

/** How often a broken folder may be found in the place, each put there by another process. */
const mostRounds = 10;

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
    for (let round = 1; ; round += 1) {
        const failure = await failureOf(rename(finished, target));
        if (failure === undefined) return;
        if (!["ENOTEMPTY", "EEXIST"].includes(failure.code ?? "") || round > mostRounds) throw failure;
        const seen = await numberOf(target);
        if (await isGood()) return;
        const replaced = join(staging, `replaced-${round}`);
        const gone = await failureOf(rename(target, replaced));
        if (gone && gone.code !== "ENOENT") throw gone; // ENOENT: another process has taken it away
        // Another process has put a new one in its place since it was looked at: that one stays, and is looked at.
        if (!gone && (await numberOf(replaced)) !== seen) await failureOf(rename(replaced, target));
    }
}

/** What tells a folder from another that had its place; undefined where there is none. */
async function numberOf(folder: string): Promise<number | undefined> {
    return await stat(folder).then(
        ({ ino }) => ino,
        () => undefined,
    );
}

async function failureOf(work: Promise<void>): Promise<NodeJS.ErrnoException | undefined> {
    try {
        await work;
        return undefined;
    } catch (error) {
        return error as NodeJS.ErrnoException;
    }
}
