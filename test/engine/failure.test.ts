// What is in the state after a deployment that failed, on the real engine, and how the next run heals it.
import assert from "node:assert/strict";
import type { Fault } from "dataworks-emulator";
import { adapters } from "../support/adapters";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

/** Faults of DeployDISyncTask, by the file id that each befalls. */
const refused: Record<string, object> = {
    "201": { kind: "fail", message: "the table is missing" },
    "202": { kind: "successFalse", message: "not now" },
    "203": { kind: "error", status: 403, code: "Forbidden.Access", message: "Access is forbidden." },
    // This is tried again, so it has to last.
    "205": { kind: "throttled", code: "Throttling.User", message: "Too frequent.", times: 100 },
    "206": { kind: "error", status: 429, code: "Throttling.Resource", message: "The quota is reached." },
    "207": { kind: "fail", message: "fileId:[207] is invalid." },
};
const lost: Record<string, object> = {
    "301": { kind: "resetBefore" },
    "302": { kind: "resetAfter" },
    "303": { kind: "hangAfter" },
    "304": { kind: "truncated" },
    "305": { kind: "truncatedJson" },
    "306": { kind: "html" },
    "307": { kind: "empty" },
    "308": { kind: "body", text: '{"Success":true,"RequestId":"r","Data":{}}' },
    // DataWorks failed by itself, after the task was deployed. The first is tried again, so it has to last.
    "309": { kind: "errorAfter", status: 500, code: "InternalError.System", times: 100 },
    "310": { kind: "errorAfter", status: 504, code: "ServiceTimeout" },
    "311": { kind: "errorAfter", status: 408, code: "RequestTimeout" },
};
const unfingerprinted = "400";
const fileIds = [...Object.keys(refused), ...Object.keys(lost), unfingerprinted];
/** What an update that changes the file id changes it to. */
const moved = { "302": "352", "202": "252" };
/** A deployment whose triggers become secret. */
const secretive = "510";

function program(triggers?: object): Record<string, { args: object }> {
    return Object.fromEntries(
        [...fileIds, secretive].map((fileId) => [
            `task${fileId}`,
            { args: { projectId, taskType: "DI_REALTIME", fileId, triggers } },
        ]),
    );
}

