// The resource that programs declare so that a sync task is made and changed by the program itself.
import * as pulumi from "@pulumi/pulumi";
import { namesSecret } from "../secret-names";
import { warnOfConfiguration } from "./configuration";
import type { TaskType } from "./di-sync-deployment";
import { warnWhereNotFound } from "./found";
import { withoutImport } from "./import-option";
import { isOfType } from "./is-instance";
import { withoutOwnNames } from "./own-names";
import { propertiesOf } from "./properties";
import { withoutRetainedDelete } from "./retain-option";
import { taskResourceType } from "./text";

/** What deleting the resource does to the task. */
export type TaskOnDelete = "retain" | "delete";

/**
 * How the last change of a task ended: "unknown" where a call that makes or changes it may have been applied and nobody can tell,
 * "imported" for a task that was taken over as it was.
 */
export type TaskStatus = "success" | "unknown" | "imported";

/** What a task writes to: a MaxCompute project, Kafka, or Hologres. */
export type DestinationType = "maxcompute" | "kafka" | "hologres";

/** A database of a data source, with the tables of it that a task reads. */
export interface TaskDatabase {
    /** The name of the database. */
    name: pulumi.Input<string>;
    /** The names of its tables, one or more, each once. Their order means nothing. */
    tables: pulumi.Input<pulumi.Input<string>[]>;
}

/** A data source that a task reads, with tables of the one database that it names itself. */
export interface TaskDataSourceOfTables {
    /** The name of the data source in the workspace. */
    name: pulumi.Input<string>;
    /** The names of the tables, one or more, each once. Their order means nothing. */
    tables: pulumi.Input<pulumi.Input<string>[]>;
    /** Goes without `tables`. */
    databases?: undefined;
}

/** A data source that a task reads, with tables of several databases. */
export interface TaskDataSourceOfDatabases {
    /** The name of the data source in the workspace. */
    name: pulumi.Input<string>;
    /** The databases, one or more, each once. */
    databases: pulumi.Input<pulumi.Input<TaskDatabase>[]>;
    /** Goes without `databases`. */
    tables?: undefined;
}

/** A data source that a task reads: with `tables`, or with `databases`. */
export type TaskDataSource = TaskDataSourceOfTables | TaskDataSourceOfDatabases;

/** What a task reads. */
export interface TaskSource {
    /** `"mysql"`. What else DataWorks reads goes by `script`. */
    type: pulumi.Input<"mysql">;
    /** The data sources, one or more, each once. */
    datasources: pulumi.Input<pulumi.Input<TaskDataSource>[]>;
}

/** What a task writes to. */
export interface TaskDestination {
    /** `"maxcompute"`, `"kafka"` or `"hologres"`. What else DataWorks writes to goes by `script`. */
    type: pulumi.Input<DestinationType>;
    /** The name of the data source in the workspace. */
    datasource: pulumi.Input<string>;
}

/** What the next run finds a task by, whose creation has an unknown outcome. Times are milliseconds since 1970. */
export interface TaskPending {
    /** The time of DataWorks before the creation. */
    since: number;
    /** After this time it cannot have been made any more. */
    until: number;
    /** The token that all tries of the creation had. */
    clientToken: string;
}

/** The names of all properties, as the table of resources has them; a test holds the two to each other. */
export const properties = [
    "projectId",
    "name",
    "folder",
    "taskType",
    "source",
    "destination",
    "script",
    "resourceGroup",
    "cu",
    "triggers",
    "ignoreDefinitionPaths",
    "onDelete",
    "timeoutSeconds",
    "fileId",
    "revision",
    "definition",
    "status",
    "region",
    "pending",
    "drift",
] as const;
/** Those that are secrets, whatever the program says. */
export const secrets = ["definition"];

/** The arguments of a `DiSyncTask`. */
export interface DiSyncTaskArgs {
    /**
     * The id of the DataWorks workspace, from 1 to 10000000000. A change replaces the task.
     *
     * @example "10000"
     */
    projectId: pulumi.Input<string | number>;

    /**
     * The name of the task in DataWorks, unique in its folder: 1 to 128 characters, without "/". A task that has it already is
     * never taken over: it is an error of `pulumi up`, with that task's file id. A change replaces the task.
     *
     * @example "orders_to_hologres"
     */
    name: pulumi.Input<string>;

