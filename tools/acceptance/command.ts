// Runs the acceptance: says what it will do, asks, observes, leaves everything as it was, and reports.
import { homedir } from "node:os";
import { join } from "node:path";
import { CommandError, UsageError } from "../../provider/src/cli/error";
import { refusalOf, shown } from "../../emulator/src/assumptions/reply";
import { failureText } from "../../provider/src/cli/command";
import { printable } from "../../provider/src/cli/progress";
import { realClock, type Clock } from "../../provider/src/dataworks/clock";
import { asObject, asText, type JsonObject } from "../../provider/src/dataworks/json";
import { ownClientOptions } from "../../provider/src/settings/account";
import { version } from "../../provider/src/version";
import { readArguments, usage, type AcceptanceOptions, type Parts } from "./arguments";
import { pulumiChain, type Chain } from "./chain";
import { destinationOf } from "./data-sources";
import { clearFiles, deliver, tryFiles } from "./deliver";
import { deploy, look } from "./given";
import type { Ground } from "./ground";
import { Journal } from "./journal";
import { announcement } from "./levels";
import { make, removeEarlier } from "./make";
import { startOwn, type Own } from "./own";
import { answererAt, type Report } from "./report";
import { AskedService, NotAnsweredError } from "./service";
import { StandIns } from "./stand-ins";

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
    /** The folder of the journals of what runs make. Default: .pulumi-dataworks/acceptance in the user's home. */
    readonly journals?: string;
    /** Gets the whole chain ready. Default: with the real Pulumi engine. */
    readonly chain?: () => Promise<Chain>;
}

/** Gives 0 (nothing differs), 7 (something does), 1 (failed), 2 (wrong usage), or what a signal ends with. */
export async function runAcceptance(args: readonly string[], plain: Outside): Promise<number> {
    const outside = shielded(plain);
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

/** The same, where nothing that the service said is obeyed by a terminal. */
function shielded(outside: Outside): Outside {
    const { out, err } = outside;
    return { ...outside, out: (text) => out(printable(text)), err: (text) => err(printable(text)) };
}

async function accept(options: AcceptanceOptions, outside: Outside, own: Own | undefined): Promise<number> {
    const { level } = options;
    const { err, signal, now } = outside;
    const projectId = own?.projectId ?? options.projectId ?? "";
    const fileId = own ? own.fileIdFor(level) : options.fileId;
    const parts = own && level === "make" ? own.parts : options.parts;
    // Options of Node.js go on to the processes of the engine, whoever is asked.
    const env = own ? { NODE_OPTIONS: outside.env["NODE_OPTIONS"], ...own.env } : outside.env;
    const settings = ownClientOptions(() => undefined, env, { signal: now, warn: (text) => err(`${text}\n`) });
    const { region, endpoint } = settings;
    // What an embedded DataWorks has, ends with it.
    const folder = own?.journals ?? outside.journals ?? join(homedir(), ".pulumi-dataworks", "acceptance");
    const place = { projectId, region, endpoint };
    const earlier = parts ? Journal.earlier(folder, place) : [];
    const journal = level === "deploy" ? Journal.ofTask(folder, fileId ?? "", place) : undefined;
    if (own) err("Asks an embedded DataWorks of its own.\n");
    else {
        if (answererAt(endpoint) !== "DataWorks")
            err(
                `Asks ${endpoint}, as the settings have it, which is not Alibaba Cloud's: what it says tells nothing of the service.\n`,
            );
        const left = { made: namesIn(earlier), stood: journal?.given?.stood };
        await agreed(options, announcement(options, place, left), outside);
    }

    clearFiles(options);

    const standIns = new StandIns(ownValues({ projectId, fileId, parts }));
    const service = new AskedService(
        { ...settings, clock: own?.clock ?? outside.clock ?? realClock },
        projectId,
        (_operation, reply) => standIns.learn(reply),
        signal,
        now,
    );
    const ground: Ground = { service, ...place, signal, now, err };
    const workspaceMode = await modeOf(ground);
    const { findings, chain, isLeft } = parts
        ? await makes(ground, parts, { env, folder, earlier, own, getChain: outside.chain ?? pulumiChain })
        : journal
          ? { ...(await deploy(ground, { fileId: fileId ?? "", mayRun: options.running, journal })), chain: undefined }
          : { ...(await look(ground, fileId)), chain: undefined };

    const report: Report = {
        ...{ version, date: new Date().toISOString().slice(0, 10), service: own ? "emulator" : answererAt(endpoint) },
        ...{ region, workspaceMode, level },
        assumptions: findings.map(({ id, verdict, seen, isForeign }) => ({
            ...{ id, verdict },
            seen: isForeign ? standIns.clean(seen) : seen,
        })),
        ...(chain && { chain: chain.verdict === "failed" ? { ...chain, seen: standIns.clean(chain.seen) } : chain }),
    };
    deliver(report, options, outside.out);
    if (isLeft || chain?.verdict === "failed") return 1;
    return findings.some(({ verdict }) => verdict === "differs") ? 7 : 0;
}

interface Makes {
    readonly env: NodeJS.ProcessEnv;
    readonly folder: string;
    readonly earlier: readonly Journal[];
    readonly own: Own | undefined;
    readonly getChain: () => Promise<Chain>;
}

/** The level make, once all that it takes is there. */
async function makes(ground: Ground, given: Parts, { env, folder, earlier, own, getChain }: Makes) {
    const { source, tables, resourceGroup } = given;
    const { service, projectId, signal } = ground;
    const destination = await destinationOf(service, projectId, given);
    const chain = await getChain().catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
    });
    const stays = await removeEarlier(ground, earlier);
    const parts = { source, tables, resourceGroup, destination };
    const made = await make(ground, { parts, folder, chain, env, beforeChain: own?.hurry });
    return { ...made, isLeft: made.isLeft || stays };
}

