// GetDISyncInstanceInfo, StartDISyncInstance, StopDISyncInstance and TerminateDISyncInstance: the running side of a deployed task.
import { NotUnderstoodError } from "../calls/errors";
import { asObject, asString, asText, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import type { Task } from "../task";
import { callForSuccess, callForTask, type MakeCall } from "./call";

/** What GetDISyncInstanceInfo says of a task's instance. What it does not say is "". */
export interface InstanceInfo {
    /** Such as "RUN" or "NORUN"; of a solution "run", for instance. */
    readonly status: string;
    /** The name of a DI_REALTIME task. */
    readonly name: string;
    /** What the API says beside a status, such as why an instance stopped by itself. */
    readonly message: string;
    /** The steps of a solution; none of a DI_REALTIME task. */
    readonly steps: readonly SolutionStep[];
}

/** A step of a solution that runs. What is not said of it is "". */
export interface SolutionStep {
    readonly name: string;
    /** Such as "success". */
    readonly status: string;
    /** What the step says of itself: a JSON text. */
    readonly info: string;
}

/** How an instance is started: what the API calls StartParam. */
export interface StartParameters {
    readonly failoverLimit?: { readonly count: number; readonly interval: number };
    readonly errorLimit?: { readonly record: number };
    readonly ddlMarkMap?: Readonly<Record<string, string>>;
}

export interface InstanceOperations {
    getDISyncInstance(task: Task): Promise<InstanceInfo>;
    /**
     * Starts an instance. Returns the RequestId once the API took it up: the instance runs later. The parameters have no effect on
     * a solution.
     */
    startDISyncInstance(task: Task, parameters?: StartParameters): Promise<string>;
    /** Stops the instance of a real-time task. Returns the RequestId once the API took it up: the instance has stopped later. */
    stopDISyncInstance(task: Task): Promise<string>;
    /** Undeploys a real-time task. */
    terminateDISyncInstance(task: Task): Promise<void>;
}

export const instanceOperations = (call: MakeCall<OperationOf<"instance">>): InstanceOperations => ({
    async getDISyncInstance(task) {
        const { data, facts } = await callForTask(call, "GetDISyncInstanceInfo", task);
        // Of a solution, the status beside it is that of the query.
        const solution = asObject(data["SolutionInfo"]);
        const status = asString((solution ?? data)["Status"]);
        if (!status) throw new NotUnderstoodError(facts, "a reply without the instance's status");
        const listed = Array.isArray(solution?.["StepDetail"]) ? solution["StepDetail"].map(asObject) : [];
        const steps = listed.filter((step) => step !== undefined).map(stepOf);
        return { status, name: asText(data["Name"]), message: asText(data["Message"]), steps };
    },

    async startDISyncInstance(task, parameters) {
        const startParam = parameters && { StartParam: JSON.stringify(parameters) };
        const { requestId } = await callForSuccess(call, "StartDISyncInstance", task, startParam);
        return requestId;
    },

    async stopDISyncInstance(task) {
        const { requestId } = await callForSuccess(call, "StopDISyncInstance", task);
        return requestId;
    },

    async terminateDISyncInstance(task) {
        await callForSuccess(call, "TerminateDISyncInstance", task);
    },
});

function stepOf(step: JsonObject): SolutionStep {
    return { name: asText(step["StepName"]), status: asText(step["Status"]), info: asText(step["Info"]) };
}
