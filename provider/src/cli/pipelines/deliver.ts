// Brings a document to where it was asked for: a file, else the standard output; and to the platform, where that was asked for.
import { writeFile } from "node:fs/promises";
import { CommandError } from "../error";
import { interrupted } from "../interruption";
import type { OneStack } from "./arguments";
import type { Job } from "./job";
import type { Kind } from "./publish/platform";
import { publish } from "./publish/publish";

export async function deliver(
    { out, publish: published }: Pick<OneStack, "out" | "publish">,
    kind: Kind,
    text: string,
    job: Job,
): Promise<void> {
    if (out === undefined) job.print(text);
    else await write(out, text);
    interrupted.throwIfAborted();
    if (published) job.say(`Published: ${await publish(kind, text, job.env)}`);
}

/** @throws CommandError where it cannot be written. */
export async function write(file: string, text: string): Promise<void> {
    await writeFile(file, text).catch((error: unknown) => {
        throw new CommandError(`${file} cannot be written: ${(error as Error).message}`);
    });
}
