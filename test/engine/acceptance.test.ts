// The acceptance's level make with the real engine: the whole of it, under a switched answer, interrupted, killed, and lied to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { assumptions, type Emulator, type Moment } from "dataworks-emulator";
import { pulumiChain } from "../../tools/acceptance/chain";
import { root } from "../../tools/root";
import { starting } from "../emulator/running";
import { rpc } from "../support/rpc";
import { acceptance, environmentOf, verdictsOf } from "../tools/accepting";
import { foreign, makeHere, projectId, seed } from "../tools/making";

/** How often the observers ask for a task before the engine does: to make it, by the same token, and by the same name. */
const observed = 3;

/** Checks no types, and loads what was compiled before. */
const env = { NODE_OPTIONS: `--require ${JSON.stringify(join(root, "test", "support", "compile-cache.cjs"))}` };
/** The engine's processes take real time: looks that wait for them are near each other. */
const near = {
    now: () => performance.now(),
    wait: (_: number, signal?: AbortSignal) => sleep(20, undefined, { signal }),
};

describe("the acceptance's level make, with the real engine", () => {
    const start = starting();
    const accepting = acceptance();
    const { run } = accepting;
    const at = () => start({ seed });
    const until = ({ control }: Emulator, operation: string, moment: Moment["moment"], count: number) =>
        control.waitFor({ operation, moment, count, timeoutMs: 120_000 });

    /** What is there beside what was there before: which runs on, and nobody wrote to it. */
    async function leftIn({ url, control }: Emulator): Promise<string[]> {
        const { instance } = await control.task({ projectId, fileId: foreign.fileId });
        const about = (await control.journal()).filter(
            ({ operation, parameters }) =>
                !/^(Get|List|Query)/.test(operation) && Object.values(parameters).includes(foreign.fileId),
        );
        assert.deepEqual([instance, about], ["RUN", []]);
        const { json } = await rpc(url, "ListFiles", { ProjectId: projectId });
        const files = (json?.["Data"] as { Files: { FileName: string }[] }).Files;
        return files.map(({ FileName }) => FileName).filter((name) => name !== foreign.name);
    }

    /** Runs the command in a process of its own until a moment, and kills that. */
    async function killAt(
        service: Emulator,
        operation: string,
        moment: Moment["moment"],
        count: number,
    ): Promise<void> {
        await service.control.clearJournal();
        const child = spawn(
            process.execPath,
            ["--require", "ts-node/register", "tools/acceptance/index.ts", ...makeHere()],
            {
                cwd: root,
                env: {
                    ...{ ...process.env, ...environmentOf(service), ...env },
                    // Its journals are in the home.
                    ...{
                        HOME: accepting.folder,
                        PULUMI_HOME: process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"),
                    },
                },
                stdio: ["ignore", "ignore", "pipe"],
            },
        );
        let said = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
        const ended = once(child, "exit").then(() => assert.fail(`it ended by itself:\n${said}`));
        try {
            await Promise.race([until(service, operation, moment, count), ended]);
        } finally {
            ended.catch(() => undefined);
            child.kill("SIGKILL");
            if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        }
    }

    it("leaves nothing after the next run where it is killed: before a task is told, while one runs, in the engine's chain", async () => {
        const service = await at();
        await service.control.addFault({ operation: "CreateDISyncTask", kind: "hangAfter", times: 1 });
        await killAt(service, "CreateDISyncTask", "received", 1);
        const [untold = assert.fail()] = await leftIn(service);
        await killAt(service, "StartDISyncInstance", "replied", 1);
        const [runs = assert.fail(), ...more] = await leftIn(service);
        assert.ok(runs !== untold && more.length === 0);
        // The creations before are the observers'.
        await service.control.addFault({
            operation: "CreateDISyncTask",
            kind: "latency",
            ms: 500,
            times: 1,
            skip: observed,
        });
        await killAt(service, "CreateDISyncTask", "received", observed + 1);
        const left = await leftIn(service);
        assert.ok(left.length === 1 && left[0]?.endsWith("-chain"), left.join());

        const journals = join(accepting.folder, ".pulumi-dataworks", "acceptance");
        const ran = await run(makeHere(), { at: service, env, clock: near, journals, chain: await pulumiChain() });
        assert.equal(ran.code, 0, ran.err);
        assert.match(ran.err, /^The engine of a run that was killed still works as process \d+: waits for its end\.$/m);
        assert.equal(verdictsOf(ran, "differs").length, 0);
        assert.deepEqual(ran.report?.chain, {
            verdict: "went through",
            seen: "made, deployed, started, changed and destroyed",
        });
        assert.deepEqual([await leftIn(service), readdirSync(journals)], [[], []]);
    });

    it("takes the chain through under another answer, and sees that this alone differs", async () => {
        const ran = await run(["--assume", "taken-name=allowed"], { env, chain: await pulumiChain() });
        const holds = assumptions.map(({ id }) => id).filter((id) => id !== "taken-name");
        assert.deepEqual([ran.code, verdictsOf(ran, "holds"), ran.report?.chain?.verdict], [7, holds, "went through"]);
    });

    it("ends the engine first where it is interrupted, and leaves nothing", async () => {
        const service = await at();
        const stop = new AbortController();
        const running = run(makeHere(), { at: service, env, signal: stop.signal, chain: await pulumiChain() });
        await until(service, "CreateDISyncTask", "received", observed + 1);
        stop.abort(Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 }));
        const ran = await running;
        assert.deepEqual([ran.code, ran.report], [130, undefined], ran.err);
        assert.deepEqual([await leftIn(service), readdirSync(accepting.journals)], [[], []]);
    });

    it("neither deploys nor deletes somebody's task that the engine was told is the one it made", async () => {
        const service = await at();
        const Data = { Status: "success", Message: null, FileId: Number(foreign.fileId) };
        const text = JSON.stringify({ RequestId: "1", Success: true, Data });
        await service.control.addFault({
            operation: "CreateDISyncTask",
            kind: "body",
            applied: true,
            skip: observed,
            text,
        });
        const ran = await run(makeHere(), { at: service, env, chain: await pulumiChain() });
        assert.equal(ran.code, 1, ran.err);
        assert.deepEqual(ran.report?.chain, {
            ...{ verdict: "failed", step: "the task is looked at" },
            seen: "the file id that was told is not that of the task, and nothing was done with it",
        });
        assert.deepEqual([await leftIn(service), readdirSync(accepting.journals)], [[], []]);
    });
});
