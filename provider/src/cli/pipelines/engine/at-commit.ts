// The Pulumi project as it was at a commit, in a work tree of its own that is removed at the end.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "../job";
import { output } from "./run";

/** Runs something in the project's folder there. */
export async function atCommit<T>(commit: string, job: Job, body: (folder: string) => Promise<T>): Promise<T> {
    const env = job.engineEnv();
    const prefix = await output("git", ["rev-parse", "--show-prefix"], { env });
    const folder = await realpath(await mkdtemp(join(tmpdir(), "nightly-")));
    const tree = join(folder, "tree");
    try {
        await output("git", ["worktree", "add", "--quiet", "--detach", tree, commit], { env });
        return await body(join(tree, prefix));
    } finally {
        // What the check has found counts, whether its traces can be removed or not.
        await remove(folder, tree, env).catch((error: unknown) => {
            job.warn(`${folder} was not cleaned up: ${(error as Error).message}`);
        });
    }
}

/** Removes a work tree with its folder, and what git notes of it: of this one alone, since the disk of another may just be away. */
async function remove(folder: string, tree: string, env: NodeJS.ProcessEnv): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    const trees = await output("git", ["worktree", "list", "--porcelain"], { env, cleaning: true });
    if (!trees.split("\n").includes(`worktree ${tree}`)) return;
    await output("git", ["worktree", "remove", "--force", tree], { env, cleaning: true });
}
