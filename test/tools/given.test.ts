// The acceptance's level deploy, in this process: how the task of somebody's stands is told by evidence, and it is left as it was found.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Answers, Emulator, SeedTask, Standing } from "dataworks-emulator";
import { realClock, type Clock } from "../../provider/src/dataworks/clock";
import { markIn } from "../../tools/acceptance/edits";
import { Journal } from "../../tools/acceptance/journal";
import { endingBy } from "../../tools/acceptance/signals";
import { root } from "../../tools/root";
import { starting } from "../emulator/running";
import { rpc } from "../support/rpc";
import { SteppingClock } from "../support/stepping-clock";
import { acceptance, environmentOf } from "./accepting";
import { between } from "./between";

const projectId = "10000";
const fileId = "510002";
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };
const deploying = ["DeployDISyncTask", "StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"];

describe("the task that is given to the acceptance", () => {
    const start = starting();
    const accepting = acceptance();
    const { run } = accepting;
    const withBetween = between();

    const at = (task: Partial<SeedTask> = {}, assume: Answers = {}, now?: () => number) => {
        const ours = { fileId, nodeId: "700000001", name: "orders_to_hologres", definition, ...task };
        return start({
            seed: { workspaces: [{ projectId, identifier: "shop", tasks: [ours] }] },
            assume,
            ...(now && { now }),
        });
    };
    const deployHere = (...more: string[]) => ["deploy", "--project", projectId, "--file-id", fileId, "--yes", ...more];

    /** The calls that changed something. */
    async function changes(service: Emulator): Promise<string[]> {
        const journal = await service.control.journal();
        return journal.map(({ operation }) => operation).filter((operation) => deploying.includes(operation));
    }

    async function standing(service: Emulator) {
        const { instance, deployedDefinition } = await service.control.task({ projectId, fileId });
        return instance ?? (deployedDefinition === undefined ? "undeployed" : "deployed");
    }

    const interrupted = () => Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 });

    /** Goes on at once, but for the time that a call is given to end. */
    function patient(): Clock {
        const { now, wait } = new SteppingClock();
        return { now, wait: (ms, signal) => (ms < 30_000 ? wait(ms, signal) : realClock.wait(ms, signal)) };
    }

    const edit = (service: Emulator) =>
        service.control.editTask({ projectId, fileId, definition: '{"of":"a person"}', user: "77" });
    const refused = (Message: string) => ({ Data: { Status: "fail", Message } });

    for (const [what, reply] of Object.entries({
        "says fail for another reason": refused("the system is busy, try again later"),
        "has no status that is known": { Data: { Status: "MIGRATING" } },
        "is a failure of the whole": { Success: false },
    }))
        it(`refuses a task that may run where GetDISyncInstanceInfo ${what}`, async () => {
            const service = await at({ deployed: true, instance: "RUN" }, { "production-version": "never" });
            const front = await withBetween(service, {
                before: (operation, nth) => (operation === "GetDISyncInstanceInfo" && nth === 1 ? reply : undefined),
            });
            const ran = await run(deployHere(), { at: front });
            assert.deepEqual([ran.code, await changes(service)], [1, []], ran.err);
            assert.match(ran.err, /nobody can tell whether the task 510002 of workspace 10000 is deployed/);
            assert.equal(await standing(service), "RUN");
        });

    it("leaves deployed what stood so, where two other answers hide what became of it", async () => {
        const service = await at(
            { deployed: true },
            { "undeployed-instance": "NORUN", "terminate-running": "undeploys" },
        );
        const ran = await run(deployHere("--running"), { at: service });
        assert.deepEqual([ran.code, await standing(service)], [7, "NORUN"], ran.err);
        assert.doesNotMatch(ran.err, /could not be left/);
    });

    it("says that a task could not be left as it was found, where nobody can tell any more how it stands", async () => {
        const service = await at({ deployed: true });
        const stop = new AbortController();
        const front = await withBetween(service, {
            after: async (operation, nth) => {
                if (operation !== "TerminateDISyncInstance" || nth !== 1) return;
                const error = { kind: "error", status: 403, code: "Forbidden.Access" } as const;
                await service.control.addFault({ ...error, operation: "ListFileVersions" });
                stop.abort(interrupted());
            },
        });
        const ran = await run(deployHere("--running"), { at: front, signal: stop.signal });
        assert.equal(ran.code, 130, ran.err);
        assert.match(
            ran.err,
            /^The task 510002 could not be left deployed, as it was found: .* no right to ListFileVersions/m,
        );
        assert.equal(await standing(service), "NORUN"); // it was tried all the same
    });

    it("says so where an undeployment succeeds, and nothing comes of it", async () => {
        const service = await at();
        const front = await withBetween(service, {
            before: (operation, nth) =>
                operation === "TerminateDISyncInstance" && nth > 2 ? { Data: { Status: "success" } } : undefined,
        });
        const ran = await run(deployHere(), { at: front });
        assert.equal(ran.code, 1, ran.err);
        assert.match(ran.err, /^The task 510002 could not be left undeployed, as it was found: it stands deployed$/m);
    });

    it("does not start again what somebody was stopping", async () => {
        const service = await at({ deployed: true });
        const front = await withBetween(service, {
            after: (operation, nth, { Data }) => {
                if (operation === "GetDISyncInstanceInfo" && nth === 1 && Data) Data["Status"] = "KILLING";
            },
        });
        const ran = await run(deployHere("--running"), { at: front });
        assert.deepEqual([ran.code, await standing(service)], [0, "NORUN"], ran.err);
        assert.match(ran.err, /^The task stands deployed\.$/m);
    });

    for (const task of [{}, { deployed: true }])
        for (const [what, does] of Object.entries({
            edits: edit,
            "edits and deploys": async (service: Emulator) => {
                await edit(service);
                await service.control.deployTask({ projectId, fileId, user: "77" });
            },
        }))
            it(`stops where somebody ${what} a task that was ${task.deployed ? "" : "un"}deployed, and touches it no more`, async () => {
                const service = await at(task);
                let before: unknown;
                let done: string[] = [];
                const front = await withBetween(service, {
                    after: async (operation, nth) => {
                        if (operation !== "StopDISyncInstance" || nth !== 2) return;
                        await does(service);
                        before = await service.control.task({ projectId, fileId });
                        done = await changes(service);
                    },
                });
                const ran = await run(deployHere("--running"), { at: front });
                assert.deepEqual([ran.code, ran.report], [1, undefined], ran.err);
                assert.match(
                    ran.err,
                    /somebody changed the task 510002 of workspace 10000 meanwhile: it was edited\. Nothing/,
                );
                assert.match(
                    ran.err,
                    /^The task 510002 was found (un)?deployed, and by the calls of this run it stands \w+\.$/m,
                );
                assert.deepEqual(await service.control.task({ projectId, fileId }), before);
                assert.deepEqual(await changes(service), done);
            });

    it("never deploys a version that was committed and is not in production", async () => {
        const service = await at({ deployed: true });
        const front = await withBetween(service, {
            after: (operation, _nth, { Data }) => {
                if (operation === "GetFile") Object.assign(Data?.["File"] ?? {}, { CurrentVersion: 2 });
            },
        });
        const ran = await run(deployHere("--running"), { at: front });
        assert.deepEqual([ran.code, await changes(service)], [1, []], ran.err);
        assert.match(ran.err, /was edited since: a deployment would take the edits to production/);
    });

    for (const [operation, given, never, stands] of [
        ["TerminateDISyncInstance", {}, "DeployDISyncTask", "undeployed"],
        ["StopDISyncInstance", {}, "StartDISyncInstance", "undeployed"],
        ["DeployDISyncTask", { deployed: true }, "TerminateDISyncInstance", "NORUN"],
        ["StartDISyncInstance", { deployed: true, instance: "RUN" }, "StopDISyncInstance", "RUN"],
    ] as const)
        it(`does nothing that it takes ${operation} to undo, without the right to that`, async () => {
            const service = await at(given);
            await service.control.addFault({ kind: "error", code: "Forbidden.Access", status: 403, operation });
            const ran = await run(deployHere("--running"), { at: service });
            assert.equal(ran.code, 0, ran.err);
            const made = await changes(service);
            assert.ok(!made.includes(never), made.join(" "));
            const seen = ran.report?.assumptions.filter(({ verdict }) => verdict === "not seen").map((one) => one.seen);
            const why = `${never} was not called, as the task could not be left as it was found: the account has no right to ${operation}`;
            assert.ok(
                seen?.some((one) => one.startsWith(why)),
                seen?.join("\n"),
            );
            assert.equal(await standing(service), stands);
        });

    for (const [operation, given, stands] of [
        ["DeployDISyncTask", {}, "undeployed"],
        ["StartDISyncInstance", { deployed: true }, "NORUN"],
        ["TerminateDISyncInstance", { deployed: true }, "NORUN"],
    ] as const)
        it(`waits for ${operation}, which is on its way as an interruption comes, and undoes it then`, async () => {
            const service = await at(given);
            const stop = new AbortController();
            let isOnItsWay = false;
            const meanwhile: string[] = [];
            const front = await withBetween(service, {
                before: async (called) => {
                    if (isOnItsWay) meanwhile.push(called);
                    if (called !== operation || stop.signal.aborted) return;
                    stop.abort(interrupted());
                    isOnItsWay = true;
                    // The service takes its time: a call that did not wait would come by before so many others are done.
                    for (let others = 0; others < 50; others += 1) await service.control.task({ projectId, fileId });
                    isOnItsWay = false;
                },
            });
            const ran = await run(deployHere("--running"), { at: front, signal: stop.signal, clock: patient() });
            assert.deepEqual([ran.code, await standing(service), meanwhile], [130, stands, []], ran.err);
            assert.doesNotMatch(ran.err, /could not be left/);
        });

    it("undoes a deployment that comes to production after the interruption", async () => {
        const clock = new SteppingClock();
        const service = await at({}, { "deploy-in-production": "later" }, () => Date.now() + clock.now());
        const stop = new AbortController();
        const front = await withBetween(service, {
            after: (operation) => {
                if (operation === "DeployDISyncTask") stop.abort(interrupted());
            },
        });
        const ran = await run(deployHere(), { at: front, signal: stop.signal, clock });
        assert.equal(ran.code, 130, ran.err);
        clock.pass(60_000);
        assert.equal(await standing(service), "undeployed");
        assert.doesNotMatch(ran.err, /could not be left/);
    });

    it("says what may still come of a call that is not answered after an interruption", async () => {
        const service = await at();
        await service.control.addFault({ operation: "DeployDISyncTask", kind: "hang" });
        const stop = new AbortController();
        const running = run(deployHere(), { at: service, signal: stop.signal });
        const received = { operation: "DeployDISyncTask", moment: "received", count: 1, timeoutMs: 60_000 } as const;
        await service.control.waitFor(received).then(() => stop.abort(interrupted()));
        const ran = await running;
        assert.equal(ran.code, 130, ran.err);
        assert.match(ran.err, /found: DeployDISyncTask was called, and .* not seen in 30 seconds: it may still take/);
    });

    /** As a run leaves it that was killed. */
    async function foundBefore(service: Emulator, stood: Standing): Promise<string> {
        const { json } = await rpc(service.url, "GetFile", { ProjectId: projectId, FileId: fileId });
        const { File } = json?.["Data"] as { File: Record<string, never> };
        const place = { projectId, region: "cn-hangzhou", endpoint: service.url };
        const journal = Journal.ofTask(accepting.journals, fileId, place);
        journal.hold();
        journal.found({ stood, mark: markIn({ ...File, LastEditTime: String(File["LastEditTime"]) }) });
        journal.leave();
        return journal.file;
    }

    it("has it in a journal how it found the task, before it does anything, until that is brought back", async () => {
        const service = await at({ deployed: true });
        const kept: unknown[] = [];
        const front = await withBetween(service, {
            before: (operation) => {
                if (operation !== "StopDISyncInstance" || kept.length > 0) return;
                for (const name of readdirSync(accepting.journals).filter((one) => one.endsWith(".json")))
                    kept.push(JSON.parse(readFileSync(join(accepting.journals, name), "utf8")));
            },
        });
        const ran = await run(deployHere("--running"), { at: front });
        assert.equal(ran.code, 0, ran.err);
        assert.deepEqual(
            kept.map((one) => (one as { given: { stood: string } }).given.stood),
            ["deployed"],
        );
        assert.deepEqual(readdirSync(accepting.journals), []);
    });

    it("brings the task back first that an earlier run was ended with, and says so before", async () => {
        const service = await at();
        await service.control.deployTask({ projectId, fileId, user: "1" });
        await foundBefore(service, "running");
        const ran = await run(deployHere(), { at: service });
        assert.match(
            ran.err,
            /First it brings the task back to how an earlier run found it that was ended: running\.$/m,
        );
        // It runs now, as it did: and that this run may not interrupt.
        assert.deepEqual(
            [ran.code, await changes(service), await standing(service)],
            [1, ["StartDISyncInstance"], "RUN"],
        );
        assert.match(ran.err, /runs, and would be interrupted/);
        assert.deepEqual(readdirSync(accepting.journals), []);
    });

    it("says what to do where somebody has changed the task since an earlier run was ended with it", async () => {
        const service = await at({ deployed: true });
        const file = await foundBefore(service, "running");
        await edit(service);
        const ran = await run(deployHere("--running"), { at: service });
        assert.deepEqual([ran.code, await changes(service)], [1, []], ran.err);
        assert.match(
            ran.err,
            /how an earlier run found it, running: somebody changed .*: it was edited\..* and remove /,
        );
        assert.ok(ran.err.includes(file));
        assert.deepEqual(readdirSync(accepting.journals), [basename(file)]);
    });

    it("leaves a task alone that another run works with, and says so", async () => {
        const service = await at();
        const place = { projectId, region: "cn-hangzhou", endpoint: service.url };
        const other = Journal.ofTask(accepting.journals, fileId, place);
        other.hold();
        const ran = await run(deployHere(), { at: service });
        other.end();
        assert.deepEqual([ran.code, await changes(service)], [1, []], ran.err);
        assert.match(ran.err, new RegExp(`another run works with the task 510002, as process ${process.pid}\\.`));
    });
});

