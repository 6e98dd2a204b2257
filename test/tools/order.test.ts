// In which order a Pulumi CLI is looked for, and what the user reads where none is to be had.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Workshop } from "./workshop";

describe("The order in which a Pulumi CLI is looked for", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
    });
    afterEach(() => shop.close());

    const everything = () => {
        shop.pulumi("bin", "3.260.0");
        shop.cached("3.261.0");
        shop.go();
        return [shop.script("installer", `mkdir -p "$2/bin"; cp "${shop.bin}/"pulumi* "$2/bin/"`)] as const;
    };

    it("what is on PATH comes before the cache", async () => {
        const installer = everything();
        assert.deepEqual(await shop.find(undefined, { installer }), {
            pulumi: join(shop.bin, "pulumi"),
            folder: shop.bin,
            version: "3.260.0",
            source: "path",
        });
    });

    it("the cache comes before the download", async () => {
        const installer = everything();
        shop.pulumi("bin", "3.253.9");
        assert.deepEqual(await shop.find(undefined, { installer }), {
            pulumi: join(shop.versions, "3.261.0", "bin", "pulumi"),
            folder: join(shop.versions, "3.261.0", "bin"),
            version: "3.261.0",
            source: "cache",
        });
    });

    it("the download comes before the build", async () => {
        shop.go();
        shop.pulumi("release", "3.265.0");
        const installer = [
            shop.script("installer", `mkdir "$2/bin"; cp "${shop.folder}/release/"* "$2/bin/"`),
        ] as const;
        const cli = await shop.find(undefined, { installer });
        assert.equal(cli.source, "download");
        assert.deepEqual(shop.lines("builds"), []);
    });

    it("the build comes last, and the user reads why it came to that", async () => {
        shop.go();
        const cli = await shop.find();
        assert.equal(cli.source, "modules");
        assert.deepEqual(shop.told.slice(0, 4), [
            "PATH: no Pulumi CLI",
            `${shop.versions}: no Pulumi CLI`,
            "Downloading the Pulumi CLI 3.265.0, given up after 20 s.",
            "download: the fake download is out of reach",
        ]);
    });

    it("what a build put into the cache is found by the next search", async () => {
        shop.go();
        const built = await shop.find("modules");
        assert.deepEqual(await shop.find(), { ...built, source: "cache" });
        assert.equal(shop.lines("builds").length, 2);
    });

    it("an empty PULUMI_CLI_SOURCE is none", async () => {
        shop.cached("3.261.0");
        assert.equal((await shop.find("")).source, "cache");
    });

    it("PULUMI_CLI_SOURCE=path looks on PATH and nowhere else", async () => {
        shop.cached("3.261.0");
        shop.go();
        await assert.rejects(shop.find("path"), /Tried:\n {2}PATH: no Pulumi CLI\nInstall/);
        assert.deepEqual(shop.lines("builds"), []);
        shop.pulumi("bin", "3.260.0");
        assert.equal((await shop.find("path")).source, "path");
    });

    for (const way of ["download", "modules"] as const) {
        it(`PULUMI_CLI_SOURCE=${way} takes what is in the cache, and nothing from PATH`, async () => {
            shop.pulumi("bin", "3.260.0");
            shop.cached("3.261.0");
            assert.equal((await shop.find(way)).source, "cache");
            assert.equal(shop.lines("ran").length, 1);
        });
    }

    it("PULUMI_CLI_SOURCE=download does not build", async () => {
        shop.go();
        await assert.rejects(shop.find("download"), /download: the fake download is out of reach/);
        assert.deepEqual(shop.lines("builds"), []);
    });

    it("PULUMI_CLI_SOURCE=modules does not download", async () => {
        shop.go();
        const installer = [shop.script("installer", `: > "${shop.folder}/downloaded"`)] as const;
        assert.equal((await shop.find("modules", { installer })).source, "modules");
        assert.equal(shop.has("downloaded"), false);
    });

    it("an unknown PULUMI_CLI_SOURCE is refused with the known ones named", async () => {
        shop.pulumi("bin", "3.260.0");
        await assert.rejects(shop.find("npm"), {
            message: 'PULUMI_CLI_SOURCE is "npm". It may be path, download or modules; unset, all are tried in turn.',
        });
    });

    it("where nothing works, one message says what was tried and what to install", async () => {
        const old = shop.pulumi("bin", "3.253.9");
        await assert.rejects(shop.find(), {
            message: [
                "No Pulumi CLI 3.254.0 or newer with its Node.js hosts was found or could be made. Tried:",
                `  PATH: ${old} is 3.253.9, older than 3.254.0`,
                `  ${shop.versions}: no Pulumi CLI`,
                "  download: the fake download is out of reach",
                "  modules: there is no `go` on PATH (1.25.11 or newer would do)",
                "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that `pulumi` is on PATH,",
                "or Go 1.25.11 or newer (https://go.dev/dl/), from which this project builds it.",
            ].join("\n"),
        });
        assert.deepEqual(shop.inCache(), []);
    });

    it("a cache that cannot be written is one of the things that were tried", async () => {
        shop.go();
        shop.script("home", "exit 0"); // A file where the folder should be.
        await assert.rejects(shop.find("modules"), new RegExp(`  ${shop.versions}: ENOTDIR`));
        assert.equal(existsSync(join(shop.folder, "builds")), false);
    });
});
