// Which CLI in the cache is taken.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../tools/cli/cache";
import { Workshop } from "./workshop";

describe("The cache of Pulumi CLIs", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
    });
    afterEach(() => shop.close());

    it("is in PULUMI_HOME, or else in the home folder", () => {
        assert.equal(cacheFolder({ PULUMI_HOME: "/some/where" }), join("/some/where", "versions"));
        assert.equal(cacheFolder({ PULUMI_HOME: "" }), join(homedir(), ".pulumi", "versions"));
        assert.equal(cacheFolder({}), join(homedir(), ".pulumi", "versions"));
    });

    it("gives the newest, by number and not by letter, with or without a v", async () => {
        for (const name of ["3.254.0", "v3.300.0", "3.1000.0", "v3.999.0"]) shop.cached(name);
        const cli = await shop.find();
        assert.equal(cli.folder, join(shop.versions, "3.1000.0", "bin"));
        assert.equal(cli.version, "3.1000.0");
    });

    it("does not even ask one whose folder says that it is too old", async () => {
        shop.cached("3.253.9");
        await assert.rejects(shop.find("download"), /no Pulumi CLI/);
        assert.equal(shop.has("ran"), false);
    });

    it("gives an older one where the newest is half-made", async () => {
        shop.cached("3.260.0");
        rmSync(join(shop.cached("3.265.0"), "..", "pulumi-language-nodejs"));
        mkdirSync(join(shop.versions, "3.266.0"));
        assert.equal((await shop.find()).version, "3.260.0");
    });

    it("gives an older one where the newest does not run", async () => {
        shop.cached("3.260.0");
        writeFileSync(shop.cached("3.265.0"), "");
        assert.equal((await shop.find()).version, "3.260.0");
    });

    it("never gives one that is still being made, nor anything that is no version", async () => {
        shop.cached(".making-x/modules");
        shop.cached("latest", "3.260.0");
        await assert.rejects(shop.find("download"), /versions: no Pulumi CLI/);
        assert.equal(shop.has("ran"), false);
    });

    it("says of what it has why that will not do", async () => {
        const wrong = shop.cached("3.260.0", "3.200.0");
        await assert.rejects(shop.find("download"), new RegExp(`versions: ${wrong} is 3.200.0, older than 3.254.0`));
    });
});
