// What becomes of a task: made, changed, read, deleted, and found again where nobody knew.
import assert from "node:assert/strict";
import { isSealed } from "../../../provider/src/definition/fingerprint/seal";
import { OwnClaims } from "../../../provider/src/resources/claims/ledger";
import { task } from "../../../provider/src/resources/task";
import type { Outputs } from "../../../provider/src/resources/task/state";
import { region } from "../../support/lifecycle";
import { projectId } from "../../support/tasks";
import { first, foreign, inputs, Stage, tablesOf } from "./stage";

const [generate, query, create, get, list, file] = [
    "GenerateDISyncTaskConfigForCreating",
    "QueryDISyncTaskConfigProcessResult",
    "CreateDISyncTask",
    "GetDISyncTask",
    "ListFiles",
    "GetFile",
] as const;
const change = [get, "GenerateDISyncTaskConfigForUpdating", query, "UpdateDISyncTask", get];

describe("a task", () => {
    let stage: Stage;

    afterEach(() => stage.end());

    describe("that is made", () => {
        it("costs four calls, and is known by its file id from then on", async () => {
            stage = await Stage.begin();
            const { value, calls, warnings } = await stage.create();
            assert.deepEqual([calls, warnings], [[generate, query, create, get], []]);
            assert.deepEqual([value?.fileId, value?.status, value?.pending], [first, "success", undefined]);
            assert.match(value?.revision ?? "", /^20.*Z-/);
            assert.notEqual(value?.definition, "");
            assert.equal(value && task.idOf?.(value), `cn-hangzhou/${projectId}/DI_REALTIME/${first}`);
            assert.deepEqual(await stage.tables(), ["orders"]);
        });

        it("is kept, with what is there, where its tables are not those that are declared", async () => {
            stage = await Stage.begin({ leavesOut: ["customers"] });
            const { kept, error } = await stage.create(inputs(["orders", "customers"]));
            assert.match(error?.message ?? "", /missing in DataWorks: shop\/customers/);
            assert.deepEqual([kept?.fileId, kept?.status, tablesOf(kept)], [first, "unknown", ["orders"]]);
            assert.equal(task.diff(kept as Outputs, { ...inputs(["orders", "customers"]) }, true).changes, true);
        });

        it("stays due where none of its tables came, and its state cannot say so", async () => {
            stage = await Stage.begin({ leavesOut: ["orders"] });
            const { kept } = await stage.create();
            assert.equal(task.diff(kept as Outputs, { ...inputs() }, true).changes, true);
            await stage.control.setMaking({});
            const { value } = await stage.update(kept as Outputs, inputs());
            assert.equal(value?.status, "success");
            assert.deepEqual(await stage.tables(), ["orders"]);
        });

        it("is made although it cannot be read back, which costs the fingerprint and a warning", async () => {
            stage = await Stage.begin();
            await stage.fault(get, "error", { status: 403, code: "Forbidden.Access" });
            const { value, warnings } = await stage.create();
            assert.deepEqual([value?.fileId, value?.status, value?.definition], [first, "success", ""]);
            assert.match(warnings.join(), /could not be read back, .*Forbidden\.Access/);
        });

        it("says once that its tables could not be checked, where the definition does not name them", async () => {
            stage = await Stage.begin();
            await stage.fault(get, "body", {
                text: JSON.stringify({
                    Success: true,
                    RequestId: "r",
                    Data: { Status: "success", Code: '{"steps":[]}' },
                }),
                times: 1,
            });
            const { value, warnings } = await stage.create();
            assert.equal(value?.status, "success");
            assert.match(warnings.join(), /could not be checked, because its definition does not name them/);
        });

        it("is not made where DataWorks has no definition of it, and nothing is kept", async () => {
            stage = await Stage.begin({ end: { fails: "no such table" } });
            const { error, kept, calls } = await stage.create();
            assert.match(error?.message ?? "", /no such table/);
            assert.equal(kept, undefined);
            assert.equal(calls.includes(create), false);
        });
    });

    describe("whose definition this run's deployments take for no edit", () => {
        const told = () => stage.claims.writtenOf(region, { projectId, taskType: "DI_REALTIME", fileId: first });
        const isTold = async () => {
            const { definition } = await stage.control.task({ projectId, fileId: first });
            return told().some((seal) => isSealed(definition, seal));
        };

        it("is told where it is made, and where it is changed", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            assert.equal(await isTold(), true);
            stage.claims = new OwnClaims();
            await stage.update(olds, inputs(["orders", "returns"]));
            assert.equal(await isTold(), true);
        });

        it("is told to be written where it cannot be read back, and where nobody knows whether it was changed", async () => {
            stage = await Stage.begin();
            await stage.fault("GetDISyncTask", "error", { status: 403, code: "Forbidden.Access", times: 1 });
            const olds = await stage.made();
            assert.deepEqual(told(), [""]);
            stage.claims = new OwnClaims();
            await stage.fault("UpdateDISyncTask", "resetAfter");
            await stage.update(olds, inputs(["orders", "returns"]));
            assert.deepEqual(told(), [""]);
        });

        it("is not told where it is taken as it was edited: a deployment of that ships an edit", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            stage.claims = new OwnClaims();
            await stage.edit((text) => text.replace('"writeMode":"replay"', '"writeMode":"insert"'));
            const found = (await stage.read(olds)).value?.outputs as Outputs;
            const { warnings } = await stage.update(found, inputs());
            assert.match(warnings.join(), /accepted as it is in DataWorks/);
            assert.deepEqual(told(), []);
        });
    });

    describe("whose creation has an unknown outcome", () => {
        const lost = async (more: { times?: number } = { times: 1 }, kind = "resetAfter"): Promise<Outputs> => {
            await stage.fault(create, kind, more);
            await stage.fault(list, "error", { status: 403, code: "Forbidden.Access", ...more });
            const { kept, error } = await stage.create();
            assert.ok(kept, String(error));
            assert.deepEqual([kept.fileId, kept.status, kept.definition], [undefined, "unknown", ""]);
            assert.equal(task.idOf?.(kept), undefined, "the engine would keep an id that is wrong");
            return kept;
        };

        it("is found by the next update, which makes no other", async () => {
            stage = await Stage.begin();
            const olds = await lost();
            assert.equal(task.diff(olds, { ...inputs() }, true).changes, true);
            const { value, calls, warnings } = await stage.update(olds, inputs());
            assert.deepEqual(calls, [list, get]);
            assert.deepEqual([value?.fileId, value?.status, value?.pending], [first, "success", undefined]);
            assert.equal(value?.revision, olds.revision, "what was made is what is there");
            assert.match(warnings.join(), /made-up one until the next `pulumi refresh`/);
        });

        it("is changed by the next update where the program is another one by then", async () => {
            stage = await Stage.begin();
            const olds = await lost();
            const { value, calls } = await stage.update(olds, inputs(["orders", "returns"]));
            assert.deepEqual(calls, [list, ...change]);
            assert.deepEqual(await stage.tables(), ["orders", "returns"]);
            assert.notEqual(value?.revision, olds.revision);
        });

        it("is made by the next update where it is not there, by the same token and never twice", async () => {
            stage = await Stage.begin();
            const olds = await lost({ times: 1 }, "resetBefore");
            const { value } = await stage.update(olds, inputs());
            assert.deepEqual([value?.fileId, value?.status], [first, "success"]);
            const journal = await stage.control.journal();
            const tokens = journal
                .filter(({ operation }) => operation === create)
                .map(({ parameters }) => parameters["ClientToken"]);
            assert.ok(
                tokens.every((token) => token === olds.pending?.clientToken),
                tokens.join(),
            );
        });

        it("is found by a refresh, under its real id, with what was edited since", async () => {
            stage = await Stage.begin();
            const olds = await lost();
            await stage.setTables(["orders", "returns"]);
            const { value } = await stage.read(olds);
            assert.equal(value && task.idOf?.(value.outputs), `cn-hangzhou/${projectId}/DI_REALTIME/${first}`);
            assert.deepEqual([value?.outputs.status, value?.outputs.pending], ["success", undefined]);
            assert.notEqual(value?.outputs.definition, "");
            assert.deepEqual(tablesOf(value?.inputs), ["orders", "returns"]);
        });

        it("stays unknown in a refresh that does not find it", async () => {
            stage = await Stage.begin();
            const olds = await lost({ times: 1 }, "resetBefore");
            const { value } = await stage.read(olds);
            assert.deepEqual(value?.outputs.pending, olds.pending);
            assert.match(value?.outputs.drift?.join() ?? "", /outcome of its creation is unknown/);
            assert.equal(task.diff(value?.outputs as Outputs, { ...inputs() }, true).changes, true);
        });

        it("is deleted where onDelete says so, and where it was never made, that is as good", async () => {
            stage = await Stage.begin();
            for (const [kind, calls] of [
                ["resetAfter", [list, "DeleteDISyncTask"]],
                ["resetBefore", [list]],
            ] as const) {
                const olds = { ...(await lost({ times: 1 }, kind)), onDelete: "delete" } as Outputs;
                const got = await stage.remove(olds);
                assert.deepEqual([got.error, got.calls], [undefined, calls]);
                assert.equal(got.warnings.length, kind === "resetBefore" ? 1 : 0);
            }
        });

        it("is none of two, and none that was there before", async () => {
            stage = await Stage.begin({}, { ...foreign, definition: {} });
            const olds = await lost({ times: 1 }, "resetBefore");
            const { error, calls } = await stage.update(olds, inputs());
            assert.match(error?.message ?? "", /the name is taken: file 900 in flow\/shop has it/);
            assert.equal(calls.at(-1), list);
            const twice = new Date(stage.lifecycle.clock.now()).toISOString();
            await stage.control.seed({
                workspaces: [{ projectId, tasks: [{ ...foreign, fileId: "901", createTime: twice, definition: {} }] }],
            });
            await stage.control.seed({
                workspaces: [{ projectId, tasks: [{ ...foreign, createTime: twice, definition: {} }] }],
            });
            for (const got of [
                await stage.update(olds, inputs()),
                await stage.read(olds),
                await stage.remove({ ...olds, onDelete: "delete" }),
            ])
                assert.match(got.error?.message ?? "", /may be any of the files 90\d, 90\d/);
        });

        it("as a solution, is in no list: every verb says what to do, and makes no other", async () => {
            stage = await Stage.begin();
            await stage.fault(create, "resetAfter");
            const news = inputs(["orders"], { taskType: "DI_SOLUTION" });
            const { kept } = await stage.create(news);
            const { error, calls } = await stage.update(kept as Outputs, news);
            assert.match(error?.message ?? "", /no list of the API: look for it in Data Integration/);
            assert.deepEqual(calls, []);
            assert.match(
                (await stage.read(kept as Outputs)).value?.outputs.drift?.join() ?? "",
                /outcome of its creation/,
            );
        });
    });

    describe("that is changed", () => {
        it("has the whole list of its tables sent, and a new revision", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders", "customers"]));
            const { value, calls, warnings } = await stage.update(olds, inputs(["orders", "returns"]));
            assert.deepEqual([calls, warnings], [change, []]);
            assert.deepEqual(await stage.tables(), ["orders", "returns"]);
            assert.notEqual(value?.revision, olds.revision);
            assert.deepEqual((await stage.read(value as Outputs)).value?.outputs.drift, undefined);
        });

        it("fails, and stays due, where DataWorks takes the list for an addition", async () => {
            stage = await Stage.begin({ tables: "added" });
            const olds = await stage.made(inputs(["orders", "customers"]));
            const { error, kept } = await stage.update(olds, inputs(["orders"]));
            assert.match(error?.message ?? "", /there and not declared: shop\/customers/);
            assert.notEqual(kept?.revision, olds.revision, "what is deployed has to follow");
            assert.deepEqual([kept?.status, tablesOf(kept)], ["unknown", ["orders", "customers"]]);
            assert.equal(task.diff(kept as Outputs, { ...inputs(["orders"]) }, true).changes, true);
        });

        for (const [what, more] of [
            ["triggers", { triggers: { ddl: 2 } }],
            ["cu", { cu: 2 }],
            ["resourceGroup", { resourceGroup: "another" }],
        ] as const) {
            it(`is worked out anew for other ${what}`, async () => {
                stage = await Stage.begin();
                const olds = await stage.made();
                const { value, calls } = await stage.update(olds, inputs(["orders"], more));
                assert.deepEqual(calls, change);
                assert.notEqual(value?.revision, olds.revision);
                const { resourceGroup, cu } = await stage.control.task({ projectId, fileId: first });
                if (what !== "triggers") assert.equal({ resourceGroup, cu }[what], Object.values(more)[0]);
            });
        }

        it("calls nothing where only what is stored changes", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            const news = inputs(["orders"], {
                onDelete: "delete",
                timeoutSeconds: 20,
                ignoreDefinitionPaths: ["**.comment"],
            });
            const { value, calls } = await stage.update(olds, news);
            assert.deepEqual([calls, value?.revision, value?.onDelete], [[], olds.revision, "delete"]);
            assert.deepEqual(task.diff(value as Outputs, { ...news }, true), {
                changes: false,
                causes: [],
                replaces: [],
                notices: [],
            });
        });

        it("is unknown where UpdateDISyncTask may have been applied, and the next update changes it whatever the program says", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.fault("UpdateDISyncTask", "resetAfter", { times: 1 });
            const { kept, error } = await stage.update(olds, inputs(["orders", "returns"]));
            assert.match(error?.message ?? "", /may have been applied/);
            assert.equal(kept?.status, "unknown");
            assert.notEqual(kept.revision, olds.revision);
            const { value } = await stage.update(kept, inputs(["orders"]));
            assert.equal(value?.status, "success");
            assert.deepEqual(await stage.tables(), ["orders"]);
        });

        it("says of one that is gone how it is made anew, and of one that cannot be told so no such thing", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.control.deleteTask({ projectId, fileId: first });
            const gone = await stage.update(olds, inputs(["returns"]));
            assert.match(
                gone.error?.message ?? "",
                /is not in DataWorks any more: .*`pulumi up --refresh`, which makes it anew/,
            );
            await stage.fault("GetProject", "error", { status: 403, code: "Forbidden.Access" });
            assert.match(
                (await stage.update(olds, inputs(["returns"]))).error?.message ?? "",
                /^GetProject was refused/,
            );
        });

        it("is as it was where UpdateDISyncTask was refused", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.fault("UpdateDISyncTask", "error", { status: 403, code: "Forbidden.Access" });
            const { kept, error } = await stage.update(olds, inputs(["orders", "returns"]));
            assert.match(error?.message ?? "", /Forbidden\.Access/);
            assert.equal(kept, undefined);
        });

        it("says what else was edited since, before it is worked out anew", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.edit((text) => text.replace('"writeMode":"replay"', '"writeMode":"insert"'));
            const { warnings } = await stage.update(olds, inputs(["orders", "returns"]));
            assert.match(warnings.join(), /was edited in DataWorks beside what is changed now: .*writeMode/);
        });
    });

    describe("that is read", () => {
        it("costs one call where nothing changed", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            const { value, calls } = await stage.read(olds);
            assert.deepEqual(calls, [get]);
            assert.deepEqual(value?.outputs, olds);
        });

        it("names tables that came or went, gives them back as inputs, and an update puts back what is declared", async () => {
            stage = await Stage.begin();
            const news = inputs(["orders", "customers"]);
            const olds = await stage.made(news);
            await stage.setTables(["orders", "returns", "refunds"]);
            const { value, calls } = await stage.read(olds);
            assert.ok(value);
            assert.deepEqual(calls, [get, file]);
            assert.deepEqual(value.outputs.drift?.slice(0, 3), [
                "table added in DataWorks: shop/returns",
                "table added in DataWorks: shop/refunds",
                "table removed in DataWorks: shop/customers",
            ]);
            assert.match(value.outputs.drift[3] ?? "", /^last edited /);
            assert.equal(value.outputs.drift.length, 4);
            assert.deepEqual(tablesOf(value.inputs), ["orders", "returns", "refunds"]);
            assert.deepEqual(task.diff(value.outputs, { ...news }, true).replaces, []);
            const { value: after, warnings } = await stage.update(value.outputs, news);
            assert.deepEqual((await stage.tables()).sort(), ["customers", "orders"]);
            assert.equal(after?.drift, undefined);
            assert.deepEqual(warnings, [], "the tables that it puts back are no other edits");
        });

        it("names the same tables again in a later refresh, and none that is as it was again", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders", "customers"]));
            await stage.setTables(["orders", "returns"]);
            const once = (await stage.read(olds)).value?.outputs;
            assert.ok(once);
            assert.deepEqual((await stage.read(once)).value?.outputs, once);
            await stage.setTables(["orders", "returns", "refunds"]);
            assert.deepEqual((await stage.read(once)).value?.outputs.drift?.slice(0, 3), [
                "table added in DataWorks: shop/returns",
                "table added in DataWorks: shop/refunds",
                "table removed in DataWorks: shop/customers",
            ]);
            await stage.setTables(["orders", "customers"]);
            const { value } = await stage.read(once);
            assert.equal(value?.outputs.drift, undefined);
            assert.deepEqual(tablesOf(value?.inputs), ["orders", "customers"]);
        });

        it("takes tables that the program declares by now for what is there, by a call that reads", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.setTables(["orders", "returns"]);
            const found = (await stage.read(olds)).value?.outputs as Outputs;
            const news = inputs(["orders", "returns"]);
            const { changes, notices } = task.diff(found, { ...news }, true);
            assert.equal(changes, true);
            assert.match(notices.join(), /are those that are declared now\. `pulumi up` takes them for what is there/);
            const { value, calls, warnings } = await stage.update(found, news);
            assert.deepEqual([calls, warnings, value?.drift], [[get], [], undefined]);
            assert.equal(value?.revision, olds.revision);
            assert.equal((await stage.read(value)).value?.outputs.drift, undefined);
        });

        it("tells every other edit by its path, which an update accepts without a call that changes anything", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.edit((text) => text.replace('"writeMode":"replay"', '"writeMode":"insert"'));
            const found = (await stage.read(olds)).value?.outputs as Outputs;
            assert.match(
                found.drift?.[0] ?? "",
                /^definition changed since 20[^ ]*Z: steps\[1\]\.parameter\.writeMode/,
            );
            const { changes, replaces, notices } = task.diff(found, { ...inputs() }, true);
            assert.deepEqual([changes, replaces], [true, []]);
            assert.match(
                notices.join(),
                /puts back tables alone, and leaves every other edit as it is: undo it .* does not make\.$/,
            );
            const { value, calls, warnings } = await stage.update(found, inputs());
            assert.deepEqual([calls, value?.revision, value?.drift], [[get], olds.revision, undefined]);
            assert.match(warnings.join(), /accepted as it is in DataWorks: .*writeMode/);
            assert.deepEqual((await stage.read(value as Outputs)).value?.outputs.drift, undefined);
        });

        it("blames nobody where the last edit is older than what was read back, and says what leaves the change out", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            const time = new Date(stage.lifecycle.clock.now() - 60_000).toISOString();
            const own = { projectId, fileId: first };
            const { definition } = await stage.control.task(own);
            const changed = definition.replace('"writeMode":"replay"', '"writeMode":"insert"');
            await stage.control.editTask({ ...own, definition: changed, user: "1", time });
            const drift = async () => (await stage.read(olds)).value?.outputs.drift ?? [];
            assert.deepEqual((await drift()).slice(1), [
                'nobody edited it since: DataWorks changed it by itself; "steps[1].parameter.writeMode" in ignoreDefinitionPaths leaves it out',
            ]);
            const more = changed.replace(
                /\{"enable":true,"table":"orders"[^}]*\}/,
                '$&,{"enable":true,"table":"returns"}',
            );
            assert.notEqual(more, changed);
            await stage.control.editTask({ ...own, definition: more, user: "1", time });
            const [table, , byItself] = await drift();
            assert.equal(table, "table added in DataWorks: shop/returns");
            assert.equal(
                byItself,
                "nobody edited it since: DataWorks changed it by itself",
                "no entry leaves a table out",
            );
        });

        it("leaves out what ignoreDefinitionPaths names", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders"], { ignoreDefinitionPaths: ["**.writeMode"] }));
            await stage.edit((text) => text.replace('"writeMode":"replay"', '"writeMode":"insert"'));
            assert.equal((await stage.read(olds)).value?.outputs.drift, undefined);
        });

        it("is gone where it was deleted, on evidence from two sides", async () => {
            stage = await Stage.begin();
            const olds = await stage.made();
            await stage.control.deleteTask({ projectId, fileId: first });
            const { value, error, calls } = await stage.read(olds);
            assert.deepEqual([value, error], [undefined, undefined]);
            assert.deepEqual(calls, [get, "GetProject", file]);
        });
    });

    describe("that is deleted", () => {
        it("stays where onDelete says so, without a call", async () => {
            stage = await Stage.begin();
            assert.deepEqual((await stage.remove(await stage.made())).calls, []);
        });

        it("goes where onDelete says so, and one that is gone is as good", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders"], { onDelete: "delete" }));
            assert.deepEqual((await stage.remove(olds)).calls, ["DeleteDISyncTask"]);
            const again = await stage.remove(olds);
            assert.deepEqual([again.error, again.calls], [undefined, ["DeleteDISyncTask", "GetProject"]]);
        });

        it("stays where it is deployed, and says what undeploys it", async () => {
            stage = await Stage.begin({ deletes: "notDeployed" });
            const olds = await stage.made(inputs(["orders"], { onDelete: "delete" }));
            await stage.control.deployTask({ projectId, fileId: first, user: "somebody" });
            assert.match(
                (await stage.remove(olds)).error?.message ?? "",
                /onDelete: "undeploy" on its DiSyncDeployment/,
            );
        });

        it("stays where a deployment or an instance of the program stands for it", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders"], { onDelete: "delete" }));
            for (const kind of ["deployment", "instance"] as const) {
                stage.claims.of(kind).announce("cn-hangzhou", { projectId, taskType: "DI_REALTIME", fileId: first });
                const { error, calls } = await stage.remove(olds);
                assert.match(
                    error?.message ?? "",
                    /is not deleted: a DiSync(Deployment|Instance) of the program stands for it/,
                );
                assert.deepEqual(calls, []);
            }
        });

        it("stays where the deployment or the instance that stands for it failed in this run", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders"], { onDelete: "delete" }));
            for (const kind of ["deployment", "instance"] as const) {
                stage.claims = new OwnClaims();
                const claimed = { projectId, taskType: "DI_REALTIME", fileId: first } as const;
                stage.claims.of(kind).refuse("other", "cn-hangzhou", claimed);
                const { error, calls } = await stage.remove(olds);
                assert.match(error?.message ?? "", /is not deleted: a DiSync\w+ of the program stands for it/);
                assert.deepEqual(calls, []);
            }
        });

        it("goes before its own replacement of the same name, and not before another resource of it", async () => {
            stage = await Stage.begin();
            const olds = await stage.made(inputs(["orders"], { onDelete: "delete" }));
            const claimed = task.claiming?.taskOf({ ...olds });
            assert.ok(claimed);
            stage.claims.of("task").announce("cn-hangzhou", claimed);
            assert.match(
                (await stage.remove(olds)).error?.message ?? "",
                /is not deleted: a resource of the program stands for it/,
            );
            stage.claims.replace("id", "delete", "cn-hangzhou", claimed);
            assert.deepEqual((await stage.remove(olds)).calls, ["DeleteDISyncTask"]);
        });
    });
});
