// How the acceptance ends a command of the engine: by an interruption, and where that is not heeded, at once, with what it started.
import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { errorIn } from "../../tools/acceptance/chain";
import { runEngine } from "../../tools/acceptance/engine";
import { isAlive } from "../../emulator/src/persistence/lock";
import { openSandbox, type Sandbox } from "../../tools/sandbox";

/** In place of the CLI: says when it is ready, and never ends by itself; its child neither, which holds its output open. Told to heed, it ends where it is interrupted. */
const script = `#!${process.execPath}
const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: ["ignore", "inherit", "inherit"] });
process.on("SIGINT", () => {
    process.stdout.write("interrupted");
    if (!process.argv.includes("heed")) return void require("node:http").get(process.env.URL + "interrupted");
    child.kill("SIGKILL");
    child.on("exit", () => process.exit(0));
});
require("node:http").get(process.env.URL + child.pid);
setInterval(() => {}, 1000);
`;

/** What a failed `up` prints. */
const failedUp = `
Diagnostics:
  pulumi:pulumi:Stack (acceptance-acceptance):
    error: update failed

  pulumi-nodejs:dynamic:Resource (task):
    error: CreateDISyncTask was refused for DI_REALTIME of workspace 10000: no such folder.

Outputs:
    fileId: "100"

Resources:
    2 unchanged
`;

describe("a command of the engine that the acceptance runs", () => {
    let server: Server;
    let sandbox: Sandbox;

    before(function () {
        // The engine is run on Linux and macOS.
        if (process.platform === "win32") this.skip();
    });

    beforeEach(async () => {
        server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        sandbox = await openSandbox({ env: { URL: `http://127.0.0.1:${port}/` } });
        writeFileSync(join(sandbox.home, "pulumi"), script);
        chmodSync(join(sandbox.home, "pulumi"), 0o700);
    });

    afterEach(async () => {
        server.closeAllConnections();
        server.close();
        await sandbox.close();
    });

    /** What the command says next of itself. */
    async function said(): Promise<string> {
        const [request] = (await once(server, "request")) as [{ url: string }];
        return request.url.slice(1);
    }

    function begin(...args: readonly string[]) {
        const [stop, now] = [new AbortController(), new AbortController()];
        const pids: (number | undefined)[] = [];
        const cli = {
            pulumi: join(sandbox.home, "pulumi"),
            folder: sandbox.home,
            version: "3.259.0",
            source: "path",
        } as const;
        const options = { cli, sandbox, signal: stop.signal, now: now.signal };
        const ended = runEngine(args, { ...options, onProcess: (pid) => pids.push(pid) });
        return { ended, stop, now, pids };
    }

    it("is interrupted once, and waited for", async () => {
        const { ended, stop, pids } = begin("heed");
        const child = Number(await said());
        const reason = new Error("Interrupted by SIGINT.");
        stop.abort(reason);
        await assert.rejects(ended, reason);
        assert.equal(isAlive(child), false);
        assert.deepEqual([typeof pids[0], pids.slice(1)], ["number", [undefined]]);
    });

    it("is killed with what it started where it goes on, and that is to end, too", async () => {
        const { ended, stop, now, pids } = begin("ignore");
        await said();
        const interrupted = said();
        const reason = new Error("Interrupted by SIGINT.");
        stop.abort(reason);
        assert.equal(await interrupted, "interrupted");
        now.abort(reason);
        await assert.rejects(ended, reason);
        assert.equal(isAlive(pids[0] ?? assert.fail()), false);
    });

    it("is not begun where it is interrupted already", async () => {
        const reason = new Error("Interrupted by SIGINT.");
        const signal = AbortSignal.abort(reason);
        const pids: unknown[] = [];
        const cli = { pulumi: "/nowhere", folder: sandbox.home, version: "", source: "path" } as const;
        const options = { cli, sandbox, signal, now: signal, onProcess: (pid: unknown) => pids.push(pid) };
        await assert.rejects(runEngine([], options), reason);
        assert.deepEqual(pids, []);
    });

    it("is told of by the errors that it lists, and by its exit code where it lists none", () => {
        const ended = { code: 255, stdout: failedUp, stderr: "" };
        const error = "error: CreateDISyncTask was refused for DI_REALTIME of workspace 10000: no such folder.";
        assert.equal(errorIn(ended), error);
        assert.equal(errorIn({ ...ended, stdout: "", stderr: "panic" }), "it ended with exit code 255");
        assert.equal(errorIn({ code: null, stdout: "", stderr: "" }), "it ended with a signal");
    });
});
