// Runs the acceptance: says what it will do, asks, observes, leaves everything as it was, and reports.
import { appendFileSync, writeFileSync } from "node:fs";
import { assumptions, bring, type Scene, type Standing } from "dataworks-emulator";
import { CommandError, UsageError } from "../../provider/src/cli/error";
import { failureText } from "../../provider/src/cli/command";
import { realClock, type Clock } from "../../provider/src/dataworks/clock";
import { asObject, asText } from "../../provider/src/dataworks/json";
import { ownClientOptions } from "../../provider/src/settings/account";
import { version } from "../../provider/src/version";
import { readArguments, usage, type AcceptanceOptions } from "./arguments";
import { guarded } from "./guard";
import { announcement } from "./levels";
import { findingOf, observeAll, type Finding } from "./observe";
import { startOwn, type Own } from "./own";
import { asJson, asMarkdown, summary, type Report } from "./report";
import { AskedService, NotAnsweredError } from "./service";
import { StandIns } from "./stand-ins";
import { bringBack, findTask, standingOf } from "./task";

/** Whoever runs it. */
export interface Outside {
    readonly env: NodeJS.ProcessEnv;
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
    /** Asks a question that is answered with yes or no; undefined where nobody can answer. */
    readonly ask: ((question: string) => Promise<boolean>) | undefined;
    /** Default: the real one. */
    readonly clock?: Clock;
    /** Ends the observations: what was begun is brought to an end. Its reason is an error with an `exitCode`. */
    readonly signal: AbortSignal;
    /** Ends that, too. */
    readonly now: AbortSignal;
}

/** Gives 0 (nothing differs), 7 (something does), 1 (failed), 2 (wrong usage), or what a signal ends with. */
export async function runAcceptance(args: readonly string[], outside: Outside): Promise<number> {
    let own: Own | undefined;
    try {
        const asked = readArguments(args);
        if (asked === "help" || asked === "version") {
            outside.out(`${asked === "help" ? usage : version}\n`);
            return 0;
        }
        tryFiles(asked);
        if (asked.projectId === undefined) own = await startOwn(asked.assume);
        return await accept(asked, outside, own);
    } catch (error) {
        const { signal } = outside;
        if (signal.aborted && error === signal.reason) {
            outside.err(`${error instanceof Error ? error.message : String(error)}\n`);
            return (error as { exitCode?: number }).exitCode ?? 1;
        }
        if (error instanceof UsageError) {
            outside.err(`${error.message}\nSee npm run acceptance -- --help.\n`);
            return 2;
        }
        outside.err(`error: ${error instanceof NotAnsweredError ? causeOf(error) : failureText(error)}\n`);
        return 1;
    } finally {
        await own?.close();
    }
}

async function accept(options: AcceptanceOptions, outside: Outside, own: Own | undefined): Promise<number> {
    const { level } = options;
    const projectId = own?.projectId ?? options.projectId ?? "";
    const fileId = own?.fileIdFor(level) ?? options.fileId;
    const settings = ownClientOptions(() => undefined, own?.env ?? outside.env, {
        signal: outside.now,
        warn: (text) => outside.err(`${text}\n`),
    });
    const { region } = settings;
    if (own) outside.err("Asks an embedded DataWorks of its own.\n");
    else await agreed(options, { region, projectId }, outside);

    const known = [[projectId, "workspace"], ...(fileId === undefined ? [] : [[fileId, "file"] as const])] as const;
    const standIns = new StandIns(known as Iterable<readonly [string, string]>);
    const service = new AskedService(
        { ...settings, clock: own?.clock ?? outside.clock ?? realClock },
        projectId,
        (_operation, reply) => standIns.learn(reply),
        outside.signal,
    );
    const bounds = {
        level,
        projectId,
        fileIds: new Set(fileId === undefined ? [] : [fileId]),
        names: new Set<string>(),
    };
    const scene: Scene = { service: guarded(service, bounds), projectId, fileId };
    const workspaceMode = await modeOf(scene);

    let left: string | undefined;
    let findings: Finding[];
    if (level === "look") {
        if (fileId !== undefined) await findTask(scene);
        findings = await observeAll(scene, level, standingOf, outside.signal);
    } else {
        const stood = await refuseUnlessFree(scene, options);
        outside.err(`The task stands ${stood}.\n`);
        try {
            scene.standing = stood;
            findings = await onceMore(await observeAll(scene, level, standingOf, outside.signal), scene);
        } finally {
            const last = guarded(service.until(outside.now), bounds);
            left = await bringBack({ ...scene, service: last }, stood);
            if (left !== undefined)
                outside.err(`The task ${fileId ?? ""} could not be left ${stood}, as it was found: ${left}\n`);
        }
    }

    const report: Report = {
        ...{ version, date: new Date().toISOString().slice(0, 10), service: own ? "emulator" : "DataWorks" },
        ...{ region, workspaceMode, level },
        assumptions: findings.map(({ id, verdict, seen, isForeign }) => ({
            ...{ id, verdict },
            seen: isForeign ? standIns.clean(seen) : seen,
        })),
    };
    deliver(report, options, outside);
    if (left !== undefined) return 1;
    return findings.some(({ verdict }) => verdict === "differs") ? 7 : 0;
}

