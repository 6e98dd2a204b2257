// The repository's address stands in one file, and nothing is published while that is a placeholder.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { madeFiles } from "../../tools/docs/made";
import { repositoryAddress, unpublishable } from "../../tools/docs/repository";
import { root } from "../../tools/root";
import { run } from "../support/cli";

const release = (published: string) =>
    run(process.execPath, ["-r", "ts-node/register", "tools/release.ts", published], root, process.env);

describe("the repository's address", () => {
    it("leads from both packages, and their READMEs, to where the root's package.json says", () => {
        const address = repositoryAddress();
        for (const directory of ["provider", "emulator"]) {
            const made = madeFiles().get(join(directory, "package.json")) ?? assert.fail();
            const { repository, homepage, bugs } = JSON.parse(made) as Record<string, unknown>;
            assert.deepEqual(repository, { type: "git", url: `git+${address}.git`, directory });
            assert.equal(homepage, `${address}/tree/main/${directory}#readme`);
            assert.deepEqual(bugs, { url: `${address}/issues` });
            assert.match(madeFiles().get(join(directory, "README.md")) ?? "", new RegExp(`<${address}/issues>`));
        }
    });

    it("stops a release from anywhere else, the placeholder always", async () => {
        const address = repositoryAddress();
        for (const published of ["https://github.com/example/pulumi-dataworks", ""]) {
            const { code, output } = await release(published);
            assert.equal(code, 1);
            assert.match(output, /^The repository's address in package\.json is /);
            assert.ok(output.includes(address));
        }
        const given = ["https://example.com/a", "https://repository.invalid/a"] as const;
        assert.deepEqual(
            given.map((each) => unpublishable(each, each) === undefined),
            [true, false],
        );
    });

    it("is asked for by the release workflow, before it publishes", () => {
        const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
        const asked = workflow.indexOf('npx ts-node tools/release.ts "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"');
        assert.ok(asked > 0 && asked < workflow.indexOf("npm publish"));
    });
});
