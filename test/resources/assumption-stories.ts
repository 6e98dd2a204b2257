// The main stories, each in steps that end well, or with an error that says what was met: whatever DataWorks turns out to answer where
// its documentation is silent. What a step left behind in DataWorks is looked at from inside.
import assert from "node:assert/strict";
import { AssertionError } from "node:assert";
import { deployment } from "../../provider/src/resources/deployment";
import type { Outputs as Deployed } from "../../provider/src/resources/deployment/state";
import { instance } from "../../provider/src/resources/instance";
import type { Context } from "../../provider/src/resources/context";
import { KeptError } from "../../provider/src/resources/resource";
import { task } from "../../provider/src/resources/task";
import { findFile } from "../../provider/src/lookup/file";
import { findTask } from "../../provider/src/lookup/task";
import { inputs as deploymentInputs, region, type Lifecycle } from "../support/lifecycle";
import { definition, projectId } from "../support/tasks";
import { inputs as instanceInputs } from "./instance/stage";
import { inputs as taskInputs } from "./task/stage";

/** What a verb gave back, or threw; `kept` is what the state holds where it failed. */
interface Got<T> {
    readonly value?: T;
    readonly error?: Error;
    readonly kept?: unknown;
}

export class Teller {
    /** The steps that came to an error, with what it says. */
    readonly failed: Record<string, string> = {};

    private digits = 0;

    constructor(readonly lifecycle: Lifecycle) {}

    /** No two tokens are the same, in whichever run. */
    private readonly randomHex = (bytes: number) => String((this.digits += 1)).padStart(2 * bytes, "0");

    get control(): Lifecycle["emulator"]["control"] {
        return this.lifecycle.emulator.control;
    }

    /** One verb of one run. */
    async step<T>(name: string, verb: (context: Context) => Promise<T>): Promise<Got<T>> {
        try {
            return { value: await verb({ ...this.lifecycle.context(), randomHex: this.randomHex }) };
        } catch (error) {
            if (error instanceof AssertionError || !(error instanceof Error)) throw error;
            assert.doesNotMatch(error.message, /^\s+at /m);
            this.failed[name] = error.message;
            return { error, ...(error instanceof KeptError && { kept: error.outputs }) };
        }
    }

    task(fileId: string) {
        return this.control.task({ projectId, fileId });
    }

    /** The tasks of a name that were made and are there: none of these stories makes more than three. */
    async named(name: string): Promise<string[]> {
        const found: string[] = [];
        for (let id = 600_000_001; id < 600_000_004; id += 1) {
            const one = await this.task(String(id)).catch(() => undefined);
            if (one?.name === name && one.deletedStatus === "NORMAL") found.push(one.fileId);
        }
        return found;
    }

    /** Lets what DataWorks has under way come to its end. */
    settle(): void {
        this.lifecycle.clock.pass(60_000);
    }
}

export type Story = (teller: Teller) => Promise<void>;

const on = (fileId: string, more: object = {}) => deploymentInputs(fileId, { compareVersions: true, ...more });
const edited = definition("edited");

async function isDeployed(teller: Teller, fileId: string): Promise<boolean> {
    return (await teller.task(fileId)).deployedDefinition !== undefined;
}

/** Whether what runs in production is what stands in the editor. */
async function holdsDeployed(teller: Teller, fileId: string): Promise<void> {
    teller.settle();
    const { definition: now, deployedDefinition } = await teller.task(fileId);
    assert.equal(deployedDefinition, now, "it is said to be deployed, and is not in production");
}

const deploys: Story = async (teller) => {
    const first = await teller.step("deploy", (context) => deployment.create(on("100"), context));
    if (first.value) await holdsDeployed(teller, "100");
    const olds = first.value ?? assert.fail("a first deployment is no question");
    const again = await teller.step("deploy what nobody edited", (context) =>
        deployment.update(olds, on("100", { triggers: { n: 1 } }), context),
    );
    if (again.value) await holdsDeployed(teller, "100");
    await teller.control.editTask({ projectId, fileId: "100", definition: edited, user: "1001" });
    teller.settle();
    const third = await teller.step("deploy an edit", (context) =>
        deployment.update(again.value ?? olds, on("100", { triggers: { n: 2 } }), context),
    );
    if (third.value) await holdsDeployed(teller, "100");
    // A refresh right after takes what runs for what was deployed.
    const read = await teller.step("read what is deployed", (context) => deployment.read(third.value ?? olds, context));
    const drift = (read.value?.outputs.drift ?? []).filter(
        (line) => !/by itself|approve it|^definition added/.test(line),
    );
    assert.deepEqual(drift, []);
};

