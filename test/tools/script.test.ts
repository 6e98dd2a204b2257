// tools/pulumi.ts: the CLI it found runs as if it had been called itself.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { environmentFor } from "../../tools/cli/find";
import { start, type Started } from "./start";
import { Workshop, until } from "./workshop";

describe("npm run pulumi", () => {
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

    const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
        const script = start(args, shop.env({ PULUMI_CLI_SOURCE: "path", ...env }));
        started.push(script);
        return script;
    };
    /** A pulumi that does this, unless it is asked for its version. */
    const pulumi = (body: string) => {
        shop.pulumi("bin", "3.260.0");
        shop.script("bin/pulumi", `if [ "$*" = version ]; then echo v3.260.0; exit 0; fi\n${body}`);
    };

    it("passes the arguments and the output through as they are", async () => {
        pulumi(`for argument in "$@"; do echo "<$argument>"; done; echo a word >&2`);
        const { code, stdout, stderr } = await run(["preview", "--diff", "two words", "", "*"]).ending;
        assert.equal(stdout, "<preview>\n<--diff>\n<two words>\n<>\n<*>\n");
        assert.equal(stderr, "a word\n");
        assert.equal(code, 0);
    });

    it("prints what `version` prints, and nothing else", async () => {
        pulumi("exit 1");
        const { code, stdout, stderr } = await run(["version"]).ending;
        assert.deepEqual([code, stdout, stderr], [0, "v3.260.0\n", ""]);
    });

    it("ends with the CLI's exit code", async () => {
        pulumi("exit 7");
        assert.equal((await run(["preview"]).ending).code, 7);
    });

    it("ends with 128 and the number of the signal that ended the CLI", async () => {
        pulumi("kill -KILL $$");
        assert.equal((await run(["up"]).ending).code, 137);
    });

    it("puts a CLI from the cache first on PATH, so that its hosts are found", async () => {
        const cached = shop.cached("3.261.0");
        writeFileSync(cached, '#!/bin/sh\n[ "$*" = version ] && echo v3.261.0 || echo "$PATH"\n');
        const { stdout } = await run(["up"], { PULUMI_CLI_SOURCE: "modules" }).ending;
        assert.equal(stdout, `${dirname(cached)}${delimiter}${shop.bin}\n`);
    });

    it("leaves PATH as it is where the CLI is on it, so that no other node comes first", () => {
        const cli = { pulumi: "/b/pulumi", folder: "/b", version: "3.260.0", source: "path" } as const;
        const env = { PATH: ["/a", "/b"].join(delimiter) };
        assert.equal(environmentFor(cli, env), env);
        assert.deepEqual(environmentFor(cli, {}), { PATH: "/b" });
    });

    it("passes SIGTERM and SIGINT on and waits for the CLI to end", async () => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
            pulumi(
                `trap 'echo ${signal}; exit 5' ${signal.slice(3)}\n${shop.untilReleased.replace("/building", `/${signal}`)}`,
            );
            const { child, ending } = run(["up"]);
            await until("the CLI runs", () => shop.has(signal));
            child.kill(signal);
            const { code, stdout } = await ending;
            assert.deepEqual([code, stdout], [5, `${signal}\n`]);
        }
    });

    it("says in plain words that there is no CLI, without a stack trace, and ends with 1", async () => {
        const { code, stdout, stderr } = await run(["version"]).ending;
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(
            stderr,
            /^No Pulumi CLI 3\.254\.0 or newer .*\n {2}PATH: no Pulumi CLI\nInstall the Pulumi CLI .*\n.*\n$/,
        );
    });
});
