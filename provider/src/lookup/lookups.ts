// The look-ups of a run with the same settings: equal ones share their calls.
import type { DataWorks } from "../dataworks/client";
import { CredentialsError } from "../dataworks/calls/errors";
import { ids, wrongId } from "../dataworks/id";
import { referringTypes, uses } from "../dataworks/operations/reference";
import { taskTypes } from "../dataworks/task";
import { checkPattern } from "../definition/index";
import { openAccount, type Account, type AccountOptions } from "../settings/account";
import type { Configuration, Environment } from "../settings/source";
import { findTasksOfDataSource } from "./data-source";
import { LookupError } from "./error";
import { findFile } from "./file";
import { findResourceGroup, resourceGroupTypes } from "./resource-group";
import { findTask, type FoundTask } from "./task";
import type { DiSyncFile, DiSyncTaskOfDataSource, ResourceGroup, Workspace } from "./types";
import { findWorkspace } from "./workspace";

/** What a look-up gives. */
type Found = DiSyncFile | FoundTask | TasksOfDataSource | Workspace | ResourceGroup;

export interface TasksOfDataSource {
    readonly tasks: readonly DiSyncTaskOfDataSource[];
}

/** What a program asks for: anything, since programs in JavaScript have no types. */
type Given = Readonly<Record<string, unknown>>;

export class Lookups {
    private readonly begun = new Map<string, Promise<Found>>();

    /** The signal ends every look-up at once; where it is absent, that of the account does. */
    constructor(
        private readonly account: Account,
        private readonly signal?: AbortSignal,
    ) {}

    /** The look-ups of an account of their own. */
    static open(configuration: Configuration, environment: Environment, options: AccountOptions): Lookups {
        return new Lookups(openAccount(configuration, environment, options));
    }

    file({ projectId, name, folder }: Given): Promise<DiSyncFile> {
        if (typeof name !== "string" || !name)
            throw new LookupError("name is missing: it is the whole name of the task");
        if (folder !== undefined && typeof folder !== "string") throw new LookupError("folder has to be a path");
        onlyWellFormed({ name, folder });
        const query = { projectId: idOf("projectId", projectId), name, folder };
        return this.once(["file", query], (dataworks) => findFile(dataworks, query));
    }

    task({ projectId, taskType, fileId, digest, ignoreDefinitionPaths }: Given): Promise<FoundTask> {
        const task = {
            taskType: oneOf("taskType", taskTypes, taskType),
            projectId: idOf("projectId", projectId),
            fileId: idOf("fileId", fileId),
        };
        const ignore = ignoredBy(digest, ignoreDefinitionPaths);
        const region = this.account.region ?? "";
        return this.once(["task", task, ignore], (dataworks) =>
            findTask(dataworks, task, ignore && { region, ignore }),
        );
    }

    tasksOfDataSource({ projectId, datasource, taskType, usedAs }: Given): Promise<TasksOfDataSource> {
        if (typeof datasource !== "string" || !datasource)
            throw new LookupError("datasource is missing: it is the name of the data source");
        onlyWellFormed({ datasource });
        const query = {
            projectId: idOf("projectId", projectId),
            datasource,
            taskType: taskType === undefined ? "DI_REALTIME" : oneOf("taskType", referringTypes, taskType),
            usedAs: usedAs === undefined ? undefined : oneOf("usedAs", uses, usedAs),
        };
        return this.once(["tasks of data source", query], async (dataworks) => ({
            tasks: await findTasksOfDataSource(dataworks, query),
        }));
    }

    workspace({ identifier }: Given): Promise<Workspace> {
        if (typeof identifier !== "string" || !identifier)
            throw new LookupError('identifier is missing: it is the name of the workspace, such as "shop_prod"');
        onlyWellFormed({ identifier });
        return this.once(["workspace", identifier], (dataworks) => findWorkspace(dataworks, identifier));
    }

    resourceGroup({ name, type }: Given): Promise<ResourceGroup> {
        if (typeof name !== "string" || !name)
            throw new LookupError("name is missing: it is the whole name of the resource group");
        onlyWellFormed({ name });
        const query = {
            name,
            type: type === undefined ? "dataIntegration" : oneOf("type", resourceGroupTypes, type),
        } as const;
        return this.once(["resource group", query], (dataworks) => findResourceGroup(dataworks, query));
    }

    private once<T extends Found>(what: unknown, look: (dataworks: DataWorks) => Promise<T>): Promise<T> {
        const key = JSON.stringify(what);
        const begun = this.begun.get(key) ?? look(this.account.ownApi(this.signal));
        this.begun.set(key, begun);
        return begun as Promise<T>;
    }
}

/** The paths that the digest leaves out; undefined where none is asked for. */
function ignoredBy(digest: unknown, paths: unknown): readonly string[] | undefined {
    if (digest !== undefined && typeof digest !== "boolean") throw new LookupError("digest has to be true or false");
    if (paths === undefined) return digest ? [] : undefined;
    if (!digest)
        throw new LookupError(
            "ignoreDefinitionPaths is what a digest leaves out: say digest: true beside it, or drop it",
        );
    if (!Array.isArray(paths)) throw new LookupError('ignoreDefinitionPaths has to be a list, such as ["**.password"]');
    return paths.map((path: unknown, index) => {
        const wrong = typeof path === "string" ? checkPattern(path) : "has to be a string";
        if (wrong !== undefined) throw new LookupError(`ignoreDefinitionPaths[${index}] ${wrong}`);
        return path as string;
    });
}

/** An id as digits. */
function idOf(name: keyof typeof ids, value: unknown): string {
    const wrong = wrongId(value, ids[name]);
    if (wrong !== undefined) throw new LookupError(`${name} ${wrong}`);
    return String(value);
}

function oneOf<T extends string>(name: string, allowed: readonly T[], value: unknown): T {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new LookupError(`${name} has to be ${namesOf(allowed)}`);
    return found;
}

/** Such as `"a", "b" or "c"`. */
function namesOf(allowed: readonly string[]): string {
    const names = allowed.map((each) => JSON.stringify(each));
    return [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" or ");
}

function onlyWellFormed(texts: Readonly<Record<string, string | undefined>>): void {
    for (const [what, text] of Object.entries(texts)) {
        if (text?.isWellFormed() === false)
            throw new LookupError(`${what} holds half a surrogate pair, which no text in DataWorks can hold`);
    }
}

/** Why a look-up failed, in one line. */
export function briefReason(error: unknown): string {
    if (error instanceof CredentialsError) return error.brief;
    return error instanceof Error ? error.message : `an unexpected error: ${String(error)}`;
}
