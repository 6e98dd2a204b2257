// Puts a file in the place of another one, also where Windows holds that back for a moment.
import { rename } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** What Windows says while somebody has one of the two open: whoever reads it, a virus scanner, an indexer. */
const heldBack: readonly (string | undefined)[] = ["EPERM", "EACCES", "EBUSY"];
/** How long to wait after each try, in milliseconds. */
const waits = [10, 20, 50, 100, 200, 400, 800];

/** What of the system counts here. */
export interface System {
    readonly platform: NodeJS.Platform;
    readonly wait: (milliseconds: number) => Promise<unknown>;
}

export async function replace(
    made: string,
    place: string,
    { platform, wait }: System = { platform: process.platform, wait: sleep },
): Promise<void> {
    for (const wanted of platform === "win32" ? waits : []) {
        try {
            await rename(made, place);
            return;
        } catch (error) {
            if (!heldBack.includes((error as NodeJS.ErrnoException).code)) throw error;
        }
        await wait(wanted);
    }
    await rename(made, place);
}
