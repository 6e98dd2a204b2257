// What a user reads of a task that is not made, changed or deleted as it should be: errors, progress, notices and warnings.
import { check } from "../../provider/src/resources/check";
import { task } from "../../provider/src/resources/task";
import type { Inputs, Outputs } from "../../provider/src/resources/task/state";
import { unknown } from "../../provider/src/resources/unknown";
import { region } from "../support/lifecycle";
import { projectId } from "../support/tasks";
import { first, foreign, inputs, outputs, Stage, type Got } from "../resources/task/stage";
import type { Chapter, Entry } from "./chapter";

const create = "CreateDISyncTask";
const update = "UpdateDISyncTask";
const deleting = { onDelete: "delete" } as const;
const elsewhere = { destination: { type: "kafka", datasource: "warehouse" } } as const;
const edited = (text: string) => text.replace('"writeMode":"replay"', '"writeMode":"insert"');

export async function chaptersOfTasks(): Promise<Chapter[]> {
    return [
        { title: "Wrong arguments of a task", entries: wrongArguments() },
        { title: "A task is not made", entries: await notMade() },
        { title: "Nobody knows whether a task was made", entries: await inDoubt() },
        { title: "A task is not changed", entries: await notChanged() },
        { title: "A task is not deleted", entries: await notDeleted() },
        { title: "A task as a preview and a run tell of it", entries: [...previews(), ...(await runs())] },
    ];
}

function wrongArguments(): Entry[] {
    const { region: _, ...right } = inputs();
    const entry = (what: string, more: object, olds: object = {}): Entry => ({
        what,
        text: check(task, { ...right, ...more }, region, { ...olds })
            .failures.map(({ property, reason }) => `${property} ${reason}`)
            .join("\n"),
    });
    return [
        entry("it has neither a source nor a script", { source: undefined, destination: undefined }),
        entry("it has both", { script: { steps: [] } }),
        entry("names, types and keys are wrong", {
            name: "a/b",
            cu: 0.7,
            source: {
                type: "mysql",
                datasources: [
                    { name: "shop", table: ["orders"] },
                    { name: "shop", tables: ["a", "a"] },
                ],
            },
            destination: { type: "holo", datasource: "warehouse" },
        }),
        entry("a solution is to be deleted", { ...deleting, taskType: "DI_SOLUTION" }),
        entry("it is replaced under its name, and the old one stays", elsewhere, inputs()),
    ];
}

async function notMade(): Promise<Entry[]> {
    const make = (stage: Stage) => stage.create(inputs(["orders", "customers"]));
    return [
        await told(
            "DataWorks has no definition of it",
            { end: { fails: "table shop.customers does not exist" } },
            make,
        ),
        await told("the definition takes too long", { mode: "byHand" }, make),
        await told("a data source does not exist", {}, (stage) =>
            stage.create(inputs(["orders"], { destination: { type: "hologres", datasource: "lake" } })),
        ),
        await told("its name is taken", {}, make, true),
        await told(
            "its name is taken, and it may be deleted",
            {},
            (stage) => stage.create(inputs(["orders"], deleting)),
            true,
        ),
        await told("tables are missing in what was made", { leavesOut: ["customers"] }, make),
    ];
}

async function inDoubt(): Promise<Entry[]> {
    const lose = async (stage: Stage, news = inputs(), kind = "resetBefore") => {
        await stage.fault(create, kind);
        await stage.fault("ListFiles", "error", { status: 403, code: "Forbidden.Access" });
        const got = await stage.create(news);
        await stage.control.clearFaults();
        return got;
    };
    const solution = inputs(["orders"], { taskType: "DI_SOLUTION" });
    return [
        await told("its reply is lost, again and again", {}, async (stage) => {
            await stage.fault(create, "resetBefore");
            return stage.create();
        }),
        await told("its reply is lost, and it cannot be looked for", {}, (stage) => lose(stage)),
        await told("a solution's reply is lost", {}, (stage) => lose(stage, solution)),
        await told("the next run is about a solution", {}, async (stage) =>
            stage.update((await lose(stage, solution)).kept as Outputs, solution),
        ),
        await told("the next run finds two", {}, async (stage) => {
            const { kept } = await lose(stage);
            const createTime = new Date(stage.lifecycle.clock.now()).toISOString();
            for (const [fileId, folder] of [
                ["901", "flow/a"],
                ["902", "flow/b"],
            ] as const)
                await stage.control.seed({
                    workspaces: [{ projectId, tasks: [{ ...foreign, fileId, folder, createTime, definition: {} }] }],
                });
            const { folder: _, ...anywhere } = kept as Outputs;
            return stage.update(anywhere, inputs());
        }),
    ];
}

async function notChanged(): Promise<Entry[]> {
    const change = async (stage: Stage, ...tables: string[]) =>
        stage.update(await stage.made(inputs(["orders", "customers"])), inputs(tables));
    return [
        await told("nobody knows the outcome", {}, async (stage) => {
            await stage.fault(update, "resetBefore");
            return change(stage, "orders", "returns");
        }),
        await told("the tables are added to those that there are", { tables: "added" }, (stage) =>
            change(stage, "orders"),
        ),
        await told("it was deleted in DataWorks", {}, async (stage) => {
            const olds = await stage.made();
            await stage.control.deleteTask({ projectId, fileId: first });
            return stage.update(olds, inputs(["orders", "returns"]));
        }),
        await told("the definition of a task that takes its name cannot be tried out", {}, async (stage) => {
            const olds = await stage.made(inputs(["orders"], deleting));
            const news = {
                ...inputs(["orders"], { ...deleting, destination: { type: "hologres", datasource: "lake" } }),
            };
            return stage.do(async (context) => {
                await task.tryOut?.(olds, news, task.diff(olds, news, true), context);
                return olds;
            });
        }),
    ];
}

