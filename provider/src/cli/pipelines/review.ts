// What deploying the checked out code would change, and what was edited meanwhile, as Markdown.
import type { OneStack } from "./arguments";
import { deliver } from "./deliver";
import { reviewOf } from "./documents/review";
import { previewOf } from "./engine/preview";
import type { Job } from "./job";

/** Gives the exit code. */
export async function review({ stack, ...options }: OneStack, job: Job): Promise<number> {
    const preview = await previewOf(stack, job);
    await deliver(options, "comment", reviewOf(stack, preview, job.env), job);
    return preview.code;
}
