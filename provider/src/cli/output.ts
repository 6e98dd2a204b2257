// Writes standard output, and keeps what it failed with: a document that a disk took in part is none.
import { fstatSync, writeSync } from "node:fs";

let failure: NodeJS.ErrnoException | undefined;

/** Prints a text, unless an earlier one was lost. */
export function print(text: string): void {
    if (failure) return;
    if (!isFile()) {
        process.stdout.write(text, keep);
        return;
    }
    // To a file, Node.js 20 takes what was written in part for the whole.
    try {
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length;) at += writeSync(process.stdout.fd, bytes, at);
    } catch (error) {
        keep(error as Error);
    }
}

/** Resolves when all is out, to the failure of what is not; a reader that has gone, such as `head`, is none. */
export async function printed(): Promise<Error | undefined> {
    await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
    return failure?.code === "EPIPE" ? undefined : failure;
}

function keep(error: Error | null | undefined): void {
    failure ??= error ?? undefined;
}

/** What is neither a terminal nor a pipe. */
function isFile(): boolean {
    if (process.stdout.isTTY) return false;
    const stats = fstatSync(process.stdout.fd);
    return stats.isFile() || stats.isCharacterDevice();
}
