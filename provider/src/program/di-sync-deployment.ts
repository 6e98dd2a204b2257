// The resource that programs declare: the deployment of one sync task.
import * as pulumi from "@pulumi/pulumi";
import { warnOfConfiguration } from "./configuration";
import { warnWhereNotFound } from "./found";
import { withoutImport } from "./import-option";
import { isOfType } from "./is-instance";
import { withoutOwnNames } from "./own-names";
import { propertiesOf } from "./properties";
import { resourceType } from "./text";

/** What kind of sync task is deployed. */
export type TaskType = "DI_REALTIME" | "DI_SOLUTION";

/** What deleting a deployment does to the task. */
export type OnDelete = "retain" | "undeploy";

/**
 * How a deployment ended: "unknown" where DeployDISyncTask may have been applied and nobody can tell, "imported" for a task
 * that was taken over as it was.
 */
export type DeploymentStatus = "success" | "unknown" | "imported";

/** The names of all properties, as the table of resources has them; a test holds the two to each other. */
export const properties = [
    "projectId",
    "taskType",
    "fileId",
    "triggers",
    "onDelete",
    "ignoreDefinitionPaths",
    "compareVersions",
    "approvedDigest",
    "status",
    "requestId",
    "message",
    "region",
    "deployedAt",
    "definition",
    "version",
    "versionBefore",
    "digest",
    "drift",
] as const;
/** Those that are secrets, whatever the program says. */
export const secrets = ["definition"];

/** The arguments of a `DiSyncDeployment`. */
export interface DiSyncDeploymentArgs {
    /**
     * The id of the DataWorks workspace, from 1 to 10000000000. A change replaces the deployment.
     *
     * @example "10000"
     */
    projectId: pulumi.Input<string | number>;

    /**
     * `"DI_REALTIME"` for a real-time sync task, `"DI_SOLUTION"` for a sync solution made in Data Integration. Batch tasks
     * (DI_OFFLINE) are not deployed by this API, and are an error at preview.
     */
    taskType: pulumi.Input<TaskType>;

    /**
     * The file id of the real-time task, or the id of the solution, from 1 to 2^63-1. Ids of more than 15 digits have to be
     * written as strings: a JavaScript number loses digits of them. A change deploys the new task, in place.
     *
     * @example "7567482277219412494"
     */
    fileId: pulumi.Input<string | number>;

    /**
     * Values that mean nothing to DataWorks: any change of them deploys the task again, in place. Default: none.
     *
     * @example { definition: sha256(readFileSync("orders.json")) }
     */
    triggers?: pulumi.Input<Record<string, pulumi.Input<string | number | boolean>>> | undefined;

    /**
     * What `pulumi destroy`, or removing the resource, does to the task. `"retain"`, the default, leaves it as it runs.
     * `"undeploy"` stops its instance and undeploys it; for DI_REALTIME only, since DataWorks has no call that undeploys a
     * solution. With "undeploy", a change of `fileId` or `taskType` replaces the deployment, so that the old task is
     * undeployed after the new one is deployed.
     */
    onDelete?: pulumi.Input<OnDelete> | undefined;

    /**
     * Parts of the definition whose changes are no drift, such as fields that DataWorks rewrites by itself. Written as
     * drift prints them; `*` stands for one step, `**` for any number of steps. Default: none. A change is stored without
     * a deployment; parts that it reaches into are not compared until the next one.
     *
     * @example ["steps[*].parameter.table", "**.password"]
     */
    ignoreDefinitionPaths?: pulumi.Input<pulumi.Input<string>[]> | undefined;

    /**
     * Whether a refresh also compares which version of the task runs in production; for DI_REALTIME only. It costs one call
     * more at each refresh and two at each deployment, which waits up to 110 s, once in a run, for its version to run in production: an
     * approval may stand before it (`versionBefore`). Default: false. Without it, a task that somebody undeployed is not seen; switched on later, it watches from the
     * next deployment on.
     */
    compareVersions?: pulumi.Input<boolean> | undefined;

    /**
     * The digest of the one definition that is deployed: `d1-` and 16 hex digits, as the last line of a drift, a review or
     * `getDiSyncTask` with `digest: true` says it. Where the task has another definition when it is to be deployed, or one that cannot be
     * read, nothing is deployed, and the error says the digest that it has. Default: none, and what is there is deployed.
     *
     * Setting it on a task that runs as approved deploys nothing, and neither does taking it away. A digest is of one task and one list
     * of `ignoreDefinitionPaths`: where one of them changes and this does not, and where the file id is not known yet, it is an error at
     * preview. So is "", and a list that names the whole definition beside it.
     *
     * A digest is no secret, and a review cannot tell what a secret one approves: the TypeScript class takes the secret off (the program
     * of another language has to), so that it is stored and shown in clear.
     *
     * @example "d1-3f9c2a7be41d5c08"
     */
    approvedDigest?: pulumi.Input<string> | undefined;
}

