// `node nightly.mjs STACK [--out FILE] [--publish]`: checks the commit that was deployed last for drift; ends with 7 and a finding where there is any.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { deliver, main, readOneStack } from "./command.mjs";
import { driftFound } from "./exit-codes.mjs";
import { deployedTo } from "./history.mjs";
import { document } from "./markdown.mjs";
import { nightlyOf } from "./nightly-document.mjs";
import { previewOf } from "./preview.mjs";
import { output } from "./run.mjs";

const usage = "node nightly.mjs STACK [--out FILE] [--publish]";
/** What installs the packages of the program, in its folder. */
const install = process.env["PIPELINE_INSTALL"] ?? "npm ci";

/**
 * Runs something in the Pulumi project as it was at a commit, in a work tree of its own.
 *
 * @template T
 * @param {string} commit
 * @param {(folder: string) => Promise<T>} body
 * @returns {Promise<T>}
 */
async function atCommit(commit, body) {
    const prefix = await output("git", ["rev-parse", "--show-prefix"]);
    const folder = await mkdtemp(join(tmpdir(), "nightly-"));
    const tree = join(folder, "tree");
    try {
        await output("git", ["worktree", "add", "--quiet", "--detach", tree, commit]);
        return await body(join(tree, prefix));
    } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        await output("git", ["worktree", "prune"], { cleaning: true });
    }
}

await main(async () => {
    const { stack, ...options } = readOneStack(usage);
    const marker = `<!-- nightly check of ${stack} -->`;
    const deployed = await deployedTo(stack);
    const clean = async (/** @type {string} */ text) => {
        process.stdout.write(`${stack}: ${text}\n`);
        const { out } = options;
        if (out !== undefined)
            await deliver({ out, publish: false }, "finding", document([marker, `${stack}: ${text}`]));
        return 0;
    };
    if (!deployed) return await clean("nothing is deployed.");
    const preview = await atCommit(deployed.commit, async (folder) => {
        await output("sh", ["-c", install], { cwd: folder, whole: true });
        return await previewOf(stack, ["--expect-no-changes"], folder);
    });
    if (preview.code === 0) return await clean(`no drift since commit ${deployed.commit}.`);
    // What failed for another reason is no finding: the log says why.
    const publish = options.publish && preview.code === driftFound;
    await deliver({ ...options, publish }, "finding", nightlyOf(stack, deployed, preview, process.env));
    return preview.code;
});
