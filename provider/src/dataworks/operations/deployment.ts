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
    /** Deploys a task. Returns only where the API said that it did. */
    deployDISyncTask(task: Task): Promise<Deployed>;
}

export const deploymentOperations = (call: MakeCall<OperationOf<"deployment">>): DeploymentOperations => ({
    async deployDISyncTask(task) {
        const { requestId, data, facts } = await callForTask(call, "DeployDISyncTask", task);
        if (data["Status"] !== "success")
            throw new NotUnderstoodError(facts, "a reply without a status of the deployment");
        return { requestId, message: asText(data["Message"]) };
    },
});
