// Several processes that make a CLI in one cache, and ones that are interrupted or killed over it.
import assert from "node:assert/strict";
import { statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { DEFAULT_LIMITS, type Context } from "../../tools/cli/context";
import { whileNobodyElseMakes } from "../../tools/cli/making";
import { start, type Started } from "./start";
import { Workshop, until } from "./workshop";

describe("Making a Pulumi CLI", () => {
    let shop: Workshop;
    let started: Started[];
    beforeEach(() => {
        shop = new Workshop();
        started = [];
    });
    afterEach(async () => {
        shop.release();
        for (const { child, ending } of started) {
            child.kill("SIGKILL");
            await ending;
        }
        shop.close();
    });

    const startScript = () => {
        const script = start(["version"], shop.env({ PULUMI_CLI_SOURCE: "modules" }));
        started.push(script);
        return script;
    };
    const building = () => until("the build has started", () => shop.has("building"));

    it("a second one waits for the first, says so, and takes what that made", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const first = shop.find("modules");
        await building();
        const second = shop.find("modules");
        const waiting = `Another process is getting the Pulumi CLI into ${shop.versions}; waiting for it.`;
        await until("the second waits", () => shop.told.includes(waiting));
        shop.release();
        assert.equal((await first).source, "modules");
        assert.equal((await second).source, "cache");
        assert.equal(shop.lines("builds").length, 2); // The CLI and its host, once each.
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
    });

    it("a second one shows signs of life while it waits", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const first = shop.find("modules");
        await building();
        const second = shop.find("modules", { limits: { sign: 0 } });
        await until("a sign of life", () => shop.told.some((line) => line.endsWith(" waiting")));
        shop.release();
        await Promise.all([first, second]);
    });

    it("of several that start together, one builds", async () => {
        shop.go();
        const all = await Promise.all(Array.from({ length: 5 }, () => shop.find("modules")));
        assert.deepEqual(all.map((cli) => cli.source).sort(), ["cache", "cache", "cache", "cache", "modules"]);
        assert.equal(shop.lines("builds").length, 2);
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
    });

    it("of twenty that come together, never two are at work at once", async () => {
        const context: Context = {
            env: {},
            progress: { line: () => undefined, sign: () => undefined },
            limits: { ...DEFAULT_LIMITS, poll: 5 },
            signal: new AbortController().signal,
            now: Date.now,
            random: Math.random,
            installer: [""],
        };
        let atWork = 0;
        let done = 0;
        const work = async () => {
            assert.equal(++atWork, 1);
            await immediate();
            atWork -= 1;
            done += 1;
        };
        await Promise.all(Array.from({ length: 20 }, () => whileNobodyElseMakes(shop.versions, context, work)));
        assert.equal(done, 20);
        assert.deepEqual(shop.inCache(), []);
    });

    it("one that waits for another which fails builds itself", async () => {
        shop.go({
            beforeBuild: `${shop.untilReleased}\n[ -e "${shop.folder}/fixed" ] || { : > "${shop.folder}/fixed"; exit 1; }`,
        });
        const first = shop.find("modules");
        await building();
        const second = shop.find("modules");
        await until("the second waits", () => shop.told.some((line) => line.startsWith("Another process")));
        shop.release();
        await assert.rejects(first, /building its Node\.js host failed/);
        assert.equal((await second).source, "modules");
    });

    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const) {
        it(`${signal} ends the build and leaves nothing, and the next one works`, async () => {
            shop.go({ beforeBuild: `trap ': > "${shop.folder}/ended"; exit 1' TERM\n${shop.untilReleased}` });
            const { child, ending } = startScript();
            await building();
            child.kill(signal);
            const { code: exitCode, stdout, stderr } = await ending;
            assert.equal(exitCode, code);
            assert.equal(stdout, "");
            assert.match(stderr, new RegExp(`^Interrupted by ${signal}\\.$`, "m"));
            assert.equal(shop.has("ended"), true);
            assert.deepEqual(shop.inCache(), []);
            shop.release();
            assert.equal((await shop.find("modules")).source, "modules");
        });
    }

    it("SIGINT while it waits for another ends it and leaves the other alone", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const first = shop.find("modules");
        await building();
        const { child, ending } = startScript();
        const said: string[] = [];
        child.stderr?.on("data", (chunk: Buffer) => void said.push(chunk.toString()));
        await until("the second waits", () => said.join("").includes("waiting for it"));
        child.kill("SIGINT");
        assert.equal((await ending).code, 130);
        shop.release();
        assert.equal((await first).source, "modules");
    });

    it("one that was killed does not keep the next from building, and what it left is removed", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const { child, ending } = startScript();
        await building();
        child.kill("SIGKILL");
        await ending;
        assert.match(shop.inCache().join(), /^\.making-/);
        shop.release();
        assert.equal((await shop.find("modules", { limits: { stale: 1_000 } })).source, "modules");
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
    });

    it("one that is at work keeps its folder's age young, however long it takes", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const made = shop.find("modules", { limits: { stale: 500 } });
        await building();
        const folder = join(shop.versions, shop.inCache().join());
        for (let beat = 0; beat < 3; beat++) {
            utimesSync(folder, new Date(0), new Date(0));
            await until("it is young again", () => statSync(folder).mtimeMs > 0);
        }
        shop.release();
        assert.equal((await made).source, "modules");
    });
});
