// The look-ups of a run with the same settings: equal ones share their calls.
import type { DataWorks } from "../dataworks/client";
import { CredentialsError } from "../dataworks/calls/errors";
import { ids, wrongId } from "../dataworks/id";
import { taskTypes, type TaskType } from "../dataworks/task";
import { openAccount, type Account, type AccountOptions } from "../settings/account";
import type { Configuration, Environment } from "../settings/source";
import { LookupError } from "./error";
import { findFile } from "./file";
import { findTask, type FoundTask } from "./task";
import type { DiSyncFile } from "./types";

/** What a program asks for: anything, since programs in JavaScript have no types. */
type Given = Readonly<Record<string, unknown>>;

export class Lookups {
    private readonly begun = new Map<string, Promise<DiSyncFile | FoundTask>>();

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
        for (const [what, text] of Object.entries({ name, folder })) {
            if (text?.isWellFormed() === false)
                throw new LookupError(`${what} holds half a surrogate pair, which no text in DataWorks can hold`);
        }
        const query = { projectId: idOf("projectId", projectId), name, folder };
        return this.once(["file", query], (dataworks) => findFile(dataworks, query));
    }

    task({ projectId, taskType, fileId }: Given): Promise<FoundTask> {
        if (!taskTypes.includes(taskType as TaskType))
            throw new LookupError(`taskType has to be ${taskTypes.map((each) => `"${each}"`).join(" or ")}`);
        const task = {
            projectId: idOf("projectId", projectId),
            taskType: taskType as TaskType,
            fileId: idOf("fileId", fileId),
        };
        return this.once(["task", task], (dataworks) => findTask(dataworks, task));
    }

    private once<T extends DiSyncFile | FoundTask>(
        what: unknown,
        look: (dataworks: DataWorks) => Promise<T>,
    ): Promise<T> {
        const key = JSON.stringify(what);
        const begun = this.begun.get(key) ?? look(this.account.ownApi(this.signal));
        this.begun.set(key, begun);
        return begun as Promise<T>;
    }
}

/** An id as digits. */
function idOf(name: keyof typeof ids, value: unknown): string {
    const wrong = wrongId(value, ids[name]);
    if (wrong !== undefined) throw new LookupError(`${name} ${wrong}`);
    return String(value);
}

/** Why a look-up failed, in one line. */
export function briefReason(error: unknown): string {
    if (error instanceof CredentialsError) return error.brief;
    return error instanceof Error ? error.message : `an unexpected error: ${String(error)}`;
}
