// Which pulumi on PATH is taken.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { foldersOnPath } from "../../tools/cli/executables";
import { Wire } from "./hanging";
import { Workshop } from "./workshop";

describe("A pulumi on PATH", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
    });
    afterEach(() => shop.close());

    const refused = async (because: string) => {
        await assert.rejects(shop.find("path"), (error: Error) => {
            assert.ok(error.message.includes(`PATH: ${because}`), error.message);
            return true;
        });
    };

    for (const version of ["3.254.0", "3.254.0-dev.1", "3.260.0-alpha.x1234567+dirty", "3.300.1", "4.0.0"]) {
        it(`is taken where it is ${version}`, async () => {
            shop.pulumi("bin", version);
            assert.equal((await shop.find("path")).version, version.replace(/\+.*/, ""));
        });
    }

    for (const version of ["3.253.9", "3.253.9-dev.1", "2.999.0"]) {
        it(`is refused where it is ${version}`, async () => {
            const pulumi = shop.pulumi("bin", version);
            await refused(`${pulumi} is ${version}, older than 3.254.0`);
        });
    }

    it("is taken although it talks before it says its version", async () => {
        shop.pulumi("bin", "3.254.0");
        shop.script("bin/pulumi", "echo a word first; echo a warning >&2; echo v3.258.0");
        assert.equal((await shop.find("path")).version, "3.258.0");
    });

    it("is refused without its language host", async () => {
        const pulumi = shop.pulumi("bin", "3.260.0", ["pulumi-resource-pulumi-nodejs"]);
        await refused(`${pulumi} has no pulumi-language-nodejs with it`);
    });

    it("is refused without the host of dynamic providers", async () => {
        const pulumi = shop.pulumi("bin", "3.260.0", ["pulumi-language-nodejs"]);
        await refused(`${pulumi} has no pulumi-resource-pulumi-nodejs with it`);
    });

    it("may have its hosts in another folder on PATH", async () => {
        shop.pulumi("bin", "3.260.0", []);
        shop.pulumi("hosts", "3.200.0");
        const env = shop.env({ PATH: [shop.bin, join(shop.folder, "hosts")].join(delimiter) });
        assert.equal((await shop.find(undefined, { env })).version, "3.260.0");
    });

    it("may be a link to a file that has its hosts beside it", async () => {
        symlinkSync(shop.pulumi("elsewhere", "3.260.0"), join(shop.bin, "pulumi"));
        assert.equal((await shop.find("path")).folder, shop.bin);
    });

    it("is passed over for a later one that will do", async () => {
        shop.pulumi("bin", "3.200.0");
        const good = shop.pulumi("later", "3.260.0");
        const env = shop.env({ PATH: [shop.bin, join(shop.folder, "later")].join(delimiter) });
        assert.equal((await shop.find(undefined, { env })).pulumi, good);
    });

    it("is refused where it fails", async () => {
        shop.pulumi("bin", "3.260.0");
        const pulumi = shop.script("bin/pulumi", "echo v3.260.0; exit 3");
        await refused(`${pulumi} fails when asked for its version`);
    });

    it("is refused where it prints no version", async () => {
        shop.pulumi("bin", "3.260.0");
        const pulumi = shop.script("bin/pulumi", "echo hello");
        await refused(`${pulumi} does not print its version`);
    });

    it("is refused where it cannot be started", async () => {
        const pulumi = shop.pulumi("bin", "3.260.0");
        writeFileSync(pulumi, "#!/no/such/interpreter\n");
        await refused(`${pulumi} cannot be run: `);
    });

    it("that hangs is refused in time and ended, with what it started", async () => {
        const wire = await Wire.listen(shop);
        try {
            shop.pulumi("bin", "3.260.0");
            const pulumi = shop.script("bin/pulumi", wire.hang);
            await assert.rejects(
                shop.find("path", { limits: { probe: 1500 } }),
                new RegExp(`${pulumi} does not answer \`version\` within 1.5 s`),
            );
            await wire.nobodyLeft();
        } finally {
            await wire.close();
        }
    });

    const launchers: Record<string, () => void> = {
        "a link of npm's into its package": () => {
            const script = shop.pulumi("lib/node_modules/pulumi", "3.260.0");
            symlinkSync(script, join(shop.bin, "pulumi"));
        },
        "a Node.js script": () => {
            writeFileSync(shop.pulumi("bin", "3.260.0"), "#!/usr/bin/env node\nprocess.exit(1)\n");
        },
        "a wrapper of pnpm's": () => {
            shop.pulumi("bin", "3.260.0");
            shop.script("bin/pulumi", `: > "${shop.folder}/ran"; exec ../global/node_modules/pulumi/run.js`);
        },
    };
    for (const [what, make] of Object.entries(launchers)) {
        it(`is never run where it is a launcher of npm's: ${what}`, async () => {
            make();
            await refused(`${join(shop.bin, "pulumi")} is a launcher of npm's`);
            assert.equal(shop.has("ran"), false);
        });
    }

    it("is never run where it is in npm's folder for a package's commands", async () => {
        const commands = join(shop.folder, "node_modules", ".bin");
        mkdirSync(commands, { recursive: true });
        symlinkSync(shop.pulumi("workspace", "3.260.0"), join(commands, "pulumi"));
        const env = shop.env({ PATH: commands, PULUMI_CLI_SOURCE: "path" });
        await assert.rejects(shop.find(undefined, { env }), /pulumi is a launcher of npm's/);
        assert.equal(shop.has("ran"), false);
    });

    it("is not looked for in a relative folder, nor in the one that an empty part of PATH means", () => {
        const path = ["", ".", "relative", "/absolute", "../up"].join(delimiter);
        assert.deepEqual(foldersOnPath({ PATH: path }), ["/absolute"]);
        assert.deepEqual(foldersOnPath({}), []);
    });

    it("is not seen where it is a folder", async () => {
        mkdirSync(join(shop.bin, "pulumi"));
        await refused("no Pulumi CLI");
    });
});