for (const adapter of adapters)
    describe(`a deployment that fails, by the ${adapter}`, () => {
        let story: Story;

        /** Lets each deployment of one of these tasks fail, once unless the fault says more. */
        async function addFaults(faults: Record<string, object>): Promise<void> {
            for (const [FileId, fault] of Object.entries(faults)) {
                await story.emulator.control.addFault({
                    operation: "DeployDISyncTask",
                    match: { FileId },
                    times: 1,
                    ...fault,
                } as unknown as Fault);
            }
        }

        before(async () => {
            const seed = seedOf(...realtime(...fileIds, ...Object.values(moved), secretive));
            story = await Story.begin({ seed }, { adapter });
            const { stack, emulator } = story;
            await stack.ok("config", "set", "dataworks:clientReadTimeout", "1000");
            await stack.ok("config", "set", "dataworks:maxRetryTimeout", "2");

            await stack.declare(program());
            await addFaults({ ...refused, ...lost });
            const noFingerprint = { operation: "GetDISyncTask", match: { FileId: unfingerprinted }, times: 1 } as const;
            await emulator.control.addFault({ ...noFingerprint, kind: "error", status: 403, code: "Forbidden.Access" });
            await story.step("failing up", () => stack.up("--continue-on-error"));
            await emulator.control.clearFaults();
            await story.step("preview", () => stack.pulumi("preview", "--diff"));
            await story.step("gate", () => stack.pulumi("preview", "--refresh", "--diff", "--expect-no-changes"));
            await story.step("healing up", () => stack.okUp());
            await story.step("healed preview", () => stack.ok("preview", "--refresh", "--expect-no-changes"));

            const changed = program({ again: "1" });
            for (const [from, to] of Object.entries(moved)) {
                changed[`task${from}`] = { args: { projectId, taskType: "DI_REALTIME", fileId: to } };
            }
            const secret = { token: { $secret: "obviously-fake-secret" } };
            const args = { projectId, taskType: "DI_REALTIME", fileId: secretive, triggers: secret };
            await stack.declare({ ...changed, [`task${secretive}`]: { args } });
            await addFaults({
                ...refused,
                ...lost,
                [secretive]: { kind: "resetAfter" },
                "352": { kind: "resetAfter" },
                "252": { kind: "fail", message: "no" },
            });
            await story.step("failing update", () => stack.up("--continue-on-error"));
            await emulator.control.clearFaults();
            await story.step("review of the update", () => stack.ok("preview", "--refresh", "--diff"));
            await story.step("saved refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
            await story.step("healing update", () => stack.okUp());

            await stack.declare(program({ again: "2" }));
            await emulator.control.addFault({ operation: "DeployDISyncTask", kind: "resetAfter" });
            await story.step("last up", () => stack.up("--continue-on-error"));
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));

            await emulator.control.clearFaults();
            await stack.declare({ unsent: { args: { projectId, taskType: "DI_REALTIME", fileId: "400" } } });
            const endpoint = stack.env["DATAWORKS_ENDPOINT"];
            stack.env["DATAWORKS_ENDPOINT"] = "http://127.0.0.1:1";
            await story.step("unreachable up", () => stack.up());
            stack.env["DATAWORKS_ENDPOINT"] = endpoint;
        });

        after(async () => {
            await story.close();
        });

        for (const [fileId, fault] of Object.entries(refused)) {
            const name = `task${fileId}`;
            describe(`with a refusal: ${JSON.stringify(fault)}`, () => {
                it("leaves nothing in the state at create, and says what the API said", () => {
                    const { state, run } = story.after("failing up");
                    assert.equal(state[name], undefined);
                    const { message, code = "" } = fault as { message: string; code?: string };
                    const said = run.output.split("\n").find((line) => line.includes(`DI_REALTIME ${fileId} of`)) ?? "";
                    assert.ok(said.includes(message) && said.includes(code), said);
                    assert.match(said, /RequestId \w+/);
                });

                it("leaves the state as it was at update", () => {
                    const { outputs, inputs } = story.deployment("failing update", name);
                    assert.deepEqual(outputs, story.deployment("healed preview", name).outputs);
                    assert.deepEqual(inputs, story.deployment("healed preview", name).inputs);
                });
            });
        }

        for (const [fileId, fault] of Object.entries(lost)) {
            const name = `task${fileId}`;
            describe(`with a lost reply: ${JSON.stringify(fault)}`, () => {
                it("keeps the resource, with status unknown, and says that the deployment may have been applied", () => {
                    const { outputs, initErrors } = story.deployment("failing up", name);
                    assert.equal(outputs["status"], "unknown");
                    assert.equal(outputs["deployedAt"], "");
                    assert.match(initErrors?.join() ?? "", /^DeployDISyncTask may have been applied to DI_REALTIME/);
                });

                it("is named in the diagnostics of the next preview, which plans a deployment", () => {
                    const { output } = story.after("preview").run;
                    assert.match(
                        output,
                        new RegExp(`DI_REALTIME ${fileId} of workspace 10000: the outcome of its last`),
                    );
                });

                it("is deployed once more by the next up, and then all is well", () => {
                    assert.deepEqual(story.calls("healing up", fileId), [
                        `GetDISyncTask ${fileId}`,
                        `DeployDISyncTask ${fileId}`,
                    ]);
                    assert.equal(story.deployment("healing up", name).outputs["status"], "success");
                    assert.equal(story.deployment("healing up", name).initErrors, undefined);
                });

                it("has the new inputs and status unknown after an update, and is deployed by the next one", () => {
                    const { outputs } = story.deployment("failing update", name);
                    assert.equal(outputs["status"], "unknown");
                    if (fileId in moved) assert.equal(outputs["fileId"], "352");
                    else assert.deepEqual(outputs["triggers"], { again: "1" });
                    assert.equal(story.deployment("healing update", name).outputs["status"], "success");
                });
            });
        }

        it("is tried again within a run only where the API says that it was throttled, or failed by itself", () => {
            for (const fileId of fileIds) {
                const tries = story.calls("failing up", fileId).filter((call) => call.startsWith("DeployDISyncTask"));
                if (["205", "309"].includes(fileId)) assert.ok(tries.length > 1, `${fileId}: ${tries.length}`);
                else assert.equal(tries.length, 1, fileId);
            }
        });

        it("ends with exit code 1, and a gate with 7", () => {
            assert.equal(story.after("failing up").run.code, 1);
            assert.equal(story.after("gate").run.code, 7);
        });

        it("keeps the old fingerprint and its time only where the task is the same", () => {
            for (const kept of ["deployedAt", "definition"]) {
                const before = story.deployment("healed preview", "task301").outputs[kept];
                assert.notEqual(before, "");
                assert.equal(story.deployment("failing update", "task301").outputs[kept], before);
                assert.equal(story.deployment("failing update", "task302").outputs[kept], "");
            }
        });

        it("is still seen after a refresh that was saved", () => {
            const { outputs } = story.deployment("saved refresh", "task301");
            assert.equal(outputs["status"], "unknown");
            assert.deepEqual(outputs["drift"], [
                "outcome of the deployment is unknown: DeployDISyncTask may have been applied",
            ]);
            assert.equal(story.deployment("healing update", "task301").outputs["drift"], undefined);
        });

        it("can be destroyed at once", () => {
            assert.equal(story.deployment("last up", "task301").outputs["status"], "unknown");
            assert.deepEqual(story.after("destroy").state, {});
        });

        it("says that nothing was sent where DataWorks could not be reached, and leaves nothing in the state", () => {
            const { run, state } = story.after("unreachable up");
            assert.equal(run.code, 1);
            assert.match(run.output, /GetDISyncTask for DI_REALTIME 400 of workspace 10000 could not be sent/);
            // Nobody waits for an emulator that is not started.
            assert.match(run.output, /127\.0\.0\.1:1 could not be reached: .* start `npx dataworks-emulator --port 1`/);
            assert.doesNotMatch(run.output, /tried \d+ times/);
            assert.deepEqual(state, {});
        });

        it("is none where only the fingerprint cannot be taken: that costs the fingerprint, and is said", () => {
            const { outputs } = story.deployment("failing up", `task${unfingerprinted}`);
            assert.equal(outputs["status"], "success");
            assert.match(
                story.after("failing up").run.output,
                /warning: no fingerprint of DI_REALTIME 400 of workspace 10000 could be taken/,
            );
        });

        it("shows no triggers that become secret with it, in the preview, the refresh and the state", () => {
            const name = `task${secretive}`;
            assert.equal(story.deployment("failing update", name).outputs["status"], "unknown");
            for (const step of ["failing update", "review of the update", "saved refresh", "healing update"]) {
                assert.ok(!story.after(step).run.output.includes("obviously-fake-secret"), step);
            }
            assert.ok(!story.after("saved refresh").stateText.includes("obviously-fake-secret"));
            assert.equal(story.deployment("healing update", name).outputs["status"], "success");
        });
    });

