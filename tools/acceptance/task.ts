// The one task of `--file-id`: what it is, how it stands, and how it is brought back to that.
import { bring, type Reply, type Scene, type Standing } from "dataworks-emulator";
import { CommandError } from "../../provider/src/cli/error";
import { asObject, asText, type JsonObject } from "../../provider/src/dataworks/json";
import { NotAnsweredError } from "./service";

/** What is known of a task before anything is done with it. */
export interface Found {
    /** Undefined: that cannot be told. */
    readonly standing: Standing | undefined;
    /** Whether it has a version, so that it may stand deployed. */
    readonly hasVersion: boolean;
    /** Whether it was edited since its newest version. */
    readonly isEdited: boolean;
}

const moving = ["RUN", "WAIT", "KILLING"];
/** File type of a real-time synchronization task. */
const realTime = "900";

/** @throws CommandError where it is no real-time task that is there. */
export async function findTask(scene: Scene): Promise<Found> {
    const { projectId, fileId = "" } = scene;
    const file = asObject(dataOf(await callFile(scene, "GetFile"))["File"]) ?? {};
    const which = `file ${fileId} of workspace ${projectId}`;
    if (asText(file["FileId"]) === "") throw new CommandError(`${which} is not there: check --file-id and the region.`);
    if (asText(file["FileId"]) !== fileId)
        throw new CommandError(`GetFile was asked for ${which} and told of another one.`);
    const deleted = asText(file["DeletedStatus"]);
    if (deleted !== "" && deleted !== "NORMAL") throw new CommandError(`${which} is deleted in DataWorks.`);
    if (asText(file["FileType"]) !== realTime)
        throw new CommandError(`${which} is no real-time task (file type ${realTime}).`);
    const hasVersion = !["", "0"].includes(asText(file["CurrentVersion"]));
    return { standing: await standingOf(scene), hasVersion, isEdited: asText(file["CommitStatus"]) !== "1" };
}

/** How the task stands; undefined where that cannot be told. */
export async function standingOf(scene: Scene): Promise<Standing | undefined> {
    try {
        const instance = await callTask(scene, "GetDISyncInstanceInfo");
        const status = asText(dataOf(instance)["Status"]);
        if (moving.includes(status)) return "running";
        const listed = await callFile(scene, "ListFileVersions", { PageSize: "100" });
        const versions = dataOf(listed)["FileVersions"];
        if (!Array.isArray(versions)) return undefined;
        if (versions.length === 0) return "undeployed";
        const isIn = versions.map((version: unknown) => asObject(version)?.["IsCurrentProd"]);
        if (isIn.includes(true)) return "deployed";
        // Where no version is told to be in production, an instance that is not there is what tells.
        return status === "fail" || instance.status >= 400 ? "undeployed" : undefined;
    } catch (error) {
        if (error instanceof NotAnsweredError) return undefined;
        throw error;
    }
}

/** Brings the task to how it stood. Says why where it could not be. */
export async function bringBack(scene: Scene, wanted: Standing): Promise<string | undefined> {
    try {
        // Of a task that may be anything, to stop it is the safe beginning; one that does not run refuses that.
        scene.standing = (await standingOf(scene)) ?? (await stopped(scene));
        await bring(scene, wanted);
        return undefined;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

async function stopped(scene: Scene): Promise<Standing> {
    await callTask(scene, "StopDISyncInstance");
    return "deployed";
}

function callTask({ service, projectId, fileId = "" }: Scene, operation: string): Promise<Reply> {
    return service.call(operation, { ProjectId: projectId, TaskType: "DI_REALTIME", FileId: fileId });
}

function callFile(
    { service, projectId, fileId = "" }: Scene,
    operation: string,
    more: Readonly<Record<string, string>> = {},
): Promise<Reply> {
    return service.call(operation, { ProjectId: projectId, FileId: fileId, ...more });
}

function dataOf({ body }: Reply): JsonObject {
    return asObject(body["Data"]) ?? {};
}
