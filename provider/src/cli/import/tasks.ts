// Finds the tasks that are meant, and reads each of them.
import type { DataWorks, ListedFile, TaskDetail } from "../../dataworks/client";
import { QuotaSpentError, RefusedError, ServiceFailedError, ThrottledError } from "../../dataworks/calls/errors";
import { asText } from "../../dataworks/json";
import { describe, type Task } from "../../dataworks/task";
import { definitionOf } from "../../definition/index";
import { listAllFiles } from "../../lookup/files";
import type { ImportOptions } from "./arguments";
import { CommandError } from "../error";
import { inParallel } from "../parallel";
import { Progress, type Terminal } from "../progress";
import { isMeant } from "./select";
import type { FoundTask, ReadTask } from "./task";

/** How many tasks are read at a time; how fast calls go out, the account's quota says. */
const atOnce = 16;
/** The most ids that ListFiles takes. */
const mostIds = 50;

/**
 * The tasks that the options mean, in any order.
 *
 * @throws CommandError where there is none; the errors of the API.
 */
export async function findTasks(
    api: () => DataWorks,
    options: ImportOptions,
    terminal: Terminal,
): Promise<readonly FoundTask[]> {
    const found: FoundTask[] = [];
    for (const projectId of options.projects) {
        terminal.err(`Looking for tasks in workspace ${projectId}\n`);
        const listed = await filesOf(api, projectId, options);
        found.push(...listed.map((file) => realtimeTask(projectId, file)));
    }
    const [projectId = ""] = options.projects;
    for (const fileId of options.solutions)
        found.push({
            projectId,
            taskType: "DI_SOLUTION",
            fileId,
            taskName: "",
            folder: "",
            received: { name: "", folder: "" },
        });
    if (found.length === 0) throw new CommandError(nothingFound(options));
    return found;
}

/**
 * Reads each of the tasks.
 *
 * @throws CommandError where one of them cannot be taken over; the errors of the API.
 */
export async function readTasks(
    api: () => DataWorks,
    found: readonly FoundTask[],
    options: ImportOptions,
    terminal: Terminal,
): Promise<readonly ReadTask[]> {
    return readEach(found, "Reading tasks", terminal, (task) => readTask(api(), task, options));
}

/**
 * Reads something of each.
 *
 * @param what What the progress says.
 * @throws CommandError that names those which could not be read; the errors of the API that are of no task.
 */
export async function readEach<Of, Read>(
    all: readonly Of[],
    what: string,
    terminal: Terminal,
    read: (one: Of) => Promise<Read>,
): Promise<readonly Read[]> {
    const progress = new Progress(terminal, what, all.length);
    const refused: string[] = [];
    try {
        const found = await inParallel(all, atOnce, async (each) => {
            const one = await read(each).catch((error: unknown) => {
                if (!isOfTheTask(error)) throw error;
                refused.push(error.message);
                return undefined;
            });
            progress.step();
            return one;
        });
        if (refused.length > 0) throw new CommandError(cannotTake(refused));
        return found as Read[]; // where none was refused, each was read
    } finally {
        progress.end();
    }
}

/** The files of a workspace that are meant, each once. */
async function filesOf(api: () => DataWorks, projectId: string, options: ImportOptions): Promise<ListedFile[]> {
    const { names, folder, fileIds, solutions } = options;
    const isListed = names.length > 0 || folder !== undefined || fileIds.length + solutions.length === 0;
    const listed = isListed ? await listAllFiles(api(), projectId, { folder }) : [];
    const meant = listed.filter(({ received }) => isMeant(received.name, names));
    for (let start = 0; start < fileIds.length; start += mostIds) {
        const asked = fileIds.slice(start, start + mostIds);
        const byId = await listAllFiles(api(), projectId, { fileIds: asked });
        const missing = asked.filter((fileId) => !byId.some((file) => file.fileId === fileId));
        if (missing.length > 0) {
            throw new CommandError(
                `Workspace ${projectId} has no real-time task with the file id ${missing.join(", ")}. ` +
                    "Leave it out, or look in DataWorks for the right one.",
            );
        }
        meant.push(...byId);
    }
    return [...new Map(meant.map((file) => [file.fileId, file])).values()];
}

function realtimeTask(projectId: string, file: ListedFile): FoundTask {
    const { fileId, name, folder, received } = file;
    return { projectId, taskType: "DI_REALTIME", fileId, taskName: name, folder, received, file };
}

async function readTask(dataworks: DataWorks, task: FoundTask, { checkVersions }: ImportOptions): Promise<ReadTask> {
    const version = checkVersions ? await productionVersion(dataworks, task) : undefined;
    const inProduction = version === undefined ? undefined : version !== "";
    if (inProduction === false) return { ...task, definition: undefined, inProduction };
    const detail = await dataworks.getDISyncTask(task);
    return {
        ...task,
        taskName: task.taskName || nameOf(task, detail),
        definition: definitionOf(detail),
        version,
        inProduction,
    };
}

/** The version in production; "" where there is none, undefined where the API does not tell: of a solution, always. */
async function productionVersion(dataworks: DataWorks, task: Task): Promise<string | undefined> {
    if (task.taskType === "DI_SOLUTION") return undefined;
    try {
        return await dataworks.getProductionVersion(task.projectId, task.fileId);
    } catch (error) {
        if (!isOfTheTask(error)) throw error;
        throw new CommandError(`${error.message} --no-check-versions does without this call, and takes tasks unseen.`);
    }
}

/** The name of a solution, which GetDISyncTask alone tells. */
function nameOf(task: Task, { solution }: TaskDetail): string {
    if (asText(solution?.["Status"]) === "9") throw new CommandError(`${describe(task)} is deleted.`);
    return asText(solution?.["Name"]) || "solution";
}

/** True for an error that says something of the one task, and nothing of the calls for others. */
function isOfTheTask(error: unknown): error is Error {
    const isOfTheAccount = error instanceof ThrottledError || error instanceof QuotaSpentError;
    const isReply = error instanceof RefusedError || error instanceof ServiceFailedError;
    return error instanceof CommandError || (isReply && !isOfTheAccount);
}

function nothingFound({ projects, names, folder }: ImportOptions): string {
    const where = `workspace ${projects.join(", ")}${folder === undefined ? "" : `, folder "${folder}"`}`;
    const filter = names.length > 0 ? ` whose name fits ${names.join(" ")}` : "";
    return `There is no real-time task${filter} in ${where}. Check --project, --name and --folder, and the region.`;
}

function cannotTake(refused: readonly string[]): string {
    const shown = refused.slice(0, 10).map((each) => `\n  - ${each}`);
    const more = refused.length > shown.length ? `\n  - and ${refused.length - shown.length} more` : "";
    return `These tasks could not be read. Leave them out (--name '!NAME' does), or see to them:${shown.join("")}${more}`;
}