/** A refresh, and then an update of what nobody edited since: it rests after that, and waits for nothing that never comes. */
const rests: Story = async (teller) => {
    const wanted = on("100", { triggers: { n: 1 } });
    const first = await teller.step("deploy", (context) => deployment.create(wanted, context));
    let olds = first.value ?? assert.fail("a first deployment is no question");
    teller.settle();
    for (const name of ["what nobody edited", "what somebody edited and deployed"]) {
        for (const round of [1, 2, 3]) {
            const read = await teller.step(`read ${name}, ${round}`, (context) => deployment.read(olds, context));
            const found = read.value?.outputs ?? assert.fail("it is gone");
            if (round === 3) assert.equal(found.drift, undefined, name);
            const { changes } = deployment.diff(found, { ...wanted }, {} as never) as { changes: boolean };
            const again = changes
                ? await teller.step(`deploy ${name}`, (context) => deployment.update(found, wanted, context))
                : { value: found };
            olds = again.value ?? found;
            teller.settle();
            if (again.error) break;
        }
        await teller.control.editTask({ projectId, fileId: "100", definition: edited, user: "1001" });
        await teller.control.deployTask({ projectId, fileId: "100", user: "1001" });
        teller.settle();
    }
};

const drifts: Story = async (teller) => {
    const { value: olds = assert.fail("a first deployment is no question") } = await teller.step("deploy", (context) =>
        deployment.create(on("100"), context),
    );
    teller.settle();
    await teller.control.editTask({ projectId, fileId: "100", definition: edited, user: "182293110403" });
    const changed = await teller.step("read an edited task", (context) => deployment.read(olds, context));
    const lines = changed.value?.outputs.drift ?? [];
    assert.ok(changed.error ?? lines.some((line) => /^definition changed since .*table/.test(line)), lines.join());
    assert.ok(changed.error ?? lines.some((line) => line.startsWith("last edited ")), lines.join());
    // Of one that nobody edited: an edit's digest takes a tenth of a second.
    const { value: other = assert.fail("nor is it one of another task") } = await teller.step(
        "deploy another one",
        (context) => deployment.create(on("101"), context),
    );
    teller.settle();
    await teller.control.undeployTask({ projectId, fileId: "101" });
    const undeployed = await teller.step("read an undeployed task", (context) => deployment.read(other, context));
    assert.ok(undeployed.error ?? undeployed.value, "an undeployed task is not gone");
    for (const to of ["RECYCLE_BIN", "GONE"] as const) {
        await teller.control.deleteTask({ projectId, fileId: "100", to });
        const gone = await teller.step(`read a deleted task (${to})`, (context) => deployment.read(olds, context));
        assert.equal(gone.value, undefined);
    }
    const elsewhere = { ...olds, projectId: "77" };
    const lost = await teller.step("read in a workspace that is not there", (context) =>
        deployment.read(elsewhere, context),
    );
    assert.ok(lost.error, "what cannot be asked for must not look gone");
};

