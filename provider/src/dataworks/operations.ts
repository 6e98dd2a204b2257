// The operations of DataWorks that this package calls, each with what its answer means.
import type { Call, Calls } from "./calls";
import { NotUnderstoodError } from "./errors";
import { asObject, asString, asText, isWhole, type JsonObject } from "./json";
import type { Answer, Redact } from "./reply";
import type { Budget } from "./retry";
import type { Task } from "./subject";

export interface Deployed {
    readonly requestId: string;
    /** `Data.Message`, or "". */
    readonly message: string;
}

/** What GetDISyncTask says of a task. */
export interface TaskDetail {
    /** The definition of a DI_REALTIME task: a JSON text. */
    readonly code?: string;
    /** What a DI_SOLUTION says of itself. */
    readonly solutionDetail?: JsonObject;
}

/** What GetFile says of a file. What it does not say is "". */
export interface FileDetail {
    /** "NORMAL", or something else where the file is in the recycle bin or deleted. */
    readonly deletedStatus: string;
    readonly lastEditUser: string;
    /** Milliseconds since 1970. */
    readonly lastEditTime: string;
}

/** The DataWorks API of one region. Every method throws the errors of errors.ts. */
export interface DataWorks {
    /** Deploys a task. Returns only where the API said that it did. */
    deployDISyncTask(task: Task): Promise<Deployed>;
    getDISyncTask(task: Task): Promise<TaskDetail>;
    /** The status of a task's instance, such as "RUN" or "NORUN". */
    getDISyncInstanceStatus(task: Task): Promise<string>;
    stopDISyncInstance(task: Task): Promise<void>;
    /** Undeploys a real-time task. */
    terminateDISyncInstance(task: Task): Promise<void>;
    getFile(projectId: string, fileId: string): Promise<FileDetail>;
    /** The version of a file that runs in production; "" where none does, undefined where the API does not tell. */
    getProductionVersion(projectId: string, fileId: string): Promise<string | undefined>;
    /** Returns where the workspace answers. */
    getProject(projectId: string): Promise<void>;
}

/** Makes the calls of one create, update, read or delete, which share a budget for retries; without one, each has its own. */
export class Operations implements DataWorks {
    constructor(
        protected readonly calls: Calls,
        protected readonly redact: Redact,
        private readonly budget?: Budget,
    ) {}

    async deployDISyncTask(task: Task): Promise<Deployed> {
        const { requestId, data, facts } = await this.callForTask("DeployDISyncTask", task);
        if (data["Status"] !== "success")
            throw new NotUnderstoodError(facts, "a reply without a status of the deployment");
        return { requestId, message: this.redact(asText(data["Message"])) };
    }

    async getDISyncTask(task: Task): Promise<TaskDetail> {
        const { data, facts } = await this.callForTask("GetDISyncTask", task);
        const code = asString(data["Code"]);
        const solutionDetail = asObject(data["SolutionDetail"]);
        if (data["Status"] === "success") {
            if (task.taskType === "DI_REALTIME" && isWhole(code)) return { code };
            if (task.taskType === "DI_SOLUTION" && solutionDetail) return { solutionDetail };
        }
        throw new NotUnderstoodError(
            facts,
            "a reply without the task's definition, or with one that is cut off or too long",
        );
    }

    async getDISyncInstanceStatus(task: Task): Promise<string> {
        const { data, facts } = await this.callForTask("GetDISyncInstanceInfo", task);
        const status = asString(data["Status"]);
        if (!status) throw new NotUnderstoodError(facts, "a reply without the instance's status");
        return status;
    }

    async stopDISyncInstance(task: Task): Promise<void> {
        await this.callForSuccess("StopDISyncInstance", task);
    }

    async terminateDISyncInstance(task: Task): Promise<void> {
        await this.callForSuccess("TerminateDISyncInstance", task);
    }

    async getFile(projectId: string, fileId: string): Promise<FileDetail> {
        const parameters = { ProjectId: projectId, FileId: fileId };
        const { data, facts } = await this.call("GetFile", parameters, "form", { projectId, fileId });
        const file = asObject(data["File"]);
        if (!file) throw new NotUnderstoodError(facts, "a reply without the file");
        return {
            deletedStatus: asText(file["DeletedStatus"]),
            lastEditUser: this.redact(asText(file["LastEditUser"])),
            lastEditTime: asText(file["LastEditTime"]),
        };
    }

    async getProductionVersion(projectId: string, fileId: string): Promise<string | undefined> {
        const parameters = { ProjectId: projectId, FileId: fileId, PageNumber: "1", PageSize: "100" };
        const { data, facts } = await this.call("ListFileVersions", parameters, "form", { projectId, fileId });
        if (!Array.isArray(data["FileVersions"]))
            throw new NotUnderstoodError(facts, "a reply without the file's versions");
        const versions = data["FileVersions"].map(asObject);
        const current = versions.find((version) => version?.["IsCurrentProd"] === true);
        if (current) return asText(current["FileVersion"]) || undefined;
        // That no version runs can be told only where the API says it of every one.
        const all = asText(data["TotalCount"]) === String(versions.length);
        return all && versions.every((version) => version?.["IsCurrentProd"] === false) ? "" : undefined;
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
