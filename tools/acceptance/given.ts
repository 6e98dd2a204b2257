// The levels look and deploy: what is seen of the task of --file-id, which is left as it was found.
import type { Scene } from "dataworks-emulator";
import { CommandError } from "../../provider/src/cli/error";
import { ChangedError, Edits, type Mark } from "./edits";
import type { Ground } from "./ground";
import { guarded } from "./guard";
import type { Journal } from "./journal";
import { observeAll, onceMore, type Findings } from "./observe";
import { undoable } from "./rights";
import { NotAnsweredError, type AskedService } from "./service";
import { bringBack, findTask, Standings, UntoldError } from "./task";

export async function look({ service, projectId, signal, err }: Ground, fileId: string | undefined): Promise<Findings> {
    const bounds = { level: "look", projectId, fileIds: new Set<string>(), names: new Set<string>() } as const;
    const scene: Scene = { service: guarded(service, bounds), projectId, fileId };
    try {
        if (fileId !== undefined) await findTask(scene, new Standings());
    } catch (error) {
        if (!(error instanceof UntoldError) && !(error instanceof NotAnsweredError)) throw error;
        err(`What the task is was not told; what takes it is not seen: ${error.message}\n`);
    }
    return { findings: await observeAll(scene, { level: "look", signal }), isLeft: false };
}

/**
 * @throws CommandError where the task stands deployed or runs, and may not be interrupted; ChangedError, once somebody changed it: what it
 * is brought back to is theirs to say then.
 */
export async function deploy(
    ground: Ground,
    { fileId, mayRun, journal }: { fileId: string; mayRun: boolean; journal: Journal },
): Promise<Findings> {
    const holder = journal.hold();
    if (holder !== undefined)
        throw new CommandError(
            `another run works with the task ${fileId}, as process ${holder}. Where that is another program, remove ${journal.file}.lock.`,
        );
    try {
        await bringBackEarlier(ground, fileId, journal);
        return await deployHeld(ground, { fileId, mayRun, journal });
    } finally {
        journal.leave();
    }
}

/** @throws CommandError where an earlier run that was killed left the task otherwise than it found it, and it cannot be brought back. */
async function bringBackEarlier({ service, now, projectId, err }: Ground, fileId: string, journal: Journal) {
    if (!journal.given) return;
    const { stood, mark } = journal.given;
    err(`An earlier run found the task ${stood}, and was ended before it brought it back: that is done first.\n`);
    const bounds = { level: "deploy", projectId, fileIds: new Set([fileId]), names: new Set<string>() } as const;
    const standings = new Standings();
    const keep = (one: Mark) => journal.found({ stood, mark: one });
    const edits = new Edits({ projectId, fileId }, mark, keep, true);
    const by = edits.watching(standings.recording(guarded(service.until(now), bounds), now));
    const why = await bringBack({ service: by, projectId, fileId }, stood, standings).catch((error: unknown) => {
        if (error instanceof ChangedError) return error.message;
        throw error;
    });
    if (why !== undefined)
        throw new CommandError(
            `the task ${fileId} could not be brought back to how an earlier run found it, ${stood}: ${why} ` +
                `See in DataWorks that it stands as it should, and remove ${journal.file}; then run this again.`,
        );
    journal.end();
    journal.hold();
}

async function deployHeld(
    ground: Ground,
    { fileId, mayRun, journal }: { fileId: string; mayRun: boolean; journal: Journal },
): Promise<Findings> {
    const { service, projectId, signal, now, err } = ground;
    const bounds = { level: "deploy", projectId, fileIds: new Set([fileId]), names: new Set<string>() } as const;
    const standings = new Standings();
    const looking = guarded(service, bounds);
    const task = { projectId, fileId };
    const { stood, mark } = await refuseUnlessFree({ service: looking, ...task }, mayRun, standings);
    const keep = (one: Mark) => journal.found({ stood, mark: one });
    keep(mark);
    const edits = new Edits(task, mark, keep);
    err(`The task stands ${stood}.\n`);
    const by = (other: AskedService, end: AbortSignal) =>
        edits.watching(standings.recording(guarded(other, bounds), end));
    const scene: Scene = { ...task, service: undoable(by(service, signal), stood), standing: stood };
    const bringBackNow = async (): Promise<boolean> => {
        const left = await bringBack({ ...scene, service: by(service.until(now), now) }, stood, standings);
        if (left !== undefined) err(`The task ${fileId} could not be left ${stood}, as it was found: ${left}\n`);
        else journal.end();
        return left !== undefined;
    };
    try {
        const how = { level: "deploy", signal, lookAgain: (one: Scene) => standings.settled(one) } as const;
        const findings = await onceMore(await observeAll(scene, how), scene, how);
        return { findings, isLeft: await bringBackNow() };
    } catch (error) {
        if (error instanceof ChangedError) {
            journal.end(); // how it stands is somebody's to say now
            err(`The task ${fileId} was found ${stood}, and by the calls of this run it stands ${scene.standing}.\n`);
        } else await bringBackNow();
        throw error;
    }
}

/** How the task stands, where it may be deployed and undeployed. */
async function refuseUnlessFree(scene: Scene, mayRun: boolean, standings: Standings) {
    const { standing, isNew, isAsDeployed, mark } = await findTask(scene, standings);
    const which = `the task ${scene.fileId ?? ""} of workspace ${scene.projectId}`;
    if (standing === "undeployed" || (standing === undefined && isNew)) return { stood: "undeployed", mark } as const;
    if (standing === undefined)
        throw new CommandError(
            `nobody can tell whether ${which} is deployed, so it could not be left as it was found. Give one that was never deployed.`,
        );
    const how = standing === "running" ? "runs" : "is deployed";
    if (!mayRun)
        throw new CommandError(
            `${which} ${how}, and would be interrupted. Give one that is not deployed; or say by --running that this one may be.`,
        );
    if (isAsDeployed === undefined)
        throw new CommandError(
            `${which} ${how}, and nobody can tell whether its newest version does, so it could not be left as it was found. Give one that is not deployed.`,
        );
    if (!isAsDeployed)
        throw new CommandError(
            `${which} ${how}, and was edited since: a deployment would take the edits to production, and it could not be left as it was found.`,
        );
    return { stood: standing, mark };
}