const losesReplies: Story = async (teller) => {
    const lose = (operation: string, kind: "resetAfter" | "errorAfter") =>
        teller.control.addFault({ operation, kind, times: 1 });
    await lose("DeployDISyncTask", "resetAfter");
    const lost = await teller.step("deploy, and lose the reply", (context) => deployment.create(on("100"), context));
    const { status } = (lost.kept ?? {}) as Partial<Deployed>;
    assert.equal(status, "unknown");
    teller.settle();
    const healed = await teller.step("deploy again", (context) =>
        deployment.update(lost.kept as Deployed, on("100"), context),
    );
    if (healed.value) await holdsDeployed(teller, "100");
    await lose("DeployDISyncTask", "errorAfter");
    const failed = await teller.step("deploy, where the service fails after it", (context) =>
        deployment.create(on("101"), context),
    );
    if (failed.value) await holdsDeployed(teller, "101");
    else assert.ok(failed.kept, "what may be deployed is not lost");

    const news = taskInputs(["orders"]);
    for (const operation of ["GenerateDISyncTaskConfigForCreating", "CreateDISyncTask"])
        await lose(operation, "resetAfter");
    let made = await teller.step("make a task, and lose the replies", (context) => task.create(news, context));
    assert.ok(
        made.value ?? made.kept ?? (await teller.named("orders")).length === 0,
        "a task that was made is not lost",
    );
    teller.settle();
    const before = made.value ?? made.kept;
    if (!made.value)
        made = await teller.step("make it again", (context) =>
            before ? task.update(before as never, news, context) : task.create(news, context),
        );
    assert.ok(made.value ?? made.kept, "the second time, it is there");
    assert.equal((await teller.named("orders")).length, 1, "it was made twice");
    assert.equal(made.value?.fileId ?? (made.kept as { fileId?: string }).fileId, (await teller.named("orders"))[0]);

    await lose("StartDISyncInstance", "resetAfter");
    const started = await teller.step("start, and lose the reply", (context) =>
        instance.create(instanceInputs({ fileId: "200" }), context),
    );
    if (started.value) assert.equal((await teller.task("200")).instance, "RUN");
    else assert.ok(started.kept, "what may run is not lost");
};

const undeploys: Story = async (teller) => {
    const olds = (
        await teller.step("deploy", (context) => deployment.create(on("101", { onDelete: "undeploy" }), context))
    ).value;
    teller.settle();
    await teller.control.startTask({ projectId, fileId: "101" });
    const removed = await teller.step("undeploy what runs", (context) =>
        deployment.delete("a", olds ?? assert.fail(), context),
    );
    assert.equal(await isDeployed(teller, "101"), removed.error !== undefined, "it is said to be undeployed");
    await teller.control.deployTask({ projectId, fileId: "101", user: "1001" });
    teller.settle();
    await teller.control.startTask({ projectId, fileId: "101" });
    await teller.control.stopTask({ projectId, fileId: "101" });
    const stood = await teller.step("undeploy what was stopped", (context) =>
        deployment.delete("a", olds ?? assert.fail(), context),
    );
    assert.equal(await isDeployed(teller, "101"), stood.error !== undefined, "it is said to be undeployed");
    await teller.control.undeployTask({ projectId, fileId: "101" });
    await teller.step("undeploy what is undeployed", (context) =>
        deployment.delete("b", olds ?? assert.fail(), context),
    );
    await teller.control.deleteTask({ projectId, fileId: "101", to: "GONE" });
    await teller.step("undeploy what is gone", (context) => deployment.delete("c", olds ?? assert.fail(), context));
    const elsewhere = { ...(olds ?? assert.fail()), projectId: "77" };
    const lost = await teller.step("undeploy in a workspace that is not there", (context) =>
        deployment.delete("d", elsewhere, context),
    );
    assert.ok(lost.error, "nobody knows whether it is undeployed there");
};

