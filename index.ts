// The environment pipeline: deploys the sync tasks that a stack's configuration lists, and has them run where it says so.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

/** One entry of the list: the arguments of a deployment, and whether it runs. What the arguments may be, the provider checks. */
interface ListedTask extends Omit<dataworks.DiSyncDeploymentArgs, "projectId" | "fileId"> {
    name: string;
    taskType: dataworks.TaskType;
    onDelete?: dataworks.OnDelete;
    fileId?: string | number;
    /** In place of fileId: the task's name in DataWorks, by which its file id is looked up. */
    fileName?: string;
    /** The folder of the file, where several have one of that name. */
    folder?: string;
    /** true starts the task after its deployment, and false stops it; one without it is neither started nor stopped. */
    run?: boolean;
}

const keys = Object.keys({
    name: 1,
    taskType: 1,
    fileId: 1,
    fileName: 1,
    folder: 1,
    run: 1,
    triggers: 1,
    onDelete: 1,
    ignoreDefinitionPaths: 1,
    compareVersions: 1,
    approvedDigest: 1,
} satisfies Record<keyof ListedTask, 1>);
const config = new pulumi.Config();

/** A configuration error: shown without a stack trace. */
function wrong(key: string, reason: string): pulumi.RunError {
    const error = new pulumi.RunError(
        `${config.name}:${key} ${reason}. It is set in Pulumi.${pulumi.getStack()}.yaml.`,
    );
    // The SDK colours the trace all the same, and for one that was thrown in an `apply` Node.js 20 takes half a gigabyte and a minute.
    error.stack = error.message;
    return error;
}

function readTasks(): ListedTask[] {
    const tasks = parse(pulumi.runtime.getConfig(`${config.name}:tasks`));
    if (!Array.isArray(tasks)) {
        throw wrong("tasks", "has to be a list of tasks, each with a name, a taskType and a fileId or fileName");
    }
    const names = new Set<unknown>();
    const files = new Map<string, string>();
    return tasks.map((given: unknown, index) => {
        const key = `tasks[${index}]`;
        const task = trimmed(given);
        if (typeof task !== "object" || task === null || Array.isArray(task)) {
            throw wrong(key, "has to be an object with a name, a taskType and a fileId or fileName");
        }
        const name = (task as { name?: unknown }).name;
        if (typeof name !== "string" || !name) throw wrong(`${key}.name`, "is missing: the resource is named by it");
        if (names.has(name))
            throw wrong(`${key}.name`, `is "${name}", and so is that of a task before: names are unique`);
        names.add(name);
        const unknown = Object.keys(task).find((each) => !keys.includes(each));
        if (unknown !== undefined) throw wrong(`${key}.${unknown}`, `is not known: a task has ${keys.join(", ")}`);
        checkFileName(key, task);
        checkRun(key, task);
        const file = fileOf(task);
        const before = files.get(file);
        if (before !== undefined) throw wrong(key, `is of the same file as ${before}: a task belongs to one entry`);
        files.set(file, key);
        return task as ListedTask;
    });
}

/** White space around a value is dropped, as the provider's settings do it; triggers are data. */
function trimmed(task: unknown): unknown {
    if (typeof task !== "object" || task === null || Array.isArray(task)) return task;
    const values = Object.entries(task).map(([key, value]: [string, unknown]) => {
        return [key, typeof value === "string" ? value.trim() : value];
    });
    return Object.fromEntries(values) as unknown;
}

function checkFileName(key: string, task: object): void {
    const { taskType, fileId, fileName, folder } = task as Partial<ListedTask>;
    if (fileName === undefined) {
        if (folder !== undefined) throw wrong(`${key}.folder`, "goes with fileName alone");
        return;
    }
    if (fileId !== undefined) throw wrong(`${key}.fileName`, "contradicts fileId: say one of them");
    if (taskType !== "DI_REALTIME")
        throw wrong(`${key}.fileName`, "is for DI_REALTIME: solutions are found by id alone");
}

function checkRun(key: string, task: object): void {
    const { taskType, run } = task as Partial<ListedTask>;
    if (run !== undefined && typeof run !== "boolean")
        throw wrong(`${key}.run`, "has to be true, to start the task after its deployment, or false, to stop it");
    if (run === false && taskType === "DI_SOLUTION")
        throw wrong(`${key}.run`, "is false, but nothing stops a DI_SOLUTION: leave it out");
}

