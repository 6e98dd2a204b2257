// `node nightly.mjs STACK [--out FILE] [--publish]`: checks the commit that was deployed last for drift; ends with 7 and a finding where there is any.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { deliver, main, readOneStack } from "./command.mjs";
import { driftFound } from "./exit-codes.mjs";
import { deployedTo } from "./history.mjs";
import { changeLines, driftLines } from "./lines.mjs";
import { document } from "./markdown.mjs";
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
    const tree = join(await mkdtemp(join(tmpdir(), "nightly-")), "tree");
    const prefix = await output("git", ["rev-parse", "--show-prefix"]);
    try {
        await output("git", ["worktree", "add", "--quiet", "--detach", tree, commit]);
        return await body(join(tree, prefix));
    } finally {
        await rm(join(tree, ".."), { recursive: true, force: true });
        await output("git", ["worktree", "prune"]);
    }
}

await main(async () => {
    const { stack, ...options } = readOneStack(usage);
    const deployed = await deployedTo(stack);
    if (!deployed) {
        process.stdout.write(`${stack}: nothing is deployed.\n`);
        return 0;
    }
    const { commit, dirty, failedSince } = deployed;
    const { code, changes, drift, errors } = await atCommit(commit, async (folder) => {
        await output("sh", ["-c", install], folder);
        return await previewOf(stack, ["--expect-no-changes"], folder);
    });
    if (code === 0) {
        process.stdout.write(`${stack}: no drift since commit ${commit}.\n`);
        return 0;
    }
    /** @type {(string | string[])[]} */
    const parts = [
        `<!-- nightly check of ${stack} -->\n# Drift in stack ${stack} since commit ${commit.slice(0, 8)}`,
        `Commit ${commit} was deployed last.`,
    ];
    if (code !== driftFound) parts.push(`**The check failed** with exit code ${code}.`, errors);
    if (drift.length > 0) parts.push("Edited in DataWorks since:", driftLines(drift));
    if (changes.length > 0) parts.push("The stack differs from that commit:", changeLines(changes));
    if (dirty) parts.push("It was deployed from a checkout that held changes or files which are not in the commit.");
    if (failedSince) parts.push("An update has failed since: parts of a later commit may be deployed.");
    parts.push(
        `Undo the edits, or deploy them after a review: \`pulumi up --refresh --stack ${stack}\` at that commit.`,
    );
    // What failed for another reason is no finding: the log says why.
    await deliver({ ...options, publish: options.publish && code === driftFound }, "finding", document(parts));
    return code;
});
