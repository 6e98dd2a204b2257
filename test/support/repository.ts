// A git repository of a test's project.
import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./cli";

/** Nothing of this machine's configuration of git counts. */
const env = { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const author = ["-c", "user.name=test", "-c", "user.email=test@example.invalid"];

export async function git(folder: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, output } = await run("git", [...author, ...args], folder, env);
    assert.equal(code, 0, `git ${args.join(" ")}: ${output}`);
    return stdout.trim();
}

/** Makes the folder a repository, if it is none yet, and commits all that is in it but its packages; gives the commit. */
export async function commitAll(folder: string): Promise<string> {
    await git(folder, "init", "--quiet");
    await appendFile(join(folder, ".git", "info", "exclude"), "node_modules\n");
    await git(folder, "add", "--all");
    await git(folder, "commit", "--quiet", "--message", "what a test made");
    return git(folder, "rev-parse", "HEAD");
}
