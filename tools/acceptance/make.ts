// The level make: makes a task, sees all of it, takes another one through the whole chain, and removes both; and what earlier runs left.
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { assumptions, type Making, type Scene } from "dataworks-emulator";
import type { Chain, ChainOutcome } from "./chain";
import type { Ground } from "./ground";
import { guarded } from "./guard";
import { Journal } from "./journal";
import { Made, type Left } from "./made";
import { observeAll, onceMore, type Finding, type Findings } from "./observe";
import { undoable } from "./rights";
import { Standings } from "./task";

export interface MakeRun {
    /** What the tasks are made of. */
    readonly parts: Omit<Making, "name">;
    /** Where the journals are. */
    readonly folder: string;
    readonly chain: Chain;
    /** The settings, for the engine's processes. */
    readonly env: NodeJS.ProcessEnv;
    /** Is called before the chain begins. */
    readonly beforeChain: (() => Promise<void>) | undefined;
}

/** Of everything that a run makes: with so much beside it that nobody else has that name. */
export const prefix = "pulumi-dataworks-acceptance-";

function newRunName(): string {
    return `${prefix}${randomBytes(10).toString("hex")}`;
}

/** What a task is made for: until it is there, and what can only be told of one that this run may change and delete. */
const firstMade = assumptions.findIndex(({ id }) => id === "new-file-listed");
const toMake = assumptions.filter(({ level }, index) => level === "make" && index <= firstMade);
const toSee = assumptions.filter(({ level }) => level !== "make");
const toEnd = assumptions.filter(({ level }, index) => level === "make" && index > firstMade);

/** @throws the reason of the signal, once what was made is removed as far as that goes. */
export async function make(
    ground: Ground,
    { parts, folder, chain, env, beforeChain }: MakeRun,
): Promise<Findings & { readonly chain: ChainOutcome }> {
    const { service, projectId, signal, now, err } = ground;
    const name = newRunName();
    const journal = Journal.begin(folder, name, ground);
    const made = new Made(service, projectId, journal);
    let isLeft: boolean;
    let findings: readonly Finding[];
    let outcome: ChainOutcome;
    try {
        findings = await observeMade(ground, made, { ...parts, name });
        signal.throwIfAborted();
        await beforeChain?.();
        const task = { ...parts, name: `${name}-chain` };
        outcome = await chain({
            ...{ projectId, task, env, signal, now },
            asks: () => journal.asks(task.name),
            isOwn: (fileId) => made.learn(fileId, task.name),
            look: (fileId) => made.look(fileId, task.name),
            onEngine: (pid, sandbox) => journal.engine(pid, sandbox),
            say: (text) => err(`${text}\n`),
        });
        if (outcome.verdict === "failed") err(`The chain failed where ${outcome.step}: ${outcome.seen}\n`);
    } finally {
        isLeft = await removeAll(made.by(service.until(now)), journal, err);
    }
    return { findings, chain: outcome, isLeft };
}

async function observeMade({ service, projectId, signal }: Ground, made: Made, making: Making): Promise<Finding[]> {
    const bounds = { level: "make", projectId, fileIds: made.fileIds, names: new Set([making.name]) } as const;
    const scene: Scene = { service: undoable(guarded(made.making(service), bounds), "undeployed"), projectId, making };
    const standings = new Standings();
    const lookAgain = async () => {
        // A creation whose reply was lost is found by its name.
        if (scene.deleted === undefined) scene.fileId ??= [...made.fileIds][0];
        return scene.fileId === undefined ? undefined : standings.look(scene);
    };
    const how = { level: "make", signal, lookAgain } as const;
    const findings = await observeAll(scene, how, toMake);
    findings.push(...(await onceMore(await observeAll(scene, how, toSee), scene, how)));
    findings.push(...(await observeAll(scene, how, toEnd)));
    return assumptions.flatMap(({ id }) => findings.filter((one) => one.id === id));
}

/** Removes what earlier runs left that did not come to their end. Gives whether something stays. */
export async function removeEarlier(ground: Ground, earlier: readonly Journal[]): Promise<boolean> {
    const { service, projectId, err } = ground;
    let isLeft = false;
    for (const journal of earlier) {
        const holder = journal.take();
        if (holder !== undefined) {
            err(
                `An earlier run still goes on as process ${holder}, and is left alone. Where that is another program, remove ` +
                    `${journal.file}.lock.\n`,
            );
            continue;
        }
        if (!(await untilEngineEnds(ground, journal))) {
            journal.leave();
            isLeft = true;
            continue;
        }
        const names = journal.entries.map(({ name }) => name);
        if (names.length > 0) err(`Removes what an earlier run left: ${names.join(", ")}.\n`);
        await removeSandbox(journal.sandbox);
        isLeft = (await removeAll(new Made(service, projectId, journal), journal, err)) || isLeft;
    }
    return isLeft;
}

/** For how long the engine of a run that was killed is waited for, in looks a second apart. */
const longestEngine = 600;

/** The engine goes on where its run was killed, until its command is done: what it makes by then can be removed, and no earlier. */
async function untilEngineEnds({ service, err }: Ground, journal: Journal): Promise<boolean> {
    const engine = journal.runningEngine;
    if (engine === undefined) return true;
    err(`The engine of a run that was killed still works as process ${engine}: waits for its end.\n`);
    for (let look = 0; look < longestEngine; look += 1) {
        await service.wait(1000);
        if (journal.runningEngine === undefined) return true;
    }
    err(`It did not end. Where it is another program, remove "engine" from ${journal.file}, and run this again.\n`);
    return false;
}

/** Removes what a run made. Lists what stays, and gives whether something does: the journal stays then, too. */
async function removeAll(made: Made, journal: Journal, err: (text: string) => void): Promise<boolean> {
    let left: readonly Left[] | undefined;
    try {
        left = await made.remove();
    } finally {
        if (left?.length === 0) {
            if (journal.entries.length > 0) err(`Removed: ${journal.entries.map(({ name }) => name).join(", ")}.\n`);
            journal.end();
        } else {
            journal.leave();
            if (!left) err(`What this run made may still be there; the next one removes it (${journal.file}).\n`);
        }
    }
    for (const { fileId, name, why } of left)
        err(`Not removed: ${name}${fileId === "" ? "" : `, file id ${fileId}`}: ${why}\n`);
    if (left.length > 0) err(`The next run tries again: ${journal.file} has them.\n`);
    return left.length > 0;
}

/** The folder of an engine that was killed. */
async function removeSandbox(folder: string | undefined): Promise<void> {
    if (folder !== undefined && basename(folder).startsWith("dataworks-sandbox-"))
        await rm(folder, { recursive: true, force: true });
}
