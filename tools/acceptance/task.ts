// The one task of `--file-id`: what it is, how it stands, and how it is brought back to that. How a task stands is told by evidence alone:
// what nobody said is not taken for the harmless answer.
import { bring, type Reply, type Scene, type Service, type Standing } from "dataworks-emulator";
import { callsInvalid, isError, reasons, refusalOf, refusesFor, shown } from "../../emulator/src/assumptions/reply";
import { CommandError } from "../../provider/src/cli/error";
import { asObject, asText, type JsonObject } from "../../provider/src/dataworks/json";
import { ChangedError, markIn, type Mark } from "./edits";
import { OutOfBoundsError } from "./guard";
import { NoRightError, NotAnsweredError } from "./service";

/** What is known of a task before anything is done with it. */
export interface Found {
    /** Undefined: that cannot be told. */
    readonly standing: Standing | undefined;
    /** Whether it was never committed, and so never deployed. */
    readonly isNew: boolean;
    /** Whether what a deployment would take to production is what runs there. Undefined: that cannot be told. */
    readonly isAsDeployed: boolean | undefined;
    readonly mark: Mark;
}

/** File type of a real-time synchronization task. */
const realTime = "900";

/** What the file is was not told, for a reason that says nothing of it. */
export class UntoldError extends CommandError {}

/** @throws CommandError where it is no real-time task that is there; UntoldError; NotAnsweredError. */
export async function findTask(scene: Scene, standings: Standings): Promise<Found> {
    const { projectId, fileId = "" } = scene;
    const which = `file ${fileId} of workspace ${projectId}`;
    const reply = await callFile(scene, "GetFile");
    const isNone = refusesFor(reply, reasons.noFile) || reply.status === 404 || isError(reply, 400, "Param.Invalid");
    if (refusalOf(reply) !== undefined && !isNone)
        throw new UntoldError(`GetFile was refused for ${which}: ${shown(reply)}.`);
    const file = asObject(dataOf(reply)["File"]) ?? {};
    if (asText(file["FileId"]) === "") throw new CommandError(`${which} is not there: check --file-id and the region.`);
    if (asText(file["FileId"]) !== fileId)
        throw new CommandError(`GetFile was asked for ${which} and told of another one.`);
    const deleted = asText(file["DeletedStatus"]);
    if (deleted !== "" && deleted !== "NORMAL") throw new CommandError(`${which} is deleted in DataWorks.`);
    if (asText(file["FileType"]) !== realTime)
        throw new CommandError(`${which} is no real-time task (file type ${realTime}).`);
    const standing = await standings.look(scene);
    const mark = markIn(file);
    const { isCommitted, version: newest } = mark;
    return {
        standing,
        isNew: newest === "0",
        isAsDeployed: isCommitted ? isNewest(standings.production, newest) : false,
        mark,
    };
}

/** Whether the newest version is the one in production: where it is the only one, no other can be. */
function isNewest(production: string | undefined, newest: string): boolean | undefined {
    if (production !== undefined) return production === newest;
    return newest === "1" ? true : undefined;
}

/** How a task may stand once a call has taken effect. */
const outcomes: Readonly<Record<string, readonly Standing[]>> = {
    DeployDISyncTask: ["deployed", "running"],
    StartDISyncInstance: ["running"],
    StopDISyncInstance: ["deployed", "undeployed"],
    TerminateDISyncInstance: ["undeployed"],
};

/** Looks are a second apart: for what a call that was made may still bring about, and for an instance that is being stopped. */
const looks = { outcome: 30, stopping: 60 };
const pause = 1000;

/** How one task stands, and what a run knows for that. */
export class Standings {
    /** Whether the versions of this task were seen to tell which one is in production. */
    private isProductionTold = false;
    /** The version in production, by the last look; undefined where that is not told. */
    production: string | undefined;
    /** The last call that was not refused: its effect may come later, also where no reply came. */
    private last: string | undefined;

