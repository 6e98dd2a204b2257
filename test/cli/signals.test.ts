// What a signal to a command does to the command that it runs, by what the system lets it do.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../tools/root";

describe("a signal to a command that runs another one", () => {
    for (const [platform, ended] of [
        ["linux", "ended 130"],
        ["win32", "ended 3"],
    ] as const) {
        it(`is ${platform === "win32" ? "left to the console" : "handed on"} on ${platform}`, async () => {
            const server = createServer().listen(0, "127.0.0.1");
            await once(server, "listening");
            const { port } = server.address() as AddressInfo;
            // Ends by itself, with 3, once its connection does.
            const inner = `require("net").connect(${port}, "127.0.0.1").resume().on("end", () => process.exit(3))`;
            const folder = join(root, "provider", "src", "cli");
            const outer = `
                const { catchSignals, endInOwnTime, handOn } = require(${JSON.stringify(join(folder, "interruption"))});
                const { run } = require(${JSON.stringify(join(folder, "pipelines", "engine", "run"))});
                catchSignals();
                endInOwnTime();
                const options = { env: process.env, platform: "${platform}" };
                run(process.execPath, ["-e", ${JSON.stringify(inner)}], options).then(({ code }) => console.log("ended " + code));
                handOn(() => console.log("told"));`;
            const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", outer], {
                cwd: root,
                stdio: ["ignore", "pipe", "inherit"],
            });
            try {
                const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
                const [socket] = (await once(server, "connection")) as [Socket];
                socket.on("error", () => undefined); // the end of a process may reset it
                child.kill("SIGINT");
                assert.equal((await lines.next()).value, "told");
                socket.end();
                assert.equal((await lines.next()).value, ended);
            } finally {
                child.kill("SIGKILL");
                server.close();
            }
        });
    }
});
