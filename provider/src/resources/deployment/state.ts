// What a deployment's inputs and outputs are, as the state holds them.
import type { Task, TaskType } from "../../dataworks/task";

/** What deleting the resource does to the task: nothing, or undeploying it. */
export const onDeleteValues = ["retain", "undeploy"] as const;
export type OnDelete = (typeof onDeleteValues)[number];

export type Triggers = Readonly<Record<string, string | number | boolean>>;

/** The inputs as check hands them on. Ids are digit strings. */
export interface Inputs extends Task {
    readonly projectId: string;
    readonly taskType: TaskType;
    readonly fileId: string;
    readonly triggers?: Triggers;
    readonly onDelete: OnDelete;
    /** Parts of the definition whose changes are no drift. */
    readonly ignoreDefinitionPaths?: readonly string[] | undefined;
    /** Whether the version in production is compared too. */
    readonly compareVersions?: boolean | undefined;
    /** Only a definition of this digest is deployed. */
    readonly approvedDigest?: string | undefined;
    readonly region: string;
    /** Only where `ignoreChanges: ["drift"]` feeds the old one in. */
    readonly drift?: readonly string[];
}

/**
 * "success": DeployDISyncTask said so. "unknown": it may have been applied, and nobody can tell. "imported": the task was
 * taken over as it was, by `pulumi import`.
 */
export type Status = "success" | "unknown" | "imported";

/** The outputs. A text that is not known is "". */
export interface Outputs extends Inputs {
    readonly status: Status;
    readonly requestId: string;
    readonly message: string;
    /** When the deployment was made, as ISO 8601. */
    readonly deployedAt: string;
    /** The fingerprint of the definition that was deployed. */
    readonly definition: string;
    /** The version in production after the deployment, with `compareVersions`. States of 0.1's first days have none. */
    readonly version?: string;
    /**
     * The version in production before a deployment that was accepted and did not come to production yet; "none" where none ran.
     * States of older versions have none.
     */
    readonly versionBefore?: string;
    /** The digest of the approved definition, "" where nothing was approved. Older states have none. */
    readonly digest?: string | undefined;
}

/** Only what an API call needs of a state. */
export function taskOf({ projectId, taskType, fileId }: Task): Task {
    return { projectId, taskType, fileId };
}

/** What tells a task from all others: a change of one of these is another task. */
export const placing = ["region", "projectId", "taskType", "fileId"] as const;

/** Whether a state is of the task of these inputs. */
export function sameTask(olds: Outputs | undefined, news: Inputs): olds is Outputs {
    return olds !== undefined && placing.every((name) => olds[name] === news[name]);
}

/**
 * The inputs that outputs hold. Not the triggers and paths of a deployment whose outcome is unknown: the engine still has the inputs
 * from before it, by which it knows what is secret, and would store and print in clear what is so only now. A digest is no secret, and
 * `ignoreChanges` would feed in that nothing is approved.
 */
export function inputsOf(outputs: Outputs): Inputs {
    const { projectId, taskType, fileId, triggers, onDelete, region, drift } = outputs;
    const { ignoreDefinitionPaths, compareVersions, approvedDigest } = outputs;
    const known = outputs.status !== "unknown";
    return {
        projectId,
        taskType,
        fileId,
        ...(triggers && known && { triggers }),
        onDelete,
        ...(ignoreDefinitionPaths && known && { ignoreDefinitionPaths }),
        ...(compareVersions !== undefined && { compareVersions }),
        ...(approvedDigest !== undefined && { approvedDigest }),
        region,
        ...(drift && { drift }),
    };
}