async function notDeleted(): Promise<Entry[]> {
    const remove = async (stage: Stage, before: (olds: Outputs) => unknown): Promise<Got> => {
        const olds = await stage.made(inputs(["orders"], deleting));
        await before(olds);
        return { ...(await stage.remove(olds)), value: olds };
    };
    return [
        await told("it is deployed", { deletes: "notDeployed" }, (stage) =>
            remove(stage, () => stage.control.deployTask({ projectId, fileId: first, user: "somebody" })),
        ),
        await told("a deployment of the program stands for it", {}, (stage) =>
            remove(stage, () =>
                stage.claims.of("deployment").announce(region, { projectId, taskType: "DI_REALTIME", fileId: first }),
            ),
        ),
        await told("another resource of its name failed", {}, (stage) =>
            remove(stage, (olds) => stage.claims.of("task").refuse("another", region, claimOf(olds))),
        ),
        await told("another resource of its name stands", {}, (stage) =>
            remove(stage, (olds) => stage.claims.of("task").hold("another", region, claimOf(olds))),
        ),
    ];
}

function claimOf(olds: Outputs) {
    const claimed = task.claiming?.taskOf({ ...olds });
    if (!claimed) throw new Error("a task claims nothing");
    return claimed;
}

function previews(): Entry[] {
    const state = (more: Partial<Outputs> = {}, of: Inputs = inputs()): Outputs => outputs(of, more);
    const entry = (what: string, olds: Outputs, news: object): Entry => ({
        what,
        text: task.diff(olds, { ...inputs(), ...news }, true).notices.join("\n"),
    });
    const { fileId: _, ...lost } = state({ status: "unknown", pending: { since: 0, until: 1, clientToken: "t" } });
    const drift = [
        "table added in DataWorks: shop/returns",
        "definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.writeMode",
    ];
    return [
        entry("tables that come and go", state(), inputs(["returns", "refunds"])),
        entry("tables of a solution that come", state({ taskType: "DI_SOLUTION" }), {
            ...inputs(["orders", "returns"]),
            taskType: "DI_SOLUTION",
        }),
        entry("tables that are not known yet", state(), {
            source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders", unknown] }] },
        }),
        entry("a replacement under its own name", state(deleting), { ...deleting, ...elsewhere }),
        entry("a replacement under another name, of one that stays", state(), { name: "payments" }),
        entry("only what is stored changes", state(), { timeoutSeconds: 20 }),
        entry("an edit that is accepted", state({ drift: drift.slice(1) }), {}),
        entry(
            "an edit that is accepted beside tables that change",
            state({ drift }, inputs(["orders", "returns"])),
            {},
        ),
        entry("nobody knows whether it was made", lost, {}),
        entry("nobody knows whether it was changed", state({ status: "unknown" }), {}),
    ];
}

async function runs(): Promise<Entry[]> {
    const entries: Entry[] = [];
    const run = async (
        what: string,
        making: Parameters<typeof Stage.begin>[0],
        play: (stage: Stage) => Promise<unknown>,
    ) => {
        const stage = await Stage.begin(making);
        await play(stage).finally(() => stage.end());
        const { said, warnings } = stage.lifecycle;
        entries.push({ what, text: [...said, ...warnings.map((text) => `warning: ${text}`)].join("\n") });
    };
    await run("a definition that takes a while", { mode: "after", ms: 25_000 }, (stage) => stage.create());
    await run("a task that cannot be read back", {}, async (stage) => {
        await stage.fault("GetDISyncTask", "error", { status: 403, code: "Forbidden.Access" });
        await stage.create();
    });
    await run("a task that a run before has made", {}, async (stage) => {
        await stage.fault(create, "resetAfter", { times: 1 });
        await stage.fault("ListFiles", "error", { status: 403, code: "Forbidden.Access", times: 1 });
        const { kept } = await stage.create();
        await stage.update(kept as Outputs, inputs());
    });
    await run("an edit beside what is changed, and one that is accepted", {}, async (stage) => {
        const olds = await stage.made();
        await stage.edit(edited);
        const { value } = await stage.read(olds);
        await stage.update(value?.outputs ?? olds, inputs());
        await stage.update(olds, inputs(["orders", "returns"]));
    });
    await run("a deletion of one that was perhaps made", {}, async (stage) => {
        await stage.fault(create, "resetBefore");
        const { kept } = await stage.create();
        await stage.remove({ ...(kept as Outputs), ...deleting });
    });
    return entries;
}

/** What the user is told of a failure. */
async function told(
    what: string,
    making: Parameters<typeof Stage.begin>[0],
    play: (stage: Stage) => Promise<Got>,
    isTaken = false,
): Promise<Entry> {
    const stage = await Stage.begin(making, ...(isTaken ? [{ ...foreign, definition: {} }] : []));
    const { error, warnings } = await play(stage).finally(() => stage.end());
    return {
        what,
        text:
            [...warnings.map((text) => `warning: ${text}`), error?.message ?? ""].filter(Boolean).join("\n") ||
            "nothing",
    };
}