describe("the signals of the acceptance", () => {
    const start = starting();
    const accepting = acceptance();

    it("bring the task back where nobody reads any more what the process says", async function () {
        if (process.platform === "win32") this.skip(); // a signal ends a process there
        const tasks = [{ fileId, nodeId: "700000001", name: "orders_to_hologres", definition }];
        const service = await start({ seed: { workspaces: [{ projectId, identifier: "shop", tasks }] } });
        const asked = ["deploy", "--project", projectId, "--file-id", fileId, "--yes"];
        const child = spawn(
            process.execPath,
            ["-r", "ts-node/register/transpile-only", join(root, "tools/acceptance/index.ts"), ...asked],
            {
                cwd: root,
                env: { ...process.env, ...environmentOf(service), HOME: accepting.folder },
                stdio: ["ignore", "pipe", "pipe"],
            },
        );
        const closed = once(child, "close");
        await service.control.waitFor({
            ...{ operation: "StartDISyncInstance", moment: "replied", count: 2, timeoutMs: 60_000 },
        });
        child.stdout.destroy();
        child.stderr.destroy();
        child.kill("SIGINT");
        assert.deepEqual(await closed, [130, null]);
        const { instance, deployedDefinition } = await service.control.task({ projectId, fileId });
        assert.deepEqual([instance, deployedDefinition], [undefined, undefined]);
    });

    it("take copies of one Ctrl-C for one, and a later one for the second", () => {
        const source = new EventEmitter();
        let time = 10_000;
        const said: string[] = [];
        const { work, everything } = endingBy(
            source,
            () => time,
            (text) => said.push(text),
        );
        source.emit("SIGINT");
        time += 200;
        source.emit("SIGINT");
        source.emit("SIGTERM");
        assert.deepEqual([work.aborted, everything.aborted, said.length], [true, false, 1]);
        time += 1_000;
        source.emit("SIGINT");
        assert.equal(everything.aborted, true);
    });
});
