// The packages as npm packs them: their entries, types and files, by the tools that look for what is usually wrong.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../tools/root";
import { linksOf } from "../docs/markdown";
import { run } from "../support/cli";

describe("the shape of the package", () => {
    for (const workspace of ["provider", "emulator"]) {
        describe(workspace, () => {
            let folder: string;
            let tarball: string;

            before(async () => {
                folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
                const pack = ["pack", join(root, workspace), "--ignore-scripts", "--pack-destination", folder];
                const { code, output } = await run("npm", pack, folder, process.env);
                assert.equal(code, 0, output);
                const [name = ""] = await readdir(folder);
                tarball = join(folder, name);
            });

            after(async () => {
                await rm(folder, { recursive: true, force: true });
            });

            it("is what npm and Node.js expect of a package", async () => {
                const { publint } = await import("publint");
                const data = await readFile(tarball);
                const { messages } = await publint({ pack: { tarball: data.buffer }, strict: true });
                assert.deepEqual(messages, []);
            });

            it("has types that fit, from CommonJS, from ES modules and for bundlers", async () => {
                const { checkPackage, createPackageFromTarballData } = await import("@arethetypeswrong/core");
                const checked = await checkPackage(createPackageFromTarballData(await readFile(tarball)));
                assert.ok("problems" in checked, "it has types");
                // "node10" is how TypeScript looked for types before packages had exports.
                const problems = checked.problems.filter(
                    (problem) => !("resolutionKind" in problem && problem.resolutionKind === "node10"),
                );
                assert.deepEqual(problems, []);
            });

            it("brings its licence, its README, in Chinese too, and no sources", async () => {
                const { code, stdout } = await run("tar", ["-tzf", tarball], folder, process.env);
                assert.equal(code, 0);
                const files = stdout.trim().split("\n");
                for (const name of ["LICENSE", "README.md", "README.zh-CN.md", "package.json"])
                    assert.ok(files.includes(`package/${name}`));
                const plugin = /^package\/plugin\/(pulumi-resource-dataworks(\.cmd)?|LICENSES\.txt|schema\.json)$/;
                const odd = files.filter(
                    (file) =>
                        !/\.(js|d\.ts|json)$|\/(LICENSE|README(\.zh-CN)?\.md)$/.test(file) &&
                        !/^package\/docs\/(zh-CN\/)?[\w-]+\.md$/.test(file) &&
                        !/^package\/console\/\w+\.(html|css|svg|png)$/.test(file) &&
                        !plugin.test(file),
                );
                assert.deepEqual(odd, []);
            });

            it("brings every page that its messages name, and no link that leads out of them", async () => {
                const { code, stdout } = await run("tar", ["-tzf", tarball], folder, process.env);
                assert.equal(code, 0);
                const files = stdout.trim().split("\n");
                const sources = readdirSync(join(root, workspace, "src"), { recursive: true, encoding: "utf8" })
                    .filter((name) => name.endsWith(".ts"))
                    .map((name) => readFileSync(join(root, workspace, "src", name), "utf8"));
                const named = sources.flatMap((text) => text.match(/\bdocs\/[\w/-]+\.md\b/g) ?? []);
                assert.ok(workspace === "emulator" || named.includes("docs/settings.md"));
                for (const page of named) assert.ok(files.includes(`package/${page}`), page);
                await run("tar", ["-xzf", tarball], folder, process.env);
                for (const file of files.filter((name) => /^package\/docs\//.test(name))) {
                    const targets = linksOf(readFileSync(join(folder, file), "utf8"))
                        .filter((link) => !/^(https?:|#)/.test(link))
                        .map((link) => join(dirname(file), link.split("#")[0] ?? ""));
                    for (const target of targets) assert.ok(files.includes(target), `${file}: ${target}`);
                }
            });
        });
    }
});