/** Before it settles: what is deployed right before must not be called undeployed, and come to production then. */
const undeploysAtOnce: Story = async (teller) => {
    for (const [fileId, compareVersions, isLost] of [
        ["100", false, false],
        ["101", true, true],
    ] as const) {
        if (isLost) await teller.control.addFault({ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 });
        const made = await teller.step(`deploy ${fileId}`, (context) =>
            deployment.create(on(fileId, { onDelete: "undeploy", compareVersions }), context),
        );
        const olds = made.value ?? (made.kept as Deployed);
        const removed = await teller.step("undeploy what was deployed right before", (context) =>
            deployment.delete("a", olds, context),
        );
        teller.settle();
        assert.equal(await isDeployed(teller, fileId), removed.error !== undefined, "it is said to be undeployed");
    }
    await teller.control.setApproval({ projectId, fileId: "100", required: true });
    await teller.control.editTask({ projectId, fileId: "100", definition: edited, user: "1001" });
    const { value: held = assert.fail() } = await teller.step("deploy, and wait for an approval", (context) =>
        deployment.create(on("100", { onDelete: "undeploy", compareVersions: false }), context),
    );
    const kept = await teller.step("undeploy what waits for an approval", (context) =>
        deployment.delete("b", held, context),
    );
    assert.ok(kept.error, "it would be deployed by the approval");
    await teller.control.approve({ projectId, fileId: "100" });
    await teller.step("undeploy what was approved", (context) => deployment.delete("b", held, context));
    assert.ok(!(await isDeployed(teller, "100")));
};

const imports: Story = async (teller) => {
    const placed = (fileId: string) => ({ projectId, region, taskType: "DI_REALTIME", fileId }) as const;
    const adopted = await teller.step("import a deployment", (context) => deployment.adopt(placed("200"), context));
    if (adopted.value) {
        const { outputs } = adopted.value;
        const read = await teller.step("read what was imported", (context) => deployment.read(outputs, context));
        assert.deepEqual(read.value?.outputs.drift, undefined);
    }
    const fresh = await teller.step("import one that is not deployed", (context) =>
        deployment.adopt(placed("100"), context),
    );
    assert.ok(
        fresh.error ?? teller.lifecycle.warnings.some((text) => text.includes("does not tell whether")),
        "it says so",
    );
    const runs = await teller.step("import an instance", (context) => instance.adopt(placed("200"), context));
    if (runs.value) assert.equal(runs.value.outputs.state, "running");
    const none = await teller.step("import an instance of a task that is not deployed", (context) =>
        instance.adopt(placed("100"), context),
    );
    if (none.value) assert.equal(none.value.outputs.state, "stopped");
    await teller.step("import what is not there", (context) => deployment.adopt(placed("999"), context));
};

const looksUp: Story = async (teller) => {
    const api = (context: Context) => context.dataworks(region);
    const file = await teller.step("find a file", (context) => findFile(api(context), { projectId, name: "running" }));
    if (file.value) assert.equal(file.value.fileId, "200");
    for (const [fileId, status] of [
        ["200", "RUN"],
        ["100", ""],
    ] as const) {
        const at = { projectId, taskType: "DI_REALTIME", fileId } as const;
        const found = await teller.step(`look ${fileId} up`, (context) => findTask(api(context), at));
        if (!found.value) continue;
        assert.equal(found.value.definition, (await teller.task(fileId)).definition);
        assert.ok([status, "NORUN"].includes(found.value.status), found.value.status);
    }
    const unknown = { projectId, taskType: "DI_REALTIME", fileId: "999" } as const;
    await teller.step("look up what is not there", (context) => findTask(api(context), unknown));
};

const makes: Story = async (teller) => {
    const news = taskInputs(["orders"], { onDelete: "delete" });
    const made = await teller.step("make a task", (context) => task.create(news, context));
    assert.equal((await teller.named("orders")).length, 1);
    const [fileId = ""] = await teller.named("orders");
    let olds = made.value ?? (made.kept as NonNullable<typeof made.value>);
    assert.equal(olds.fileId, fileId, "a task that was made is not lost");
    const tables = async () =>
        [...(await teller.task(fileId)).definition.matchAll(/"srcTable":"([^"]+)"/g)].map(([, name]) => name);
    for (const [name, wanted] of [
        ["add a table", ["orders", "customers"]],
        ["remove a table", ["customers"]],
    ] as const) {
        const changing = olds;
        const changed = await teller.step(name, (context) =>
            task.update(changing, taskInputs(wanted, { onDelete: "delete" }), context),
        );
        if (changed.value)
            assert.deepEqual((await tables()).sort(), wanted.toSorted(), "it is said to read these tables");
        olds = changed.value ?? (changed.kept as typeof olds | undefined) ?? olds;
    }
    const read = await teller.step("read it", (context) => task.read(olds, context));
    assert.ok(read.error ?? read.value, "a task that is there is not gone");
    const second = await teller.step("make another one of the name", (context) => task.create(news, context));
    assert.equal((await teller.named("orders")).length, second.value ? 2 : 1);
    await teller.control.deployTask({ projectId, fileId, user: "1001" });
    teller.settle();
    await teller.control.startTask({ projectId, fileId });
    for (const [standing, next] of [
        ["runs", () => teller.control.stopTask({ projectId, fileId })],
        ["is deployed", () => teller.control.undeployTask({ projectId, fileId })],
        ["is not deployed", () => Promise.resolve()],
    ] as const) {
        const removed = await teller.step(`delete what ${standing}`, (context) => task.delete("a", olds, context));
        const isThere = (await teller.named("orders")).includes(fileId);
        assert.equal(isThere, removed.error !== undefined, `it is said to be ${isThere ? "deleted" : "there"}`);
        if (!isThere) break;
        await next();
    }
    await teller.step("delete what is gone", (context) => task.delete("a", olds, context));
};

