// What runs in production, with `compareVersions`: before a deployment, after it, and whenever somebody looks.
import { CallError, InterruptedError, messageOf, seconds } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { describe } from "../../dataworks/task";
import { compare, shortened } from "../../definition/index";
import type { Context } from "../context";
import type { Reading } from "./reading";
import { taskOf, type Inputs, type Outputs } from "./state";

/** After so many seconds each, it is looked again whether a deployment that was accepted has come to production. */
const pauses = [5, 15, 30, 60];
/** For how long the deployments of a run wait for that, all together, in milliseconds. */
const longestWait = 1000 * pauses.reduce((sum, pause) => sum + pause, 0);
/** The most bytes of a version in a text. */
const longestWord = 64;
/** What is stored in place of a version where none runs. */
export const noVersion = "none";

/** What ran before a deployment: a version, or `noVersion`; undefined where the API does not tell. */
export interface Production {
    readonly version: string | undefined;
}

type Versions = Required<Pick<Outputs, "version" | "versionBefore">>;

/** Where nothing is compared, or nobody knows. */
export const notKnown: Versions = { version: "", versionBefore: "" };

/** Asked before the definition is read, which is to be as near to the deployment as can be. Undefined where nobody wants to know, or it cannot be asked. */
export async function productionBefore(
    inputs: Inputs,
    dataworks: DataWorks,
    context: Context,
): Promise<Production | undefined> {
    if (!inputs.compareVersions) return undefined;
    try {
        return { version: await ask(inputs, dataworks) };
    } catch (error) {
        if (!(error instanceof CallError) || error instanceof InterruptedError) throw error;
        context.warn(
            `which version of ${describe(taskOf(inputs))} runs in production could not be asked before it is deployed, so nobody can ` +
                `tell which one is this deployment's, and another one will not be seen as drift: ${error.message}`,
        );
        return undefined;
    }
}

/**
 * The version that a deployment has to bring another one for; undefined where it may stay, or nobody knows. `olds` are the outputs of
 * the same task's deployment before, if there is one.
 */
export function leaving(
    production: Production | undefined,
    olds: Outputs | undefined,
    inputs: Inputs,
    reading: Reading | undefined,
): string | undefined {
    if (!production) return undefined;
    const { version } = production;
    const before = olds?.versionBefore ?? "";
    // The deployment before did not come to production yet. One whose reply was lost may have come there by now.
    if (before !== "" && (before === version || olds?.status === "unknown")) return before;
    if (version === noVersion) return version;
    const changes = olds && reading && compare(olds.definition, reading.definition, inputs.ignoreDefinitionPaths ?? []);
    return changes && changes.changes.length > 0 ? version : undefined;
}

/**
 * Which version is the deployment's that was just made. Where `left` still runs, it is looked again for a while. Whatever is found,
 * a deployment that succeeded is not spoilt by it.
 */
export async function productionAfter(
    inputs: Inputs,
    before: Production | undefined,
    left: string | undefined,
    dataworks: DataWorks,
    context: Context,
): Promise<Versions> {
    if (!before) return notKnown;
    const name = describe(taskOf(inputs));
    let running: string | undefined;
    try {
        running = await ask(inputs, dataworks);
    } catch (error) {
        const consequence =
            left === undefined ? ", so another one will not be seen as drift" : "; the next refresh asks again";
        context.warn(
            `${name} is deployed, but which version runs in production could not be asked${consequence}: ${messageOf(error)}`,
        );
    }
    const isSame = running !== undefined && running === left && (await holdsTask(running, inputs, dataworks));
    const leaves = isSame ? undefined : left;
    if (running !== undefined && running === leaves) running = await another(inputs, leaves, dataworks, context);
    if (running === undefined || running === leaves) return { version: "", versionBefore: left ?? "" };
    return { version: running === noVersion ? "" : running, versionBefore: "" };
}

/**
 * True where the task was committed as this version, and not edited since: then no other one is to come by its deployment, however much the
 * state's differs. Somebody may have deployed the edit by hand, or DataWorks rewritten what it deployed. False where that cannot be told.
 */
