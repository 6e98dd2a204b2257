// The resource that programs declare so that a deployed sync task runs, or stands still.
import * as pulumi from "@pulumi/pulumi";
import { isStateIgnored } from "../ignored-state";
import { warnOfConfiguration } from "./configuration";
import type { TaskType } from "./di-sync-deployment";
import { warnWhereNotFound } from "./found";
import { withoutImport } from "./import-option";
import { isOfType } from "./is-instance";
import { withoutOwnNames } from "./own-names";
import { propertiesOf } from "./properties";
import { instanceType } from "./text";

/** What is wanted of an instance. */
export type InstanceState = "running" | "stopped";

/** What deleting the resource does to the instance. */
export type InstanceOnDelete = "retain" | "stop";

/** What is still to be done about an instance: it was asked for, and did not come about. */
export type InstancePending = "start" | "stop" | "restart";

/** What becomes of a change of the source's tables while the instance runs: what DataWorks calls these. */
export type DdlAction = "normal" | "ignore" | "warning" | "critical";

/** After how many failovers an instance stops by itself. */
export interface FailoverLimit {
    /** More failovers than this, 0 or more. */
    count: pulumi.Input<number>;
    /** Within so many minutes, 1 or more. */
    intervalMinutes: pulumi.Input<number>;
}

/** How much an instance bears. */
export interface ErrorLimit {
    /** How many dirty records are allowed, 0 or more. */
    records: pulumi.Input<number>;
}

/** What becomes of changes of the source's tables. Default, for each: as the task says it. */
export interface DdlActions {
    /** A column is added. */
    addColumn?: pulumi.Input<DdlAction> | undefined;
    /** A column is dropped. */
    dropColumn?: pulumi.Input<DdlAction> | undefined;
    /** A column is renamed. */
    renameColumn?: pulumi.Input<DdlAction> | undefined;
    /** A column's type is changed. */
    modifyColumn?: pulumi.Input<DdlAction> | undefined;
    /** A table is created. */
    createTable?: pulumi.Input<DdlAction> | undefined;
    /** A table is dropped. */
    dropTable?: pulumi.Input<DdlAction> | undefined;
    /** A table is renamed. */
    renameTable?: pulumi.Input<DdlAction> | undefined;
    /** A table is emptied. */
    truncateTable?: pulumi.Input<DdlAction> | undefined;
}

/** How an instance is started. What is not said is as the task says it. */
export interface StartParameters {
    /** After how many failovers it stops by itself. */
    failoverLimit?: pulumi.Input<FailoverLimit> | undefined;
    /** How many errors are allowed. */
    errorLimit?: pulumi.Input<ErrorLimit> | undefined;
    /** What becomes of changes of the source's tables. */
    ddl?: pulumi.Input<DdlActions> | undefined;
}

/** The names of all properties, as the table of resources has them; a test holds the two to each other. */
export const properties = [
    "projectId",
    "taskType",
    "fileId",
    "state",
    "triggers",
    "startParameters",
    "onDelete",
    "compareAlarms",
    "stableSeconds",
    "timeoutSeconds",
    "status",
    "name",
    "requestId",
    "region",
    "startedAt",
    "ignoresState",
    "pending",
    "alarms",
    "drift",
] as const;
/** Those that are secrets, whatever the program says. */
export const secrets: readonly string[] = [];

/** The arguments of a `DiSyncInstance`. */
export interface DiSyncInstanceArgs {
    /**
     * The id of the DataWorks workspace, from 1 to 10000000000. A change replaces the resource.
     *
     * @example "10000"
     */
    projectId: pulumi.Input<string | number>;

    /**
     * `"DI_REALTIME"` for a real-time sync task, `"DI_SOLUTION"` for a sync solution made in Data Integration, which can be
     * started and watched, and not stopped. A change replaces the resource.
     */
    taskType: pulumi.Input<TaskType>;

    /**
     * The file id of the real-time task, or the id of the solution, from 1 to 2^63-1. Ids of more than 15 digits have to be
     * written as strings: a JavaScript number loses digits of them. A change replaces the resource: the new task's instance is
     * started first, and then the old one's is stopped where `onDelete` is `"stop"`; by default that one runs on.
     *
     * @example "7567482277219412494"
     */
    fileId: pulumi.Input<string | number>;

    /**
     * What is wanted: `"running"` or `"stopped"`, the latter for DI_REALTIME only. What is so already is left as it is. The task
     * has to be deployed.
     */
    state: pulumi.Input<InstanceState>;

    /**
     * Values that mean nothing to DataWorks: any change of them restarts what runs, so that it runs what was deployed.
     * Replication stops and starts again; the preview says so. Default: none.
     *
     * @example { deployment: deployment.deployedAt }
     */
    triggers?: pulumi.Input<Record<string, pulumi.Input<string | number | boolean>>> | undefined;

    /**
     * How the instance is started; for DI_REALTIME only. A change restarts what runs. Default: as the task says it. Counts that
     * are negative, unknown actions and misspelt keys are errors at preview.
     *
     * @example { failoverLimit: { count: 3, intervalMinutes: 10 }, ddl: { dropTable: "critical" } }
     */
    startParameters?: pulumi.Input<StartParameters> | undefined;

    /**
     * What `pulumi destroy`, or removing the resource, does to the instance. `"retain"`, the default, leaves it as it is.
     * `"stop"` stops it; for DI_REALTIME only.
     */
    onDelete?: pulumi.Input<InstanceOnDelete> | undefined;

