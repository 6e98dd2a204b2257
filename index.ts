// The environment pipeline: deploys the sync tasks that a stack's configuration lists.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

/** One entry of the list. What its values may be, the provider checks. */
interface ListedTask {
    name: string;
    taskType: dataworks.TaskType;
    fileId?: string | number;
    /** In place of fileId: the task's name in DataWorks, by which its file id is looked up. */
    fileName?: string;
    /** The folder of the file, where several have one of that name. */
    folder?: string;
    triggers?: Record<string, string | number | boolean>;
    onDelete?: dataworks.OnDelete;
}

const keys = ["name", "taskType", "fileId", "fileName", "folder", "triggers", "onDelete"];
const config = new pulumi.Config();

/** A configuration error: shown without a stack trace. */
function wrong(key: string, reason: string): pulumi.RunError {
    return new pulumi.RunError(`${config.name}:${key} ${reason}. It is set in Pulumi.${pulumi.getStack()}.yaml.`);
}

function readTasks(): ListedTask[] {
    const tasks = parse(config.get("tasks"));
    if (!Array.isArray(tasks)) {
        throw wrong("tasks", "has to be a list of tasks, each with a name, a taskType and a fileId or fileName");
    }
    const names = new Set<unknown>();
    tasks.forEach((task: unknown, index) => {
        const key = `tasks[${index}]`;
        if (typeof task !== "object" || task === null || Array.isArray(task)) {
            throw wrong(key, "has to be an object with a name, a taskType and a fileId or fileName");
        }
        const name = trim((task as { name?: unknown }).name);
        if (typeof name !== "string" || !name) throw wrong(`${key}.name`, "is missing: the resource is named by it");
        if (names.has(name))
            throw wrong(`${key}.name`, `is "${name}", and so is that of a task before: names are unique`);
        names.add(name);
        const unknown = Object.keys(task).find((each) => !keys.includes(each));
        if (unknown !== undefined) throw wrong(`${key}.${unknown}`, `is not known: a task has ${keys.join(", ")}`);
        checkFileName(key, task);
    });
    return tasks.map((task: object) => {
        // White space around a value is dropped, as the provider's settings do it; triggers are data.
        const values = Object.entries(task).map(([key, value]: [string, unknown]) => [key, trim(value)]);
        return Object.fromEntries(values) as unknown as ListedTask;
    });
}

function trim(value: unknown): unknown {
    return typeof value === "string" ? value.trim() : value;
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

function parse(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "");
    } catch {
        return undefined;
    }
}

function readProjectId(): string {
    const projectId = config.get("projectId")?.trim();
    if (!projectId) throw wrong("projectId", "is missing: it is the id of the DataWorks workspace");
    return projectId;
}

const projectId = readProjectId();

/** The file id, looked up where the configuration has the file's name. */
function fileIdOf({ fileId = "", fileName, folder }: ListedTask): pulumi.Input<string | number> {
    if (fileName === undefined) return fileId;
    return dataworks.getDiSyncFileOutput({ projectId, name: fileName, folder }).fileId;
}

const deployments = readTasks().map((task) => {
    const { name, taskType, triggers, onDelete } = task;
    const args = { projectId, taskType, fileId: fileIdOf(task), triggers, onDelete };
    return { name, deployment: new dataworks.DiSyncDeployment(name, args) };
});

/** How each task's deployment ended, by the task's name. */
export const statuses = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.status]));
/** The RequestId of each task's deployment, by the task's name. */
export const requestIds = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.requestId]));
