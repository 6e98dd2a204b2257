// What docs/security.md says that a role needs, held to the operations that are really called.
import assert from "node:assert/strict";
import { isRead, operationNames, type Operation } from "../../provider/src/dataworks/operation";
import { remove } from "../../provider/src/resources/deployment/delete";
import { read } from "../../provider/src/resources/deployment/read";
import { findFile } from "../../provider/src/lookup/file";
import { findTasksOfDataSource } from "../../provider/src/lookup/data-source";
import { findResourceGroup } from "../../provider/src/lookup/resource-group";
import { findTask } from "../../provider/src/lookup/task";
import { findWorkspace } from "../../provider/src/lookup/workspace";
import { fileId, inputs as instanceInputs, Stage } from "../resources/instance/stage";
import { foreign, inputs as taskInputs, Stage as TaskStage } from "../resources/task/stage";
import { create, inputs, Lifecycle } from "../support/lifecycle";
import { definition, projectId, realtime, seedOf } from "../support/tasks";
import { textOf } from "./markdown";

const page = textOf("docs/security.md");
const purposes = ["deployment", "refresh", "look-ups", "import", "undeploy", "run", "task", "diff"] as const;
type Purpose = (typeof purposes)[number];

/** The rows of the page's table, the first of which is its head. */
const [head = [], , ...rows] = (/^\| operation \|[^]*?\n\n/m.exec(page)?.[0] ?? "").trim().split("\n").map(cellsOf);

/** The operations that the table has for purposes. */
function tableOf(...meant: readonly Purpose[]): string[] {
    const columns = meant.map((purpose) => head.indexOf(purpose));
    assert.ok(!columns.includes(-1));
    return rows.flatMap((row) => (columns.some((column) => row[column]) ? [row[0] ?? ""] : [])).sort();
}

function cellsOf(row: string): string[] {
    return row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
}

/** The operations that the policy under a heading allows. */
function policyOf(heading: string): string[] {
    const section = page.split(`\n### ${heading}\n`)[1] ?? assert.fail(`there is no chapter ${heading}`);
    const text = /^```json\n([^]*?)^```$/m.exec(section)?.[1] ?? assert.fail(`${heading} has no policy`);
    const { Version, Statement } = JSON.parse(text) as {
        Version: string;
        Statement: { Effect: string; Action: string[]; Resource: string }[];
    };
    assert.equal(Version, "1");
    assert.deepEqual(
        Statement.map(({ Effect, Resource }) => [Effect, Resource]),
        [["Allow", "*"]],
    );
    return (Statement[0]?.Action ?? []).map((action) => action.replace(/^dataworks:/, "")).sort();
}

describe("the permissions in the documentation", () => {
    it("are for every operation that is called, and for no other", () => {
        assert.deepEqual(tableOf(...purposes), [...operationNames].sort());
    });

    it("are those of the table in each policy, and a review can change nothing", () => {
        assert.deepEqual(policyOf("Review"), tableOf("refresh", "look-ups"));
        assert.deepEqual(
            policyOf("Deployment"),
            tableOf(...purposes.filter((purpose) => purpose !== "import" && purpose !== "diff")),
        );
        assert.deepEqual(policyOf("Import"), tableOf("import", "refresh"));
        assert.deepEqual(
            [...policyOf("Review"), ...policyOf("Import")].filter((operation) => !isRead(operation as Operation)),
            [],
        );
    });

    it("are what an instance calls that is started, restarted, stopped, not deployed, and gone", async () => {
        const stage = await Stage.begin();
        try {
            const { value, calls: started } = await stage.create(instanceInputs());
            const olds = { ...(value ?? assert.fail("it does not run")), onDelete: "stop" } as const;
            const { calls: stopped } = await stage.remove(olds);
            await stage.control.undeployTask({ projectId, fileId });
            const { calls: undeployed } = await stage.remove(olds);
            await stage.control.deleteTask({ projectId, fileId });
            const { calls: gone } = await stage.remove(olds);
            const called = [started, stopped, undeployed, gone].flat();
            assert.deepEqual([...new Set(called)].sort(), tableOf("run"));
        } finally {
            await stage.end();
        }
    });

    it("are what a task calls that is made, refused, changed, deleted, and gone", async () => {
        const stage = await TaskStage.begin({}, foreign);
        try {
            const { error, calls: refused } = await stage.create(taskInputs());
            assert.ok(error);
            const news = (...tables: string[]) => taskInputs(tables, { folder: "flow/other", onDelete: "delete" });
            const { value = assert.fail("it was not made"), calls: made } = await stage.create(news("orders"));
            const { calls: changed } = await stage.update(value, news("orders", "returns"));
            const { calls: deleted } = await stage.remove(value);
            const { calls: gone } = await stage.remove(value);
            const called = [refused, made, changed, deleted, gone].flat();
            assert.deepEqual([...new Set(called)].sort(), tableOf("task"));
        } finally {
            await stage.end();
        }
    });

    it("are what a deployment, a refresh, look-ups and undeploying call", async () => {
        const lifecycle = await Lifecycle.begin(
            seedOf(...realtime("100", "101"), {
                ...realtime("102")[0],
                fileId: "102",
                deployed: true,
                instance: "RUN",
            }),
        );
        const context = lifecycle.context();
        const dataworks = context.dataworks("cn-hangzhou");
        const { control } = lifecycle.emulator;
        const called = async (): Promise<string[]> =>
            [...new Set((await lifecycle.calls()).map((call) => call.split(" ")[0] ?? ""))].sort();
        try {
            const olds = await create(inputs("100", { compareVersions: true }), context);
            assert.deepEqual(await called(), tableOf("deployment"));

            const undeployed = await create(inputs("102", { onDelete: "undeploy" }), context);
            await called();
            await remove("old", undeployed, lifecycle.context());
            await control.deleteTask({ projectId, fileId: "102" });
            await remove("old", undeployed, lifecycle.context());
            assert.deepEqual(await called(), tableOf("undeploy"));

            await control.editTask({ projectId, fileId: "100", definition: definition("x"), user: "1823" });
            await read(olds, context);
            await control.deleteTask({ projectId, fileId: "100" });
            assert.equal(await read(olds, context), undefined);
            assert.deepEqual(await called(), tableOf("refresh"));

            await findFile(dataworks, { projectId, name: "task_101" });
            await findTask(dataworks, { projectId, taskType: "DI_REALTIME", fileId: "101" });
            await findTasksOfDataSource(dataworks, { projectId, datasource: "shop", taskType: "DI_REALTIME" });
            await assert.rejects(findWorkspace(dataworks, "unheard_of"));
            await assert.rejects(findResourceGroup(dataworks, { name: "shop", type: "dataIntegration" }));
            assert.deepEqual(await called(), tableOf("look-ups"));
        } finally {
            await lifecycle.end();
        }
    });
});
