// Finds out what the API says of a task.
import type { DataWorks, InstanceInfo } from "../dataworks/client";
import { InvalidFileIdError } from "../dataworks/calls/errors";
import { asText, type JsonObject } from "../dataworks/json";
import type { Task } from "../dataworks/task";
import { isoTime } from "../dataworks/time";
import type { DiSyncAlarmRule, DiSyncSolution } from "./types";

/** A task, as it was found: a program gets it with its definition as a secret. What the API does not say is "". */
export interface FoundTask {
    readonly name: string;
    /** Of its instance; "" where it is not deployed. */
    readonly status: string;
    readonly definition: string;
    readonly alarmRules: readonly DiSyncAlarmRule[];
    /** What only a DI_SOLUTION has. */
    readonly solution?: DiSyncSolution | undefined;
}

/**
 * Two calls, and a third for the name of a real-time task that is not deployed. A definition is given as it was received, but
 * for halves of surrogates: over one, the engine's protocol hangs.
 */
export async function findTask(dataworks: DataWorks, task: Task): Promise<FoundTask> {
    const { code = "", solutionDetail = {}, solution, alarms } = await dataworks.getDISyncTask(task);
    const { status, name } = await instanceOf(dataworks, task);
    const alarmRules = alarms.map(alarmRuleOf);
    if (solution) {
        return {
            name: asText(solution["Name"]),
            status,
            definition: asText(solutionDetail["ProcessContent"]).toWellFormed(),
            alarmRules,
            solution: solutionOf(solution),
        };
    }
    const ownName = name || (await dataworks.getFile(task.projectId, task.fileId)).name;
    return { name: ownName, status, definition: code.toWellFormed(), alarmRules };
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
