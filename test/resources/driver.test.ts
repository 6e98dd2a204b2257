// What a driver notes of the program's tasks, and which deletes that holds back, against the embedded DataWorks.
import assert from "node:assert/strict";
import { digestOf } from "../../provider/src/definition/index";
import type { Context } from "../../provider/src/resources/context";
import { deployment } from "../../provider/src/resources/deployment";
import { Driver } from "../../provider/src/resources/driver";
import { task } from "../../provider/src/resources/task";
import { instance } from "../../provider/src/resources/instance";
import type { Claiming, Values } from "../../provider/src/resources/resource";
import { unknown } from "../../provider/src/resources/unknown";
import { inputs, Lifecycle, outputs, region } from "../support/lifecycle";
import { definition, realtime, seedOf } from "../support/tasks";

describe("a driver", () => {
    let lifecycle: Lifecycle;
    let context: Context;
    let driver: Driver;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101")));
        context = lifecycle.context();
        driver = new Driver(deployment, context);
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    const given = (more: Values = {}): Values => ({ ...inputs("100"), ...more });
    const state = (): Values => ({ ...outputs(inputs("100")) });
    const claim = (besides = "another") => context.claims.of("deployment").find(region, inputs("100"), besides);

    it("announces the task of inputs in their region", () => {
        driver.announce(given());
        assert.equal(claim(), "announced");
        assert.equal(context.claims.of("deployment").find("cn-beijing", inputs("100"), ""), undefined);
    });

    it("announces a task whose other arguments are not known yet, and none that is itself not known, or where it is", () => {
        for (const name of ["region", "projectId", "fileId"]) driver.announce(given({ [name]: unknown }));
        assert.deepEqual(context.claims.of("deployment").extent(), { announced: 0, takenDown: 0 });
        driver.announce(given({ triggers: { a: unknown } }));
        assert.equal(claim(), "announced");
    });

    it("holds the task of a resource that a plan leaves as it is, for its id", async () => {
        driver.announce(given());
        assert.equal((await driver.diff("a", state(), given())).changes, false);
        assert.deepEqual([claim(), claim("a")], ["held", "announced"]);
    });

    it("holds nothing for inputs that check has not seen, nor a second time for inputs that it saw once", async () => {
        await driver.diff("a", state(), given());
        assert.equal(claim(), undefined);
        driver.announce(given({ triggers: unknown }));
        await driver.diff("a", state(), given());
        assert.equal(claim(), "announced", "those that it saw were not known yet");
        driver.announce(given());
        await driver.diff("a", state(), given());
        await driver.diff("b", state(), given());
        assert.deepEqual([claim("b"), claim("a")], ["held", "announced"]);
    });

    it("holds nothing where a plan changes something", async () => {
        driver.announce(given({ triggers: { a: 1 } }));
        assert.equal((await driver.diff("a", state(), given({ triggers: { a: 1 } }))).changes, true);
        assert.equal(claim(), "announced");
    });

    it("notes the new onDelete of a planned replacement, and none of a change in place, of a refresh or of a preview", async () => {
        const moved = given({ projectId: "10001", onDelete: "undeploy" });
        await driver.diff("a", state(), moved);
        driver.announce(given({ onDelete: "undeploy" }));
        await driver.diff("a", state(), given({ onDelete: "undeploy" }));
        await driver.diff("a", state(), { ...moved, triggers: { a: unknown } });
        assert.equal(context.claims.onDeleteOf("a"), undefined);
        driver.announce(moved);
        assert.deepEqual((await driver.diff("a", state(), moved)).replaces, ["projectId"]);
        assert.equal(context.claims.onDeleteOf("a"), "undeploy");
        assert.equal(context.claims.isReplacedInVain("a", "deployment"), false);
        context.claims.of("deployment").refuse("b", region, { ...inputs("100"), projectId: "10001" });
        assert.equal(context.claims.isReplacedInVain("a", "deployment"), true);
    });

    it("holds a task that it deployed, whose other resource then leaves it deployed", async () => {
        const { id, outputs } = await driver.create(given());
        assert.deepEqual([claim(), claim(id)], ["held", undefined]);
        await driver.delete("old", { ...outputs, onDelete: "undeploy" });
        assert.match(lifecycle.warnings.join(), /is not undeployed: the program has a resource that deploys it/);
    });

    for (const what of ["create", "update"] as const) {
        it(`refuses a task whose ${what} failed, and another resource of it stays`, async () => {
            const fault = { operation: "DeployDISyncTask", kind: "error", status: 403, code: "Forbidden.Access" };
            await lifecycle.emulator.control.addFault(fault as never);
            const failing =
                what === "create" ? driver.create(given()) : driver.update("a", state(), given({ triggers: {} }));
            await assert.rejects(failing, /Forbidden\.Access/);
            assert.equal(claim(), "refused");
            if (what === "update") assert.equal(claim("a"), undefined);
            await assert.rejects(driver.delete("old", { ...state(), onDelete: "undeploy" }), /failed in this run/);
        });
    }

    it("goes on to stand for the task of its state where an update to another one failed", async () => {
        const fault = { operation: "DeployDISyncTask", kind: "error", status: 403, code: "Forbidden.Access" };
        await lifecycle.emulator.control.addFault(fault as never);
        await assert.rejects(driver.update("a", state(), given({ fileId: "101" })), /Forbidden\.Access/);
        assert.equal(claim(), "refused");
        await assert.rejects(driver.delete("old", { ...state(), onDelete: "undeploy" }), /failed in this run/);
    });

    it("tells a task that it deployed from one that was deployed before, refused, or only stored", async () => {
        const isDeployed = () => context.claims.isDeployed(region, inputs("100"));
        driver.announce(given());
        await driver.diff("a", state(), given());
        await driver.update("a", state(), given({ onDelete: "undeploy" }));
        await lifecycle.emulator.control.addFault({
            operation: "DeployDISyncTask",
            kind: "fail",
            times: 1,
            message: "no",
        });
        await assert.rejects(driver.create(given()));
        assert.equal(isDeployed(), false);
        await driver.create(given());
        assert.equal(isDeployed(), true);
    });

    describe("of a task that is replaced whatever its difference says", () => {
        const args = { projectId: inputs("100").projectId, taskType: "DI_REALTIME", name: "task_100", region };
        const old = (onDelete: string) => ({ ...args, fileId: "100", resourceGroup: "group_shop", onDelete });
        const calls = async () => (await lifecycle.calls()).map((call) => call.split(" ")[0]);

        it("deletes it first where the option deleteBeforeReplace says so, and not for another resource of it", async () => {
            const tasks = new Driver(task, context);
            tasks.announce(args);
            await assert.rejects(
                tasks.delete("id", old("delete")),
                /is not deleted: a resource of the program stands for it/,
            );
            assert.deepEqual(await calls(), []);
            tasks.announce(args, true);
            await tasks.delete("id", old("delete"));
            assert.deepEqual(await calls(), ["DeleteDISyncTask"]);
        });

        it("keeps the resource where the task stays and keeps its name: no other could be made", async () => {
            const tasks = new Driver(task, context);
            await tasks.delete("id", old("retain"));
            tasks.announce(args, true);
            await assert.rejects(tasks.delete("id", old("retain")), /it stays in DataWorks and keeps its name/);
            assert.deepEqual(await calls(), []);
        });
    });

    describe("of a resource that is pinned, and deleted before it is made anew", () => {
        const undeploy = { onDelete: "undeploy" } as const;
        let told: Driver;
        /** The digests of the tasks' definitions. */
        let [pin, otherPin] = ["", ""];

        const of = (urn: string) => driver.within({ ...context, urn });
        const undeploys = async () => {
            await told.delete("a", { ...state(), ...undeploy });
            return lifecycle.calls();
        };
        const undeployed = ["GetDISyncInstanceInfo 100", "TerminateDISyncInstance 100"];

        before(async () => {
            const digest = (fileId: string) =>
                digestOf(JSON.stringify(definition(`table_${fileId}`)), inputs(fileId), []);
            [pin, otherPin] = [await digest("100"), await digest("101")];
        });

        beforeEach(async () => {
            told = of("urn:own");
            await context.dataworks(region).deployDISyncTask(inputs("100"));
            await lifecycle.calls();
        });

        for (const [what, more, task] of [
            ["itself", {}, "100"],
            ["one of another task", { fileId: "101" }, "101"],
        ] as const) {
            it(`stays where it is to give way to ${what} and nobody approved that, or nobody can tell`, async () => {
                told.announce(given({ ...undeploy, ...more, approvedDigest: "d1-0123456789abcdef" }));
                const by = task === "100" ? "" : ` by DI_REALTIME ${task} of workspace 10000`;
                const heading = `^DI_REALTIME 100 of workspace 10000 is not replaced${by}, and nothing is deleted: `;
                await assert.rejects(undeploys(), {
                    name: "NotApprovedError",
                    message: new RegExp(`${heading}its definition has the digest ${task === "100" ? pin : otherPin}, `),
                });
                const fault = { operation: "GetDISyncTask", kind: "error", status: 403, code: "Forbidden.Access" };
                await lifecycle.emulator.control.addFault(fault as never);
                await assert.rejects(undeploys(), {
                    message: new RegExp(`${heading}.* could not be\\. .*Forbidden\\.Access`),
                });
                assert.deepEqual(await lifecycle.calls(), Array(2).fill(`GetDISyncTask ${task}`));
                assert.equal(context.claims.of("deployment").extent().takenDown, 0);
            });
        }

        it("is undeployed where what is to be deployed again is approved", async () => {
            told.announce(given({ ...undeploy, approvedDigest: pin }));
            assert.deepEqual(await undeploys(), ["GetDISyncTask 100", ...undeployed]);
        });

        const wrong = () => given({ ...undeploy, fileId: "101", approvedDigest: "d1-0123456789abcdef" });
        for (const [what, prepare] of Object.entries<() => unknown>({
            "it is only removed": () => undefined,
            "the new one is not pinned": () => told.announce(given(undeploy)),
            "another resource is still to be made": () => of("urn:another").announce(wrong()),
            "the new one was made before": async () => {
                const news = given({ ...undeploy, fileId: "101", approvedDigest: otherPin });
                told.announce(news);
                await told.create(news);
            },
            "the new one was tried before, and failed": async () => {
                told.announce(wrong());
                await assert.rejects(told.create(wrong()));
            },
            "the new one is of an earlier run, and stays as it is": async () => {
                told.announce(wrong());
                const stays = {
                    ...outputs(inputs("101", undeploy)),
                    approvedDigest: "d1-0123456789abcdef",
                    digest: "d1-0123456789abcdef",
                };
                assert.equal((await told.diff("b", stays, wrong())).changes, false);
            },
        })) {
            it(`is undeployed without a look where ${what}`, async () => {
                await prepare();
                await lifecycle.calls();
                assert.deepEqual(await undeploys(), undeployed);
            });
        }

        it("goes without any call where its task stays deployed", async () => {
            told.announce(wrong());
            await told.delete("a", state());
            assert.deepEqual(await lifecycle.calls(), []);
        });
    });

    describe("of resources that have to agree", () => {
        const wanting = (more: Values): Values => given({ triggers: { n: 1 }, ...more });
        const isWanted = (n: number) =>
            context.claims.of("instance").isWanted(region, inputs("100"), "triggers", { n });
        const agreeing = () => {
            const claiming = { ...deployment.claiming, kind: "instance", agreed: () => ["triggers"] } as Claiming;
            return new Driver({ ...deployment, claiming }, context);
        };

        it("says what contradicts another one of the task, by whichever driver of the run", () => {
            assert.deepEqual(agreeing().announce(wanting({})), []);
            assert.deepEqual(agreeing().announce(wanting({ onDelete: "undeploy" })), []);
            assert.deepEqual(agreeing().announce(wanting({ fileId: "101", triggers: { n: 2 } })), []);
            assert.deepEqual(agreeing().announce(wanting({ triggers: { n: 2 } })), [
                "triggers contradicts another DiSyncDeployment of the program, which is for DI_REALTIME 100 of workspace " +
                    "10000 too: keep one of the two, or give both the same value",
            ]);
        });

        it("says it of two instances of a task, for whether it runs and how it is started", () => {
            const announce = (more: Values) => {
                return new Driver(instance, context)
                    .announce(given({ state: "running", ...more }))
                    .map((text) => text.split(" ")[0]);
            };
            assert.deepEqual([announce({ stableSeconds: 1 }), announce({ triggers: { n: 1 } })], [[], []]);
            assert.deepEqual(announce({ startParameters: { errorLimit: { records: 1 } } }), ["startParameters"]);
            assert.deepEqual(announce({ state: "stopped" }), ["state", "startParameters"]);
            // What ignoreChanges feeds in is not what the program wants: the engine checks a replacement again without it.
            assert.deepEqual(announce({ state: "stopped", ignoresState: true }), []);
        });

        it("takes what is not known yet for no contradiction", () => {
            assert.deepEqual(agreeing().announce(wanting({})), []);
            assert.deepEqual(agreeing().announce(wanting({ triggers: { n: unknown } })), []);
        });

        it("does not take one that is replaced, and checked anew without what ignoreChanges fed in, for two", async () => {
            const one = agreeing();
            const olds = { ...state(), projectId: "10001", triggers: { n: 2 } };
            for (const more of [{}, { compareVersions: unknown }]) {
                const ignoring = wanting({ triggers: { n: 2 }, ...more });
                assert.deepEqual(one.announce(ignoring), []);
                assert.deepEqual((await one.diff("a", olds, ignoring)).replaces, ["projectId"]);
                assert.deepEqual(one.announce(wanting({ triggers: { n: 3 }, ...more })), []);
                assert.deepEqual([isWanted(2), isWanted(3)], [false, true]);
                await one.diff("a", olds, wanting({ triggers: { n: 3 }, ...more }));
            }
        });

        it("keeps what is wanted where the engine asks about a replacement of what it has not checked", async () => {
            const one = agreeing();
            one.announce(wanting({}));
            const olds = { ...state(), projectId: "10001" };
            for (const more of [{}, { compareVersions: unknown }]) {
                assert.deepEqual((await one.diff("b", olds, wanting({ onDelete: "undeploy", ...more }))).replaces, [
                    "projectId",
                ]);
                assert.equal(isWanted(1), true);
            }
        });
    });

    it("takes what a state of an older version lacks for the default", async () => {
        const { projectId, taskType, fileId, status } = state();
        const older = { projectId, taskType, fileId, status, region };
        assert.equal((await driver.diff("a", older, given())).changes, false);
        assert.equal((await driver.diff("a", older, given({ onDelete: "undeploy" }))).changes, true);
        assert.equal((await driver.read("a", older))?.outputs.region, region);
    });

    for (const name of ["region", "projectId", "taskType", "fileId"]) {
        it(`says of a state that it is damaged, and calls nothing, where it has no ${name}`, async () => {
            const damaged = { ...state(), [name]: undefined };
            const reason = new RegExp(`is damaged: it has no ${name}\\. No call was made`);
            await assert.rejects(driver.read("a", damaged), reason);
            await assert.rejects(driver.delete("a", damaged), reason);
            await assert.rejects(driver.update("a", damaged, given()), reason);
            await assert.rejects(driver.diff("a", damaged, given()), reason);
            assert.deepEqual(await lifecycle.calls(), []);
        });
    }

    it("says of a state that lacks several what they are", async () => {
        await assert.rejects(
            driver.read("a", { status: "success" }),
            /it has no region, projectId, taskType, fileId\. /,
        );
    });

    it("reads no resource by its id, and says what takes over a task", async () => {
        await assert.rejects(
            driver.read("a", { projectId: "10000" }),
            /option id does not work.* pulumi-dataworks import/,
        );
    });

    it("says of a state without any output what to do about it too: it looks like arguments that are read by an id", async () => {
        const { region: _, ...left } = given();
        for (const damaged of [{}, left]) await assert.rejects(driver.read("a", damaged), /`pulumi state delete`/);
    });

    it("names the task of a damaged state as far as it is known", async () => {
        const damaged = { fileId: "100", taskType: unknown, status: "success" };
        await assert.rejects(driver.read("a", damaged), /\(\? 100 of workspace \?\) is damaged/);
    });
});