const runs: Story = async (teller) => {
    const status = async () => (await teller.task("201")).instance;
    const absent = await teller.step("start what is not deployed", (context) =>
        instance.create(instanceInputs({ fileId: "100" }), context),
    );
    assert.ok(absent.error, "what is not deployed does not run");
    const started = await teller.step("start", (context) =>
        instance.create(instanceInputs({ fileId: "201" }), context),
    );
    assert.equal(await status(), "RUN");
    const olds = started.value ?? assert.fail("a first start is no question");
    const restarted = await teller.step("restart", (context) =>
        instance.update(olds, instanceInputs({ fileId: "201", triggers: { n: 1 } }), context),
    );
    assert.ok(restarted.error ?? (await status()) === "RUN");
    const stopped = await teller.step("stop", (context) =>
        instance.update(
            restarted.value ?? olds,
            instanceInputs({ fileId: "201", triggers: { n: 1 }, state: "stopped" }),
            context,
        ),
    );
    assert.ok(stopped.error ?? ["NORUN", "PAUSE"].includes((await status()) ?? ""));
    const read = await teller.step("read what stands", (context) => instance.read(stopped.value ?? olds, context));
    assert.equal(read.value?.outputs.state, "stopped");
    const again = await teller.step("start again", (context) =>
        instance.update(read.value?.outputs ?? olds, instanceInputs({ fileId: "201", triggers: { n: 1 } }), context),
    );
    assert.ok(again.error ?? (await status()) === "RUN");
    // Started right after it is deployed, by the same run.
    const both = await teller.step("deploy and start", async (context) => {
        await deployment.create(on("101", { compareVersions: false }), context);
        return instance.create(instanceInputs({ fileId: "101" }), context);
    });
    if (both.value) assert.equal((await teller.task("101")).instance, "RUN");
    // Deployed while it runs: whatever becomes of it, the next look says it.
    await teller.control.editTask({ projectId, fileId: "201", definition: edited, user: "1001" });
    const deployed = await teller.step("deploy what runs", (context) => deployment.create(on("201"), context));
    if (deployed.value) await holdsDeployed(teller, "201");
    const after = await teller.step("read it after that", (context) => instance.read(again.value ?? olds, context));
    assert.equal(after.value?.outputs.state, (await status()) === "RUN" ? "running" : "stopped");
    // Somebody undeploys it: a refresh says so, where anything tells it.
    await teller.control.undeployTask({ projectId, fileId: "201" });
    const gone = await teller.step("read what is undeployed", (context) => instance.read(again.value ?? olds, context));
    assert.ok(gone.value && (gone.value.outputs.drift ?? gone.value.outputs.state === "stopped"), "it does not run");
};

export const stories: Readonly<Record<string, Story>> = {
    deploying: deploys,
    "a refresh and an update": rests,
    drift: drifts,
    "lost replies": losesReplies,
    undeploying: undeploys,
    "undeploying at once": undeploysAtOnce,
    importing: imports,
    "looking up": looksUp,
    "making a task": makes,
    "an instance": runs,
};
