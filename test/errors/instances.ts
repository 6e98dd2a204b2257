// What a user reads of an instance that is not as wanted: errors, progress, notices and warnings.
import { diff } from "../../provider/src/resources/instance/diff";
import type { Inputs, Outputs } from "../../provider/src/resources/instance/state";
import { unknown } from "../../provider/src/resources/unknown";
import {
    check,
    fileId,
    inputs,
    outputs,
    solutionId,
    solutionInputs,
    Stage,
    type Got,
} from "../resources/instance/stage";
import { projectId } from "../support/tasks";
import type { Chapter, Entry } from "./chapter";

const restarting = inputs({ triggers: { n: 1 } });

export async function chaptersOfInstances(): Promise<Chapter[]> {
    return [
        { title: "Wrong arguments of an instance", entries: wrongArguments() },
        { title: "An instance does not start", entries: await notStarted() },
        { title: "An instance does not stop", entries: await notStopped() },
        { title: "A solution that waits for a person", entries: await solutions() },
        { title: "An instance as a preview and a run tell of it", entries: [...previews(), ...(await runs())] },
    ];
}

function wrongArguments(): Entry[] {
    const right = { projectId, taskType: "DI_REALTIME", fileId, state: "running" };
    const entry = (what: string, more: object): Entry => ({
        what,
        text: check({ ...right, ...more })
            .failures.map(({ property, reason }) => `${property} ${reason}`)
            .join("\n"),
    });
    return [
        entry("a state is misspelt, and there is no time", { state: "runing", timeoutSeconds: 0 }),
        entry("there is less time than a start needs to count", { timeoutSeconds: 5 }),
        entry("counts, keys and actions of startParameters are wrong", {
            startParameters: {
                failoverLimit: { count: -1, intervalMinutes: 10 },
                ddl: { addColum: "ignore", dropTable: "loud" },
            },
        }),
        entry("a solution is asked for what it cannot do", {
            taskType: "DI_SOLUTION",
            state: "stopped",
            onDelete: "stop",
            startParameters: {},
        }),
    ];
}

async function notStarted(): Promise<Entry[]> {
    const start =
        (news: Inputs = inputs()) =>
        async (stage: Stage) =>
            stage.create(news);
    const changed = (stage: Stage) => stage.update(outputs(), restarting);
    return [
        await told("it is refused", { start: { refused: "no resources are left in the resource group" } }, start()),
        await told(
            "it stops again by itself",
            { start: { fails: { mode: "after", ms: 3000, message: "the failover limit is reached" } } },
            start(),
        ),
        await told("it never begins to run", {}, async (stage) => {
            const text = JSON.stringify({ Success: true, RequestId: "r", Data: { Status: "success" } });
            await stage.fault("StartDISyncInstance", "body", { text, applied: false });
            return stage.create();
        }),
        await told("it hangs", { start: { mode: "byHand" } }, start()),
        await told("its reply is lost, again and again", {}, async (stage) => {
            await stage.fault("StartDISyncInstance", "resetBefore");
            return stage.create();
        }),
        await told("its status cannot be read", {}, async (stage) => {
            const text = JSON.stringify({ Success: true, RequestId: "r", Data: { Name: "orders" } });
            await stage.fault("GetDISyncInstanceInfo", "body", { text });
            return stage.create();
        }),
        await told("its status is one that nobody knows", {}, async (stage) => {
            const data = { Status: "DREAMING", Name: "orders" };
            await stage.fault("GetDISyncInstanceInfo", "body", {
                text: JSON.stringify({ Success: true, RequestId: "r", Data: data }),
            });
            return stage.create();
        }),
        await told("its task is not deployed", {}, async (stage) => {
            await stage.control.undeployTask({ projectId, fileId });
            return stage.create();
        }),
        await told("its task is deleted", {}, async (stage) => {
            await stage.control.deleteTask({ projectId, fileId });
            return stage.create();
        }),
        await told("its task is undeployed while it starts", { start: { mode: "byHand" } }, async (stage) => {
            stage.later(5, () => stage.control.undeployTask({ projectId, fileId }));
            return stage.create();
        }),
        await told("it was stopped for a restart", { start: { refused: "no resources are left" } }, async (stage) => {
            await stage.set("RUN");
            return changed(stage);
        }),
        await told(
            "it has not run for long enough in time",
            { start: { mode: "after", ms: 1000 } },
            start(inputs({ stableSeconds: 59, timeoutSeconds: 60 })),
        ),
    ];
}