/**
 * The deployment of a DataWorks sync task: `pulumi up` calls DeployDISyncTask for it, and deploys again when one of its
 * arguments changes, or when a refresh has found that the task was edited since.
 *
 * A deployment counts only where DataWorks says that it succeeded. Where the answer is lost, the resource is kept with
 * `status` "unknown", the run fails, and the next `pulumi up` deploys again.
 *
 * @example
 * const orders = new dataworks.DiSyncDeployment("orders", {
 *     projectId: "10000",
 *     taskType: "DI_REALTIME",
 *     fileId: "100",
 * });
 * export const status = orders.status;
 */
export class DiSyncDeployment extends pulumi.CustomResource {
    /** The id of the workspace, as digits. */
    declare readonly projectId: pulumi.Output<string>;
    /** What kind of sync task is deployed. */
    declare readonly taskType: pulumi.Output<TaskType>;
    /** The file id of the task, or the id of the solution, as digits. */
    declare readonly fileId: pulumi.Output<string>;
    /** The values whose change deploys again; undefined where there are none. */
    declare readonly triggers: pulumi.Output<Record<string, string | number | boolean> | undefined>;
    /** What deleting the deployment does to the task. */
    declare readonly onDelete: pulumi.Output<OnDelete>;
    /** The parts of the definition whose changes are no drift; undefined where there are none. */
    declare readonly ignoreDefinitionPaths: pulumi.Output<string[] | undefined>;
    /** Whether a refresh also compares which version runs in production; undefined where the program does not say. */
    declare readonly compareVersions: pulumi.Output<boolean | undefined>;
    /** The digest of the one definition that is deployed; undefined where what is there is deployed. */
    declare readonly approvedDigest: pulumi.Output<string | undefined>;
    /** "success" where DataWorks said that the task is deployed. */
    declare readonly status: pulumi.Output<DeploymentStatus>;
    /** The id of the DeployDISyncTask request, for Alibaba Cloud's support; "" where none came back. */
    declare readonly requestId: pulumi.Output<string>;
    /** What DataWorks said beside it, or "". */
    declare readonly message: pulumi.Output<string>;
    /** The region that the task was deployed in. It is remembered: a changed region setting replaces the deployment. */
    declare readonly region: pulumi.Output<string>;
    /** When the task was deployed, as ISO 8601 in UTC; "" where it is not known. */
    declare readonly deployedAt: pulumi.Output<string>;
    /** A fingerprint of the definition that was deployed: a secret; no value but names of tables and the like can be read from it. */
    declare readonly definition: pulumi.Output<string>;
    /** The version that ran in production after the deployment, with `compareVersions`; "" where it is not known. */
    declare readonly version: pulumi.Output<string>;
    /**
     * The version that ran in production before a deployment that DataWorks accepted and that did not come to production yet, with
     * `compareVersions`: an approval or a check may stand before it. "none" where none ran; "" where nothing is awaited. A refresh says
     * of it "accepted, but production still runs version 7", and takes the version that runs for `version` as soon as it is another one.
     */
    declare readonly versionBefore: pulumi.Output<string>;
    /** The digest of the definition that was approved; "" where nothing was approved. */
    declare readonly digest: pulumi.Output<string>;
    /** What a refresh found to differ from the deployment; absent where nothing does. */
    declare readonly drift: pulumi.Output<string[] | undefined>;

    /**
     * Whether something is a `DiSyncDeployment`, of this class or of the plugin. By it, policies such as
     * `validateResourceOfType(dataworks.DiSyncDeployment, ...)` of `@pulumi/policy` find the resources of programs in every language.
     */
    static override isInstance(value: unknown): value is DiSyncDeployment {
        return isOfType(resourceType, value);
    }

    /**
     * @param name The name of the resource, unique among the deployments of a stack.
     * @param args What to deploy.
     * @param opts The usual options of a resource, but `import`: Pulumi cannot import dynamic resources.
     * @throws pulumi.RunError for the option `import`, and for `id` and `urn` among the arguments.
     */
    constructor(name: string, args: DiSyncDeploymentArgs, opts?: pulumi.CustomResourceOptions) {
        const options = withoutImport(resourceType, name, opts);
        withoutOwnNames("DiSyncDeployment", name, args);
        warnOfConfiguration();
        warnWhereNotFound();
        super(
            resourceType,
            name,
            propertiesOf("DiSyncDeployment", properties, { ...args, ...digestInClear(args) }),
            pulumi.mergeOptions(options, { additionalSecretOutputs: secrets }),
        );
    }
}

/** A digest is no secret: as one, which a secret beside it in the configuration makes of it, no review could tell what it approves. */
function digestInClear({ approvedDigest }: DiSyncDeploymentArgs): Partial<DiSyncDeploymentArgs> {
    return approvedDigest === undefined ? {} : { approvedDigest: pulumi.unsecret(pulumi.output(approvedDigest)) };
}
