// Gives what is made a folder that never looks like a finished one, and puts what is finished into its place.
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

export interface Making {
    /** The folder in the cache, and its name there. */
    readonly cache: string;
    readonly name: string;
    /** Fills the folder; what it needs meanwhile goes into the temporary one. */
    readonly fill: (folder: string, temporary: string) => Promise<void>;
    /** What is wrong with a filled folder; undefined where nothing is. */
    readonly faultOf: (folder: string) => Promise<string | undefined>;
}

/** Makes a folder, looks whether it will do, and puts it into its place; gives its path there. */
export async function makeInCache({ cache, name, fill, faultOf }: Making): Promise<string> {
    return await whileMaking(cache, async (staging) => {
        const [made, temporary, target] = [join(staging, name), join(staging, "tmp"), join(cache, name)];
        for (const folder of [made, temporary]) await mkdir(folder);
        await fill(made, temporary);
        const fault = await faultOf(made);
        if (fault !== undefined) throw new Error(fault);
        await publish(made, target, staging, async () => (await faultOf(target)) === undefined);
        return target;
    });
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
