// pulumi-dataworks plugin: what it puts into Pulumi's plugin cache.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CommandError } from "../../../provider/src/cli/error";
import { cacheIn, executable, install } from "../../../provider/src/cli/plugin/cache";

describe("the plugin cache", () => {
    let home: string;
    let plugin: string;
    let cache: string;
    let folder: string;

    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "plugin-cache-"));
        [plugin, cache] = [join(home, "plugin"), join(home, "plugins")];
        folder = join(cache, "resource-dataworks-v1.2.3");
        mkdirSync(plugin);
        const files = {
            [executable]: "#!/usr/bin/env node\n",
            [`${executable}.cmd`]: "@node\r\n",
            "schema.json": "{}",
        };
        for (const [name, text] of Object.entries(files)) writeFileSync(join(plugin, name), text);
    });

    afterEach(() => {
        rmSync(home, { recursive: true });
    });

    const installed = () => install(plugin, cache, "1.2.3");
    const isWhole = () => {
        assert.deepEqual(readdirSync(folder).sort(), readdirSync(plugin).sort());
        for (const name of readdirSync(plugin)) {
            assert.deepEqual(readFileSync(join(folder, name)), readFileSync(join(plugin, name)), name);
        }
        assert.equal(statSync(join(folder, executable)).mode & 0o111, 0o111);
        // Nothing is left beside it.
        assert.deepEqual(readdirSync(cache), ["resource-dataworks-v1.2.3"]);
    };

    it("gets the whole folder of the version, with an executable that may be run", () => {
        chmodSync(join(plugin, executable), 0o644);
        assert.deepEqual(installed(), { folder, did: "made", others: [] });
        isWhole();
    });

    it("stays as it is at a second installation", () => {
        installed();
        const before = statSync(folder).ino;
        assert.equal(installed().did, "nothing");
        assert.equal(statSync(folder).ino, before);
    });

    for (const [what, spoil] of [
        ["a file that differs", () => writeFileSync(join(folder, executable), "old")],
        ["a file that is missing", () => rmSync(join(folder, "schema.json"))],
        ["a file more, which older language hosts refuse", () => writeFileSync(join(folder, "PulumiPlugin.yaml"), "")],
        ["an executable that may not be run", () => chmodSync(join(folder, executable), 0o644)],
        ["the mark of an installation that was not finished", () => writeFileSync(`${folder}.partial`, "")],
        [
            "a file in the folder's place",
            () => {
                rmSync(folder, { recursive: true });
                writeFileSync(folder, "");
            },
        ],
    ] as const) {
        it(`is mended where it has ${what}`, () => {
            installed();
            spoil();
            assert.equal(installed().did, "replaced");
            isWhole();
        });
    }

    it("keeps other versions, which are named", () => {
        for (const name of ["resource-dataworks-v1.0.0", "resource-dataworks-v2.0.0-rc.1", "resource-aws-v6.0.0"]) {
            mkdirSync(join(cache, name), { recursive: true });
        }
        mkdirSync(join(cache, "resource-dataworks-v1.2.3.tmp123"));
        assert.deepEqual(installed().others, ["1.0.0", "2.0.0-rc.1"]);
        assert.equal(readdirSync(cache).length, 5);
    });

    it("is not written where the package has no plugin, and the error says how to get it", () => {
        rmSync(join(plugin, executable));
        assert.throws(installed, (error) => error instanceof CommandError && error.message.includes("npm run build"));
        assert.deepEqual(readdirSync(home), ["plugin"]);
    });

    it("is named where it cannot be written, with what to do", () => {
        writeFileSync(cache, "no folder");
        for (const path of [cache, join(cache, "plugins"), join(cache, "home", "plugins")]) {
            assert.throws(
                () => install(plugin, path, "1.2.3"),
                (error) => error instanceof CommandError && error.message.includes(`${path} could not be written`),
                path,
            );
        }
    });

    it("is where PULUMI_HOME says, else in the home folder", () => {
        assert.equal(cacheIn({ PULUMI_HOME: "/opt/pulumi" }), resolve("/opt/pulumi/plugins"));
        for (const env of [{}, { PULUMI_HOME: "" }]) assert.equal(cacheIn(env), join(homedir(), ".pulumi", "plugins"));
    });
});
