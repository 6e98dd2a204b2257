// Lets one process at a time make a CLI, in a folder that never looks like a finished one.
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "./context";
import { minutes } from "./progress";

const PREFIX = ".making-";

/**
 * Runs the work with an empty folder inside `cache`, once no other process is at work there, and removes the folder.
 *
 * The folder is the lock too. Its age tells whether its process is alive: process ids mean nothing to another container
 * that shares the cache, or after a restart. Every folder has a name of its own, so that removing a dead one never
 * takes away a live one's.
 */
export async function whileNobodyElseMakes<T>(
    cache: string,
    context: Context,
    work: (staging: string) => Promise<T>,
): Promise<T> {
    await mkdir(cache, { recursive: true });
    const staging = await takeTurn(cache, context);
    const beat = setInterval(() => {
        // Where it is gone, publishing says so.
        utimes(staging, new Date(), new Date()).catch(() => undefined);
    }, context.limits.stale / 5);
    const atExit = () => rmSync(staging, { recursive: true, force: true });
    process.once("exit", atExit);
    try {
        return await work(staging);
    } finally {
        clearInterval(beat);
        process.removeListener("exit", atExit);
        await rm(staging, { recursive: true, force: true });
    }
}

/** Puts a finished folder into its place in one step. What was there, and will not do, goes with the staging folder. */
export async function publish(finished: string, target: string, staging: string): Promise<void> {
    try {
        await rename(finished, target);
    } catch (error) {
        if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
        await rename(target, join(staging, "replaced"));
        await rename(finished, target);
    }
}

async function takeTurn(cache: string, context: Context): Promise<string> {
    const { limits, now, progress, random, signal } = context;
    const since = now();
    let said: number | undefined;
    for (;;) {
        signal.throwIfAborted();
        if ((await othersAtWork(cache, context)).length === 0) {
            // First the folder, then another look: of two that come together, at least one sees the other.
            const staging = await mkdtemp(join(cache, PREFIX));
            if ((await othersAtWork(cache, context, staging)).length === 0) return staging;
            await rm(staging, { recursive: true, force: true });
        }
        if (said === undefined)
            progress.line(`Another process is getting the Pulumi CLI into ${cache}; waiting for it.`);
        else if (now() - said >= limits.sign) progress.sign(`  ${minutes(now() - since)} waiting`);
        if (said === undefined || now() - said >= limits.sign) said = now();
        // Not in step with another that waits: two that come together both stand back.
        await sleep(limits.poll * (0.5 + random()), undefined, { signal }).catch(() => undefined);
    }
}

async function othersAtWork(cache: string, context: Context, own?: string): Promise<string[]> {
    const atWork: string[] = [];
    for (const name of await readdir(cache)) {
        const folder = join(cache, name);
        if (!name.startsWith(PREFIX) || folder === own) continue;
        const changed = await stat(folder).then(
            (found) => found.mtimeMs,
            () => undefined,
        );
        if (changed === undefined) continue;
        if (context.now() - changed <= context.limits.stale) atWork.push(folder);
        else await rm(folder, { recursive: true, force: true });
    }
    return atWork;
}
