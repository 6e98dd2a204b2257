// Looks: at this machine, the endpoint and the API. What is seen is judged elsewhere. Nothing here changes anything.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { DataWorks } from "../../dataworks/client";
import { Http, HttpFailure } from "../../dataworks/http/http";
import type { Target } from "../../dataworks/http/connection-errors";
import type { Operation } from "../../dataworks/operation";
import type { Project } from "../../dataworks/operations/project";
import type { Task } from "../../dataworks/task";
import type { Settings } from "../../settings/settings";
import { run } from "../import/stack";
import type { Outcome, Readings } from "./calls";
import type { ConnectionSeen, NotReached, Reached } from "./connection";
import type { CliSeen, Installed, Needed, SdkSeen } from "./versions";

/** What this package's package.json asks for. */
export function needed(): Needed {
    const { engines, peerDependencies } = JSON.parse(
        readFileSync(join(__dirname, "../../../package.json"), "utf8"),
    ) as { engines: { node: string }; peerDependencies: { "@pulumi/pulumi": string } };
    return { node: engines.node, sdk: peerDependencies["@pulumi/pulumi"] };
}

/** Undefined where there is no pulumi on PATH. */
export function lookAtCli(folder: string): Promise<CliSeen | undefined> {
    return run("pulumi", ["version"], folder);
}

export function lookAtSdk(folder: string, runtime: string | undefined): SdkSeen {
    const own = installed("pulumi-dataworks", folder);
    return {
        runtime,
        program: installed("@pulumi/pulumi", folder),
        own,
        ofOwn: own && installed("@pulumi/pulumi", own.folder),
    };
}

/** A package as a module in that folder finds it; undefined where it does not. */
function installed(name: string, folder: string): Installed | undefined {
    try {
        const file = createRequire(join(folder, "index.js")).resolve(`${name}/package.json`);
        const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
        return { version, folder: dirname(file) };
    } catch {
        return undefined;
    }
}

/** Who listens answers within this time, in milliseconds. */
const patience = 15_000;

/** Sends one request that is signed by nobody: whatever is answered, it was answered. */
export async function lookAtEndpoint(
    target: Target,
    { proxy, clientConnectTimeout, clientReadTimeout }: Settings,
    now: () => number,
): Promise<ConnectionSeen> {
    const http = new Http({
        connectTimeout: Math.min(clientConnectTimeout, patience),
        readTimeout: Math.min(clientReadTimeout, patience),
        proxy,
    });
    const seen = { target, proxy: proxy?.address };
    const began = now();
    try {
        const { host } = new URL(target.origin);
        const request = { origin: target.origin, path: "/", headers: { host }, body: "", fresh: true };
        const { headers } = await http.send(request);
        const outcome: Reached = { date: headers["date"] ?? "", at: (began + now()) / 2 };
        return { ...seen, outcome };
    } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        const outcome: NotReached = { cause: error.cause, what: error.what, sent: error.sent };
        return { ...seen, outcome };
    } finally {
        await http.destroy();
    }
}

async function outcomeOf<T>(call: Promise<T>): Promise<Outcome<T>> {
    try {
        return { value: await call };
    } catch (error) {
        return { error };
    }
}

export function lookAtWorkspace(api: DataWorks, projectId: string): Promise<Outcome<Project>> {
    return outcomeOf(api.getProject(projectId));
}

type Ask = (api: DataWorks, task: Task) => Promise<unknown>;

/** The operations that only read and ask about a task. */
const ofTasks: ReadonlyMap<Operation, Ask> = new Map<Operation, Ask>([
    ["GetDISyncTask", (api, task) => api.getDISyncTask(task)],
    ["GetDISyncInstanceInfo", (api, task) => api.getDISyncInstance(task)],
    ["GetFile", (api, { projectId, fileId }) => api.getFile(projectId, fileId)],
    ["ListFileVersions", (api, { projectId, fileId }) => api.getProductionVersion(projectId, fileId)],
    ["GetFileVersion", (api, { projectId, fileId }) => api.getFileVersion(projectId, fileId, "1")],
]);

/** Those that ask about something else, in the workspace or the account, which need not be there: to hear that is to be allowed to ask. */
const ofOthers = new Map<Operation, (api: DataWorks, projectId: string) => Promise<unknown>>([
    [
        "QueryDISyncTaskConfigProcessResult",
        (api, projectId) => {
            const task = { projectId, taskType: "DI_REALTIME", name: "" } as const;
            return api.queryDISyncTaskConfigProcessResult(task, "1");
        },
    ],
    [
        "ListRefDISyncTasks",
        (api, projectId) => {
            const reference = { projectId, taskType: "DI_REALTIME", usedAs: "source" } as const;
            return api.listRefDISyncTasks({ ...reference, datasource: "pulumi-dataworks-doctor" }, 1);
        },
    ],
    ["ListProjects", (api) => api.listProjects(1)],
    ["ListResourceGroups", (api) => api.listResourceGroups("4")],
]);

/** Asks one thing by each operation that only reads, of a task that the stack deploys, or of the first that the workspace lists. */
export async function lookByReading(
    api: DataWorks,
    projectId: string,
    inStack: Task | undefined,
): Promise<{ readonly readings: Readings; readonly notAsked: readonly Operation[] }> {
    const files = await outcomeOf(api.listFiles(projectId, {}, 1));
    const listed = "value" in files ? files.value.files[0] : undefined;
    const task = inStack ?? (listed && { projectId, taskType: "DI_REALTIME" as const, fileId: listed.fileId });
    const readings = new Map<Operation, Outcome>([["ListFiles", files]]);
    for (const [name, ask] of ofOthers) readings.set(name, await outcomeOf(ask(api, projectId)));
    const asking = [...ofTasks];
    if (!task) return { readings, notAsked: asking.map(([name]) => name) };
    for (const [name, ask] of asking) readings.set(name, await outcomeOf(ask(api, task)));
    return { readings, notAsked: [] };
}
