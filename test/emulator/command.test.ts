// The command: started as a user starts it, and stopped by a signal.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connect } from "dataworks-emulator";
import { rpc } from "../support/rpc";
import { keptIn } from "../../emulator/src/persistence/format";
import { killOnce, noChanges, randomMoments } from "./kills";
import { at, starting } from "./running";

const command = join(dirname(require.resolve("dataworks-emulator/package.json")), "dist", "cli", "bin.js");

interface Ended {
    code: number | null;
    out: string;
    err: string;
}

describe("the command", () => {
    const startEmulator = starting();
    let folder: string;
    const started = new Set<ChildProcess>();
    before(() => (folder = mkdtempSync(join(tmpdir(), "dataworks-emulator-"))));
    after(() => rmSync(folder, { recursive: true }));
    afterEach(async () => {
        for (const child of started) {
            if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
            started.delete(child);
        }
    });

    function start(...args: string[]) {
        const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
        started.add(child);
        const output = { out: "", err: "" };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (output.out += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (output.err += text));
        const ended = once(child, "close").then(([code]): Ended => ({ code: code as number | null, ...output }));
        /** The lines that it prints when it is ready. */
        const ready = new Promise<string[]>((resolve, reject) => {
            const look = () => {
                if (output.out.includes("Open the address in a browser")) resolve(output.out.split("\n"));
            };
            child.stdout.on("data", look);
            void ended.then((end) => reject(new Error(`it ended: ${JSON.stringify(end)}`)));
        });
        ready.catch(() => undefined);
        return { child, ready, ended };
    }

    function seedFile(name: string, text: string): string {
        const path = join(folder, name);
        writeFileSync(path, text);
        return path;
    }

    for (const signal of ["SIGTERM", "SIGINT"] as const)
        it(`serves the shop until ${signal}, and ends with 0`, async () => {
            const { child, ready, ended } = start("--port", "0");
            const [first, second, third] = await ready;
            const url = /^DataWorks is at (http:\/\/127\.0\.0\.1:\d+)$/.exec(first ?? "")?.[1] ?? assert.fail(first);
            assert.equal(
                second,
                "It takes the access key emulator-access-key-id with the secret emulator-access-key-secret.",
            );
            assert.equal(third, "Open the address in a browser to look inside.");
            const page = await fetch(url);
            assert.deepEqual([page.status, page.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
            const parameters = { ProjectId: "10000", FileId: "7567482277219412494", TaskType: "DI_REALTIME" };
            assert.equal(at(await rpc(url, "DeployDISyncTask", parameters), "Data", "Status"), "success");
            assert.equal((await connect(url).journal()).length, 1);
            child.kill(signal);
            const { code, err } = await ended;
            assert.deepEqual([code, err], [0, ""]);
        });
    it("started by npx, ends when npx is ended, which hands no signal on", async () => {
        // As npx does it: a shell between, which a signal to npx ends.
        const shell = spawn("sh", ["-c", '"$0" "$1" --port 0; true', process.execPath, command], {
            stdio: ["ignore", "pipe", "inherit"],
            detached: true, // a group of its own, so that whatever is left can be ended
            env: { ...process.env, npm_lifecycle_event: "npx", npm_lifecycle_script: "'dataworks-emulator' --port 0" },
        });
        const ended = once(shell, "close", { signal: AbortSignal.timeout(60_000) }); // the emulator holds the pipe until it ends
        const [line] = (await once(shell.stdout.setEncoding("utf8"), "data")) as [string];
        assert.match(line, /^DataWorks is at /);
        shell.kill("SIGTERM");
        try {
            await ended;
        } catch (error) {
            process.kill(-(shell.pid ?? assert.fail()), "SIGKILL");
            throw error;
        }
    });
    it("prints no control character of what it was given", async () => {
        const { code, err } = await start("--quota", "\u001b[31m\u202e").ended;
        assert.equal(code, 2);
        assert.match(err, /not "\\u001b\[31m\\u202e"/);
    });
    it("ends at once, whatever hangs, is late or waits", async () => {
        const { child, ready, ended } = start("--port", "0");
        const url = (await ready)[0]?.split(" ").at(-1) ?? "";
        const control = connect(url);
        const waitFor = (count: number) => control.waitFor({ moment: "received", count, timeoutMs: 600_000 });
        await control.addFault({ operation: "GetProject", kind: "hang" });
        await control.addFault({ operation: "GetFile", kind: "latency", ms: 600_000 });
        await control.addFault({ operation: "ListFiles", kind: "slow", ms: 600_000 });
        const both = waitFor(3);
        const pending = ["GetProject", "GetFile", "ListFiles"].map((action) =>
            rpc(url, action, { ProjectId: "10000" }),
        );
        const all = Promise.allSettled([...pending, waitFor(9)]);
        await both;
        child.kill("SIGTERM");
        assert.equal((await ended).code, 0);
        assert.deepEqual(new Set((await all).map((one) => one.status)), new Set(["rejected"]));
    });
    it("takes a seed and a quota, and prints no secret of the seed's", async () => {
        const credentials = { accessKeyId: "own", accessKeySecret: "own-secret" };
        const seed = seedFile(
            "own.json",
            JSON.stringify({ credentials: [credentials], workspaces: [{ projectId: 5 }] }),
        );
        const { child, ready, ended } = start("--port", "0", "--seed", seed, "--quota", "1");
        const [first, second] = await ready;
        assert.equal(second, "It takes the seed's credentials: own.");
        const url = first?.split(" ").at(-1) ?? "";
        const call = () => rpc(url, "GetProject", { ProjectId: "5" }, { credentials });
        const [one, two] = [await call(), await call()];
        assert.deepEqual([one.status, two.status], [200, 429]);
        child.kill();
        assert.ok(!(await ended).out.includes("own-secret"));
    });
    it("gives instances the time that they take, in place of the seed's mode", async () => {
        const instances = { mode: "atOnce", start: { fails: { mode: "byHand" } } };
        const tasks = [{ fileId: 7, deployed: true }];
        const seed = seedFile("slow.json", JSON.stringify({ instances, workspaces: [{ projectId: 5, tasks }] }));
        const { ready } = start("--port", "0", "--seed", seed, "--instance-seconds", "3600");
        const url = (await ready)[0]?.split(" ").at(-1) ?? "";
        const task = { projectId: "5", fileId: "7" };
        const parameters = { ProjectId: "5", FileId: "7", TaskType: "DI_REALTIME" };
        assert.equal(at(await rpc(url, "StartDISyncInstance", parameters), "Data", "Status"), "success");
        const control = connect(url);
        assert.equal((await control.task(task)).instance, "WAIT");
        for (const next of ["RUN", "NORUN"]) {
            await control.advanceInstance(task);
            assert.equal((await control.task(task)).instance, next);
        }
    });
    it("gives the answers that it is told to", async () => {
        const answers = ["--assume", "unknown-file=notFound", "--assume", "unknown-workspace=invalid"];
        const { ready } = start("--port", "0", ...answers);
        const url = (await ready)[0]?.split(" ").at(-1) ?? "";
        const file = await rpc(url, "GetFile", { ProjectId: "10000", FileId: "1" });
        const workspace = await rpc(url, "GetProject", { ProjectId: "1" });
        assert.deepEqual([at(file, "Code"), at(workspace, "Code")], ["InvalidFile.NotFound", "Param.Invalid"]);
    });
    it("keeps what it holds in the file of --state, through kills at random moments", async () => {
        const changes = noChanges();
        for (const moment of randomMoments(3)) await killOnce(join(folder, "killed.state"), changes, moment);
    });
    it("goes on with what the file of --state kept, and says so; the file is nobody else's meanwhile", async () => {
        const credentials = { accessKeyId: "own", accessKeySecret: "own-secret" };
        const seed = seedFile(
            "kept.json",
            JSON.stringify({ credentials: [credentials], instances: { mode: "byHand" } }),
        );
        const file = join(folder, "kept.state");
        const begun = start("--port", "0", "--state", file, "--seed", seed);
        assert.deepEqual((await begun.ready).slice(1), [
            "It takes the seed's credentials: own.",
            `What it holds is kept in ${file}.`,
            "Open the address in a browser to look inside.",
            "",
        ]);
        const refused = await start("--port", "0", "--state", file).ended;
        assert.equal(refused.code, 2);
        assert.match(refused.err, new RegExp(`^The state ${file} is in use by the process ${begun.child.pid}\\. `));
        begun.child.kill();
        assert.equal((await begun.ended).code, 0);
        const again = start("--port", "0", "--state", file, "--instance-seconds", "3600");
        const [first, ...others] = await again.ready;
        assert.deepEqual(others.slice(0, 2), [
            "It takes the state's credentials: own.",
            `It goes on with what ${file} kept, and not with a seed.`,
        ]);
        const url = first?.split(" ").at(-1) ?? "";
        await connect(url).seed({ workspaces: [{ projectId: 5, tasks: [{ fileId: 7, deployed: true }] }] });
        await connect(url).startTask({ projectId: 5, fileId: 7 });
        again.child.kill();
        await again.ended;
        const { store } = keptIn(readFileSync(file));
        assert.deepEqual(store.instances, { mode: "after", ms: 3_600_000 });
        assert.equal(store.workspaces.get("5")?.files.get("7")?.instance?.status, "WAIT");
    });
    it("tells its version", async () => {
        const { code, out } = await start("--version").ended;
        const { version } = JSON.parse(readFileSync(join(dirname(command), "..", "..", "package.json"), "utf8")) as {
            version: string;
        };
        assert.deepEqual([code, out], [0, `${version}\n`]);
    });
    it("explains itself", async () => {
        const { code, out } = await start("--help").ended;
        assert.equal(code, 0);
        for (const option of [
            "--port",
            "--seed",
            "--state",
            "--quota",
            "--instance-seconds",
            "--assume",
            "--version",
            "--help",
        ])
            assert.match(out, new RegExp(option));
    });

    for (const [args, message] of [
        [["--nonsense"], /^Unknown option '--nonsense'/],
        [["tasks.json"], /^Unexpected argument 'tasks\.json'/],
        [["--port"], /^Option '--port <value>' argument missing/],
        [["--port", "65536"], /^--port takes a whole number from 0 to 65535, not "65536"\.$/m],
        [["--quota", "0"], /^--quota takes a whole number from 1 to 1000000, not "0"\.$/m],
        [["--instance-seconds", "soon"], /^--instance-seconds takes a whole number from 0 to 86400, not "soon"\.$/m],
        [
            ["--assume", "unknown-files=fail"],
            /^--assume unknown-files: is no assumption \(there is: unknown-file-id, unknown-file, [a-z, -]+\)\.$/m,
        ],
        [["--assume", "unknown-file=maybe"], /^--assume unknown-file: must be one of invalid, notFound, fail\.$/m],
        [["--assume", "unknown-file"], /^--assume takes ID=ANSWER, not "unknown-file"\.$/m],
        [
            ["--assume", "unknown-file=fail", "--assume", "unknown-file=invalid"],
            /^--assume unknown-file comes twice\.$/m,
        ],
        [["--seed", "no-such-file.json"], /^The seed no-such-file\.json: ENOENT/],
        [["--state", ""], /^--state takes the name of a file\.$/m],
        [["--state", "no/such/folder"], /^The state no\/such\/folder cannot be taken: ENOENT/],
        [["--state", "package.json"], /^The state package\.json is none that a dataworks-emulator kept\. /],
    ] as [string[], RegExp][])
        it(`ends with 2 and a plain message: ${args.join(" ")}`, async () => {
            const { code, out, err } = await start(...args).ended;
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, message);
            assert.match(err, /See dataworks-emulator --help\.\n$/);
            assert.doesNotMatch(err, /^ {4}at /m);
        });
    for (const [name, text, message] of [
        ["broken.json", "{", /broken\.json: is no JSON: /],
        [
            "wrong.json",
            '{"workspaces":[{"projectId":1,"tasks":[{"fileId":1},{"fileId":"x"}]}]}',
            /wrong\.json, workspaces\[0\]\.tasks\[1\]\.fileId: must be an id/,
        ],
        [
            "rounded.json",
            '{"workspaces":[{"projectId":1,"tasks":[{"fileId":7567482277219412494}]}]}',
            /fileId: write the id as a string/,
        ],
    ] as const)
        it(`ends with 2 and names what is wrong in ${name}`, async () => {
            const { code, err } = await start("--port", "0", "--seed", seedFile(name, text)).ended;
            assert.equal(code, 2);
            assert.match(err, message);
        });
    it("ends with 1 where the port is in use", async () => {
        const other = await startEmulator();
        const { code, err } = await start("--port", String(other.port)).ended;
        assert.deepEqual([code, err], [1, `Port ${other.port} is in use: choose another one with --port.\n`]);
    });
});
