// The control API as a test sees it: what it can set, look at and wait for.
import type { Answers } from "../assumptions";
import type { Fault } from "../faults/fault";
import type { JournalEntry, Moment } from "../journal";
import type { Quota, QuotaUse } from "../quota";
import type { Id, Seed, SeedStep, Time } from "../seed/types";
import type { Alarm } from "../workspace/alarm";
import type { MakingSettings } from "../workspace/making";
import type { DeletedStatus, InstanceStatus, SolutionStatus, TaskType } from "../workspace/model";
import type { Rewrite } from "../workspace/rewrite";
import type { InstanceSettings } from "../workspace/settings";
import type { StartParam } from "../workspace/startParam";

/** Which task is meant. `taskType` is "DI_REALTIME" by default. */
export interface TaskReference {
    projectId: Id;
    taskType?: TaskType;
    fileId: Id;
}

/** A task as it is, seen from inside. */
export interface TaskView {
    projectId: string;
    taskType: TaskType;
    fileId: string;
    name: string;
    folder: string;
    owner: string;
    /** The definition that is being edited. */
    definition: string;
    /** The definition in production. Absent: not deployed. */
    deployedDefinition?: string;
    /** How many deployments took effect since seeding, by API calls or by hand. */
    deployments: number;
    /** The number of the version whose deployment waits for an approval. Absent: none does. */
    waiting?: number;
    /** Oldest first. */
    versions: VersionView[];
    /** Whether the newest version holds the definition as it is. */
    committed: boolean;
    deletedStatus: DeletedStatus;
    lastEditUser: string;
    /** Milliseconds since 1970. */
    lastEditTime: number;
    /** Absent: not deployed, or a DI_SOLUTION. */
    instance?: InstanceStatus;
    /** Why the instance has its status, where it is nothing that was asked for. */
    instanceMessage?: string;
    /** What the last start that was accepted was told (StartParam). Absent: nothing, or not started since it was deployed. */
    startParam?: StartParam;
    /** What CreateDISyncTask or UpdateDISyncTask was told last, as far as it was. */
    resourceGroup?: string;
    cu?: number;
    /** Of a DI_SOLUTION. */
    solutionStatus?: SolutionStatus;
}

export interface VersionView {
    number: number;
    definition: string;
    user: string;
    /** Milliseconds since 1970. */
    time: number;
    comment: string;
    /** Whether it is, or was, in production. */
    deployed: boolean;
    isCurrentProd: boolean;
}

/** Works the emulator from outside. Every method rejects with an Error that says what was wrong. */
export interface ControlClient {
    /** Adds workspaces, tasks and credentials; what has the same id is overwritten. */
    seed(seed: Seed): Promise<void>;
    /** Back to what the emulator started with; clears the journal, the faults and the quotas' counters. */
    reset(): Promise<void>;

    /** The task as it is. */
    task(task: TaskReference): Promise<TaskView>;
    /** Edits the definition as somebody does in the console: nothing is deployed. `time` is now by default. */
    editTask(edit: TaskReference & { definition: string | object; user: string; time?: Time }): Promise<void>;
    /** Deploys as somebody does in the console. */
    deployTask(deployment: TaskReference & { user: string; time?: Time }): Promise<void>;
    /** Whether the task's deployments, by API calls or by hand, are accepted and wait for an approval from now on. */
    setApproval(approval: TaskReference & { required: boolean }): Promise<void>;
    /** Lets the deployment that waits for an approval take effect; rejects where none waits. */
    approve(task: TaskReference): Promise<void>;
    /** Undeploys as somebody does in the console, running or not. */
    undeployTask(task: TaskReference): Promise<void>;
    /** Starts a deployed task, or a solution, as somebody does in the console; rejects where it runs, or its start is `refused`. */
    startTask(task: TaskReference & { startParam?: StartParam }): Promise<void>;
    /** Stops a real-time task as somebody does in the console; rejects where it does not run, or its stop is `refused`. */
    stopTask(task: TaskReference): Promise<void>;
    /**
     * Deletes a task: to "RECYCLE_BIN" by default, "RECYCLE" or "DELETED" (GetFile says so), or "GONE" (no operation
     * knows it any more). A DI_SOLUTION takes "GONE" or nothing, which gives it the status "9".
     */
    deleteTask(task: TaskReference & { to?: "RECYCLE" | "RECYCLE_BIN" | "DELETED" | "GONE" }): Promise<void>;

    /** The calls since the journal was cleared last, in the order they came in. */
    journal(): Promise<JournalEntry[]>;
    clearJournal(): Promise<void>;
    /** Resolves when so many calls have come in, or been answered; rejects after `timeoutMs`. */
    waitFor(moment: Moment): Promise<void>;

    addFault(fault: Fault): Promise<void>;
    clearFaults(): Promise<void>;

    /** What is answered from now on where the documentation leaves it open; what is not named stays as it is. */
    assume(answers: Answers): Promise<void>;

    /** Sets the quotas anew, all counters at zero; `undefined`: none. */
    setQuota(quota: Quota | undefined): Promise<void>;
    quotaUse(): Promise<QuotaUse>;

    /**
     * How tasks start, stop and are deployed where they run from now on; what is under way goes on as it set out. With
     * `task`: how that one does, in place of what holds for all; and again as all where nothing else is said.
     */
    setInstances(settings: InstanceSettings & { task?: TaskReference }): Promise<void>;
    /** Puts the instance of a deployed real-time task into a state. */
    setInstance(instance: { projectId: Id; fileId: Id; status: InstanceStatus; message?: string }): Promise<void>;
    /** Puts a solution into a status; its steps follow from that where none are given. */
    setSolution(solution: { projectId: Id; fileId: Id; status: SolutionStatus; steps?: SeedStep[] }): Promise<void>;
    /** Takes an instance or a solution on to its next status, whatever it waits for; rejects where nothing is under way. */
    advanceInstance(task: TaskReference): Promise<void>;
    /** Lets every change that is under way come to its end. */
    settleInstances(): Promise<void>;

    /** How tasks are made and changed from now on; processes that are under way go on as they set out. */
    setMaking(settings: MakingSettings): Promise<void>;
    /** Lets every process that works out a definition come to its end. */
    settleProcesses(): Promise<void>;

    /** The alarm rules of a real-time task, in place of those that it had. */
    setAlarms(alarms: { projectId: Id; fileId: Id; alarms: Alarm[] }): Promise<void>;

    /** Which fields of the definition deployments rewrite from now on. */
    setRewriteOnDeploy(rewrites: Rewrite[]): Promise<void>;
}
