// What is taken over by its id, of each resource, and what is not, and why.
import assert from "node:assert/strict";
import type { Fault, SeedTask } from "dataworks-emulator";
import { digestOf } from "../../provider/src/definition/index";
import { check } from "../../provider/src/resources/check";
import { deployment } from "../../provider/src/resources/deployment";
import { Driver } from "../../provider/src/resources/driver";
import { adoptedId, taskId } from "../../provider/src/resources/ids";
import type { PlacedTask, Values } from "../../provider/src/resources/resource";
import { resources } from "../../provider/src/resources/table";
import { databaseTask } from "../support/database-task";
import { Lifecycle, region } from "../support/lifecycle";
import { projectId, realtime, seedOf } from "../support/tasks";

const orders: SeedTask = {
    fileId: "100",
    name: "orders",
    folder: "/Business Flow/shop/",
    definition: databaseTask(["orders", "returns"]),
    deployed: true,
    instance: "RUN",
};
const tasks: readonly SeedTask[] = [
    orders,
    { fileId: "101", name: "draft", definition: databaseTask(["orders"]) },
    ...realtime("102").map((task) => ({ ...task, deployed: true })),
    { ...orders, fileId: "103", name: "named so " },
    { fileId: "300", fileType: 10, name: "orders_sql" },
    { fileId: "500", taskType: "DI_SOLUTION", name: "shop", definition: {}, deployed: true },
];

type Name = keyof typeof resources;

