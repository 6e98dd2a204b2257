// A call of every operation, in the order of a task's life: made, changed, deployed, run and deleted.
import { operations } from "../../emulator/src/operations";
import { deployed, project } from "./running";

export const dataSources = [
    { name: "shop", type: "mysql", database: "stock", columns: { orders: ["order_id", "amount"] } },
    { name: "warehouse", type: "holo" },
];
/** The first process, and the first task that is made. */
const [process, made] = ["9007199254740993", "600000001"];

const setting = { resourceGroup: "group_shop", taskType: "oneclick_to_holo" };
const connection = [{ datasourceType: "mysql", datasource: "shop", table: ["orders", "clicks"] }];
const reader = { stepType: "mysql", category: "reader", name: "Reader", parameter: { connection } };
const writer = { stepType: "holo", category: "writer", name: "Writer", parameter: { datasource: "warehouse" } };
export const script = JSON.stringify({ type: "realtime", version: "1.0", setting, steps: [reader, writer] });
const change = { category: "reader", name: "Reader", parameter: { connection: [{ table: ["orders"] }] } };
export const content = JSON.stringify({ type: "job", steps: [reader, writer], note: "a b+c*d~e!(f)'%&=/?ü" });

/** What an operation is asked beside the defaults. */
const more: Record<string, Record<string, string>> = {
    GenerateDISyncTaskConfigForCreating: { TaskParam: script, ClientToken: "once" },
    QueryDISyncTaskConfigProcessResult: { AsyncProcessId: process },
    CreateDISyncTask: { TaskName: "made", TaskContent: content, TaskParam: '{"FileFolderPath":"flow/new"}' },
    DeployDISyncTask: { FileId: made },
    GenerateDISyncTaskConfigForUpdating: { TaskId: made, TaskParam: JSON.stringify({ steps: [change] }) },
    UpdateDISyncTask: { FileId: made, TaskContent: content, TaskParam: '{"ResourceGroup":"group_shop","Cu":0.5}' },
    GetDISyncTask: { FileId: made },
    ListRefDISyncTasks: { DatasourceName: "shop", RefType: "from" },
    StartDISyncInstance: { FileId: made, StartParam: '{"errorLimit":{"record":1}}' },
    GetDISyncInstanceInfo: { FileId: made },
    StopDISyncInstance: { FileId: made },
    TerminateDISyncInstance: { FileId: made },
    GetFile: {},
    ListFileVersions: {},
    ListFiles: { Keyword: "made" },
    DeleteDISyncTask: { FileId: made },
};

/** The operations that are not named above, each asked about a task that is deployed, come last. */
export const everyCall: readonly { action: string; parameters: Record<string, string> }[] = [
    ...new Set([...Object.keys(more), ...operations.keys()]),
].map((action) => ({
    action,
    parameters: { ProjectId: project, TaskType: "DI_REALTIME", FileId: deployed, ...more[action] },
}));