    /** The service, whose calls are kept in mind. The signal is what ends them: none is made after it. */
    recording(service: Service, signal: AbortSignal): Service {
        return {
            wait: (ms) => service.wait(ms),
            call: async (operation, query, form) => {
                if (!(operation in outcomes)) return service.call(operation, query, form);
                signal.throwIfAborted();
                const before = this.last;
                this.last = operation;
                try {
                    const reply = await service.call(operation, query, form);
                    if (refusalOf(reply) !== undefined) this.last = before;
                    return reply;
                } catch (error) {
                    if (error instanceof NoRightError || error instanceof OutOfBoundsError) this.last = before;
                    throw error;
                }
            },
        };
    }

    /** How the task stands; undefined where nobody can tell. */
    async look(scene: Scene): Promise<Standing | undefined> {
        try {
            const instance = await atRest(scene);
            const status = refusalOf(instance) === undefined ? asText(dataOf(instance)["Status"]) : "";
            const versions = await versionsOf(scene);
            const inProduction = versions?.find((version) => version["IsCurrentProd"] === true);
            if (inProduction) this.isProductionTold = true;
            const runs = inProduction ?? (versions?.length === 1 ? versions[0] : undefined);
            this.production = runs && asText(runs["FileVersion"]);
            if (status === "RUN" || status === "WAIT") return "running";
            if (callsInvalid(instance, scene.fileId ?? "")) return inProduction ? undefined : "undeployed";
            if (!["NORUN", "PAUSE"].includes(status) || !versions) return undefined;
            if (inProduction) return "deployed";
            return this.isProductionTold || versions.length === 0 ? "undeployed" : undefined;
        } catch (error) {
            if (error instanceof NotAnsweredError) return undefined;
            throw error;
        }
    }

    /** The same, once the last call has taken effect, or it was looked for long enough whether it does. */
    async settled(scene: Scene): Promise<Standing | undefined> {
        let standing = await this.look(scene);
        for (let look = 1; look < looks.outcome && standing && !this.isSeen(standing); look += 1) {
            await scene.service.wait(pause);
            standing = await this.look(scene);
        }
        return standing;
    }

    /** Says what may still come of the last call, where the task does not stand as it has to after that. */
    openOutcome(standing: Standing): string | undefined {
        return this.isSeen(standing)
            ? undefined
            : `${this.last ?? ""} was called, and what became of that was not seen in ${looks.outcome} seconds: it may still take effect`;
    }

    private isSeen(standing: Standing): boolean {
        return this.last === undefined || (outcomes[this.last] ?? []).includes(standing);
    }
}

/** What GetDISyncInstanceInfo says, but for an instance that is being stopped: that one is waited for. */
async function atRest(scene: Scene): Promise<Reply> {
    for (let look = 1; ; look += 1) {
        const instance = await callTask(scene, "GetDISyncInstanceInfo");
        if (asText(dataOf(instance)["Status"]) !== "KILLING" || look === looks.stopping) return instance;
        await scene.service.wait(pause);
    }
}

/** The versions; undefined where they are not told. */
async function versionsOf(scene: Scene): Promise<JsonObject[] | undefined> {
    try {
        const reply = await callFile(scene, "ListFileVersions", { PageSize: "100" });
        const versions = dataOf(reply)["FileVersions"];
        if (refusalOf(reply) !== undefined || !Array.isArray(versions)) return undefined;
        return versions.map((version: unknown) => asObject(version) ?? {});
    } catch (error) {
        if (error instanceof NotAnsweredError) return undefined;
        throw error;
    }
}

/**
 * Brings the task to how it stood, and looks whether it stands so then. Says why where it does not, or nobody can tell.
 *
 * @throws ChangedError
 */
export async function bringBack(
    scene: Scene,
    wanted: Standing,
    standings: Standings = new Standings(),
): Promise<string | undefined> {
    let why: string | undefined;
    try {
        // Where nobody can tell, it stands as the last calls have it. What is to be undeployed may be stopped first in any case.
        scene.standing =
            (await standings.settled(scene)) ?? (wanted === "undeployed" ? await stopped(scene) : scene.standing);
        await bring(scene, wanted);
    } catch (error) {
        if (error instanceof ChangedError) throw error;
        why = messageOf(error);
    }
    try {
        const standing = await standings.settled(scene);
        if (standing === wanted) return standings.openOutcome(standing);
        return why ?? (standing ? `it stands ${standing}` : "nobody can tell how it stands");
    } catch (error) {
        return why ?? messageOf(error);
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

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
