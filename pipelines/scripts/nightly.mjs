// `node nightly.mjs STACK [--out FILE] [--publish]`: checks the commit that was deployed last for drift; ends with 7 and a finding where there is any.
import { mkdtemp, realpath, rm } from "node:fs/promises";
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
import { mask } from "./shown.mjs";

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
    const folder = await realpath(await mkdtemp(join(tmpdir(), "nightly-")));
    const tree = join(folder, "tree");
    try {
        await output("git", ["worktree", "add", "--quiet", "--detach", tree, commit]);
        return await body(join(tree, prefix));
    } finally {
        // What the check has found counts, whether its traces can be removed or not.
        await remove(folder, tree).catch((error) => {
            process.stderr.write(`${mask(`${folder} was not cleaned up: ${error.message}`, process.env)}\n`);
        });
    }
}

/**
 * Removes a work tree with its folder, and what git notes of it: of this one alone, since the disk of another may just be away.
 *
 * @param {string} folder
 * @param {string} tree
 */
async function remove(folder, tree) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    const trees = await output("git", ["worktree", "list", "--porcelain"], { cleaning: true });
    if (!trees.split("\n").includes(`worktree ${tree}`)) return;
    await output("git", ["worktree", "remove", "--force", tree], { cleaning: true });
}

/** The environment without what a job's OIDC token can be had by. */
function withoutToken() {
    const has = /^(OIDC_TOKEN|ALIBABA_CLOUD_OIDC_TOKEN_FILE|ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN))$/;
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !has.test(name)));
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
        await output("sh", ["-c", install], { cwd: folder, whole: true, env: withoutToken() });
        return await previewOf(stack, ["--expect-no-changes"], folder);
    });
    if (preview.code === 0) return await clean(`no drift since commit ${deployed.commit}.`);
    // What failed for another reason is no finding: the log says why.
    const publish = options.publish && preview.code === driftFound;
    await deliver({ ...options, publish }, "finding", nightlyOf(stack, deployed, preview, process.env));
    return preview.code;
});