    /**
     * The path of the task's folder. Default: the one that DataWorks has for it. A change replaces the task.
     *
     * @example "Business Flow/shop/Data Integration"
     */
    folder?: pulumi.Input<string> | undefined;

    /**
     * `"DI_REALTIME"`, the default, for a real-time sync task, `"DI_SOLUTION"` for a sync solution. A change replaces the task.
     */
    taskType?: pulumi.Input<TaskType> | undefined;

    /**
     * What the task reads; goes with `destination`, and without `script`. A change of its tables changes the task in place; any
     * other change replaces it.
     *
     * @example { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] }
     */
    source?: pulumi.Input<TaskSource> | undefined;

    /**
     * What the task writes to; goes with `source`. A change replaces the task.
     *
     * @example { type: "hologres", datasource: "warehouse" }
     */
    destination?: pulumi.Input<TaskDestination> | undefined;

    /**
     * In place of `source` and `destination`, a script of the API's own form, for what these cannot say: what
     * GenerateDISyncTaskConfigForCreating takes as TaskParam. A change of the tables of its reader changes the task in place; any
     * other change replaces it. Where a key in it names a secret, such as `password`, it is a secret as a whole.
     */
    script?: pulumi.Input<Record<string, unknown>> | undefined;

    /** The identifier of the resource group that the task runs on. A change is in place. */
    resourceGroup: pulumi.Input<string>;

    /**
     * The compute units of a serverless resource group, a multiple of 0.5 above 0. Default: as DataWorks has it. A change is in
     * place.
     *
     * @example 2.5
     */
    cu?: pulumi.Input<number> | undefined;

    /**
     * Values that mean nothing to DataWorks: any change of them has the definition worked out anew, in place, such as after an
     * ALTER TABLE in the source. Default: none.
     *
     * @example { schema: "2" }
     */
    triggers?: pulumi.Input<Record<string, pulumi.Input<string | number | boolean>>> | undefined;

    /**
     * Parts of the definition whose changes are no drift. Written as drift prints them; `*` stands for one step, `**` for any
     * number of steps. Default: none. A change is stored without a call.
     *
     * @example ["steps[*].parameter.writeMode"]
     */
    ignoreDefinitionPaths?: pulumi.Input<pulumi.Input<string>[]> | undefined;

    /**
     * What `pulumi destroy`, or removing the resource, does to the task. `"retain"`, the default, leaves it as it is. `"delete"`
     * deletes it, for DI_REALTIME only; a task that is deployed or runs is an error then. Beside the option `retainOnDelete` it is
     * an error.
     */
    onDelete?: pulumi.Input<TaskOnDelete> | undefined;

    /**
     * For how many seconds DataWorks may work the definition out, 1 to 86400. After that it is an error, and nothing was changed.
     * Default: 300.
     */
    timeoutSeconds?: pulumi.Input<number> | undefined;
}

/**
 * A sync task whose content comes from the program: `pulumi up` has DataWorks work the definition out, and makes the task, or changes
 * it. Deploying it is the matter of a `DiSyncDeployment`.
 *
 * Tables can be added and removed in place, and the preview names them. What the API cannot change replaces the task.
 * Where the answer to a creation is lost, the resource is kept with `status` "unknown", the run fails, and the next `pulumi up` looks
 * for the task before it makes one. Of a solution, which no call lists, it is an error that says what to do by hand.
 *
 * @example
 * const orders = new dataworks.DiSyncTask("orders", {
 *     projectId: "10000",
 *     name: "orders_to_hologres",
 *     source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] },
 *     destination: { type: "hologres", datasource: "warehouse" },
 *     resourceGroup: "group_1",
 * });
 * new dataworks.DiSyncDeployment("orders", {
 *     projectId: "10000",
 *     taskType: "DI_REALTIME",
 *     fileId: orders.fileId,
 *     triggers: { revision: orders.revision },
 * });
 */
