// The look-ups of programs. What does them, and the API client with it, is loaded only when one is called.
import * as pulumi from "@pulumi/pulumi";
import { warnOfConfiguration } from "./configuration";
import type { Lookups } from "../lookup/lookups";
import type { FoundTask } from "../lookup/task";
import type { DiSyncFile, ResourceGroup, Workspace } from "../lookup/types";
import type {
    GetDiSyncFileArgs,
    GetDiSyncFileOutputArgs,
    GetDiSyncTaskArgs,
    GetDiSyncTaskOutputArgs,
    GetDiSyncTaskOutputResult,
    GetDiSyncTaskResult,
    GetDiSyncTasksOfDataSourceArgs,
    GetDiSyncTasksOfDataSourceOutputArgs,
    GetDiSyncTasksOfDataSourceResult,
    GetResourceGroupArgs,
    GetResourceGroupOutputArgs,
    GetWorkspaceArgs,
    GetWorkspaceOutputArgs,
    LookupOptions,
} from "./lookup-types";
import { asSetting } from "../settings/source";
import { tokenOf } from "../urn";
import { settingsOf, type Provider } from "./provider";
import { askMocks, mocksOf } from "./mocks";
import { runOf, type Connection } from "./run";
import { shown } from "./shown";

/**
 * Finds a real-time sync task by its exact name, so that one program serves every environment although file ids differ.
 * It costs one call; equal look-ups of a run share it.
 *
 * @throws pulumi.RunError where no task or more than one has that name, with what there is instead, and where DataWorks
 * cannot be asked. In previews too: a look-up needs credentials.
 *
 * @example
 * const { fileId, taskType } = await dataworks.getDiSyncFile({ projectId: "10000", name: "orders_to_maxcompute" });
 * new dataworks.DiSyncDeployment("orders", { projectId: "10000", taskType, fileId });
 */
export async function getDiSyncFile(args: GetDiSyncFileArgs, opts: LookupOptions = {}): Promise<DiSyncFile> {
    const mocks = mocksOf(pulumi.runtime.getMonitor());
    if (mocks) return (await askMocks(mocks, tokenOf("getDiSyncFile"), args, opts.provider)) as unknown as DiSyncFile;
    return look(`getDiSyncFile ${JSON.stringify(args.name)}`, opts, (lookups) => lookups.file({ ...args }));
}

/**
 * `getDiSyncFile` with arguments that may be outputs. While one of them is not known, as in previews, nothing is looked up.
 *
 * @example
 * const file = dataworks.getDiSyncFileOutput({ projectId: workspace.id, name: "orders_to_maxcompute" });
 * new dataworks.DiSyncDeployment("orders", { projectId: workspace.id, taskType: file.taskType, fileId: file.fileId });
 */
export function getDiSyncFileOutput(
    args: GetDiSyncFileOutputArgs,
    opts: LookupOptions = {},
): pulumi.Output<DiSyncFile> {
    return known(args, opts).apply((given) => getDiSyncFile(given, opts));
}

/**
 * Tells what DataWorks says of a sync task: its name, the status of its instance, and its definition; with `digest: true` by which
 * `approvedDigest` that is approved. It costs two calls, or three for a real-time task that is not deployed; equal look-ups of a run
 * share them.
 *
 * @throws pulumi.RunError where there is no such task, where a digest is asked for of a definition that cannot be read, and where
 * DataWorks cannot be asked. In previews too.
 *
 * @example
 * const { status } = await dataworks.getDiSyncTask({ projectId: "10000", taskType: "DI_REALTIME", fileId: "100" });
 */
export async function getDiSyncTask(args: GetDiSyncTaskArgs, opts: LookupOptions = {}): Promise<GetDiSyncTaskResult> {
    const { definition, ...task } = await findTask(args, opts);
    return { ...task, definition: pulumi.secret(definition) };
}

/**
 * `getDiSyncTask` with arguments that may be outputs. While one of them is not known, as in previews, nothing is looked up.
 *
 * @example
 * export const status = dataworks.getDiSyncTaskOutput({ projectId: "10000", taskType: "DI_REALTIME", fileId }).status;
 */
