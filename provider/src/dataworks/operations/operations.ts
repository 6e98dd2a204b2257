// The operations of DataWorks that this package calls, each with what its answer means.
import type { Call, Calls } from "../calls/calls";
import { NotUnderstoodError } from "../calls/errors";
import {
    listParameters,
    readFile,
    readPage,
    readProductionVersion,
    type FileDetail,
    type FileFilter,
    type FilePage,
} from "./files";
import { asObject, asString, asText, isWhole, type JsonObject } from "../json";
import type { Answer } from "../calls/reply";
import type { Budget } from "../calls/retry";
import type { Task } from "../task";

export interface Deployed {
    readonly requestId: string;
    /** `Data.Message`, or "". */
    readonly message: string;
}

/** What GetDISyncTask says of a task. */
export interface TaskDetail {
    /** The definition of a DI_REALTIME task: a JSON text, as it was received. */
    readonly code?: string;
    /** What a DI_SOLUTION says of itself, as it was received: its definition is made of it. */
    readonly solutionDetail?: JsonObject;
    /** The same, fit to be shown and stored. */
    readonly solution?: JsonObject;
    /** Its alarm rules, as the API has them, fit to be shown and stored. */
    readonly alarms: readonly JsonObject[];
}

/** What GetDISyncInstanceInfo says of a task's instance. What it does not say is "". */
export interface InstanceInfo {
    /** Such as "RUN" or "NORUN"; of a solution "run", for instance. */
    readonly status: string;
    /** The name of a DI_REALTIME task. */
    readonly name: string;
}

/** The DataWorks API of one region. Every method throws the errors of errors.ts. */
export interface DataWorks {
    /** Deploys a task. Returns only where the API said that it did. */
    deployDISyncTask(task: Task): Promise<Deployed>;
    getDISyncTask(task: Task): Promise<TaskDetail>;
    getDISyncInstance(task: Task): Promise<InstanceInfo>;
    stopDISyncInstance(task: Task): Promise<void>;
    /** Undeploys a real-time task. */
    terminateDISyncInstance(task: Task): Promise<void>;
    getFile(projectId: string, fileId: string): Promise<FileDetail>;
    /** A page, counted from 1, of at most 100 files of real-time tasks. */
    listFiles(projectId: string, filter: FileFilter, page: number): Promise<FilePage>;
    /** The version of a file that runs in production; "" where none does, undefined where the API does not tell. */
    getProductionVersion(projectId: string, fileId: string): Promise<string | undefined>;
    /** Returns where the workspace answers. */
    getProject(projectId: string): Promise<void>;
}

/** Makes the calls of one create, update, read or delete, which share a budget for retries. */
export class Operations implements DataWorks {
    constructor(
        private readonly calls: Calls,
        private readonly budget: Budget,
    ) {}

    async deployDISyncTask(task: Task): Promise<Deployed> {
        const { requestId, data, facts } = await this.callForTask("DeployDISyncTask", task);
        if (data["Status"] !== "success")
            throw new NotUnderstoodError(facts, "a reply without a status of the deployment");
        return { requestId, message: asText(data["Message"]) };
    }

    async getDISyncTask(task: Task): Promise<TaskDetail> {
        const { data, received, facts } = await this.callForTask("GetDISyncTask", task);
        const code = asString(received["Code"]);
        const solutionDetail = asObject(received["SolutionDetail"]);
        const solution = asObject(data["SolutionDetail"]) ?? {};
        const listed = Array.isArray(data["AlarmList"]) ? data["AlarmList"].map(asObject) : [];
        const alarms = listed.filter((alarm) => alarm !== undefined);
        if (data["Status"] === "success") {
            if (task.taskType === "DI_REALTIME" && isWhole(code)) return { code, alarms };
            if (task.taskType === "DI_SOLUTION" && solutionDetail) return { solutionDetail, solution, alarms };
        }
        throw new NotUnderstoodError(
            facts,
            "a reply without the task's definition, or with one that is cut off or too long",
        );
    }

    async getDISyncInstance(task: Task): Promise<InstanceInfo> {
        const { data, facts } = await this.callForTask("GetDISyncInstanceInfo", task);
        // Of a solution, the status beside it is that of the query.
        const status = asString((asObject(data["SolutionInfo"]) ?? data)["Status"]);
        if (!status) throw new NotUnderstoodError(facts, "a reply without the instance's status");
        return { status, name: asText(data["Name"]) };
    }

    async stopDISyncInstance(task: Task): Promise<void> {
        await this.callForSuccess("StopDISyncInstance", task);
    }

    async terminateDISyncInstance(task: Task): Promise<void> {
        await this.callForSuccess("TerminateDISyncInstance", task);
    }

    async getFile(projectId: string, fileId: string): Promise<FileDetail> {
        const parameters = { ProjectId: projectId, FileId: fileId };
        return readFile(await this.call("GetFile", parameters, "form", { projectId, fileId }));
    }

    async listFiles(projectId: string, filter: FileFilter, page: number): Promise<FilePage> {
        const parameters = listParameters(projectId, filter, page);
        return readPage(await this.call("ListFiles", parameters, "form", { projectId }));
    }

    async getProductionVersion(projectId: string, fileId: string): Promise<string | undefined> {
        const parameters = { ProjectId: projectId, FileId: fileId, PageNumber: "1", PageSize: "100" };
        return readProductionVersion(await this.call("ListFileVersions", parameters, "form", { projectId, fileId }));
    }

    async getProject(projectId: string): Promise<void> {
        await this.call("GetProject", { ProjectId: projectId }, "query", { projectId });
    }

    private async callForSuccess(operation: string, task: Task): Promise<void> {
        const { data, facts } = await this.callForTask(operation, task);
        if (data["Status"] !== "success")
            throw new NotUnderstoodError(facts, "a reply that does not say whether it succeeded");
    }

    private callForTask(operation: string, task: Task): Promise<Answer> {
        const parameters = { ProjectId: task.projectId, TaskType: task.taskType, FileId: task.fileId };
        return this.call(operation, parameters, "query", task);
    }

    private call(
        operation: string,
        parameters: Call["parameters"],
        place: Call["place"],
        subject: Call["subject"],
    ): Promise<Answer> {
        return this.calls.make({ operation, parameters, place, subject }, this.budget);
    }
}
