// The operations of DataWorks that this package calls, a file for each family: here they are put together.
import type { Calls } from "../calls/calls";
import type { Budget } from "../calls/retry";
import type { Operation } from "../operation";
import type { MakeCall } from "./call";
import { configOperations, type ConfigOperations } from "./config";
import { deploymentOperations, type DeploymentOperations } from "./deployment";
import { fileOperations, type FileOperations } from "./file";
import { instanceOperations, type InstanceOperations } from "./instance";
import { projectOperations, type ProjectOperations } from "./project";
import { referenceOperations, type ReferenceOperations } from "./reference";
import { resourceGroupOperations, type ResourceGroupOperations } from "./resource-group";
import { taskOperations, type TaskOperations } from "./task";

/** The DataWorks API of one region. Every method throws the errors of calls/errors.ts. */
export interface DataWorks
    extends
        DeploymentOperations,
        ConfigOperations,
        TaskOperations,
        ReferenceOperations,
        InstanceOperations,
        FileOperations,
        ProjectOperations,
        ResourceGroupOperations {
    /** The same, whose calls give way to all others: for looks at what takes its time. */
    yielding(): DataWorks;
}

/** The operations for one create, update, read or delete: its calls share a budget for retries, and a signal that ends them. */
export function operationsOf(calls: Calls, budget: Budget, signal?: AbortSignal, yields = false): DataWorks {
    const call: MakeCall<Operation> = (operation, parameters, subject, how) =>
        calls.make({ operation, parameters, subject, ...how, yields, signal }, budget);
    return {
        yielding: () => operationsOf(calls, budget, signal, true),
        ...deploymentOperations(call),
        ...configOperations(call),
        ...taskOperations(call),
        ...referenceOperations(call),
        ...instanceOperations(call),
        ...fileOperations(call),
        ...projectOperations(call),
        ...resourceGroupOperations(call),
    };
}