export class DiSyncTask extends pulumi.CustomResource {
    /** The id of the workspace, as digits. */
    declare readonly projectId: pulumi.Output<string>;
    /** The name of the task in DataWorks. */
    declare readonly name: pulumi.Output<string>;
    /** The path of its folder, without slashes around it; undefined where the program does not say. */
    declare readonly folder: pulumi.Output<string | undefined>;
    /** What kind of sync task it is. */
    declare readonly taskType: pulumi.Output<TaskType>;
    /** What it reads; undefined with `script`. */
    declare readonly source: pulumi.Output<pulumi.Unwrap<TaskSource> | undefined>;
    /** What it writes to; undefined with `script`. */
    declare readonly destination: pulumi.Output<pulumi.Unwrap<TaskDestination> | undefined>;
    /** The script that the definition was worked out of; undefined with `source`. */
    declare readonly script: pulumi.Output<Record<string, unknown> | undefined>;
    /** The identifier of the resource group that it runs on. */
    declare readonly resourceGroup: pulumi.Output<string>;
    /** The compute units; undefined where the program does not say. */
    declare readonly cu: pulumi.Output<number | undefined>;
    /** The values whose change has the definition worked out anew; undefined where there are none. */
    declare readonly triggers: pulumi.Output<Record<string, string | number | boolean> | undefined>;
    /** The parts of the definition whose changes are no drift; undefined where there are none. */
    declare readonly ignoreDefinitionPaths: pulumi.Output<string[] | undefined>;
    /** What deleting the resource does to the task. */
    declare readonly onDelete: pulumi.Output<TaskOnDelete>;
    /** For how many seconds DataWorks may work the definition out. */
    declare readonly timeoutSeconds: pulumi.Output<number>;
    /**
     * The file id of the task, or the id of the solution, as digits. In the preview of a change in place it is known, so that
     * what uses it is not shown as replaced.
     */
    declare readonly fileId: pulumi.Output<string>;
    /** Another text after each change of the task by this resource, for `triggers` of its deployment; "" of an imported task. */
    declare readonly revision: pulumi.Output<string>;
    /** A fingerprint of the definition: a secret; no value but names of tables and the like can be read from it. */
    declare readonly definition: pulumi.Output<string>;
    /** "success" where DataWorks said that the task was made or changed. */
    declare readonly status: pulumi.Output<TaskStatus>;
    /** The region that the task is in. It is remembered: a changed region setting replaces the task. */
    declare readonly region: pulumi.Output<string>;
    /** What the next run finds the task by; undefined where its file id is known. */
    declare readonly pending: pulumi.Output<TaskPending | undefined>;
    /** What a refresh found to differ from the task as it was made or changed last; undefined where nothing does. */
    declare readonly drift: pulumi.Output<string[] | undefined>;

    /**
     * Whether something is a `DiSyncTask`, of this class or of the plugin. By it, policies such as
     * `validateResourceOfType(dataworks.DiSyncTask, ...)` of `@pulumi/policy` find the resources of programs in every language.
     */
    static override isInstance(value: unknown): value is DiSyncTask {
        return isOfType(taskResourceType, value);
    }

    /**
     * @param name The name of the resource, unique among the tasks of a stack.
     * @param args What the task is.
     * @param opts The usual options of a resource, but `import`: Pulumi cannot import dynamic resources.
     * @throws pulumi.RunError for the option `import`, for `id` and `urn` among the arguments, and for the option `retainOnDelete`
     * beside `onDelete: "delete"`, of which Pulumi tells no provider. Where `onDelete` is known later, the run fails with it.
     */
    constructor(name: string, args: DiSyncTaskArgs, opts?: pulumi.CustomResourceOptions) {
        const declared = withoutRetainedDelete(taskResourceType, name, {
            props: { ...args },
            opts: withoutImport(taskResourceType, name, opts),
        });
        withoutOwnNames("DiSyncTask", name, args);
        warnOfConfiguration();
        warnWhereNotFound();
        super(
            taskResourceType,
            name,
            {
                ...propertiesOf("DiSyncTask", properties, declared.props, { script: namesSecret }),
                // The engine tells no provider of the option.
                ...(declared.opts.deleteBeforeReplace && { __deletesFirst: true }),
            },
            pulumi.mergeOptions(declared.opts, { additionalSecretOutputs: secrets }),
        );
        // In the preview of a change in place the engine tells the id, and no output; of the outputs alone, what uses the file id
        // would be planned as if the task was another one.
        const output = this.fileId;
        this.fileId = this.id.apply((id) => {
            const fileId = fileIdIn(id);
            return fileId === undefined ? output : pulumi.output(fileId);
        });
    }
}

/** The file id in an id such as "cn-hangzhou/10000/DI_REALTIME/100"; a mock's may be anything, or nothing. */
function fileIdIn(id: string | undefined): string | undefined {
    return /^[^/]+\/[0-9]+\/(?:DI_REALTIME|DI_SOLUTION)\/([0-9]+)$/.exec(id ?? "")?.[1];
}