describe("deployments of a day whose calls are spent", () => {
    let story: Story;
    const tasks = Array.from({ length: 20 }, (_, index) => String(600 + index));

    before(async () => {
        story = await Story.begin({ seed: seedOf(...realtime(...tasks)) });
        const { stack, emulator } = story;
        await stack.declare(
            Object.fromEntries(
                tasks.map((fileId) => [`task${fileId}`, { args: { projectId, taskType: "DI_REALTIME", fileId } }]),
            ),
        );
        const spent = { kind: "error", status: 429, code: "Throttling.Api.Risk" } as const;
        await emulator.control.addFault({ operation: "DeployDISyncTask", ...spent });
        await story.step("up", () => stack.up("--continue-on-error"));
        await emulator.control.clearFaults();
        await story.step("next day", () => stack.okUp());
    });

    after(async () => {
        await story.close();
    });

    it("fail each, with what to do, after few calls, and leave nothing in the state", () => {
        const { run, calls, state } = story.after("up");
        assert.equal(run.code, 1);
        for (const fileId of tasks) {
            assert.match(
                run.output,
                new RegExp(`DeployDISyncTask was refused for DI_REALTIME ${fileId} of .*Throttling.Api.Risk.*tomorrow`),
            );
        }
        assert.ok(calls.filter((call) => call.startsWith("DeployDISyncTask")).length < tasks.length / 2);
        assert.deepEqual(state, {});
    });

    it("are made the next day", () => {
        assert.deepEqual(
            Object.keys(story.after("next day").state).toSorted(),
            tasks.map((id) => `task${id}`).toSorted(),
        );
    });
});

for (const [adapter, ...options] of [
    ["dynamic provider"],
    ["dynamic provider", "--continue-on-error"],
    ["plugin"],
] as const)
    describe(
        ["a deployment that fails in the middle of a replacement, by the", [adapter, ...options].join(", ")].join(" "),
        () => {
            let story: Story;

            const replacing = (fileId: string) => ({
                replaced: { args: { projectId, taskType: "DI_REALTIME", fileId, onDelete: "undeploy" } },
            });

            before(async () => {
                story = await Story.begin({ seed: seedOf(...realtime("500", "501")) }, { adapter });
                const { stack, emulator } = story;
                await stack.declare(replacing("500"));
                await story.step("up", () => stack.okUp());
                await stack.declare(replacing("501"));
                await emulator.control.addFault({ operation: "DeployDISyncTask", times: 1, kind: "resetAfter" });
                await story.step("failing up", () => stack.up(...options));
                await story.step("healing up", () => stack.okUp());
            });

            after(async () => {
                await story.close();
            });

            it("keeps the new one with status unknown, and leaves the old task deployed", () => {
                const { id, outputs } = story.deployment("failing up", "replaced");
                assert.deepEqual([outputs["status"], outputs["fileId"]], ["unknown", "501"]);
                assert.notEqual(id, story.deployment("up", "replaced").id);
                assert.equal(story.deployment("failing up", "replaced, replaced").outputs["fileId"], "500");
                assert.deepEqual(story.calls("failing up", "500"), []);
            });

            it("is healed by the next up, which deploys the new task once more and undeploys the old one", () => {
                assert.deepEqual(story.after("healing up").calls.toSorted(), [
                    "DeployDISyncTask 501",
                    "GetDISyncInstanceInfo 500",
                    "GetDISyncTask 501",
                    "TerminateDISyncInstance 500",
                ]);
                const healed = story.deployment("healing up", "replaced");
                assert.equal(healed.outputs["status"], "success");
                assert.equal(healed.id, story.deployment("failing up", "replaced").id);
                assert.deepEqual(Object.keys(story.after("healing up").state), ["replaced"]);
            });
        },
    );
