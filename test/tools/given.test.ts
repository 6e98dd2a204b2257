// The acceptance's level deploy, in this process: how the task of somebody's stands is told by evidence, and it is left as it was found.
import assert from "node:assert/strict";
import type { Answers, Emulator, SeedTask } from "dataworks-emulator";
import { starting } from "../emulator/running";
import { acceptance } from "./accepting";
import { between } from "./between";

const projectId = "10000";
const fileId = "510002";
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };
const deploying = ["DeployDISyncTask", "StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"];

describe("the task that is given to the acceptance", () => {
    const start = starting();
    const { run } = acceptance();
    const withBetween = between();

    const at = (task: Partial<SeedTask> = {}, assume: Answers = {}) => {
        const ours = { fileId, nodeId: "700000001", name: "orders_to_hologres", definition, ...task };
        return start({ seed: { workspaces: [{ projectId, identifier: "shop", tasks: [ours] }] }, assume });
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
                stop.abort(Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 }));
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
});
