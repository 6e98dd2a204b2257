// Finds out what the API says of a task.
import type { DataWorks, InstanceInfo, TaskDetail } from "../dataworks/client";
import { InvalidFileIdError } from "../dataworks/calls/errors";
import { asText, type JsonObject } from "../dataworks/json";
import type { Task } from "../dataworks/task";
import { isoTime } from "../dataworks/time";
import { definitionOf, digestOf, whyUnreadable } from "../definition/index";
import { LookupError } from "./error";
import type { DiSyncAlarmRule, DiSyncSolution } from "./types";

/** A task, as it was found: a program gets it with its definition as a secret. What the API does not say is "". */
export interface FoundTask {
    readonly name: string;
    /** Of its instance; "" where it is not deployed. */
    readonly status: string;
    readonly definition: string;
    /** Of its definition; "" where it was not asked for. */
    readonly digest: string;
    readonly alarmRules: readonly DiSyncAlarmRule[];
    /** What only a DI_SOLUTION has. */
    readonly solution?: DiSyncSolution | undefined;
}

/** What a digest goes by, beside the task and its definition. */
interface DigestQuery {
    readonly region: string;
    /** The paths that it leaves out. */
    readonly ignore: readonly string[];
}

/**
 * Two calls, and a third for the name of a real-time task that is not deployed. A definition is given as it was received, but
 * for halves of surrogates: over one, the engine's protocol hangs.
 */
export async function findTask(dataworks: DataWorks, task: Task, asked?: DigestQuery): Promise<FoundTask> {
    const detail = await dataworks.getDISyncTask(task);
    const { code = "", solutionDetail = {}, solution, alarms } = detail;
    const digest = asked ? await digestIn(detail, task, asked) : "";
    const { status, name } = await instanceOf(dataworks, task);
    const alarmRules = alarms.map(alarmRuleOf);
    if (solution) {
        return {
            name: asText(solution["Name"]),
            status,
            definition: asText(solutionDetail["ProcessContent"]).toWellFormed(),
            digest,
            alarmRules,
            solution: solutionOf(solution),
        };
    }
    const ownName = name || (await dataworks.getFile(task.projectId, task.fileId)).name;
    return { name: ownName, status, definition: code.toWellFormed(), digest, alarmRules };
}

/** @throws LookupError where there is none: a definition that cannot be read has no digest that fits. */
async function digestIn(detail: TaskDetail, task: Task, { region, ignore }: DigestQuery): Promise<string> {
    const definition = definitionOf(detail);
    const none = "its definition has no digest";
    if (definition === undefined)
        throw new LookupError(`${none}, because it cannot be read: ${whyUnreadable(task.taskType)}`);
    return digestOf(definition, { region, ...task }, ignore).catch((cause: unknown) => {
        throw new LookupError(`${none}, because that could not be worked out: ${String(cause)}`, { cause });
    });
}

/** The instance; the API knows none of a task that is not deployed. */
async function instanceOf(dataworks: DataWorks, task: Task): Promise<Pick<InstanceInfo, "status" | "name">> {
    try {
        return await dataworks.getDISyncInstance(task);
    } catch (error) {
        if (error instanceof InvalidFileIdError) return { status: "", name: "" };
        throw error;
    }
}

function alarmRuleOf(alarm: JsonObject): DiSyncAlarmRule {
    return {
        id: asText(alarm["Id"]),
        name: asText(alarm["RuleName"]),
        description: asText(alarm["Description"]),
        enabled: alarm["Enabled"] === true,
        metric: asText(alarm["Metric"]),
    };
}

function solutionOf(detail: JsonObject): DiSyncSolution {
    return {
        owner: asText(detail["CreatorName"]),
        type: asText(detail["Type"]),
        sourceType: asText(detail["SourceType"]),
        status: asText(detail["Status"]),
        submitTime: isoTime(asText(detail["SubmitTime"])),
        startTime: isoTime(asText(detail["StartTime"])),
    };
}
