// `node review.mjs STACK [--out FILE] [--publish]`: what deploying the checked out code would change, and what was edited meanwhile, as Markdown.
import { deliver, main, readOneStack } from "./command.mjs";
import { changeLines, driftLines } from "./lines.mjs";
import { document } from "./markdown.mjs";
import { previewOf } from "./preview.mjs";

const usage = "node review.mjs STACK [--out FILE] [--publish]";

await main(async () => {
    const { stack, ...options } = readOneStack(usage);
    const { code, changes, drift, errors } = await previewOf(stack);
    /** @type {(string | string[])[]} */
    const parts = [`<!-- review of ${stack} -->\n### Review of stack \`${stack}\``];
    if (code !== 0) parts.push(`**The preview failed** with exit code ${code}.`, errors);
    if (changes.length > 0) parts.push("Deploying would change:", changeLines(changes));
    else if (code === 0) parts.push("Deploying would change nothing.");
    if (drift.length > 0) {
        parts.push(
            "**Edited in DataWorks** since the last deployment. The promotion stops here until this is settled:",
        );
        parts.push(driftLines(drift));
    } else if (code === 0) parts.push("No task was edited since its last deployment.");
    await deliver(options, "comment", document(parts));
    return code;
});
