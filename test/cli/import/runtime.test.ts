// The command import in projects whose programs Node.js does not run: these have no dynamic resources.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../tools/root";
import { run } from "../../support/cli";

const command = join(root, "provider", "bin", "pulumi-dataworks.js");
const refused =
    /^error: The programs of this project run on "[a-z]+", which has no dynamic resources: give the option --native/;

describe("import in a project", () => {
    let folder: string;
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    async function imports(runtime: string, ...more: string[]): Promise<string> {
        await writeFile(join(folder, "Pulumi.yaml"), `name: test\n${runtime}`);
        // Without a CLI there is no stack, and without a region no call.
        const args = [command, "import", "--project", "10000", ...more];
        const { code, output } = await run(process.execPath, args, folder, { PATH: folder, HOME: folder });
        assert.equal(code, 1, output);
        return output;
    }

    it("whose programs are in another language is refused without --native, before anything is asked", async () => {
        assert.match(await imports("runtime: python\n"), refused);
        assert.match(await imports("runtime:\n  name: yaml\n"), refused);
    });

    it("goes on with --native, in a project of Node.js, and where none is said", async () => {
        for (const output of [
            await imports("runtime: python\n", "--native"),
            await imports("runtime: nodejs\n"),
            await imports("runtime:\n  name: nodejs\n"),
            await imports(""),
        ])
            assert.match(output, /region is not set/);
    });
});
