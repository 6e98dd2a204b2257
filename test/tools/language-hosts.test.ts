// The search for what programs in YAML and Python need.
import assert from "node:assert/strict";
import { accessSync, constants, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Interrupted } from "../../tools/cli/find";
import { isLanguage, type Language } from "../../tools/cli/language-hosts";
import { readGoMod } from "../../tools/cli/versions";
import { root } from "../../tools/root";
import { Workshop } from "./workshop";

const modules = join(root, "tools", "pulumi-cli");
const script = "pulumi-language-python-exec";

describe("The search for a language host", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
        shop.script(`source/python/cmd/${script}`, "");
    });
    afterEach(() => shop.close());

    const cache = () => join(shop.home, "language-hosts");
    const cached = () => (existsSync(cache()) ? readdirSync(cache()).sort() : []);
    const yaml = () => join(cache(), "yaml-v1.25.0");
    const python = () => join(cache(), "python-v3.68.0");
    const sdk = () => join(cache(), "python-sdk-3.272.0");

    it("takes one beside the CLI or on PATH that works, and makes nothing", async () => {
        shop.python();
        for (const folder of ["cli", "bin"]) {
            shop.script(`${folder}/pulumi-language-yaml`, "exit 0");
            assert.deepEqual(await shop.findLanguage("yaml"), []);
            rmSync(join(shop.folder, folder, "pulumi-language-yaml"));
            for (const name of ["pulumi-language-python", script]) shop.script(`${folder}/${name}`, "exit 0");
            assert.deepEqual(await shop.findLanguage("python"), [join(sdk(), "bin")]);
            for (const name of ["pulumi-language-python", script]) rmSync(join(shop.folder, folder, name));
        }
        assert.deepEqual(cached(), ["python-sdk-3.272.0"]);
        assert.equal(shop.lines("installs").length, 1);
    });

    it("passes over one that does not work, and says which and why", async () => {
        shop.go();
        shop.python();
        shop.script("bin/pulumi-language-yaml", "exit 3");
        shop.script("bin/pulumi-language-python", "exit 0");
        assert.deepEqual(await shop.findLanguage("yaml"), [yaml()]);
        assert.deepEqual(await shop.findLanguage("python"), [join(sdk(), "bin"), python()]);
        assert.ok(shop.told.includes(`${shop.bin}/pulumi-language-yaml fails when asked for help`));
        assert.ok(shop.told.includes(`${shop.bin}/pulumi-language-python has no ${script} with it`));
    });

    it("builds one where there is none, says so, keeps it, and takes it the next time", async () => {
        shop.go();
        assert.deepEqual(await shop.findLanguage("yaml", { now: () => 0 }), [yaml()]);
        assert.deepEqual(shop.told, [
            "Building the YAML host 1.25.0 from its Go modules: about a minute on 2 cores, this once.",
            "  0:00 the YAML host is built (1 packages compiled).",
            `The YAML host 1.25.0 is now in ${yaml()}.`,
        ]);
        shop.told.length = 0;
        assert.deepEqual(await shop.findLanguage("yaml"), [yaml()]);
        assert.deepEqual(shop.told, []);
        assert.equal(shop.lines("builds").length, 1);
        assert.ok(shop.lines("builds")[0]?.startsWith(`${modules}/language-yaml build -v -mod=readonly -trimpath `));
        assert.deepEqual(cached(), ["yaml-v1.25.0"]);
        assert.deepEqual(shop.inCache(), []);
    });

    it("puts the script that starts Python programs beside their host, to be run by python3", async () => {
        shop.go();
        shop.python();
        await shop.findLanguage("python");
        accessSync(join(python(), script), constants.X_OK);
        assert.match(readFileSync(join(python(), script), "utf8"), /^#!\/usr\/bin\/env python3\n/);
    });

    it("makes a broken one anew, in its place", async () => {
        shop.go();
        shop.python();
        await shop.findLanguage("python");
        rmSync(join(python(), script));
        rmSync(join(sdk(), "bin", "python3-has"));
        assert.deepEqual(await shop.findLanguage("python"), [join(sdk(), "bin"), python()]);
        accessSync(join(python(), script), constants.X_OK);
        assert.equal(shop.lines("installs").length, 2);
        assert.deepEqual(cached(), ["python-sdk-3.272.0", "python-v3.68.0"]);
    });

    it("installs the SDK for Python in the version of requirements.txt, and refuses another", async () => {
        shop.go();
        shop.python("3.271.0");
        await assert.rejects(shop.findLanguage("python"), /python3 has no pulumi 3\.272\.0/);
        assert.match(shop.lines("installs")[0] ?? "", /pip install .*-r .*language-python\/requirements\.txt$/);
        assert.deepEqual(cached(), ["python-v3.68.0"]);
    });

    it("says what to install where there is no go, no Python, or one without venv, and leaves nothing", async () => {
        await assert.rejects(
            shop.findLanguage("yaml"),
            /^Error: pulumi-language-yaml is neither beside the Pulumi CLI nor on PATH, and could not be built: there is no `go` on PATH[^]*Install the Pulumi CLI[^]*or Go 1\.25\.11/,
        );
        for (const name of ["pulumi-language-python", script]) shop.script(`cli/${name}`, "exit 0");
        await assert.rejects(shop.findLanguage("python"), /there is no `python3` on PATH\. .* with pip and venv/);
        shop.script("bin/python3", "echo 'ensurepip is not available'; exit 1");
        await assert.rejects(
            shop.findLanguage("python"),
            /\(Debian, Ubuntu: python3-venv\)\.\nensurepip is not available/,
        );
        assert.deepEqual(cached(), []);
    });

    it("shows the last words of a go and of a pip that fail, and leaves nothing", async () => {
        shop.go({ beforeBuild: "echo 'go: no such host' >&2; exit 1" });
        await assert.rejects(shop.findLanguage("yaml"), /building the YAML host failed: go: no such host\n/);
        for (const name of ["pulumi-language-python", script]) shop.script(`cli/${name}`, "exit 0");
        shop.python("3.272.0", "echo 'no matching distribution' >&2; exit 1");
        await assert.rejects(shop.findLanguage("python"), /pip installs no pulumi 3\.272\.0: no matching distribution/);
        assert.deepEqual(cached(), []);
    });

    it("that is interrupted ends the build and leaves nothing", async () => {
        shop.go({ beforeBuild: `trap ': > "${shop.folder}/ended"; exit 1' TERM\n${shop.untilReleased}` });
        const sign = () => {
            if (shop.has("building")) process.emit("SIGHUP");
        };
        await assert.rejects(
            shop.findLanguage("yaml", { progress: { line: () => undefined, sign }, limits: { sign: 5 } }),
            Interrupted,
        );
        assert.equal(shop.has("ended"), true);
        assert.deepEqual(cached(), []);
    });

    it("of two at once gives both one that works", async () => {
        shop.go();
        assert.deepEqual(await Promise.all([1, 2].map(() => shop.findLanguage("yaml"))), [[yaml()], [yaml()]]);
        assert.deepEqual(cached(), ["yaml-v1.25.0"]);
    });

    it("stands on module files that name the hosts as their tools, and the Go that builds the CLI", () => {
        const read = (folder: string) => readFileSync(join(modules, folder, "go.mod"), "utf8");
        const { go } = readGoMod(read("cli"), "github.com/pulumi/pulumi/pkg/v3");
        for (const [language, path] of [
            ["yaml", "github.com/pulumi/pulumi-yaml"],
            ["python", "github.com/pulumi/pulumi/sdk/v3"],
        ] satisfies [Language, string][]) {
            assert.match(
                read(`language-${language}`),
                new RegExp(`^tool ${path}/.*/pulumi-language-${language}$`, "m"),
            );
            assert.equal(readGoMod(read(`language-${language}`), path).go, go);
        }
        assert.deepEqual(["yaml", "python", "nodejs", "toString"].map(isLanguage), [true, true, false, false]);
    });
});
