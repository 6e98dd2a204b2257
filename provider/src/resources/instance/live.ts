// What is live: looks at a task's instance.
import { InterruptedError, InvalidFileIdError, trace } from "../../dataworks/calls/errors";
import type { DataWorks, InstanceInfo } from "../../dataworks/client";
import { asText } from "../../dataworks/json";
import { conditionOf, meaningOf, type Condition as StatusCondition } from "../../dataworks/status";
import type { Task } from "../../dataworks/task";
import { shortened } from "../../definition/index";
import { deletedSolution, isGone } from "../gone";

/** What a status means, or that there is none. */
export type Condition = StatusCondition | "notDeployed" | "gone";

export interface Live {
    readonly condition: Condition;
    /** As the API says it, such as "RUN"; "" where it says none. */
    readonly status: string;
    /** The task's name, or "". */
    readonly name: string;
    /** What the API says beside it, or what stands in the way, as a sentence's end; or "". */
    readonly why: string;
}

/** A status as messages show it: "WAIT", or "2 (running)" of a solution. */
export function shownStatus(taskType: Task["taskType"], status: string): string {
    const meaning = meaningOf(taskType, status);
    return `${shortened(status, longestStatus) || '""'}${meaning === undefined ? "" : ` (${meaning})`}`;
}

/** The most bytes of what the API says, in a line. */
const longestStatus = 64;
const longestWhy = 512;

/**
 * Looks at the instance. `dataworks` gives the API anew for each call, so that each has its own tries.
 *
 * That a task is not deployed, or gone, takes positive evidence: anything less is an error.
 *
 * @throws the errors of calls/errors.ts.
 */
export async function look(task: Task, dataworks: () => DataWorks): Promise<Live> {
    return task.taskType === "DI_SOLUTION" ? lookAtSolution(task, dataworks) : lookAtInstance(task, dataworks);
}

async function lookAtInstance(task: Task, dataworks: () => DataWorks): Promise<Live> {
    let info: InstanceInfo;
    try {
        info = await dataworks().getDISyncInstance(task);
    } catch (error) {
        if (!(error instanceof InvalidFileIdError)) throw error;
        return absent(task, dataworks, error);
    }
    const { status, name, message } = info;
    return { condition: conditionOf("DI_REALTIME", status), status, name, why: shortened(message, longestWhy) };
}

/** GetDISyncInstanceInfo or StartDISyncInstance calls the file id invalid: the task is not deployed, or there is none. */
export async function absent(task: Task, dataworks: () => DataWorks, error: InvalidFileIdError): Promise<Live> {
    const why = `${error.facts.operation} says "${shortened(error.said, longestWhy)}"${trace(error.facts)}`;
    const none = { status: "", name: "", why };
    try {
        await dataworks().getDISyncTask(task);
    } catch (other) {
        if (!(other instanceof InvalidFileIdError)) throw other;
        if (await isGone(task, dataworks())) return { ...none, condition: "gone" };
        throw other;
    }
    return { ...none, condition: "notDeployed" };
}

async function lookAtSolution(task: Task, dataworks: () => DataWorks): Promise<Live> {
    const none = { status: "", name: "" };
    const detail = await dataworks()
        .getDISyncTask(task)
        .catch(async (error: unknown) => {
            if (!(error instanceof InvalidFileIdError) || !(await isGone(task, dataworks()))) throw error;
            return error;
        });
    if (detail instanceof InvalidFileIdError)
        return { ...none, condition: "gone", why: `GetDISyncTask does not know it${trace(detail.facts)}` };
    const status = asText(detail.solution?.["Status"]);
    const name = asText(detail.solution?.["Name"]);
    if (status === deletedSolution && (await isGone(task, dataworks())))
        return { condition: "gone", status, name, why: `its status is ${deletedSolution} (deleted)` };
    const condition = conditionOf("DI_SOLUTION", status);
    const waits = condition === "failed" || condition === "confirming";
    return { condition, status, name, why: waits ? await stepOf(task, dataworks) : "" };
}

/** The step of a solution that waits for somebody, and what it says of itself; it is good to know, and no more. */
async function stepOf(task: Task, dataworks: () => DataWorks): Promise<string> {
    try {
        const { steps } = await dataworks().getDISyncInstance(task);
        const step = steps.find(({ status }) => !doneStatuses.includes(status.toLowerCase()));
        if (!step) return "";
        const info = ["", "{}", "null"].includes(step.info) ? "" : `: ${shortened(step.info, longestWhy)}`;
        return `step "${shortened(step.name, longestStatus)}" (${shortened(step.status, longestStatus)})${info}`;
    } catch (error) {
        if (error instanceof InterruptedError) throw error;
        return "";
    }
}

/** The status of a step that has ended well. */
const doneStatuses = ["success"];
