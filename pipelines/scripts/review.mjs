// `node review.mjs STACK [--out FILE] [--publish]`: what deploying the checked out code would change, and what was edited meanwhile, as Markdown.
import process from "node:process";
import { deliver, main, readOneStack } from "./command.mjs";
import { previewOf } from "./preview.mjs";
import { reviewOf } from "./review-document.mjs";

const usage = "node review.mjs STACK [--out FILE] [--publish]";

await main(async () => {
    const { stack, ...options } = readOneStack(usage);
    const preview = await previewOf(stack);
    await deliver(options, "comment", reviewOf(stack, preview, process.env));
    return preview.code;
});