/** What two entries of one task have in common. */
function fileOf({ name, taskType, fileId, fileName, folder }: Partial<ListedTask>): string {
    if (fileName !== undefined) return JSON.stringify(["named", fileName, folder]);
    return JSON.stringify(fileId === undefined ? ["none", name] : [taskType, String(fileId)]);
}

function parse(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "");
    } catch {
        return undefined;
    }
}

/** The id of the workspace, looked up where the configuration has its name. */
function readProjectId(): pulumi.Input<string> {
    const [projectId, workspace] = ["projectId", "workspace"].map((key) =>
        pulumi.runtime.getConfig(`${config.name}:${key}`)?.trim(),
    );
    if (projectId && workspace) throw wrong("workspace", "contradicts projectId: say one of them");
    if (projectId) return hidden("projectId", projectId);
    if (!workspace)
        throw wrong(
            "projectId",
            "is missing: it is the id of the DataWorks workspace. Or say its name, with workspace",
        );
    return dataworks.getWorkspaceOutput({ identifier: hidden("workspace", workspace) }).projectId;
}

/**
 * Hides a value where its key holds a secret. Of a list in which one is, Pulumi does not tell where: all of its entries are hidden
 * but their names, which name resources, and their approved digests, which the resource takes for no secrets.
 */
function hidden<T>(key: string, value: T): pulumi.Input<T> {
    // The SDK's types leave it out, and `config.getSecret` makes a secret of any value.
    const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };
    return isConfigSecret(`${config.name}:${key}`) ? (pulumi.secret(value) as pulumi.Output<T>) : value;
}

const projectId = readProjectId();
type FileId = pulumi.Input<string | number>;
/** The entry that each file id belongs to, by what kind of task it is of. */
const owners = new Map<string, string>();

/** The file id, looked up where the configuration has the file's name. */
function fileIdOf({ name, taskType, fileId = "", fileName, folder }: ListedTask): FileId {
    const given = hidden("tasks", { fileId, fileName, folder });
    const found = pulumi.output(given).apply(({ fileId, fileName, folder }) => {
        return fileName === undefined
            ? pulumi.output(fileId)
            : dataworks.getDiSyncFileOutput({ projectId, name: fileName, folder }).fileId;
    });
    return found.apply((id) => {
        const key = JSON.stringify([taskType, String(id)]);
        const owner = owners.get(key) ?? name;
        owners.set(key, owner);
        if (owner === name || id === "") return id;
        throw wrong("tasks", `has the file of "${owner}" twice: "${name}" is the same. A task belongs to one entry`);
    });
}

/** Has the task run, or stand still, from its deployment on; each later deployment restarts what runs. */
function runTask(
    { name, taskType, run, onDelete }: ListedTask,
    deployment: dataworks.DiSyncDeployment,
    fileId: FileId,
): void {
    new dataworks.DiSyncInstance(name, {
        projectId,
        taskType: hidden("tasks", taskType),
        fileId,
        state: hidden("tasks", run ? "running" : "stopped"),
        triggers: { deployment: deployment.deployedAt },
        // What is undeployed when it goes is stopped then; what stays deployed stays as it is.
        onDelete: hidden("tasks", onDelete === "undeploy" ? "stop" : "retain"),
    });
}

const deployments = readTasks().map((task) => {
    const { name, ...given } = task;
    const own = ["fileId", "fileName", "folder", "run"];
    const args = Object.entries(given).filter(([key]) => !own.includes(key));
    const fileId = fileIdOf(task);
    const deployment = new dataworks.DiSyncDeployment(name, {
        ...(Object.fromEntries(args.map(([key, value]) => [key, hidden("tasks", value)])) as typeof given),
        projectId,
        fileId,
    });
    if (task.run !== undefined) runTask(task, deployment, fileId);
    return { name, deployment };
});

/** How each task's deployment ended, by the task's name. */
export const statuses = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.status]));
/** The RequestId of each task's deployment, by the task's name. */
export const requestIds = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.requestId]));
