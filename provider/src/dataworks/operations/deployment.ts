// DeployDISyncTask: takes a task to production.
import { NotUnderstoodError } from "../calls/errors";
import { asText } from "../json";
import type { OperationOf } from "../operation";
import type { Task } from "../task";
import { callForTask, type MakeCall } from "./call";

export interface Deployed {
    readonly requestId: string;
    /** `Data.Message`, or "". */
    readonly message: string;
}

export interface DeploymentOperations {
    /**
     * Deploys a task. Returns only where the API said that it did. `beforeRetry` is done before each further try, and ends the call where
     * it throws: with what it threw, or a HeldBackError where an earlier try may have been applied.
     */
    deployDISyncTask(task: Task, beforeRetry?: () => Promise<void>): Promise<Deployed>;
}

export const deploymentOperations = (call: MakeCall<OperationOf<"deployment">>): DeploymentOperations => ({
    async deployDISyncTask(task, beforeRetry) {
        const { requestId, data, facts } = await callForTask(call, "DeployDISyncTask", task, {}, { beforeRetry });
        if (data["Status"] !== "success")
            throw new NotUnderstoodError(facts, "a reply without a status of the deployment");
        return { requestId, message: asText(data["Message"]) };
    },
});