function namesIn(journals: readonly Journal[]): string[] {
    return journals.flatMap(({ entries }) => entries.map(({ name }) => name));
}

/** What is the workspace's own from the beginning, with what it is. */
function ownValues({
    projectId,
    fileId,
    parts,
}: Pick<Ground, "projectId"> & Pick<AcceptanceOptions, "fileId" | "parts">) {
    const values: (readonly [string, string])[] = [[projectId, "workspace"]];
    if (fileId !== undefined) values.push([fileId, "file"]);
    if (parts) {
        const { source, destination, tables, resourceGroup } = parts;
        values.push([source, "name"], [destination, "name"], [resourceGroup, "name"]);
        values.push(...tables.map((table) => [table, "name"] as const));
    }
    return values;
}

/** @throws UsageError where nobody agrees; CommandError where somebody does not. */
async function agreed(options: AcceptanceOptions, what: string, { err, ask }: Outside): Promise<void> {
    err(`${what}\n`);
    if (options.yes) return;
    if (ask) {
        if (!(await ask("Go on?"))) throw new CommandError("nothing was done: that was not agreed to.");
    } else if (options.level !== "look") {
        throw new UsageError(
            `${options.level} changes something, and there is nobody to ask: --yes agrees. No call was made.`,
        );
    }
}

/**
 * The mode of the workspace; "" where it is not told.
 *
 * @throws CommandError or NotAnsweredError where the workspace answers nothing else either: there is nothing to look at then.
 */
async function modeOf({ service, projectId, err }: Ground): Promise<string> {
    let why: Error;
    try {
        const reply = await service.call("GetProject", { ProjectId: projectId });
        const data = asObject(reply.body["Data"]);
        if (refusalOf(reply) === undefined && data) return modeIn(data, projectId);
        why = new CommandError(
            `GetProject was refused for workspace ${projectId}: ${shown(reply)}. Check --project and the region: ` +
                "there is no such workspace there, or the account is not a member of it.",
        );
    } catch (error) {
        if (!(error instanceof NotAnsweredError)) throw error;
        why = error;
    }
    if (!(await answersOtherwise(service, projectId))) throw why;
    err(`The workspace's mode was not told: ${why.message}\n`);
    return "";
}

async function answersOtherwise(service: AskedService, projectId: string): Promise<boolean> {
    try {
        return refusalOf(await service.call("ListFiles", { ProjectId: projectId, PageSize: "1" })) === undefined;
    } catch (error) {
        if (error instanceof NotAnsweredError) return false;
        throw error;
    }
}

/** @throws CommandError */
function modeIn(data: JsonObject, projectId: string): string {
    const told = asText(data["ProjectId"]);
    if (told !== "" && told !== projectId)
        throw new CommandError(`GetProject was asked for workspace ${projectId} and told of another one.`);
    const modes: Readonly<Record<string, string>> = { "2": "basic", "3": "standard" };
    return modes[asText(data["ProjectMode"])] ?? "";
}

/** Before anything was seen, what a call came to is the failure of the whole: with the advice of the provider. */
function causeOf(error: NotAnsweredError): string {
    return error.cause instanceof Error ? error.cause.message : `${error.message}.`;
}