    /**
     * Whether a refresh also finds that alarm rules were removed or disabled; for DI_REALTIME only, and one call more at the first
     * `up` and at each refresh. `pulumi up` accepts what the refresh found, and restores no rule. Default: false.
     */
    compareAlarms?: pulumi.Input<boolean> | undefined;

    /**
     * For how many seconds the instance has to run before a start counts, 0 to 3600, and less than `timeoutSeconds`. What stops
     * again by itself before is an error. Default: 10.
     */
    stableSeconds?: pulumi.Input<number> | undefined;

    /**
     * For how many seconds a start, a stop or a restart may take in all, with the wait for it, 1 to 86400. After that it is an
     * error with the last status, and the next `pulumi up` carries on. Default: 600.
     */
    timeoutSeconds?: pulumi.Input<number> | undefined;
}

/**
 * Declares that a deployed sync task runs, or stands still. Where it is new or changed, `pulumi up` looks at what is live, starts or
 * stops it where it is not as wanted, and waits until it is. What somebody did in DataWorks, only a refresh finds: then
 * `pulumi preview --refresh --diff` shows `~ state: "stopped" => "running"`, and `pulumi up --refresh` starts it.
 *
 * What failed is not forgotten: the resource is kept with `pending`, and the next `pulumi up` carries on from what is live.
 *
 * @example
 * const running = new dataworks.DiSyncInstance("orders", {
 *     projectId: "10000",
 *     taskType: "DI_REALTIME",
 *     fileId: "100",
 *     state: "running",
 *     triggers: { deployment: orders.deployedAt },
 * });
 */
export class DiSyncInstance extends pulumi.CustomResource {
    /** The id of the workspace, as digits. */
    declare readonly projectId: pulumi.Output<string>;
    /** What kind of sync task it is of. */
    declare readonly taskType: pulumi.Output<TaskType>;
    /** The file id of the task, or the id of the solution, as digits. */
    declare readonly fileId: pulumi.Output<string>;
    /** "running" or "stopped": as a refresh has found it, or as it was brought about. */
    declare readonly state: pulumi.Output<InstanceState>;
    /** The values whose change restarts it; undefined where there are none. */
    declare readonly triggers: pulumi.Output<Record<string, string | number | boolean> | undefined>;
    /** How it is started; undefined where the program does not say. */
    declare readonly startParameters: pulumi.Output<pulumi.Unwrap<StartParameters> | undefined>;
    /** What deleting the resource does to the instance. */
    declare readonly onDelete: pulumi.Output<InstanceOnDelete>;
    /** Whether alarm rules are compared; undefined where the program does not say. */
    declare readonly compareAlarms: pulumi.Output<boolean | undefined>;
    /** For how many seconds it has to run before a start counts. */
    declare readonly stableSeconds: pulumi.Output<number>;
    /** For how many seconds a start, a stop or a restart may take. */
    declare readonly timeoutSeconds: pulumi.Output<number>;
    /** What DataWorks said of it last, such as "RUN"; of a solution its number, such as "2". */
    declare readonly status: pulumi.Output<string>;
    /** The name of the task; "" where it is not known. */
    declare readonly name: pulumi.Output<string>;
    /** The id of the last request that started or stopped it, for Alibaba Cloud's support; "" where there was none. */
    declare readonly requestId: pulumi.Output<string>;
    /** The region that the task is in. It is remembered: a changed region setting replaces the resource. */
    declare readonly region: pulumi.Output<string>;
    /** When this resource started it last, as ISO 8601 in UTC; "" where it never did. */
    declare readonly startedAt: pulumi.Output<string>;
    /** True where the option `ignoreChanges` names `state`: then only the first `up` starts or stops it. Undefined elsewhere. */
    declare readonly ignoresState: pulumi.Output<true | undefined>;
    /** What is still to be done; undefined where nothing is. */
    declare readonly pending: pulumi.Output<InstancePending | undefined>;
    /** With `compareAlarms`: the names of the enabled alarm rules. */
    declare readonly alarms: pulumi.Output<string[] | undefined>;
    /** What a refresh found that is no state, such as that the task is not deployed; undefined where there is nothing. */
    declare readonly drift: pulumi.Output<string[] | undefined>;

    /**
     * Whether something is a `DiSyncInstance`, of this class or of the plugin. By it, policies such as
     * `validateResourceOfType(dataworks.DiSyncInstance, ...)` of `@pulumi/policy` find the resources of programs in every language.
     */
    static override isInstance(value: unknown): value is DiSyncInstance {
        return isOfType(instanceType, value);
    }

    /**
     * @param name The name of the resource, unique among the instances of a stack.
     * @param args What is wanted of which instance.
     * @param opts The usual options of a resource, but `import`: Pulumi cannot import dynamic resources. With
     * `ignoreChanges: ["state"]` the program does not own the state: nothing is started, stopped or restarted after the first `up`.
     * @throws pulumi.RunError for the option `import`, and for `id` and `urn` among the arguments.
     */
    constructor(name: string, args: DiSyncInstanceArgs, opts?: pulumi.CustomResourceOptions) {
        const options = withoutImport(instanceType, name, opts);
        withoutOwnNames("DiSyncInstance", name, args);
        warnOfConfiguration();
        warnWhereNotFound();
        // The provider is not told of options: with this one, the state that it is given says nothing of what is wanted.
        const ignoresState = isStateIgnored(opts?.ignoreChanges) && { ignoresState: true };
        super(instanceType, name, propertiesOf("DiSyncInstance", properties, { ...args, ...ignoresState }), options);
    }
}
