// The official download: what it leaves when it works, and when it does not.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { officialInstaller } from "../../tools/cli/download";
import { Wire } from "./hanging";
import { Workshop } from "./workshop";

describe("The download of a Pulumi CLI", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
    });
    afterEach(() => shop.close());

    it("ends in the cache, under the name that Pulumi's own installers look for", async () => {
        shop.pulumi("release", "3.265.0");
        const installer = [
            shop.script("installer", `echo "$@" >> "${shop.folder}/asked"; cp -R "${shop.folder}/release" "$3/bin"`),
            "--first",
        ] as const;
        const cli = await shop.find("download", { installer });
        const folder = join(shop.versions, "3.265.0", "bin");
        assert.deepEqual(cli, { pulumi: join(folder, "pulumi"), folder, version: "3.265.0", source: "download" });
        assert.ok(existsSync(cli.pulumi));
        assert.deepEqual(shop.inCache(), ["3.265.0"]);
        assert.match(shop.lines("asked").join(), /^--first 3\.265\.0 \S+$/);
    });

    it("is given up in time: no program goes on, and nothing half-made stays", async () => {
        const wire = await Wire.listen(shop);
        try {
            const installer = [
                shop.script(
                    "installer",
                    `: > "$TMPDIR/part"; echo "$TMPDIR" > "${shop.folder}/temporary"; mkdir "$2/bin"; : > "$2/bin/pulumi"\n${wire.hang}`,
                ),
            ] as const;
            await assert.rejects(
                shop.find("download", { installer, limits: { download: 1500 } }),
                /download: given up after 1.5 s/,
            );
            await wire.nobodyLeft();
            assert.deepEqual(shop.inCache(), []);
            assert.ok(shop.lines("temporary").join().startsWith(join(shop.versions, ".making-")));
        } finally {
            await wire.close();
        }
    });

    it("that is given up is followed by the build", async () => {
        shop.go();
        const installer = [shop.script("installer", "sleep 60")] as const;
        const cli = await shop.find(undefined, { installer, limits: { download: 100 } });
        assert.equal(cli.source, "modules");
    });

    it("gives 20 seconds unless it is told otherwise", async () => {
        await assert.rejects(shop.find("download"));
        assert.ok(shop.told.includes("Downloading the Pulumi CLI 3.265.0, given up after 20 s."));
    });

    it("of something without its hosts is refused, and does not get into the cache", async () => {
        shop.pulumi("release", "3.265.0", ["pulumi-language-nodejs"]);
        const installer = [shop.script("installer", `cp -R "${shop.folder}/release" "$2/bin"`)] as const;
        await assert.rejects(
            shop.find("download", { installer }),
            /download: what it gave has no pulumi-resource-pulumi-nodejs with it/,
        );
        assert.deepEqual(shop.inCache(), []);
    });

    it("of nothing at all is refused", async () => {
        const installer = [shop.script("installer", "exit 0")] as const;
        await assert.rejects(shop.find("download", { installer }), /download: what it gave is not there/);
    });

    it("that fails without a word says so", async () => {
        const installer = [shop.script("installer", "exit 1")] as const;
        await assert.rejects(shop.find("download", { installer }), /download: the installer failed without a word/);
    });

    it("runs Pulumi's installation script with the version and a folder inside the cache", async () => {
        // The real installer, with a network that answers with this script.
        const script = `#!/bin/sh
            echo "$@" > "${shop.folder}/asked"
            mkdir -p "$3/bin"; cp "${shop.folder}/release/"* "$3/bin/"`;
        const network = join(shop.folder, "network.js");
        writeFileSync(network, `globalThis.fetch = async () => new Response(${JSON.stringify(script)});`);
        shop.pulumi("release", "3.265.0");
        const [node, ...args] = officialInstaller;
        const cli = await shop.find("download", {
            installer: [node, "--require", network, ...args],
            env: shop.env({ PULUMI_CLI_SOURCE: "download", PATH: `${shop.bin}:/usr/bin:/bin` }),
            limits: { download: 60_000 },
        });
        assert.equal(cli.version, "3.265.0");
        assert.match(
            shop.lines("asked").join(),
            /^--no-edit-path --install-root \S+\/versions\/\.making-\w+\/download --version 3\.265\.0$/,
        );
        assert.deepEqual(shop.inCache(), ["3.265.0"]);
    });
});
