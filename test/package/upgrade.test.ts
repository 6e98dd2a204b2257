// The last release and the package as it is now, on one stack: each can work with what the other has stored.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";
import { Story } from "../support/story";
import { definition, projectId, realtime, seedOf } from "../support/tasks";

const releases = join(root, "test", "fixtures", "releases");

/** A folder of packages with that release among them, and beside it what it needs; `tarball.test.ts` installs. */
async function unpacked(tarball: string, folder: string): Promise<string> {
    const modules = join(folder, "node_modules");
    const own = join(modules, "pulumi-dataworks");
    await mkdir(own, { recursive: true });
    const { code, output } = await run(
        "tar",
        ["-xzf", tarball, "-C", own, "--strip-components=1"],
        folder,
        process.env,
    );
    assert.equal(code, 0, output);
    // The provider's own come first: the workspaces share the others.
    const made = new Set(["pulumi-dataworks"]);
    for (const installed of [join(root, "provider", "node_modules"), join(root, "node_modules")]) {
        for (const name of (await readdir(installed)).filter((each) => !made.has(each))) {
            await symlink(join(installed, name), join(modules, name));
            made.add(name);
        }
    }
    return modules;
}

describe("an upgrade from the last release", () => {
    let folder: string;
    let story: Story;

    const program = (reviewed: string) =>
        Object.fromEntries(
            ["100", "101"].map((fileId) => [
                `task${fileId}`,
                { args: { projectId, taskType: "DI_REALTIME", fileId, triggers: { reviewed } } },
            ]),
        );

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        const released = (await readdir(releases)).sort().at(-1) ?? assert.fail("no release is kept");
        const old = await unpacked(join(releases, released), folder);
        story = await Story.begin({ seed: seedOf(...realtime("100", "101")) }, { modules: old });
        const { stack, emulator } = story;
        const use = async (modules: string) => {
            await rm(join(stack.folder, "node_modules"));
            await symlink(modules, join(stack.folder, "node_modules"));
        };
        const edit = (to: string) =>
            emulator.control.editTask({ projectId, fileId: "100", definition: definition(to), user: "1" });
        const gate = () => stack.pulumi("preview", "--refresh", "--expect-no-changes");

        await stack.declare(program("1"));
        await story.step("old up", () => stack.okUp());
        await use(join(root, "node_modules"));
        await story.step("new preview", () => stack.pulumi("preview", "--expect-no-changes"));
        await story.step("new gate", gate);
        await edit("edited");
        await story.step("new gate after an edit", gate);
        await stack.declare(program("2"));
        await story.step("new up", () => stack.okUp());

        await use(old);
        await story.step("old gate", gate);
        await stack.declare(program("3"));
        await story.step("old up again", () => stack.okUp());
        await edit("edited again");
        await story.step("old refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
        await story.step("old destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
    });

    after(async () => {
        await story.close();
        await rm(folder, { recursive: true, force: true });
    });

    it("shows nothing to do, with and without a refresh", () => {
        assert.equal(story.after("new preview").run.code, 0);
        assert.deepEqual(story.after("new preview").calls, []);
        assert.equal(story.after("new gate").run.code, 0);
    });

    it("sees an edit of what the release has deployed", () => {
        assert.equal(story.after("new gate after an edit").run.code, 7);
    });

    it("can be taken back: the release finds nothing to do, sees an edit of what it deployed itself, and destroys", () => {
        assert.equal(story.after("old gate").run.code, 0);
        assert.match(
            String(story.deployment("old refresh", "task100").outputs["drift"]),
            /steps\[0\]\.parameter\.table/,
        );
        assert.deepEqual(story.after("old destroy").state, {});
    });
});
