// What a change of the program asks of a task: in place, anew, or after the old one has gone, and what a user is told of it.
import assert from "node:assert/strict";
import { check } from "../../../provider/src/resources/check";
import type { Values } from "../../../provider/src/resources/resource";
import { task } from "../../../provider/src/resources/task";
import type { Outputs } from "../../../provider/src/resources/task/state";
import { unknown } from "../../../provider/src/resources/unknown";
import { region } from "../../support/lifecycle";
import { first, inputs, outputs, Stage } from "./stage";

const diff = (olds: Outputs, news: Values, foresees = false) => task.diff(olds, news, true, foresees);
const kafka = { destination: { type: "kafka", datasource: "warehouse" } } as const;
const deleting = { onDelete: "delete" } as const;

describe("the difference of a task", () => {
    it("is none for tables in another order, and for a trigger that is the revision of an imported task", () => {
        const olds = outputs(inputs(["orders", "customers"]));
        assert.equal(diff(olds, { ...inputs(["customers", "orders"]), triggers: { revision: "" } }).changes, false);
    });

    for (const [what, more] of [
        ["tables", inputs(["orders", "returns"])],
        [
            "tables that are not known yet",
            { source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders", unknown] }] } },
        ],
        ["triggers", { triggers: { ddl: 2 } }],
        ["cu", { cu: 1 }],
        ["resourceGroup", { resourceGroup: "another" }],
        ["onDelete", { onDelete: "delete" }],
        ["ignoreDefinitionPaths", { ignoreDefinitionPaths: ["**.comment"] }],
        ["timeoutSeconds", { timeoutSeconds: 20 }],
    ] as const) {
        it(`of ${what} is one in place`, () => {
            const { changes, replaces } = diff(outputs(), { ...inputs(), ...more });
            assert.deepEqual([changes, replaces], [true, []]);
        });
    }

    for (const [property, value] of [
        ["projectId", "10001"],
        ["region", "cn-beijing"],
        ["taskType", "DI_SOLUTION"],
        ["name", "payments"],
        ["folder", "flow"],
        ["destination", kafka.destination],
        ["source", { type: "mysql", datasources: [{ name: "another", tables: ["orders"] }] }],
        ["source", { type: "mysql", datasources: [{ name: unknown, tables: ["orders"] }] }],
    ] as const) {
        it(`of ${property} replaces it, and deletes first where both would have the same name`, () => {
            const news = { ...inputs(["orders"], deleting), [property]: value };
            const { changes, replaces, deletesFirst } = diff(outputs(inputs(["orders"], deleting)), news);
            assert.deepEqual([changes, replaces], [true, [property]]);
            assert.equal(deletesFirst, ["destination", "source"].includes(property) ? true : undefined);
        });
    }

    it("asks for an update after an outcome that nobody knows, and for drift beside tables that the program does not ignore", () => {
        assert.equal(diff(outputs(inputs(), { status: "unknown" }), { ...inputs() }).changes, true);
        const drift = [
            "definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.writeMode",
            "last edited x by y",
        ];
        assert.equal(diff(outputs(inputs(), { drift }), { ...inputs() }).changes, true);
        assert.equal(diff(outputs(inputs(), { drift }), { ...inputs(), drift }).changes, false);
        const ignoring = inputs(["orders"], { ignoreDefinitionPaths: ["**.writeMode"] });
        assert.equal(diff(outputs(ignoring, { drift }), { ...ignoring }).changes, false);
    });

    describe("tells a user", () => {
        const said = (news: Values, olds = outputs()): string => diff(olds, news).notices.join("\n");
        const name = `orders \\(DI_REALTIME ${first} of workspace 10000\\)`;

        it("which tables come and go, in one bounded line, and what becomes of their rows", () => {
            const many = inputs(Array.from({ length: 40 }, (_, at) => `t${at}`));
            assert.match(
                said({ ...many }),
                new RegExp(`^${name} adds shop/t0, .*and 30 more; removes shop/orders\\. Of an added table`),
            );
            const solution = inputs(["orders", "a"], { taskType: "DI_SOLUTION" });
            assert.match(
                said({ ...solution }, outputs(inputs(["orders"], { taskType: "DI_SOLUTION" }))),
                /already are copied too\.$/,
            );
            assert.match(
                said({ ...inputs(["orders"]) }, outputs(inputs(["orders", "a"]))),
                /What was copied of a removed table stays/,
            );
        });

        it("that replication stands still where the old one is deleted first, and how to avoid it", () => {
            const news = { ...inputs(["orders"], { ...deleting, ...kafka }) };
            assert.match(
                said(news, outputs(inputs(["orders"], deleting))),
                /deleted first: replication stands still.*Another name avoids that/,
            );
        });

        it("that the old task stays where it is replaced under another name and not deleted", () => {
            assert.match(
                said({ ...inputs(["orders"], { name: "payments" }) }),
                /The old one stays in DataWorks, with its deployment/,
            );
            assert.equal(
                said(
                    { ...inputs(["orders"], { ...deleting, name: "payments" }) },
                    outputs(inputs(["orders"], deleting)),
                ),
                "",
            );
        });

        it("that the old task is deleted where onDelete becomes so with its replacement", () => {
            const renamed = inputs(["orders"], { ...deleting, name: "payments" });
            assert.match(said({ ...renamed }), /the old one is deleted: onDelete becomes "delete" with it\.$/);
            assert.match(said({ ...renamed, onDelete: unknown }), /is deleted: onDelete .* as far as is known yet\.$/);
        });

        it("nothing of what depends on it where previews know what stays as it is", () => {
            const news = { ...inputs(["orders"], { timeoutSeconds: 20 }) };
            assert.deepEqual(diff(outputs(), news, true).notices, []);
            const edited = outputs(inputs(), {
                drift: ["definition changed since the import: steps[1].parameter.writeMode"],
            });
            const [notice] = diff(edited, { ...inputs() }, true).notices;
            assert.match(notice ?? "", /puts back tables alone.* and its instance restarts\.$/);
        });

        it("that what depends on it shows more than comes about, where nothing of the task changes", () => {
            assert.match(
                said({ ...inputs(["orders"], { timeoutSeconds: 20 }) }),
                /only what is stored changes \(timeoutSeconds\)\. What depends/,
            );
            const drift = ["definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.writeMode"];
            const edited = outputs(inputs(), { drift });
            assert.match(
                said({ ...inputs() }, edited),
                /was edited in DataWorks: steps\[1\]\.parameter\.writeMode\..*puts back tables alone.*does not make\.$/,
            );
            assert.doesNotMatch(said({ ...inputs(["a"]) }, edited), /does not make/);
        });

        it("what nobody knows of it", () => {
            const pending = { since: 0, until: 1, clientToken: "t" };
            const { fileId: _, ...lost } = outputs(inputs(), { status: "unknown", pending });
            assert.match(said({ ...inputs() }, lost), /nobody can tell whether it was made\. `pulumi up` looks for it/);
            assert.match(
                said({ ...inputs() }, outputs(inputs(), { status: "unknown" })),
                /`pulumi up` changes it again\.$/,
            );
        });

        it("nothing in a refresh", () => {
            assert.deepEqual(task.diff(outputs(), { ...inputs(["a"]) }, false).notices, []);
        });
    });
});

describe("check of a task that is changed", () => {
    const failures = (olds: object, news: object): string[] =>
        check(task, { ...news }, region, { ...olds }).failures.map(({ property, reason }) => `${property} ${reason}`);
    const replaced = inputs(["orders"], kafka);

    it("fails where it is replaced under its name, and the old one would keep that", () => {
        assert.match(
            failures(inputs(), replaced).join(),
            /^destination is changed, which replaces the task, .* "retain": give it another name, or set onDelete: "delete", with "undeploy"/,
        );
        assert.match(failures(inputs(), { ...replaced, ...deleting }).join(), /its onDelete is "retain"/);
        assert.match(failures({ ...inputs(), ...deleting }, replaced).join(), /its onDelete is to become "retain"/);
    });

    it("says of a solution that nothing deletes it", () => {
        const solution = { taskType: "DI_SOLUTION" } as const;
        assert.match(
            failures(inputs(["orders"], solution), { ...replaced, ...solution }).join(),
            /no call that deletes a DI_SOLUTION: give it another name$/,
        );
    });

    for (const [why, olds, news] of [
        ["it may be deleted", { ...inputs(), ...deleting }, { ...replaced, ...deleting }],
        ["it has another name", inputs(), { ...replaced, name: "payments" }],
        ["it has another folder", inputs(), { ...replaced, folder: "flow" }],
        ["its name is not known yet", inputs(), { ...replaced, name: unknown }],
        ["what replaces it is not known yet", inputs(), { ...replaced, destination: unknown }],
        ["only tables change", inputs(), inputs(["a"])],
        ["there is no old one: the engine checks a replacement once more", {}, { ...replaced, region: undefined }],
    ] as const) {
        it(`passes where ${why}`, () => {
            assert.deepEqual(failures(olds, news), []);
        });
    }
});

describe("trying out the definition of a task that takes another one's name", () => {
    let stage: Stage;
    const olds = outputs(inputs(["orders"], deleting));
    const news = inputs(["orders"], { ...deleting, destination: { type: "hologres", datasource: "lake" } });
    const tried = (given: Values = { ...news }) =>
        stage.do((context) => task.tryOut?.(olds, given, task.diff(olds, given, true), context) ?? Promise.resolve([]));

    beforeEach(async () => {
        stage = await Stage.begin({}, { fileId: first, name: "orders", folder: "flow/shop", definition: {} });
        await stage.control.seed({
            workspaces: [{ projectId: "10000", dataSources: [{ name: "lake", type: "holo" }] }],
        });
    });
    afterEach(() => stage.end());

    it("asks DataWorks for it once in a run, and create takes that answer", async () => {
        const { value, calls } = await tried();
        assert.deepEqual(
            [value, calls],
            [[], ["GenerateDISyncTaskConfigForCreating", "QueryDISyncTaskConfigProcessResult"]],
        );
        await stage.control.deleteTask({ projectId: "10000", fileId: first });
        assert.deepEqual((await stage.create(news)).calls, ["CreateDISyncTask", "GetDISyncTask"]);
        assert.equal((await stage.create(inputs(["another"], { name: "another" }))).calls.length, 4);
    });

    it("gives its time to what is made later in the run: what is made then is found", async () => {
        await tried();
        await stage.control.deleteTask({ projectId: "10000", fileId: first });
        await stage.lifecycle.clock.wait(20 * 60_000);
        await stage.fault("CreateDISyncTask", "resetBefore");
        const { kept } = await stage.create(news);
        const { now } = stage.lifecycle.clock;
        assert.ok((kept?.pending?.since ?? 0) > now() - 60_000);
        assert.ok((kept?.pending?.until ?? 0) > now() + 9 * 60_000);
    });

    it("fails where DataWorks gives none, and names the operations that a reviewer's role needs", async () => {
        await stage.fault("GenerateDISyncTaskConfigForCreating", "error", { status: 403, code: "Forbidden.Access" });
        const { error } = await tried();
        assert.match(
            error?.message ?? "",
            /nothing is deleted.*Forbidden\.Access.*QueryDISyncTaskConfigProcessResult, for which a reviewer's role/,
        );
    });

    it("asks nothing where it is not needed, or not all is known, which is said", async () => {
        assert.deepEqual(await tried({ ...inputs(["a"], deleting) }), { value: [], calls: [], warnings: [] });
        const { value, calls } = await tried({ ...news, triggers: { a: unknown } });
        assert.deepEqual(calls, []);
        assert.match(value?.join() ?? "", /was not tried out: not all of it is known yet/);
    });
});