async function holdsTask(version: string, { projectId, fileId }: Inputs, dataworks: DataWorks): Promise<boolean> {
    if (version === noVersion) return false;
    try {
        const { committed, currentVersion } = await dataworks.getFile(projectId, fileId);
        return committed && currentVersion === version;
    } catch (error) {
        // A deployment that succeeded is not spoilt by it.
        if (error instanceof CallError) return false;
        throw error;
    }
}

/** Waits for another version than the one that still runs after a deployment. Gives what runs at last, and warns where that is the same. */
async function another(
    inputs: Inputs,
    left: string,
    dataworks: DataWorks,
    context: Context,
): Promise<string | undefined> {
    const accepted = `${describe(taskOf(inputs))}: DataWorks accepted the deployment, ${left === noVersion ? "and" : "but"} ${still(left)}`;
    const look = async () => {
        const running = await ask(inputs, dataworks.yielding());
        return running === left ? undefined : { running };
    };
    const { found, waited, failure } = await lookAgain(accepted, look, context);
    if (found) return found.running;
    const ended = failure === undefined ? "" : ` It was looked at no more: ${sentence(messageOf(failure))}`;
    context.warn(
        `${accepted}${waited > 0 ? `, ${seconds(waited)} after it` : ""}.${ended} An approval or a check may stand before it: look at ` +
            "the task in DataWorks. Until another version runs, this deployment has none; the next refresh tells.",
    );
    return left;
}

/**
 * Looks again whether a deployment has come to production, for as long as those of this run may wait for it; `why` is told where there is
 * time left. `look` gives what it was to find, and the rest tells where it found nothing: how long was waited, in milliseconds, and what failed.
 */
export async function lookAgain<Found>(
    why: string,
    look: () => Promise<Found | undefined>,
    context: Context,
): Promise<{ readonly found?: Found; readonly waited: number; readonly failure?: unknown }> {
    const began = context.now();
    const waited = () => context.now() - began;
    const until = context.claims.waitUntil(began + longestWait);
    if (until > began) context.say(`${why}: looks again for at most ${seconds(until - began)}`);
    try {
        for (const pause of pauses) {
            const rest = until - context.now();
            if (rest <= 0) break;
            await context.wait(Math.min(1000 * pause, rest));
            const found = await look();
            if (found !== undefined) return { found, waited: waited() };
        }
    } catch (failure) {
        return { waited: waited(), failure };
    }
    return { waited: waited() };
}

/** What a refresh finds: lines of the drift, and the versions where they are known better now. */
export async function productionNow(
    olds: Outputs,
    dataworks: DataWorks,
): Promise<{ readonly lines: readonly string[] } & Partial<Versions>> {
    const { version = "", versionBefore = "", status } = olds;
    // A reply that was lost tells nothing of what was accepted.
    const accepted = status === "success" ? versionBefore : "";
    if (!olds.compareVersions || (!version && !accepted)) return { lines: [] };
    const running = await ask(olds, dataworks);
    if (running === undefined || running === version) return { lines: [] };
    if (version !== "") {
        return running === noVersion
            ? { lines: ["no version runs in production"] }
            : { lines: [`production runs version ${word(running)}, this deployment is version ${word(version)}`] };
    }
    // A service that names no version may never do, so that is no drift.
    if (running === noVersion) return { lines: accepted === noVersion ? [] : ["no version runs in production"] };
    if (running === accepted) return { lines: [`accepted, but production still runs version ${word(running)}`] };
    return { lines: [], version: running, versionBefore: "" };
}

/** Whether a line of a drift is of what runs in production. */
export function isOfProduction(line: string): boolean {
    return /^(accepted, but production still runs|production runs|no version runs in production)/.test(line);
}

/** The version that runs, or `noVersion`; undefined where the API does not tell. */
async function ask({ projectId, fileId }: Inputs, dataworks: DataWorks): Promise<string | undefined> {
    const version = await dataworks.getProductionVersion(projectId, fileId);
    return version === "" ? noVersion : version;
}

function still(version: string): string {
    return version === noVersion
        ? "no version runs in production yet"
        : `production still runs version ${word(version)}`;
}

function word(text: string): string {
    return shortened(text, longestWord);
}

function sentence(text: string): string {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
