// What compiles and what does not: the type check fails where one of these lines changes sides.
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "pulumi-dataworks";

const good: dataworks.DiSyncDeploymentArgs = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };

// Every argument, as a plain value and as one that is not known yet.
export const plain = new dataworks.DiSyncDeployment("plain", {
    projectId: 10000,
    taskType: "DI_SOLUTION",
    fileId: 100,
    triggers: { text: "a", number: 1, truth: true, later: pulumi.output("b") },
    onDelete: "retain",
    ignoreDefinitionPaths: ["steps[*].parameter.table", pulumi.output("**.password")],
    compareVersions: false,
    approvedDigest: "d1-3f9c2a7be41d5c08",
});
export const later = new dataworks.DiSyncDeployment(
    "later",
    {
        projectId: pulumi.output(10000),
        taskType: pulumi.output("DI_REALTIME" as const),
        fileId: pulumi.output("100"),
        triggers: pulumi.output({ a: 1 }),
        onDelete: pulumi.output("undeploy" as const),
        ignoreDefinitionPaths: pulumi.output(["name"]),
        compareVersions: pulumi.output(true),
        approvedDigest: pulumi.output("d1-3f9c2a7be41d5c08"),
    },
    {
        provider: new dataworks.Provider("shanghai", {
            region: "cn-shanghai",
            accessKey: pulumi.output("id"),
            secretKey: pulumi.secret("secret"),
            network: "vpc",
            clientReadTimeout: 30_000,
        }),
        ignoreChanges: ["drift"],
        aliases: [{ name: "sooner" }],
    },
);

export const running = new dataworks.DiSyncInstance("running", {
    projectId: 10000,
    taskType: "DI_REALTIME",
    fileId: plain.fileId,
    state: "running",
    triggers: { deployment: plain.deployedAt },
    startParameters: {
        failoverLimit: { count: pulumi.output(3), intervalMinutes: 10 },
        errorLimit: { records: 0 },
        ddl: { addColumn: "ignore", truncateTable: pulumi.output("critical" as const) },
    },
    onDelete: "stop",
    compareAlarms: true,
    stableSeconds: 0,
    timeoutSeconds: pulumi.output(60),
});
export const pending: pulumi.Output<"start" | "stop" | "restart" | undefined> = running.pending;
export const alarms: pulumi.Output<string[] | undefined> = running.alarms;
// @ts-expect-error -- a program wants one of two states
export const paused: dataworks.DiSyncInstanceArgs = { ...good, state: "paused" };
// @ts-expect-error -- deleting does one of two things
export const undeploying: dataworks.DiSyncInstanceArgs = { ...good, state: "running", onDelete: "undeploy" };
// @ts-expect-error -- there is no such action
export const loudly: dataworks.StartParameters = { ddl: { addColumn: "NORMAL" } };
// @ts-expect-error -- there is no such change
export const misspeltDdl: dataworks.StartParameters = { ddl: { addColum: "normal" } };

export const made = new dataworks.DiSyncTask("made", {
    projectId: 10000,
    name: "orders_to_hologres",
    folder: "Business Flow/shop",
    taskType: "DI_REALTIME",
    source: {
        type: "mysql",
        datasources: [
            { name: "shop", tables: ["orders", pulumi.output("customers")] },
            { name: pulumi.output("stock"), databases: [{ name: "eu", tables: pulumi.output(["items"]) }] },
        ],
    },
    destination: { type: "hologres", datasource: pulumi.output("warehouse") },
    resourceGroup: "group_1",
    cu: 2.5,
    triggers: { columns: 2 },
    ignoreDefinitionPaths: ["name"],
    onDelete: "delete",
    timeoutSeconds: 60,
});
const makes = { projectId: "1", name: "orders", resourceGroup: pulumi.output("group_1") };
export const madeLater = new dataworks.DiSyncTask("later", {
    ...makes,
    taskType: pulumi.output("DI_SOLUTION" as const),
    source: pulumi.output({ type: "mysql" as const, datasources: [{ name: "shop", tables: ["orders"] }] }),
    destination: pulumi.output({ type: "kafka" as const, datasource: "queue" }),
    onDelete: pulumi.output("retain" as const),
});
export const scripted = new dataworks.DiSyncTask("scripted", {
    ...makes,
    script: { type: "realtime", steps: [{ category: "reader", parameter: { password: pulumi.secret("fake") } }] },
});
export const deployed = new dataworks.DiSyncDeployment("deployed", {
    ...good,
    fileId: made.fileId,
    triggers: { revision: made.revision },
});
export const firstTables: pulumi.Output<string[] | undefined> = made.source.apply(
    (source) => source?.datasources[0]?.tables,
);
// @ts-expect-error -- its tables are those of one database, or of several
export const bothTables: dataworks.TaskDataSource = { name: "shop", tables: ["a"], databases: [] };
// @ts-expect-error -- a data source without tables
export const noTables: dataworks.TaskDataSource = { name: "shop" };
// @ts-expect-error -- a script says what other sources need
export const oracle: dataworks.TaskSource = { type: "oracle", datasources: [] };
// @ts-expect-error -- there is no such destination
export const holo: dataworks.TaskDestination = { type: "holo", datasource: "warehouse" };
// @ts-expect-error -- deleting the resource does one of two things
export const undeployed: dataworks.DiSyncTaskArgs = { ...makes, script: {}, onDelete: "undeploy" };
// @ts-expect-error -- a script is an object, as JSON.parse gives it
export const scriptAsText: dataworks.DiSyncTaskArgs = { ...makes, script: "{}" };
// @ts-expect-error -- the task gives it
export const fileIdGiven: dataworks.DiSyncTaskArgs = { ...makes, script: {}, fileId: "100" };

