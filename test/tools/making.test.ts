// What is put into the cache of Pulumi CLIs, and what is left there by makers that are interrupted or come second.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publish, whileMaking } from "../../tools/cli/making";
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

    const building = () => until("the build has started", () => shop.has("building"));

    it("of two at once, both get one that works, and the second leaves the first one's in its place", async () => {
        shop.go({ beforeBuild: shop.untilReleased });
        const second = shop.find("modules");
        await building();
        const first = shop.cached("v3.259.0");
        shop.release();
        assert.deepEqual(await second, {
            pulumi: first,
            folder: join(shop.versions, "v3.259.0", "bin"),
            version: "3.259.0",
            source: "modules",
        });
        assert.deepEqual(shop.inCache(), ["v3.259.0"]);
        // Only the one that was there notes that it ran: at the second's look at it, and at this search's.
        await shop.find("modules");
        assert.equal(shop.lines("ran").length, 2);
    });

    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
    ] as const) {
        it(`${signal} ends the build and leaves nothing, and the next one works`, async () => {
            shop.go({ beforeBuild: `trap ': > "${shop.folder}/ended"; exit 1' TERM\n${shop.untilReleased}` });
            const script = start(["version"], shop.env({ PULUMI_CLI_SOURCE: "modules" }));
            started.push(script);
            await building();
            script.child.kill(signal);
            const { code: exitCode, stdout, stderr } = await script.ending;
            assert.equal(exitCode, code);
            assert.equal(stdout, "");
            assert.match(stderr, new RegExp(`^Interrupted by ${signal}\\.$`, "m"));
            assert.equal(shop.has("ended"), true);
            assert.deepEqual(shop.inCache(), []);
            shop.release();
            assert.equal((await shop.find("modules")).source, "modules");
        });
    }

    it("of many that find a broken one in its place at once, each gets one that works", async () => {
        for (let round = 0; round < 20; round += 1) {
            const cache = join(shop.folder, `cache-${round}`);
            const target = join(cache, "v1");
            mkdirSync(target, { recursive: true });
            writeFileSync(join(target, "broken"), "");
            const isGood = () => Promise.resolve(existsSync(join(target, "good")));
            const makers = Array.from({ length: 4 }, () =>
                whileMaking(cache, async (staging) => {
                    const finished = join(staging, "finished");
                    mkdirSync(finished);
                    writeFileSync(join(finished, "good"), "");
                    await publish(finished, target, staging, isGood);
                }),
            );
            await Promise.all(makers);
            assert.ok(await isGood());
            assert.deepEqual(readdirSync(cache), ["v1"]);
        }
    });
});