async function notStopped(): Promise<Entry[]> {
    const stop = async (stage: Stage) => {
        await stage.set("RUN");
        return stage.update(outputs(), inputs({ state: "stopped" }));
    };
    return [
        await told("it is refused", { stop: { refused: "a snapshot is being taken" } }, stop),
        await told("it hangs", { stop: { mode: "byHand" } }, stop),
        await told("somebody starts it again", { stop: { mode: "after", ms: 5000 } }, async (stage) => {
            stage.later(2, () => stage.set("RUN"));
            return stop(stage);
        }),
    ];
}

async function solutions(): Promise<Entry[]> {
    const brought = (status: "3" | "5") =>
        told(status === "3" ? "a step has failed" : "a step waits for a confirmation", {}, async (stage) => {
            const info = JSON.stringify({ message: "the destination has no such schema" });
            const steps = [
                { name: "deploy", status: "success", info: "{}" },
                { name: "full load", status: status === "3" ? "fail" : "confirm", info },
            ];
            await stage.control.setSolution({ projectId, fileId: solutionId, status, steps });
            return stage.create(solutionInputs());
        });
    return [await brought("3"), await brought("5")];
}

function previews(): Entry[] {
    const entry = (what: string, olds: Outputs, news: object): Entry => ({
        what,
        text: diff(olds, { ...inputs(), ...news }, true).notices.join("\n"),
    });
    return [
        entry("a preview that restarts", outputs(), { triggers: { n: 1 } }),
        entry("a preview that restarts where its triggers are not known yet", outputs(), { triggers: { n: unknown } }),
        entry("a preview after a start that failed", outputs({ state: "stopped", pending: "start" }), {}),
    ];
}

async function runs(): Promise<Entry[]> {
    const entries: Entry[] = [];
    const run = async (what: string, play: (stage: Stage) => Promise<unknown>) => {
        const stage = await Stage.begin({ mode: "after", ms: 45_000 });
        await play(stage).finally(() => stage.end());
        const { said, warnings } = stage.lifecycle;
        entries.push({ what, text: [...said, ...warnings.map((text) => `warning: ${text}`)].join("\n") });
    };
    await run("a restart that takes a while", async (stage) => {
        await stage.set("RUN");
        await stage.update(outputs(), restarting);
    });
    await run("a first up of what runs already", async (stage) => {
        await stage.set("RUN");
        await stage.create(inputs({ startParameters: { errorLimit: { records: 0 } } }));
    });
    await run("a restart of a solution", async (stage) => {
        await stage.control.setSolution({ projectId, fileId: solutionId, status: "2" });
        await stage.update(outputs({ ...solutionInputs() }), solutionInputs({ triggers: { n: 1 } }));
    });
    await run("alarm rules that went", async (stage) => {
        await stage.set("RUN");
        const olds = outputs({ compareAlarms: true, alarms: ["latency"] });
        const { value } = await stage.read(olds);
        await stage.update(value?.outputs ?? olds, inputs({ compareAlarms: true }));
    });
    return entries;
}

/** What the user is told of a failure. */
async function told(
    what: string,
    settings: Parameters<typeof Stage.begin>[0],
    play: (stage: Stage) => Promise<Got>,
): Promise<Entry> {
    const stage = await Stage.begin(settings);
    const { error } = await play(stage).finally(() => stage.end());
    return { what, text: error?.message ?? "nothing" };
}
