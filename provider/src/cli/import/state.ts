// The deployments, instances and tasks that a stack's state holds, out of what `pulumi stack export` prints.
import { asObject, asText } from "../../dataworks/json";
import { instanceType, nativeTypeOf, resourceType, taskResourceType } from "../../program/text";
import { nameIn } from "../../urn";
import { CommandError } from "../error";
import type { FoundTask } from "./task";

/** A task that a resource of a stack is for. */
export interface TaskInStack {
    /** The resource's name. */
    readonly resource: string;
    readonly region: string;
    readonly projectId: string;
    readonly taskType: string;
    /** "" for one that the stack has a DiSyncTask of, of which nobody can tell yet whether it was made. */
    readonly fileId: string;
    /** The name in DataWorks, by which alone such a one can be told. */
    readonly taskName?: string;
    /** When it was deployed; "" where that is not known, and of an instance. */
    readonly deployedAt: string;
    /** The parts of the definition whose changes are no drift, of a deployment that has such. */
    readonly ignore?: readonly string[];
}

/** The tasks that a stack's state holds resources for. */
export interface StackTasks {
    /** A deployment. */
    readonly deployed: readonly TaskInStack[];
    /** An instance. */
    readonly instances: readonly TaskInStack[];
    /** A DiSyncTask. */
    readonly definitions: readonly TaskInStack[];
}

interface Exported {
    readonly resources?: readonly ExportedResource[] | null;
}

interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    /** True for the old half of a replacement, which is on its way out. */
    readonly delete?: boolean;
    readonly outputs?: unknown;
}

/**
 * Whatever the resources are called, wherever in the program they stand, and by whichever adapter they are made.
 *
 * @throws CommandError where it is no export, or does not say which task a resource is for: what was not read is not "nothing".
 */
export function tasksIn(exported: unknown): StackTasks {
    const resources = (deploymentIn(exported).resources ?? []).filter((each) => each.delete !== true);
    const of = (type: string) => resources.filter((each) => isType(each.type, type)).map(taskOf);
    return { deployed: of(resourceType), instances: of(instanceType), definitions: of(taskResourceType) };
}

/** True where the resource of a stack stands for the task. */
export function isOf(each: TaskInStack, { projectId, taskType, fileId, received }: FoundTask, region: string): boolean {
    const isSame = each.fileId === "" ? each.taskName === received.name : each.fileId === fileId;
    return each.region === region && each.projectId === projectId && each.taskType === taskType && isSame;
}

function deploymentIn(exported: unknown): Exported {
    const deployment = asObject(asObject(exported)?.["deployment"]);
    const resources = deployment?.["resources"] ?? [];
    if (
        deployment &&
        typeof asObject(exported)?.["version"] === "number" &&
        Array.isArray(resources) &&
        resources.every(isResource)
    )
        return deployment;
    throw new CommandError(
        "The state of the stack could not be read: `pulumi stack export` printed what is no state of a stack.",
    );
}

/** True for the type itself, and for that of the same resource in the plugin. */
function isType(found: string, type: string): boolean {
    return found === type || found === nativeTypeOf(type);
}

function isResource(value: unknown): value is ExportedResource {
    const resource = asObject(value);
    return typeof resource?.["type"] === "string" && typeof resource["urn"] === "string";
}

function taskOf({ urn, type, outputs }: ExportedResource): TaskInStack {
    const resource = nameIn(urn);
    const text = (key: string) => {
        const found = inClear(asObject(outputs)?.[key]);
        if (found !== "") return found;
        throw new CommandError(
            `The state of the stack does not say the ${key} of ${resource}, so nobody can tell which task that is for. ` +
                "`pulumi state edit` mends a state, and `pulumi state delete` takes a resource out of it.",
        );
    };
    const taskName = isType(type, taskResourceType) ? text("name") : undefined;
    const isUnknown = taskName !== undefined && asObject(outputs)?.["pending"] !== undefined;
    return {
        resource,
        region: text("region"),
        projectId: text("projectId"),
        taskType: text("taskType"),
        fileId: isUnknown ? "" : text("fileId"),
        ...(taskName !== undefined && { taskName }),
        deployedAt: inClear(asObject(outputs)?.["deployedAt"]),
        ...ignoredBy(asObject(outputs)?.["ignoreDefinitionPaths"]),
    };
}

function ignoredBy(value: unknown): { ignore?: readonly string[] } {
    const plaintext = asObject(value)?.["plaintext"];
    const list = typeof plaintext === "string" ? jsonOf(plaintext) : value;
    return Array.isArray(list) ? { ignore: list.map(inClear) } : {};
}

/** A value's text; of a secret the one that the export shows. "" for anything else. */
function inClear(value: unknown): string {
    const plaintext = asObject(value)?.["plaintext"];
    return asText(typeof plaintext === "string" ? jsonOf(plaintext) : value);
}

function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
