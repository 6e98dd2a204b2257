// Waits for a deployment that may still come to production before its task is undeployed: it would come after that, and nobody would know.
import { InvalidFileIdError, messageOf, NoAnswerError, RefusedError, seconds } from "../../dataworks/calls/errors";
import type { CommittedVersion, DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { readAt } from "../../definition/index";
import type { Context } from "../context";
import { lookAgain, noVersion } from "./production";
import { taskOf, type Outputs } from "./state";

/**
 * "settled": it is in production, or was, or never comes there. "waits": it is still to come, as far as anybody can tell. "unseen": of one
 * whose reply was lost there is no trace; it may be under way.
 */
type Landing = "settled" | "waits" | "unseen";

/** Statuses of a version that was committed, and whose deployment has not ended. */
const underWay = ["COMMITTING", "COMMITTED", "CHECK_OK", "PACKAGED", "DEPLOYING"];
/** For how long a deployment that nothing else is known of may still come to production, in milliseconds. */
const lately = 10 * 60 * 1000;
/** How much later than our clock's time of a deployment its version may be committed, by the service's, in milliseconds. */
const clocksDiffer = 30_000;

/** Whether the state tells of a deployment that is still to come to production, or may be. */
export function awaits({ status, versionBefore = "" }: Outputs): boolean {
    return status === "unknown" || (status === "success" && versionBefore !== "");
}

/**
 * True where the deployment has come to production by then, false where it was there and is no more, or never comes. It waits for one
 * that is still to come.
 *
 * @throws where it is not there in the time that deployments of a run wait for it: the task must not be undeployed then.
 */
export async function comes(olds: Outputs, dataworks: DataWorks, context: Context): Promise<boolean> {
    if (isSeen(olds)) return false;
    let landing = await landingOf(olds, dataworks, context);
    if (landing === "settled") return false;
    const name = describe(taskOf(olds));
    const why =
        olds.status === "unknown"
            ? "its last deployment has an unknown outcome, and may still come to production"
            : "its deployment was accepted, and is not in production yet";
    const look = async () => {
        landing = await landingOf(olds, dataworks.yielding(), context);
        return landing === "settled" || undefined;
    };
    const { found, waited, failure } = await lookAgain(`${name} is to be undeployed: ${why}`, look, context);
    if (found) return true;
    if (failure === undefined && landing === "unseen") return false;
    const ended =
        failure === undefined
            ? waited > 0 && `looked at for ${seconds(waited)}`
            : `it was looked at no more: ${messageOf(failure).replace(/\.$/, "")}`;
    throw new Error(
        `${name} is not undeployed: ${why}${ended ? ` (${ended})` : ""}. Undeployed now, it would be deployed afterwards all the same. ${wayOn(olds)}`,
        { cause: failure },
    );
}

function wayOn({ status }: Outputs): string {
    return status === "unknown"
        ? "Run `pulumi up`, which deploys it again, and then this; or look at the task in DataWorks, undeploy it there where it has to be, " +
              "and take the resource out of the state with `pulumi state delete`."
        : "An approval or a check may stand before it: approve or refuse it in DataWorks, and run again. Or leave the task as it is, by " +
              'onDelete: "retain".';
}

/** Whether it was in production before this run, as the state knows. */
function isSeen({ status, version = "" }: Outputs): boolean {
    return status === "imported" || (status === "success" && version !== "");
}

async function landingOf(olds: Outputs, dataworks: DataWorks, context: Context): Promise<Landing> {
    const versions = await versionsOf(olds, dataworks);
    const told = versions && landingBy(olds, versions);
    if (told) return told;
    if (context.claims.isUndeployed(olds.region, taskOf(olds))) return "settled";
    const isLost = olds.status === "unknown";
    const isNew = context.now() < Date.parse(olds.deployedAt) + lately;
    if (!isLost && !isNew && (olds.versionBefore ?? "") === "") return "settled";
    // An instance is there as soon as anything is in production, and a task that is gone is never deployed.
    if (isStill(olds, versions ?? [])) return "waits";
    if ((await isThere(dataworks.getDISyncInstance(olds))) || !(await isThere(dataworks.getDISyncTask(olds))))
        return "settled";
    return isLost && versions ? "unseen" : "waits";
}

/** What the versions tell; undefined where that is nothing. */
function landingBy(olds: Outputs, versions: readonly CommittedVersion[]): Landing | undefined {
    // What was committed after the deployment is another's. Of one whose reply was lost, nobody knows when it was.
    const latest = olds.status === "unknown" ? Infinity : Date.parse(olds.deployedAt) + clocksDiffer;
    const own = versions.find(({ commitTime = 0 }) => commitTime <= latest);
    if (!own) return undefined;
    if (own.isInProduction || own.status === "CANCELLED") return "settled";
    // Of a version that was in production earlier, its status says nothing of its next deployment.
    const isMade = (own.commitTime ?? 0) >= (readAt(olds.definition) ?? Infinity);
    if (own.status === "DEPLOYED" && isMade && olds.status === "success") return "settled";
    return underWay.includes(own.status) ? "waits" : undefined;
}

/** Whether the version in production is still the one from before the deployment. */
function isStill({ versionBefore = "" }: Outputs, versions: readonly CommittedVersion[]): boolean {
    if (versionBefore === "" || versionBefore === noVersion) return false;
    return versions.some(({ number, isInProduction }) => isInProduction && number === versionBefore);
}

/** Undefined where they cannot be asked for: undeploying must not fail of that. */
async function versionsOf({ projectId, fileId }: Outputs, dataworks: DataWorks) {
    try {
        return await dataworks.listNewestVersions(projectId, fileId);
    } catch (error) {
        if (!(error instanceof RefusedError || error instanceof NoAnswerError)) throw error;
        return undefined;
    }
}

/** False where the call says that the file id is invalid. */
async function isThere(call: Promise<unknown>): Promise<boolean> {
    try {
        await call;
        return true;
    } catch (error) {
        if (error instanceof InvalidFileIdError) return false;
        throw error;
    }
}
