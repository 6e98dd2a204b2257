// The control API: what a test sets up, changes and looks at, and how mistakes are told.
import assert from "node:assert/strict";
import { request } from "node:http";
import { connect, type ControlClient, type Seed } from "dataworks-emulator";
import { rpc } from "../support/rpc";
import {
    at,
    definition,
    deployed,
    editedAt,
    fresh,
    project,
    running,
    seed,
    solution,
    sqlFile,
    starting,
} from "./running";

const task = { projectId: project, fileId: deployed };

describe("the control API", () => {
    const dataworks = running({ quota: { perSecond: 100 } });

    it("shows a task as it is", async () => {
        const text = JSON.stringify(definition);
        const time = Date.parse(editedAt);
        const version = {
            number: 1,
            definition: text,
            user: "1002",
            time,
            comment: "",
            deployed: true,
            isCurrentProd: true,
        };
        assert.deepEqual(await dataworks.control.task(task), {
            projectId: project,
            taskType: "DI_REALTIME",
            fileId: deployed,
            name: "clicks",
            folder: "flow/web",
            owner: "1002",
            definition: text,
            deployedDefinition: text,
            deployments: 0,
            versions: [version],
            committed: true,
            deletedStatus: "NORMAL",
            lastEditUser: "1002",
            lastEditTime: time,
            instance: "NORUN",
        });
    });
    it("edits a task as somebody in the console does: nothing is deployed", async () => {
        await dataworks.control.editTask({ ...task, definition: { a: [1] }, user: "1009", time: 7000 });
        const edited = await dataworks.control.task(task);
        assert.deepEqual([edited.definition, edited.lastEditUser, edited.lastEditTime], ['{"a":[1]}', "1009", 7000]);
        assert.deepEqual([edited.committed, edited.deployments, edited.versions.length], [false, 0, 1]);
        assert.equal(edited.deployedDefinition, JSON.stringify(definition));
    });
    it("deploys and undeploys by hand, a running task too", async () => {
        await dataworks.control.setInstance({ ...task, status: "RUN" });
        await dataworks.control.undeployTask(task);
        assert.equal((await dataworks.control.task(task)).deployedDefinition, undefined);
        await dataworks.control.deployTask({ ...task, user: "1009" });
        const again = await dataworks.control.task(task);
        assert.deepEqual([again.deployments, again.instance, again.versions.length], [1, "NORUN", 1]);
    });
    it("starts and stops by hand as the API does: with what it is told, in its time, and refused alike", async () => {
        const { control } = dataworks;
        const instance = async () => (await control.task(task)).instance;
        const startParam = { errorLimit: { record: 0 } };
        await control.startTask({ ...task, startParam });
        assert.deepEqual([await instance(), (await control.task(task)).startParam], ["RUN", startParam]);
        await assert.rejects(control.startTask(task), /fileId\[200\] is running already/);
        await control.setInstances({ start: { mode: "byHand" }, stop: { refused: "locked" } });
        await assert.rejects(control.stopTask(task), /: locked$/);
        await control.setInstances({ start: { mode: "byHand" } });
        await control.stopTask(task);
        assert.equal(await instance(), "NORUN");
        await assert.rejects(control.stopTask(task), /fileId\[200\] is not running/);
        await control.startTask(task);
        assert.equal(await instance(), "WAIT");
        for (const act of ["startTask", "stopTask"] as const) {
            await assert.rejects(
                control[act]({ ...task, fileId: fresh }),
                /the task 7567482277219412494 is not deployed/,
            );
            await assert.rejects(control[act]({ ...task, fileId: 5 }), /there is no DI_REALTIME task 5/);
        }
        const whole = { projectId: project, fileId: solution, taskType: "DI_SOLUTION" } as const;
        await control.startTask(whole);
        assert.equal((await control.task(whole)).solutionStatus, "8");
        await assert.rejects(control.stopTask(whole), /nothing stops a DI_SOLUTION/);
        await control.deleteTask(task);
        await assert.rejects(control.startTask(task), /the task 200 is deleted/);
    });
    it("seeds more: what has the same id is overwritten, the rest stays", async () => {
        const tasks = [{ fileId: deployed, name: "replaced" }];
        const credentials = { accessKeyId: "added", accessKeySecret: "added-secret" };
        await dataworks.control.seed({
            credentials: [credentials],
            workspaces: [{ projectId: 10000, mode: "basic", tasks }],
        });
        assert.equal((await dataworks.control.task(task)).name, "replaced");
        assert.equal((await dataworks.control.task({ ...task, fileId: fresh })).name, "orders_to_maxcompute");
        const project = await dataworks.call("GetProject", { ProjectIdentifier: "shop" }, { credentials });
        assert.equal(at(project, "Data", "ProjectMode"), 2);
    });
    it("goes back to the start, but for faults", async () => {
        const { control } = dataworks;
        await control.editTask({ ...task, definition: "{}", user: "1" });
        await control.seed({ workspaces: [{ projectId: 40000 }] });
        await control.addFault({ operation: "*", kind: "fail" });
        await control.setQuota({ perSecond: 1 });
        await control.setInstances({ mode: "byHand" });
        await control.setRewriteOnDeploy([{ path: "a", value: 1 }]);
        await dataworks.task("StartDISyncInstance", deployed);
        await control.reset();
        assert.deepEqual(await control.journal(), []);
        assert.deepEqual(await control.quotaUse(), { allowed: 0, refused: 0, refusedForTheDay: 0 });
        await dataworks.task("DeployDISyncTask", deployed);
        await dataworks.task("StartDISyncInstance", deployed);
        const view = await control.task(task);
        assert.deepEqual([view.definition, view.deployments, view.instance], [JSON.stringify(definition), 1, "RUN"]);
        const added = await dataworks.call("GetProject", { ProjectId: "40000" });
        assert.equal(added.status, 403);
    });
    it("seeds a history: the version in production need not be the newest, nor committed what is edited", async () => {
        const versions = [
            { definition: { v: 1 }, user: "1", time: 1000, comment: "first", inProduction: true },
            { definition: { v: 2 }, user: "2", time: "1970-01-01T00:00:02Z" },
        ];
        const tasks = [
            { fileId: 500, versions },
            { fileId: 501, versions, definition: { v: 3 }, instance: "RUN" as const },
        ];
        await dataworks.control.seed({ workspaces: [{ projectId: project, tasks }] });
        const history = await dataworks.control.task({ projectId: project, fileId: 500 });
        assert.deepEqual(
            [history.definition, history.deployedDefinition, history.committed],
            ['{"v":2}', '{"v":1}', true],
        );
        assert.deepEqual(
            history.versions.map(({ number, user, time, isCurrentProd }) => [number, user, time, isCurrentProd]),
            [
                [1, "1", 1000, true],
                [2, "2", 2000, false],
            ],
        );
        const edited = await dataworks.control.task({ projectId: project, fileId: "501" });
        assert.deepEqual([edited.committed, edited.instance], [false, "RUN"]);
    });

    for (const [what, act, message] of [
        [
            "a task that is not there",
            (c) => c.task({ ...task, fileId: 999 }),
            /no DI_REALTIME task 999 in the workspace 10000/,
        ],
        [
            "a task of another type",
            (c) => c.editTask({ ...task, fileId: sqlFile, definition: "", user: "1" }),
            /no DI_REALTIME task/,
        ],
        [
            "a solution that is not there",
            (c) => c.task({ ...task, taskType: "DI_SOLUTION" }),
            /no DI_SOLUTION task 200/,
        ],
        [
            "an instance that is not there",
            (c) => c.setInstance({ ...task, fileId: fresh, status: "RUN" }),
            /is not deployed/,
        ],
        [
            "an id that lost digits",
            (c) => c.task({ ...task, fileId: Number(fresh) }),
            /fileId: write the id as a string/,
        ],
        ["an id that is none", (c) => c.task({ ...task, fileId: "9223372036854775808" }), /fileId: must be an id/],
        ["a missing field", (c) => c.deployTask(task as never), /user: is missing/],
        ["a misspelt field", (c) => c.deployTask({ ...task, user: "1", usr: "2" } as never), /usr: is not known here/],
        ["a time that is none", (c) => c.deployTask({ ...task, user: "1", time: "soon" }), /time: must be a time/],
        [
            "a deleted solution's whereabouts",
            (c) => c.deleteTask({ ...task, taskType: "DI_SOLUTION", fileId: solution, to: "DELETED" }),
            /leave "to" out/,
        ],
        [
            "a path that is none",
            (c) => c.setRewriteOnDeploy([{ path: "a..b", value: 1 }]),
            /rewrites\[0\]\.path: must be written like/,
        ],
        [
            "a mode that is none",
            (c) => c.setInstances({ mode: "soon" as never }),
            /mode: must be one of atOnce, after, byHand/,
        ],
    ] as [string, (control: ControlClient) => Promise<unknown>, RegExp][])
        it(`tells of ${what}`, () => assert.rejects(act(dataworks.control), message));

    for (const [method, path, body, status, message] of [
        ["POST", "/_emulator/nothing", "{}", 404, /there is no \/_emulator\/nothing \(there is: task, /],
        ["GET", "/_emulator/journal", "", 400, /takes POST, not GET/],
        ["POST", "/_emulator/reset", "{", 400, /the body must be JSON/],
        ["POST", "/_emulator/reset", "[]", 400, /must be an object/],
    ] as const)
        it(`answers ${method} ${path} with ${status}: ${body || "no body"}`, async () => {
            const [answered, text] = await plain(dataworks.url + path, method, body);
            assert.equal(answered, status);
            assert.match((JSON.parse(text) as { message: string }).message, message);
        });
    it("answers to curl: a route needs no body where it takes nothing", async () => {
        assert.deepEqual(await plain(`${dataworks.url}/_emulator/journal`, "POST", ""), [200, '{"result":[]}\n']);
    });
});

describe("the control client", () => {
    const start = starting();
    it("says where nobody listens", async () => {
        const emulator = await start();
        await emulator.close();
        await assert.rejects(connect(emulator.url).reset(), /DataWorks emulator, \/_emulator\/reset: .*ECONNREFUSED/);
    });
});

describe("a seed", () => {
    const start = starting();
    const inTask = (fields: object) => ({ workspaces: [{ projectId: 1, tasks: [{ fileId: 1, ...fields }] }] });
    for (const [wrong, message] of [
        [{ workspaces: [{}] }, /^seed\.workspaces\[0\]\.projectId: is missing/],
        [{ workspaces: [{ projectId: 10000000001 }] }, /projectId: a workspace id is at most 10000000000/],
        [inTask({ fileId: 7567482277219412494n.toString() + "0" }), /tasks\[0\]\.fileId: must be an id/],
        [inTask({ fileId: "01" }), /fileId: must be an id/],
        [inTask({ taskType: "DI_OFFLINE" }), /taskType: must be one of DI_REALTIME, DI_SOLUTION/],
        [inTask({ taskType: "DI_REALTIME", fileType: 10 }), /taskType: a file of type 10 has none/],
        [inTask({ taskType: "DI_SOLUTION", fileType: 900 }), /fileType: a DI_SOLUTION is no file/],
        [inTask({ solution: {} }), /solution: is for tasks of the type DI_SOLUTION/],
        [inTask({ instance: "RUN" }), /instance: only a deployed DI_REALTIME task has one/],
        [inTask({ definition: 5 }), /definition: must be an object/],
        [inTask({ deployed: "yes" }), /deployed: must be true or false/],
        [inTask({ deployed: false, versions: [{ definition: "", inProduction: true }] }), /deployed: is false, but/],
        [
            inTask({ versions: [1, 2].map(() => ({ definition: "", inProduction: true })) }),
            /versions: at most one version is in production/,
        ],
        [{ workspaces: [{ projectId: 1, dataSources: [{ name: "a" }] }] }, /dataSources\[0\]\.type: is missing/],
        [{ making: { polls: 1 } }, /^seed\.making\.polls: goes with the mode "after"/],
        [{ workspaces: {} }, /workspaces: must be a list/],
        [{ credentials: [{ accessKeyId: "", accessKeySecret: "x" }] }, /accessKeyId: must be a text that is not empty/],
    ] as [Seed, RegExp][])
        it(`that is wrong is refused, and the path is named: ${String(message)}`, async () => {
            await assert.rejects(start({ seed: wrong }), { message });
        });
    it("may use every value up to the limits", async () => {
        const tasks = [
            { fileId: "9223372036854775807", deployed: false },
            { fileId: 2, deployed: true, instance: "PAUSE" as const },
            { fileId: 3, versions: [{ definition: "{}" }] },
        ];
        const { control } = await start({ seed: { workspaces: [{ projectId: 10_000_000_000, tasks }] } });
        const production = tasks.map(async ({ fileId }) => {
            const { versions, instance } = await control.task({ projectId: "10000000000", fileId });
            return [versions.map((version) => version.isCurrentProd), instance];
        });
        assert.deepEqual(await Promise.all(production), [
            [[], undefined],
            [[true], "PAUSE"],
            [[false], undefined],
        ]);
    });
    it("with credentials of its own takes the usual ones no more", async () => {
        const credentials = { accessKeyId: "own", accessKeySecret: "own-secret" };
        const emulator = await start({ seed: { ...seed, credentials: [credentials] } });
        assert.equal((await rpc(emulator.url, "GetProject", { ProjectId: project })).status, 404);
        assert.equal((await rpc(emulator.url, "GetProject", { ProjectId: project }, { credentials })).status, 200);
    });
});

function plain(url: string, method: string, body: string): Promise<[number | undefined, string]> {
    return new Promise((resolve, reject) => {
        const sent = request(url, { method, agent: false }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => (text += chunk));
            response.on("end", () => resolve([response.statusCode, text]));
        });
        sent.on("error", reject);
        sent.end(body);
    });
}
