// The levels look and deploy: what is seen of the task of --file-id, which is left as it was found.
import type { Scene, Standing } from "dataworks-emulator";
import { CommandError } from "../../provider/src/cli/error";
import type { Ground } from "./ground";
import { guarded } from "./guard";
import { observeAll, onceMore, type Finding, type Findings } from "./observe";
import { bringBack, findTask, standingOf } from "./task";

export async function look({ service, projectId, signal }: Ground, fileId: string | undefined): Promise<Findings> {
    const bounds = { level: "look", projectId, fileIds: new Set<string>(), names: new Set<string>() } as const;
    const scene: Scene = { service: guarded(service, bounds), projectId, fileId };
    if (fileId !== undefined) await findTask(scene);
    return { findings: await observeAll(scene, { level: "look", signal }), isLeft: false };
}

/** @throws CommandError where the task stands deployed or runs, and may not be interrupted. */
export async function deploy(ground: Ground, fileId: string, mayRun: boolean): Promise<Findings> {
    const { service, projectId, signal, now, err } = ground;
    const bounds = { level: "deploy", projectId, fileIds: new Set([fileId]), names: new Set<string>() } as const;
    const scene: Scene = { service: guarded(service, bounds), projectId, fileId };
    const stood = await refuseUnlessFree(scene, mayRun);
    err(`The task stands ${stood}.\n`);
    let isLeft: boolean;
    let findings: readonly Finding[];
    try {
        scene.standing = stood;
        const how = { level: "deploy", signal, lookAgain: standingOf } as const;
        findings = await onceMore(await observeAll(scene, how), scene, how);
    } finally {
        const left = await bringBack({ ...scene, service: guarded(service.until(now), bounds) }, stood);
        isLeft = left !== undefined;
        if (isLeft) err(`The task ${fileId} could not be left ${stood}, as it was found: ${left ?? ""}\n`);
    }
    return { findings, isLeft };
}

/** How the task stands, where it may be deployed and undeployed. */
async function refuseUnlessFree(scene: Scene, mayRun: boolean): Promise<Standing> {
    const { standing, hasVersion, isEdited } = await findTask(scene);
    const which = `the task ${scene.fileId ?? ""} of workspace ${scene.projectId}`;
    if (standing === "undeployed" || (standing === undefined && !hasVersion)) return "undeployed";
    if (standing === undefined)
        throw new CommandError(
            `nobody can tell whether ${which} is deployed, so it could not be left as it was found. Give one that was never deployed.`,
        );
    const how = standing === "running" ? "runs" : "is deployed";
    if (!mayRun)
        throw new CommandError(
            `${which} ${how}, and would be interrupted. Give one that is not deployed; or say by --running that this one may be.`,
        );
    if (isEdited)
        throw new CommandError(
            `${which} ${how}, and was edited since: a deployment would take the edits to production, and it could not be left as it was found.`,
        );
    return standing;
}
