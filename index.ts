// The environment pipeline: deploys the sync tasks that a stack's configuration lists.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

/** One entry of the list. What its values may be, the provider checks. */
interface ListedTask {
    name: string;
    taskType: dataworks.TaskType;
    fileId: string | number;
    triggers?: Record<string, string | number | boolean>;
    onDelete?: dataworks.OnDelete;
}

const keys = ["name", "taskType", "fileId", "triggers", "onDelete"];
const config = new pulumi.Config();

/** A configuration error: shown without a stack trace. */
function wrong(key: string, reason: string): pulumi.RunError {
    return new pulumi.RunError(`${config.name}:${key} ${reason}. It is set in Pulumi.${pulumi.getStack()}.yaml.`);
}

function readTasks(): ListedTask[] {
    const tasks = parse(config.get("tasks"));
    if (!Array.isArray(tasks)) {
        throw wrong("tasks", "has to be a list of tasks, each with a name, a taskType and a fileId");
    }
    const names = new Set<unknown>();
    tasks.forEach((task: unknown, index) => {
        const key = `tasks[${index}]`;
        if (typeof task !== "object" || task === null || Array.isArray(task)) {
            throw wrong(key, "has to be an object with a name, a taskType and a fileId");
        }
        const { name } = task as { name?: unknown };
        if (typeof name !== "string" || !name) throw wrong(`${key}.name`, "is missing: the resource is named by it");
        if (names.has(name))
            throw wrong(`${key}.name`, `is "${name}", and so is that of a task before: names are unique`);
        names.add(name);
        const unknown = Object.keys(task).find((each) => !keys.includes(each));
        if (unknown !== undefined) throw wrong(`${key}.${unknown}`, `is not known: a task has ${keys.join(", ")}`);
    });
    return tasks as ListedTask[];
}

function parse(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "");
    } catch {
        return undefined;
    }
}

function readProjectId(): string {
    const projectId = config.get("projectId");
    if (!projectId) throw wrong("projectId", "is missing: it is the id of the DataWorks workspace");
    return projectId;
}

const projectId = readProjectId();
const deployments = readTasks().map(({ name, ...task }) => ({
    name,
    deployment: new dataworks.DiSyncDeployment(name, { projectId, ...task }),
}));

/** How each task's deployment ended, by the task's name. */
export const statuses = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.status]));
/** The RequestId of each task's deployment, by the task's name. */
export const requestIds = Object.fromEntries(deployments.map(({ name, deployment }) => [name, deployment.requestId]));
