// GetDISyncInstanceInfo, StopDISyncInstance and TerminateDISyncInstance: the running side of a deployed task.
import { NotUnderstoodError } from "../calls/errors";
import { asObject, asString, asText } from "../json";
import type { OperationOf } from "../operation";
import type { Task } from "../task";
import { callForSuccess, callForTask, type MakeCall } from "./call";

/** What GetDISyncInstanceInfo says of a task's instance. What it does not say is "". */
export interface InstanceInfo {
    /** Such as "RUN" or "NORUN"; of a solution "run", for instance. */
    readonly status: string;
    /** The name of a DI_REALTIME task. */
    readonly name: string;
}

export interface InstanceOperations {
    getDISyncInstance(task: Task): Promise<InstanceInfo>;
    stopDISyncInstance(task: Task): Promise<void>;
    /** Undeploys a real-time task. */
    terminateDISyncInstance(task: Task): Promise<void>;
}

export const instanceOperations = (call: MakeCall<OperationOf<"instance">>): InstanceOperations => ({
    async getDISyncInstance(task) {
        const { data, facts } = await callForTask(call, "GetDISyncInstanceInfo", task);
        // Of a solution, the status beside it is that of the query.
        const status = asString((asObject(data["SolutionInfo"]) ?? data)["Status"]);
        if (!status) throw new NotUnderstoodError(facts, "a reply without the instance's status");
        return { status, name: asText(data["Name"]) };
    },

    stopDISyncInstance: (task) => callForSuccess(call, "StopDISyncInstance", task),

    terminateDISyncInstance: (task) => callForSuccess(call, "TerminateDISyncInstance", task),
});
