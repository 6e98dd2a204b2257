// The build of a CLI from its Go modules.
import assert from "node:assert/strict";
import { accessSync, constants, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isGoNewEnough, readGoMod } from "../../tools/cli/versions";
import { root } from "../../tools/root";
import { Workshop } from "./workshop";

const cliFolder = join(root, "tools", "pulumi-cli");

describe("The build of a Pulumi CLI from its Go modules", () => {
    let shop: Workshop;
    beforeEach(() => {
        shop = new Workshop();
    });
    afterEach(() => shop.close());

    it("gives a CLI with both its hosts, and nothing else, in the cache", async () => {
        shop.go();
        const cli = await shop.find("modules");
        const folder = join(shop.versions, "v3.259.0", "bin");
        assert.deepEqual(cli, { pulumi: join(folder, "pulumi"), folder, version: "3.259.0", source: "modules" });
        for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
            accessSync(join(folder, name), constants.X_OK);
        }
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
    });

    it("puts its version into the CLI, and leaves the module files as they are", async () => {
        shop.go();
        await shop.find("modules");
        const [host = "", cli = ""] = shop.lines("builds");
        const version = "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0";
        assert.ok(
            host.startsWith(`${cliFolder}/language-nodejs build -v -mod=readonly -trimpath -ldflags -s -w ${version} `),
        );
        assert.ok(
            cli.startsWith(`${cliFolder}/cli build -v -mod=readonly -trimpath -tags osusergo,grpcnotrace -ldflags`),
        );
        assert.ok(cli.includes(version));
        assert.ok(cli.endsWith("/ tool"));
    });

    it("says what it does and how long that takes, and what became of it", async () => {
        shop.go();
        const started = Date.now();
        await shop.find("modules", { now: () => started });
        assert.deepEqual(shop.told, [
            `${shop.versions}: no Pulumi CLI`,
            "Building the Pulumi CLI 3.259.0 from its Go modules: about 4 minutes on 2 cores, this once.",
            "  0:00 its Node.js host is built (1 packages compiled).",
            "  0:00 the CLI is built (1 packages compiled).",
            `The Pulumi CLI 3.259.0 is now in ${shop.versions}/v3.259.0/bin.`,
        ]);
    });

    it("shows signs of life while it goes on", async () => {
        shop.go({ beforeBuild: `echo 'go: downloading example.test/module v1.0.0' >&2\n${shop.untilReleased}` });
        const sign = (text: string) => {
            if (/^ {2}\d+:\d\d building its Node\.js host: 1 modules downloaded, 0 packages compiled$/.test(text))
                shop.release();
        };
        await shop.find("modules", { progress: { line: () => undefined, sign }, limits: { sign: 5 } });
        assert.equal(shop.has("gaveUp"), false);
    });

    it("without go says which one would do", async () => {
        await assert.rejects(shop.find("modules"), /modules: there is no `go` on PATH \(1\.25\.11 or newer would do\)/);
    });

    it("with an old go says which one it is and which one would do", async () => {
        shop.go({ version: "go1.25.10" });
        await assert.rejects(shop.find("modules"), /bin\/go is go1\.25\.10, older than go1\.25\.11/);
        assert.deepEqual(shop.lines("builds"), []);
    });

    it("with a go that fails says so", async () => {
        shop.script("bin/go", "echo 'go: cannot find GOROOT' >&2; exit 2");
        await assert.rejects(shop.find("modules"), /bin\/go does not tell its version\. go: cannot find GOROOT/);
    });

    it("that fails shows go's own last words, and leaves nothing", async () => {
        shop.go({ beforeBuild: "echo 'example.test/fine' >&2; echo 'go: no such host' >&2; exit 1" });
        await assert.rejects(shop.find("modules"), /modules: building its Node\.js host failed: go: no such host\n/);
        assert.deepEqual(shop.inCache(), []);
    });

    it("that gives a CLI which does not run is refused, and leaves nothing", async () => {
        shop.go({ beforeBuild: "version=nonsense" });
        await assert.rejects(shop.find("modules"), /modules: what it gave does not print its version/);
        assert.deepEqual(shop.inCache(), []);
    });

    it("takes the place of a broken one", async () => {
        const broken = shop.cached("v3.259.0");
        rmSync(join(broken, "..", "pulumi-language-nodejs"));
        shop.go();
        assert.equal((await shop.find("modules")).pulumi, broken);
        assert.equal((await shop.find("modules")).source, "cache");
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
    });

    it("stands on module files that name one version of the CLI, and its tools", () => {
        const read = (folder: string) => readFileSync(join(cliFolder, folder, "go.mod"), "utf8");
        assert.equal(
            readGoMod(read("cli"), "github.com/pulumi/pulumi/pkg/v3").version,
            readGoMod(read("cli"), "github.com/pulumi/pulumi/sdk/v3").version,
        );
        assert.match(read("cli"), /^tool github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/m);
        assert.match(read("language-nodejs"), /^tool github\.com\/.*\/pulumi-language-nodejs$/m);
        assert.throws(
            () => readGoMod(read("cli"), "example.test/none"),
            /go\.mod names no version of example\.test\/none/,
        );
    });

    const gos: [string, boolean][] = [
        ["go1.25.11", true],
        ["go1.26.8 X:nosomething", true],
        ["go1.26rc1", true],
        ["devel go1.27-0123abc", true],
        ["go1.25.10", false],
        ["go1.9", false],
        ["", false],
    ];
    for (const [found, enough] of gos) {
        it(`takes "${found}" for ${enough ? "new enough" : "too old"} where 1.25.11 is wanted`, () => {
            assert.equal(isGoNewEnough(found, "1.25.11"), enough);
        });
    }
});