// Outputs have the types that their documentation says.
export const texts: pulumi.Output<string>[] = [
    plain.projectId,
    plain.fileId,
    plain.requestId,
    plain.message,
    plain.region,
    plain.deployedAt,
    plain.definition,
    plain.version,
];
export const status: pulumi.Output<"success" | "unknown" | "imported"> = plain.status;
export const drift: pulumi.Output<string[] | undefined> = plain.drift;

// @ts-expect-error -- an argument is missing
export const missing: dataworks.DiSyncDeploymentArgs = { projectId: "10000", taskType: "DI_REALTIME" };
// @ts-expect-error -- batch tasks are not deployed by this API
export const offline: dataworks.DiSyncDeploymentArgs = { ...good, taskType: "DI_OFFLINE" };
// @ts-expect-error -- there is no such property
export const misspelt: dataworks.DiSyncDeploymentArgs = { ...good, trigger: { a: 1 } };
// @ts-expect-error -- destroying does one of two things
export const deleting: dataworks.DiSyncDeploymentArgs = { ...good, onDelete: "delete" };
// @ts-expect-error -- triggers are simple values
export const nested: dataworks.DiSyncDeploymentArgs = { ...good, triggers: { a: { b: 1 } } };
// @ts-expect-error -- an id is no boolean
export const truth: dataworks.DiSyncDeploymentArgs = { ...good, fileId: true };
// @ts-expect-error -- paths are a list
export const path: dataworks.DiSyncDeploymentArgs = { ...good, ignoreDefinitionPaths: "name" };
// @ts-expect-error -- outputs are no arguments
export const region: dataworks.DiSyncDeploymentArgs = { ...good, region: "cn-hangzhou" };
// @ts-expect-error -- there are two networks
export const network: dataworks.ProviderArgs = { network: "private" };
// @ts-expect-error -- there is no such setting
export const setting: dataworks.ProviderArgs = { regoin: "cn-hangzhou" };
// @ts-expect-error -- what was deployed cannot be set
plain.status = pulumi.output("success" as const);

// Look-ups take plain values, or outputs, and give what deployments take.
const found = dataworks.getDiSyncFileOutput({ projectId: pulumi.output(10000), name: pulumi.output("orders") });
export const byName = new dataworks.DiSyncDeployment("by-name", {
    projectId: 10000,
    taskType: found.taskType,
    fileId: found.fileId,
});
export const file: Promise<dataworks.DiSyncFile> = dataworks.getDiSyncFile(
    { projectId: 10000, name: "orders", folder: "Flow/shop" },
    { provider: new dataworks.Provider("other") },
);
export const task: Promise<dataworks.GetDiSyncTaskResult> = dataworks.getDiSyncTask({
    projectId: "1",
    taskType: "DI_SOLUTION",
    fileId: "2",
    digest: true,
    ignoreDefinitionPaths: ["**.password"],
});
const taskOutputs = dataworks.getDiSyncTaskOutput({ ...good, fileId: found.fileId });
export const definitions: pulumi.Output<string>[] = [taskOutputs.definition, taskOutputs.name, taskOutputs.status];
export const definition: Promise<pulumi.Output<string>> = task.then((each) => each.definition);
export const digest: Promise<string> = task.then((each) => each.digest);
export const digestOutput: pulumi.Output<string> = dataworks.getDiSyncTaskOutput({
    ...{ projectId: 1, taskType: "DI_REALTIME", fileId: 2 },
    digest: pulumi.output(true),
    ignoreDefinitionPaths: [pulumi.output("**.password")],
}).digest;

export const users: Promise<dataworks.GetDiSyncTasksOfDataSourceResult> = dataworks.getDiSyncTasksOfDataSource({
    projectId: 10000,
    datasource: "shop",
    taskType: "DI_OFFLINE",
    usedAs: "source",
});
export const names: pulumi.Output<string[]> = dataworks
    .getDiSyncTasksOfDataSourceOutput({ projectId: pulumi.output("1"), datasource: pulumi.output("shop") })
    .tasks.apply((tasks) => tasks.map(({ name }) => name));
// @ts-expect-error -- solutions are in no list
export const solutions: dataworks.GetDiSyncTasksOfDataSourceArgs["taskType"] = "DI_SOLUTION";
// @ts-expect-error -- a plain look-up takes no outputs
export const early = dataworks.getDiSyncFile({ projectId: 10000, name: pulumi.output("orders") });
// @ts-expect-error -- the name is missing
export const nameless = dataworks.getDiSyncFile({ projectId: 10000 });

export const workspace: Promise<dataworks.Workspace> = dataworks.getWorkspace({ identifier: "shop_prod" });
export const workspaceId: pulumi.Output<string> = dataworks.getWorkspaceOutput({
    identifier: pulumi.output("shop_prod"),
}).projectId;
export const group: Promise<dataworks.ResourceGroup> = dataworks.getResourceGroup({ name: "shop", type: "scheduling" });
export const groupId: pulumi.Output<string> = dataworks.getResourceGroupOutput({
    name: pulumi.output("shop"),
}).identifier;
// @ts-expect-error -- an id is what it gives, and not what it takes
export const byId = dataworks.getWorkspace({ projectId: 10000 });
// @ts-expect-error -- no type is called so
export const typed = dataworks.getResourceGroup({ name: "shop", type: "DI" });