export function getDiSyncTaskOutput(
    args: GetDiSyncTaskOutputArgs,
    opts: LookupOptions = {},
): GetDiSyncTaskOutputResult {
    const found = known(args, opts).apply((given) => findTask(given, opts));
    return {
        name: found.apply(({ name }) => name),
        status: found.apply(({ status }) => status),
        definition: pulumi.secret(found.apply(({ definition }) => definition)),
        digest: found.apply(({ digest }) => digest),
        alarmRules: found.apply(({ alarmRules }) => alarmRules),
        solution: found.apply(({ solution }) => solution),
    };
}

/** A task, with its definition in clear. */
async function findTask(args: GetDiSyncTaskArgs, opts: LookupOptions): Promise<FoundTask> {
    const mocks = mocksOf(pulumi.runtime.getMonitor());
    if (mocks) return (await askMocks(mocks, tokenOf("getDiSyncTask"), args, opts.provider)) as unknown as FoundTask;
    return look(`getDiSyncTask ${args.fileId}`, opts, (lookups) => lookups.task({ ...args }));
}

/**
 * Finds the sync tasks that use a data source: those to restart where its password or its address changes. It costs one call for
 * the tasks that read from it and one for those that write to it, more where there are ten or more of them; equal look-ups of a
 * run share them. No task may also mean that there is no data source of that name: what DataWorks says then is not documented.
 *
 * @throws pulumi.RunError where DataWorks cannot be asked, and for a data source of some 10,000 tasks: it lists no more. In
 * previews too.
 *
 * @example
 * const { tasks } = await dataworks.getDiSyncTasksOfDataSource({ projectId: "10000", datasource: "shop_mysql" });
 * export const toRestart = tasks.map(({ name }) => name);
 */
export async function getDiSyncTasksOfDataSource(
    args: GetDiSyncTasksOfDataSourceArgs,
    opts: LookupOptions = {},
): Promise<GetDiSyncTasksOfDataSourceResult> {
    const mocks = mocksOf(pulumi.runtime.getMonitor());
    if (mocks) {
        const answer = await askMocks(mocks, tokenOf("getDiSyncTasksOfDataSource"), args, opts.provider);
        return answer as unknown as GetDiSyncTasksOfDataSourceResult;
    }
    const what = `getDiSyncTasksOfDataSource ${JSON.stringify(args.datasource)}`;
    return look(what, opts, (lookups) => lookups.tasksOfDataSource({ ...args }));
}

/**
 * `getDiSyncTasksOfDataSource` with arguments that may be outputs. While one of them is not known, as in previews, nothing is
 * looked up.
 *
 * @example
 * const found = dataworks.getDiSyncTasksOfDataSourceOutput({ projectId: workspace.id, datasource: "shop_mysql" });
 * export const toRestart = found.tasks.apply((tasks) => tasks.map(({ name }) => name));
 */
export function getDiSyncTasksOfDataSourceOutput(
    args: GetDiSyncTasksOfDataSourceOutputArgs,
    opts: LookupOptions = {},
): pulumi.Output<GetDiSyncTasksOfDataSourceResult> {
    return known(args, opts).apply((given) => getDiSyncTasksOfDataSource(given, opts));
}

/**
 * Finds a workspace by its name, so that one program serves every environment although ids differ: `projectId` is what resources
 * and other look-ups take. It costs one call; where DataWorks does not find the name so, one for each 100 workspaces of the
 * account, at most 100. Equal look-ups of a run share them. One that is frozen or disabled is found too, and one that was deleted
 * where no other has its name: its `status` says so.
 *
 * @throws pulumi.RunError where this account sees no workspace of that name, with what it sees instead, and where DataWorks cannot
 * be asked. In previews too: a look-up needs credentials.
 *
 * @example
 * const { projectId } = await dataworks.getWorkspace({ identifier: "shop_prod" });
 * const { taskType, fileId } = await dataworks.getDiSyncFile({ projectId, name: "orders_to_maxcompute" });
 */
export async function getWorkspace(args: GetWorkspaceArgs, opts: LookupOptions = {}): Promise<Workspace> {
    const mocks = mocksOf(pulumi.runtime.getMonitor());
    if (mocks) return (await askMocks(mocks, tokenOf("getWorkspace"), args, opts.provider)) as unknown as Workspace;
    return look(`getWorkspace ${JSON.stringify(args.identifier)}`, opts, (lookups) => lookups.workspace({ ...args }));
}