describe("a resource that is taken over by its id", () => {
    let lifecycle: Lifecycle;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...tasks));
    });

    afterEach(() => lifecycle.end());

    const place = (fileId: string, taskType: PlacedTask["taskType"] = "DI_REALTIME"): PlacedTask => ({
        ...{ region, projectId, taskType, fileId },
    });
    const solution = place("500", "DI_SOLUTION");
    const adopt = (name: Name, task: PlacedTask) => new Driver(resources[name], lifecycle.context()).adopt(task);
    const refused = async (name: Name, task: PlacedTask): Promise<string> => {
        const error = await adopt(name, task).then(
            () => assert.fail(`${name} was taken over`),
            (error: unknown) => error,
        );
        assert.ok(error instanceof Error);
        return error.message;
    };
    const fault = (operation: string, kind: string, more: object = {}) =>
        lifecycle.emulator.control.addFault({ operation, kind, ...more } as unknown as Fault);
    const gone = { to: "GONE" } as const;

    it("is a deployment of a task that is deployed, by two calls", async () => {
        const { id, inputs, outputs } = await adopt("DiSyncDeployment", place("100"));
        assert.equal(id, adoptedId(place("100")));
        assert.deepEqual(inputs, { ...place("100"), onDelete: "retain" });
        const { definition, ...others } = outputs as unknown as Values;
        assert.match(String(definition), /^v/);
        assert.deepEqual(others, {
            ...{
                ...inputs,
                status: "imported",
                requestId: "",
                message: "",
                deployedAt: "",
                version: "",
                versionBefore: "",
                digest: "",
            },
        });
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "ListFileVersions 100"]);
        assert.deepEqual(lifecycle.warnings, []);
    });

    it("is a deployment of a solution, with the warning that nobody can tell whether that is deployed", async () => {
        const { inputs } = await adopt("DiSyncDeployment", solution);
        assert.deepEqual(inputs, { ...solution, onDelete: "retain" });
        assert.deepEqual(lifecycle.warnings, [
            "DataWorks does not tell whether DI_SOLUTION 500 of workspace 10000 is deployed: it is taken over as if it were.",
        ]);
    });

    it("is a deployment whose first update stores what the program pins it to, where that is what is there, and deploys nothing", async () => {
        const { inputs, outputs } = await deployment.adopt(place("100"), lifecycle.context());
        const text = JSON.stringify(orders.definition);
        const approvedDigest = await digestOf(text, place("100"), []);
        await lifecycle.calls();
        const updated = await deployment.update(outputs, { ...inputs, approvedDigest }, lifecycle.context());
        assert.deepEqual([updated.digest, updated.status], [approvedDigest, "imported"]);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100"]);
    });

    for (const [status, state] of [
        ["RUN", "running"],
        ["NORUN", "stopped"],
        ["PAUSE", "stopped"],
    ] as const) {
        it(`is an instance whose status is ${status}, as ${state}`, async () => {
            await lifecycle.emulator.control.setInstance({ projectId, fileId: "100", status });
            const { id, inputs, outputs } = await adopt("DiSyncInstance", place("100"));
            assert.equal(id, taskId(place("100")));
            const wanted = { ...place("100"), state, onDelete: "retain", stableSeconds: 10, timeoutSeconds: 600 };
            assert.deepEqual(inputs, wanted);
            assert.deepEqual(outputs, { ...wanted, status, name: "orders", requestId: "", startedAt: "" });
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncInstanceInfo 100"]);
        });
    }

    it("is the instance of a solution that runs", async () => {
        await lifecycle.emulator.control.setSolution({ projectId, fileId: "500", status: "2" });
        const { outputs } = await adopt("DiSyncInstance", solution);
        const { state, status, name } = outputs as unknown as Values;
        assert.deepEqual([state, status, name], ["running", "2", "shop"]);
    });

    it("is a task whose definition is documented, under its name and in its folder, by two calls", async () => {
        const { id, inputs, outputs } = await adopt("DiSyncTask", place("100"));
        assert.equal(id, taskId(place("100")));
        const { fileId, ...placed } = place("100");
        assert.deepEqual(inputs, {
            ...{ ...placed, name: "orders", folder: "Business Flow/shop" },
            source: {
                type: "mysql",
                datasources: [{ name: "shop", databases: [{ name: "shop", tables: ["orders", "returns"] }] }],
            },
            ...{ destination: { type: "hologres", datasource: "warehouse" }, resourceGroup: "280749" },
            ...{ onDelete: "retain", timeoutSeconds: 300 },
        });
        const { definition, ...others } = outputs as unknown as Values;
        assert.match(String(definition), /^v/);
        assert.deepEqual(others, { ...inputs, fileId, revision: "", status: "imported" });
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", `ListFiles ${projectId}`]);
    });

    for (const name of Object.keys(resources) as Name[]) {
        it(`gives as a ${name} what check takes, a preview leaves as it is, and a refresh finds unchanged; twice the same`, async () => {
            const { id, inputs, outputs } = await adopt(name, place("100"));
            const checked = check(resources[name], { ...inputs }, region, { ...inputs });
            assert.deepEqual(checked, { inputs, failures: [] });
            const driver = new Driver(resources[name], lifecycle.context());
            const { changes, notices } = await driver.diff(id, { ...outputs }, { ...inputs });
            assert.deepEqual([changes, notices], [false, []]);
            assert.deepEqual(await driver.read(id, { ...outputs }), { id, inputs, outputs });
            assert.deepEqual(await adopt(name, place("100")), { id, inputs, outputs });
        });

        it(`is no ${name} of a task that is not there, which is said on evidence from two sides`, async () => {
            await lifecycle.emulator.control.deleteTask({ projectId, fileId: "100", ...gone });
            assert.equal(
                await refused(name, place("100")),
                "DI_REALTIME 100 of workspace 10000 is not in DataWorks (cn-hangzhou), or was deleted there, so it cannot be imported. Look at " +
                    "the region, the workspace and the id; `npx pulumi-dataworks import --native --project ID` finds the real-time tasks of a workspace.",
            );
            const calls = await lifecycle.calls();
            assert.deepEqual(calls.slice(-2), [`GetProject ${projectId}`, "GetFile 100"]);
        });

        it(`is no ${name} where the other side does not say so: that error is told as it is`, async () => {
            await lifecycle.emulator.control.deleteTask({ projectId, fileId: "100", ...gone });
            await fault("GetProject", "error", { status: 403, code: "Forbidden.Access" });
            assert.match(
                await refused(name, place("100")),
                /^GetProject was refused for workspace 10000: Forbidden\.Access/,
            );
        });

        it(`is no ${name} of a file of another kind`, async () => {
            assert.match(await refused(name, place("300")), /DI_REALTIME 300 of workspace 10000/);
        });
    }

    it("is no deployment of a task that has no version in production", async () => {
        assert.equal(
            await refused("DiSyncDeployment", place("101")),
            "DI_REALTIME 101 of workspace 10000 has no version in production, as ListFileVersions says: it is not deployed, so there is no " +
                "deployment to import. Declare it in the program without importing it, and `pulumi up` deploys it.",
        );
    });

    it("is no deployment where nobody answers whether it is deployed", async () => {
        await fault("ListFileVersions", "error", { status: 403, code: "Forbidden.Access" });
        assert.match(await refused("DiSyncDeployment", place("100")), /^ListFileVersions was refused for file 100/);
    });

    it("is no deployment of a solution that was deleted", async () => {
        await lifecycle.emulator.control.deleteTask({ projectId, fileId: "500", taskType: "DI_SOLUTION" });
        for (const name of ["DiSyncDeployment", "DiSyncInstance"] as const)
            assert.match(await refused(name, solution), /^DI_SOLUTION 500 of workspace 10000 is not in DataWorks/);
    });

    it("is no instance of a task that is not deployed", async () => {
        assert.match(
            await refused("DiSyncInstance", place("101")),
            /^The instance of DI_REALTIME 101 of workspace 10000 cannot be imported, because there is none: the task is not deployed: GetDISyncInstanceInfo says ".*Deploy it first, such as by a DiSyncDeployment\.$/,
        );
    });

    for (const status of ["WAIT", "KILLING"] as const) {
        it(`is no instance on its way: ${status}`, async () => {
            await lifecycle.emulator.control.setInstance({ projectId, fileId: "100", status });
            assert.equal(
                await refused("DiSyncInstance", place("100")),
                `The instance of DI_REALTIME 100 of workspace 10000 cannot be imported, because it is on its way: its status is ${status}. ` +
                    "Import it once it runs or stands still.",
            );
        });
    }

    it("is no instance of a status that nobody has documented", async () => {
        await fault("GetDISyncInstanceInfo", "body", {
            text: JSON.stringify({ Success: true, RequestId: "r", Data: { Status: "DREAMING", Name: "orders" } }),
        });
        assert.equal(
            await refused("DiSyncInstance", place("100")),
            "The instance of DI_REALTIME 100 of workspace 10000 cannot be imported: its status is DREAMING, and nobody has documented what that " +
                "means. Import it once it runs or stands still.",
        );
    });

    for (const [status, said] of [
        ["1", "its status is 1 (not running)"],
        ["3", 'its status is 3 (failed): step "synchronize" (fail)'],
        ["5", 'its status is 5 (pending manual confirmation): step "synchronize" (confirm)'],
    ] as const) {
        it(`is no instance of a solution that does not run: ${said}`, async () => {
            await lifecycle.emulator.control.setSolution({ projectId, fileId: "500", status });
            assert.equal(
                await refused("DiSyncInstance", solution),
                `The instance of DI_SOLUTION 500 of workspace 10000 cannot be imported, because the solution does not run: ${said}. DataWorks has ` +
                    "no call that stops a solution, so a program can only say that one runs. Start it in Data Integration, and import it once it runs.",
            );
        });
    }

    for (const [what, task, why] of [
        ["a solution", solution, "what a solution's definition looks like, nobody has documented"],
        [
            "another form",
            place("102"),
            "its definition has another form than that documented for MySQL to MaxCompute, Kafka or Hologres (it has no reader and writer)",
        ],
        [
            "a name that no program can say",
            place("103"),
            'a program cannot say its names as they are (the task\'s has a "/" or ends with white space, or is empty)',
        ],
    ] as const) {
        it(`is no task of which a program cannot say what it is: ${what}`, async () => {
            assert.equal(
                await refused("DiSyncTask", task),
                `${task.taskType} ${task.fileId} of workspace 10000 cannot be imported as a DiSyncTask: ${why}. Import its DiSyncDeployment and its ` +
                    "DiSyncInstance, which need no definition, and leave out the DiSyncTask. A `script` is no way: DataWorks does not tell the one " +
                    "that a task was made of.",
            );
        });
    }

    it("is no task whose name and folder nobody tells", async () => {
        await fault("ListFiles", "body", {
            text: JSON.stringify({ Success: true, RequestId: "r", Data: { TotalCount: 0, Files: [] } }),
        });
        assert.match(
            await refused("DiSyncTask", place("100")),
            /but ListFiles does not list it, which alone tells its name and folder\./,
        );
    });
});
