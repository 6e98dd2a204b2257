// The instances of tasks that are taken over: which run or stand still and are taken as they are, and which are left out, and why.
import { InvalidFileIdError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { asText } from "../../dataworks/json";
import { conditionOf } from "../../dataworks/status";
import { taskId } from "../../resources/ids";
import { stateIn, type WhyNot } from "../../resources/instance/adopt";
import type { Inputs } from "../../resources/instance/state";
import type { Terminal } from "../progress";
import { namesOf } from "./names";
import { isOf, type TaskInStack } from "./state";
import type { FoundTask } from "./task";
import { readEach } from "./tasks";

/** A task whose deployment is imported, or in the stack already. */
export interface DeployedTask {
    readonly task: FoundTask;
    /** The name of the deployment. */
    readonly name: string;
    /** What destroying does to the task: it says what it does to the instance. */
    readonly onDelete: string;
    /** True where it is imported together with the instance. */
    readonly isImported: boolean;
    /** When it was deployed, where the program restarts the instance after it. */
    readonly deployedAt?: string | undefined;
    /** Whether the stack's file has it run, or stand still; undefined where it says neither. "new": it is about to say what is so. */
    readonly run: "new" | boolean | undefined;
}

/** An instance under the name of its resource. */
export interface ImportedInstance extends FoundTask {
    /** The resource's. */
    readonly name: string;
    /** The resource's. */
    readonly id: string;
    readonly region: string;
    readonly state: Inputs["state"];
    /** As the API says it. */
    readonly status: string;
    readonly onDelete: Inputs["onDelete"];
    /** The name of the deployment that is imported with it. */
    readonly deployment?: string | undefined;
    /** When its task was deployed, where the program restarts it after that; as the program gets it. */
    readonly deployedAt?: string | undefined;
}

/** Why an instance is not taken over. */
export const whyLeft: Readonly<Record<WhyNot | "present" | "otherwise", string>> = {
    present: "the stack has them already",
    notDeployed: "their tasks are not deployed",
    passing: "they are on their way, and can be taken over once they run or stand still",
    solution: "these solutions do not run, and DataWorks has no call that stops one",
    otherwise: "the list of the stack's file does not say `run` for them as they are",
    unknown: "nobody has documented what their status means",
};

interface LeftInstance {
    readonly task: FoundTask;
    readonly why: keyof typeof whyLeft;
    /** As the API says it, where it was asked. */
    readonly status?: string;
    /** The name that the stack has it under. */
    readonly resource?: string;
}

export interface Instances {
    readonly imported: readonly ImportedInstance[];
    readonly left: readonly LeftInstance[];
}

/**
 * Looks at the instance of each task that the stack has no instance of.
 *
 * @throws CommandError where one cannot be read; the errors of the API.
 */
export async function readInstances(
    api: () => DataWorks,
    tasks: readonly DeployedTask[],
    inStack: readonly TaskInStack[],
    region: string,
    terminal: Terminal,
): Promise<Instances> {
    const owners = tasks.map(({ task }) => inStack.find((each) => isOf(each, task, region)));
    const asked = tasks.filter(({ run }, index) => owners[index] === undefined && run !== undefined);
    const left = tasks.flatMap(({ task, run }, index): LeftInstance[] => {
        const owner = owners[index];
        if (owner !== undefined) return [{ task, why: "present", resource: owner.resource }];
        return run === undefined ? [{ task, why: "otherwise" }] : [];
    });
    const statuses = await readEach(asked, "Looking at instances", terminal, ({ task }) => statusOf(api(), task));
    const taken = new Set(inStack.map(({ resource }) => resource));
    const names = namesOf(
        asked.map(({ task, name }) => ({ ...task, taskName: name })),
        taken,
    );
    const imported: ImportedInstance[] = [];
    asked.forEach(({ task, name, onDelete, isImported, deployedAt, run }, index) => {
        const status = statuses[index];
        const state = stateIn(task.taskType, status === undefined ? "notDeployed" : conditionOf(task.taskType, status));
        if (state !== "running" && state !== "stopped") {
            left.push({ task, why: state, ...(status !== undefined && { status }) });
            return;
        }
        if (run !== "new" && run !== (state === "running")) {
            left.push({ task, why: "otherwise", status: status ?? "" });
            return;
        }
        const { projectId, taskType, fileId } = task;
        imported.push({
            ...{ ...task, region, state, status: status ?? "", name: names[index] ?? name },
            id: taskId({ region, projectId, taskType, fileId }),
            // What undeploys a task stops its instance too.
            onDelete: onDelete === "undeploy" ? "stop" : "retain",
            deployment: isImported ? name : undefined,
            deployedAt,
        });
    });
    return { imported: imported.sort((a, b) => (a.name < b.name ? -1 : 1)), left };
}

/** Undefined where the task is not deployed, so that it has no instance. */
async function statusOf(dataworks: DataWorks, task: FoundTask): Promise<string | undefined> {
    if (task.taskType === "DI_SOLUTION") return asText((await dataworks.getDISyncTask(task)).solution?.["Status"]);
    try {
        return (await dataworks.getDISyncInstance(task)).status;
    } catch (error) {
        if (error instanceof InvalidFileIdError) return undefined;
        throw error;
    }
}
