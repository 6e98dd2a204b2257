// Keeps a run to what it said: whatever a reply or an observer says, no call goes out that could touch anything else.
import type { Level, Service } from "dataworks-emulator";
import { isRead, operationNames, otherOperationNames } from "../../provider/src/dataworks/operation";

/** A call that would have touched what this run has no business with. It was not made. */
export class OutOfBoundsError extends Error {}

/** What a run may change. */
export interface Bounds {
    readonly level: Level;
    readonly projectId: string;
    /** The task of `--file-id`, and those that this run has made: what comes in a reply is no such id until it was looked at. */
    readonly fileIds: ReadonlySet<string>;
    /** The names that this run makes tasks by. */
    readonly names: ReadonlySet<string>;
}

const deploying = ["DeployDISyncTask", "StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"];
const generating = ["GenerateDISyncTaskConfigForCreating", "GenerateDISyncTaskConfigForUpdating"];

/** The operations that change something, by the level that needs them. */
const writes: Readonly<Record<Level, readonly string[]>> = {
    look: [],
    deploy: deploying,
    make: [...deploying, ...generating, "CreateDISyncTask", "UpdateDISyncTask", "DeleteDISyncTask"],
};

export function guarded(service: Service, bounds: Bounds): Service {
    return {
        wait: (ms) => service.wait(ms),
        call: async (operation, query, form) => {
            const why = isAmbiguous(query, form)
                ? "it says two things by one name"
                : outOfBounds(operation, { ...query, ...form }, bounds);
            if (why !== undefined) throw new OutOfBoundsError(`${operation} was not called: ${why}`);
            return service.call(operation, query, form);
        },
    };
}

/** Whichever of a query and a form the service reads, it has to be what was looked at. */
function isAmbiguous(query: Readonly<Record<string, string>>, form: Readonly<Record<string, string>> = {}): boolean {
    return Object.keys(form).some((name) => name in query && query[name] !== form[name]);
}

function outOfBounds(
    operation: string,
    parameters: Readonly<Record<string, string>>,
    { level, projectId, fileIds, names }: Bounds,
): string | undefined {
    if ([...operationNames, ...otherOperationNames].some((name) => name === operation && isRead(name)))
        return undefined;
    if (!writes[level].includes(operation)) return `it is not of the level ${level}`;
    if (parameters["ProjectId"] !== projectId) return "it is of another workspace";
    if (parameters["TaskType"] !== "DI_REALTIME") return "it is of another type of task";
    if (operation === "GenerateDISyncTaskConfigForCreating") return undefined;
    if (operation === "CreateDISyncTask")
        return names.has(parameters["TaskName"] ?? "") ? undefined : "it is of a name that is not this run's";
    const fileId = parameters[operation === "GenerateDISyncTaskConfigForUpdating" ? "TaskId" : "FileId"];
    return fileIds.has(fileId ?? "") ? undefined : "it is of a task that is not this run's";
}