/** @throws UsageError where nobody agrees; CommandError where somebody does not. */
async function agreed(
    options: AcceptanceOptions,
    place: { readonly region: string; readonly projectId: string },
    { err, ask }: Outside,
): Promise<void> {
    err(`${announcement(options, place)}\n`);
    if (options.yes) return;
    if (ask) {
        if (!(await ask("Go on?"))) throw new CommandError("nothing was done: that was not agreed to.");
    } else if (options.level !== "look") {
        throw new UsageError(
            `${options.level} changes something, and there is nobody to ask: --yes agrees. No call was made.`,
        );
    }
}

/** @throws CommandError where the workspace does not answer: there is nothing to look at then. */
async function modeOf({ service, projectId }: Scene): Promise<string> {
    const { body, status } = await service.call("GetProject", { ProjectId: projectId });
    const data = asObject(body["Data"]);
    if (status >= 400 || !data) {
        const said = [body["Code"], body["Message"]].map(asText).filter(Boolean).join(": ");
        throw new CommandError(
            `GetProject was refused for workspace ${projectId}: ${said || `HTTP ${status}`}. Check --project and the region: ` +
                "there is no such workspace there, or the account is not a member of it.",
        );
    }
    const told = asText(data["ProjectId"]);
    if (told !== "" && told !== projectId)
        throw new CommandError(`GetProject was asked for workspace ${projectId} and told of another one.`);
    const modes: Readonly<Record<string, string>> = { "2": "basic", "3": "standard" };
    return modes[asText(data["ProjectMode"])] ?? "";
}

/** How the task stands, where it may be deployed and undeployed. */
async function refuseUnlessFree(scene: Scene, { running }: AcceptanceOptions): Promise<Standing> {
    const { standing, hasVersion, isEdited } = await findTask(scene);
    const which = `the task ${scene.fileId ?? ""} of workspace ${scene.projectId}`;
    if (standing === "undeployed" || (standing === undefined && !hasVersion)) return "undeployed";
    if (standing === undefined)
        throw new CommandError(
            `nobody can tell whether ${which} is deployed, so it could not be left as it was found. Give one that was never deployed.`,
        );
    const how = standing === "running" ? "runs" : "is deployed";
    if (!running)
        throw new CommandError(
            `${which} ${how}, and would be interrupted. Give one that is not deployed; or say by --running that this one may be.`,
        );
    if (isEdited)
        throw new CommandError(
            `${which} ${how}, and was edited since: a deployment would take the edits to production, and it could not be left as it was found.`,
        );
    return standing;
}

/** What could not be seen of a task that was never deployed may be seen once it has run. */
async function onceMore(findings: readonly Finding[], scene: Scene): Promise<Finding[]> {
    const missing = (one: Finding) =>
        one.verdict === "not seen" ? assumptions.find(({ id, level }) => id === one.id && level === "look") : undefined;
    if (findings.every((one) => missing(one) === undefined)) return [...findings];
    await bring(scene, "running").catch(() => undefined);
    const seen: Finding[] = [];
    for (const one of findings) {
        const assumption = missing(one);
        seen.push(assumption ? await findingOf(assumption, scene, standingOf) : one);
    }
    return seen;
}

/** @throws CommandError: a report that cannot be written is worth no call. */
function tryFiles({ report, json }: AcceptanceOptions): void {
    for (const file of [report, json]) if (file !== undefined) write(() => appendFileSync(file, ""), file);
}

function write(work: () => void, file: string): void {
    try {
        work();
    } catch (error) {
        throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}

function deliver(report: Report, { report: markdown, json }: AcceptanceOptions, { out }: Outside): void {
    if (markdown === undefined && json === undefined) out(asMarkdown(report));
    for (const [file, text] of [
        [markdown, asMarkdown(report)],
        [json, asJson(report)],
    ] as const)
        if (file !== undefined) write(() => writeFileSync(file, text), file);
    const files = [markdown, json].filter(Boolean);
    if (files.length > 0)
        out(`${summary(report)}. ${files.join(" and ")} ${files.length === 1 ? "has" : "have"} the report.\n`);
}

/** Before anything was seen, what a call came to is the failure of the whole: with the advice of the provider. */
function causeOf(error: NotAnsweredError): string {
    return error.cause instanceof Error ? error.cause.message : `${error.message}.`;
}