/**
 * `getWorkspace` with arguments that may be outputs. While one of them is not known, as in previews, nothing is looked up.
 *
 * @example
 * const { projectId } = dataworks.getWorkspaceOutput({ identifier: "shop_prod" });
 * new dataworks.DiSyncDeployment("orders", { projectId, taskType: "DI_REALTIME", fileId: "100" });
 */
export function getWorkspaceOutput(args: GetWorkspaceOutputArgs, opts: LookupOptions = {}): pulumi.Output<Workspace> {
    return known(args, opts).apply((given) => getWorkspace(given, opts));
}

/**
 * Finds a resource group by its name: `identifier` is the `resourceGroup` that a `DiSyncTask` takes. It costs one call, two for
 * scheduling; equal look-ups of a run share them. One that is frozen is found too, and one that was released where no other has
 * its name: its `status` says so.
 *
 * @throws pulumi.RunError where no resource group or more than one of that type has the name, with what there is instead, and where
 * DataWorks cannot be asked. In previews too.
 *
 * @example
 * const { identifier } = await dataworks.getResourceGroup({ name: "shop_data_integration" });
 */
export async function getResourceGroup(args: GetResourceGroupArgs, opts: LookupOptions = {}): Promise<ResourceGroup> {
    const mocks = mocksOf(pulumi.runtime.getMonitor());
    if (mocks)
        return (await askMocks(mocks, tokenOf("getResourceGroup"), args, opts.provider)) as unknown as ResourceGroup;
    return look(`getResourceGroup ${JSON.stringify(args.name)}`, opts, (lookups) => lookups.resourceGroup({ ...args }));
}

/**
 * `getResourceGroup` with arguments that may be outputs. While one of them is not known, as in previews, nothing is looked up.
 *
 * @example
 * const resourceGroup = dataworks.getResourceGroupOutput({ name: "shop_data_integration" }).identifier;
 */
export function getResourceGroupOutput(
    args: GetResourceGroupOutputArgs,
    opts: LookupOptions = {},
): pulumi.Output<ResourceGroup> {
    return known(args, opts).apply((given) => getResourceGroup(given, opts));
}

/** The arguments, once they and the provider's settings are known. That a setting is secret makes no secret of them. */
function known<T>(args: T, { provider }: LookupOptions): pulumi.Output<pulumi.Unwrap<T>> {
    const settled = pulumi.output(args);
    if (!provider) return settled;
    return pulumi.unsecret(pulumi.output(settingsOf(provider))).apply(() => settled);
}

async function look<T>(what: string, { provider }: LookupOptions, find: (lookups: Lookups) => Promise<T>): Promise<T> {
    const { Lookups, briefReason } = await import("../lookup/lookups.js");
    warnOfConfiguration();
    // The SDK's type leaves out what its client for the engine takes over from gRPC's.
    const engine = pulumi.runtime.getMonitor() as Connection | undefined;
    const warn = (text: string) => console.error(`warning: ${text}`);
    const make = async (signal: AbortSignal) => Lookups.open(await readerOf(provider), process.env, { signal, warn });
    try {
        return await runOf(engine).look(provider, make, find);
    } catch (error) {
        throw shown(`${what}: ${briefReason(error)}`);
    }
}

/** What settings are read by: the stack's configuration, or the settings of an explicit provider. */
async function readerOf(provider: Provider | undefined): Promise<(key: string) => string | undefined> {
    if (!provider) return (key) => pulumi.runtime.getConfig(key);
    const settings = await valueOf(settingsOf(provider));
    return (key) => asSetting(settings[key]);
}

/** The settings of a provider, which may be outputs. */
async function valueOf(settings: pulumi.Inputs): Promise<Readonly<Record<string, unknown>>> {
    const output = pulumi.output(settings);
    // An output that is not known calls nobody back; the SDK's types leave out what tells.
    if (!(await (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown)) {
        throw new Error("the provider has settings that are not known yet: use the look-up's Output form");
    }
    return new Promise((resolve) => void output.apply(resolve));
}
