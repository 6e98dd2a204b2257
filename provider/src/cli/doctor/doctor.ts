// pulumi-dataworks doctor: what stands between this machine and a first `up`, check by check.
import { basename, dirname } from "node:path";
import { CredentialsError, messageOf } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { endpointOf } from "../../dataworks/http/endpoints";
import type { Project } from "../../dataworks/operations/project";
import type { Task } from "../../dataworks/task";
import { asObject } from "../../dataworks/json";
import { openAccount } from "../../settings/account";
import { readSettings, type Settings } from "../../settings/settings";
import { projectFileOf, projectName, readProject, readStack, runtimeOf, type Stack } from "../import/stack";
import type { Terminal } from "../progress";
import type { DoctorOptions } from "./arguments";
import {
    answersMore,
    credentialsCheck,
    noCredentialsCheck,
    readingChecks,
    signedCallCheck,
    workspaceCheck,
    type Outcome,
} from "./calls";
import { failed, failureOf, linesOf, ok, skipped, type Check } from "./check";
import { connectionChecks } from "./connection";
import { lookAtCli, lookAtEndpoint, lookAtSdk, lookAtWorkspace, lookByReading, needed } from "./look";
import { policyCheck } from "./policy";
import { refreshCheck } from "./project";
import { settingsChecks } from "./settings";
import { cliCheck, nodeCheck, sdkChecks } from "./versions";

type Tell = (...checks: readonly Check[]) => void;

/** Seconds: what passes by itself later is no answer to somebody who waits for one. */
const retryTimeout = "10";

/** Gives 0 where nothing failed, and else 1. */
export async function examine(options: DoctorOptions, terminal: Terminal): Promise<number> {
    const checks: Check[] = [];
    const tell: Tell = (...more) => {
        checks.push(...more);
        if (!options.json) for (const each of more) terminal.out(linesOf(each));
    };
    await tellAll(options, tell);
    if (options.json) terminal.out(`${JSON.stringify({ checks }, null, 4)}\n`);
    const failure = failureOf(checks);
    if (failure === undefined) return 0;
    terminal.err(`${failure}\n`);
    return 1;
}

async function tellAll({ stack: stackName, projects }: DoctorOptions, tell: Tell): Promise<void> {
    const cwd = process.cwd();
    const project = lookAtProject(cwd);
    tell(nodeCheck(process.versions.node, needed()), cliCheck(await lookAtCli(cwd)));
    tell(...sdkChecks(lookAtSdk(project.folder, project.runtime), needed()));
    if (project.wrong === undefined)
        tell(
            refreshCheck({
                ...project,
                file: project.file && basename(project.file),
                variable: process.env["PULUMI_OPTION_REFRESH"],
            }),
        );
    else tell(failed("project", project.wrong, "Mend the project's file: `pulumi` reads it before all else."));

    const { stack, isUnread } = await stackOf(stackName, cwd, tell);
    const { values, secrets } = stack ?? { values: new Map<string, string>(), secrets: new Set<string>() };
    tell(...settingsChecks({ values, secrets, isUnread, project: project.name, environment: process.env }));

    await tellOfService(values, stack, projects, tell);
    tell(policyCheck(stack && kindsIn(stack)));
}

/** What the project's file says. */
interface ProjectFile {
    /** Undefined where this folder is in no project. */
    readonly file: string | undefined;
    /** Where its programs are, or where one would be. */
    readonly folder: string;
    readonly name: string;
    readonly runtime: string | undefined;
    readonly refresh: unknown;
    /** Why the file could not be read; undefined where it could. */
    readonly wrong?: string;
}

function lookAtProject(cwd: string): ProjectFile {
    const file = projectFileOf(cwd);
    const nothing = { file, folder: file === undefined ? cwd : dirname(file), name: "", runtime: undefined };
    if (file === undefined) return { ...nothing, refresh: undefined };
    try {
        const refresh = asObject(asObject(readProject(file))?.["options"])?.["refresh"];
        return { ...nothing, name: projectName(file), runtime: runtimeOf(file), refresh };
    } catch (error) {
        return { ...nothing, refresh: undefined, wrong: messageOf(error) };
    }
}

const howToRead =
    "Where the CLI asks for a login, `pulumi login` (`pulumi login --local` keeps states on this machine); where it asks for a passphrase, " +
    "PULUMI_CONFIG_PASSPHRASE. Until the stack can be read, its settings are not looked at, but those of the environment alone.";

interface StackSeen {
    /** Undefined where there is none, or where it could not be read. */
    readonly stack: Stack | undefined;
    /** Where it could not be. */
    readonly isUnread: boolean;
}

async function stackOf(name: string | undefined, cwd: string, tell: Tell): Promise<StackSeen> {
    try {
        const stack = await readStack(name, cwd);
        const isRead = stack.note === undefined && projectFileOf(cwd) !== undefined;
        if (isRead) tell(ok("stack", "its configuration and its state can be read"));
        else
            tell(
                skipped(
                    "stack",
                    stack.note ?? "this folder is in no Pulumi project: the environment alone says settings",
                ),
            );
        return { stack: isRead ? stack : undefined, isUnread: false };
    } catch (error) {
        tell(failed("stack", messageOf(error), howToRead));
        return { stack: undefined, isUnread: true };
    }
}

async function tellOfService(
    values: ReadonlyMap<string, string>,
    stack: Stack | undefined,
    given: readonly string[],
    tell: Tell,
): Promise<void> {
    const ends = new AbortController();
    const { settings } = readSettings((key) => values.get(key), process.env);
    const account = openAccount(
        (key) => (key === "dataworks:maxRetryTimeout" ? retryTimeout : values.get(key)),
        process.env,
        { signal: ends.signal, warn: () => undefined },
    );
    try {
        const hasKey = await tellOfCredentials(account, tell);
        const notReached = await tellOfConnection(settings, tell);
        const noKey = hasKey ? undefined : "there are no credentials";
        const wrong = account.problems.length > 0 ? "the settings are wrong" : undefined;
        const why = notReached ?? noKey ?? wrong;
        const projects = projectsOf(stack, given, settings);
        if (why === undefined) await tellOfCalls(account.ownApi(), projects, stack, tell);
        else tell(skipped("signed call", `not made: ${why}`), ...notLookedAt(projects));
    } finally {
        ends.abort(new Error("it is done"));
    }
}

async function tellOfCredentials(account: ReturnType<typeof openAccount>, tell: Tell): Promise<boolean> {
    try {
        tell(credentialsCheck(await account.credentials()));
        return true;
    } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        tell(noCredentialsCheck(error));
        return false;
    }
}

/** Why the endpoint cannot be reached; undefined where it can. */
async function tellOfConnection(settings: Settings, tell: Tell): Promise<string | undefined> {
    const { region, regionFrom, endpoint, endpointFrom, network } = settings;
    const origin = endpoint ?? (region === undefined ? undefined : endpointOf(region, network));
    if (origin === undefined) {
        const why = "no region is set, or none whose endpoint is known";
        tell(skipped("connection", `nothing to reach: ${why}`));
        return why;
    }
    const target = endpoint === undefined ? { origin, region, regionFrom } : { origin, endpointFrom };
    const seen = await lookAtEndpoint(target, settings, Date.now);
    tell(...connectionChecks(seen));
    return "cause" in seen.outcome ? "the endpoint cannot be reached" : undefined;
}

/** The workspaces that are asked for, else those of the stack. */
function projectsOf(stack: Stack | undefined, given: readonly string[], { region }: Settings): readonly string[] {
    if (given.length > 0) return given;
    const all = [...(stack?.deployed ?? []), ...(stack?.instances ?? []), ...(stack?.definitions ?? [])];
    return [...new Set(all.filter((each) => each.region === region).map(({ projectId }) => projectId))];
}

/** The id of a workspace to sign a call about where none is known: whether it is there is not what is asked. */
const anyWorkspace = "1";

async function tellOfCalls(
    api: DataWorks,
    projects: readonly string[],
    stack: Stack | undefined,
    tell: Tell,
): Promise<void> {
    const [first = anyWorkspace, ...others] = projects;
    const outcome = await lookAtWorkspace(api, first);
    const signed = signedCallCheck("GetProject", outcome);
    tell(signed);
    if (projects.length === 0)
        tell(skipped("workspaces", "none is named, and the stack has none", "`--project ID` looks at one."));
    else if (signed.status === "failed") tell(...notLookedAt(projects));
    else {
        await tellOfWorkspace(api, first, outcome, stack, tell);
        for (const projectId of others)
            await tellOfWorkspace(api, projectId, await lookAtWorkspace(api, projectId), stack, tell);
    }
}

function notLookedAt(projects: readonly string[]): Check[] {
    return projects.map((projectId) => skipped(`workspace ${projectId}`, "not looked at, for want of a signed call"));
}

async function tellOfWorkspace(
    api: DataWorks,
    projectId: string,
    outcome: Outcome<Project>,
    stack: Stack | undefined,
    tell: Tell,
): Promise<void> {
    tell(workspaceCheck(projectId, outcome));
    if (!answersMore(outcome)) return;
    const { readings, notAsked } = await lookByReading(api, projectId, taskIn(stack, projectId));
    tell(...readingChecks(projectId, new Map([["GetProject", outcome], ...readings]), notAsked));
}

/** A real-time task of the workspace that the stack deploys. */
function taskIn(stack: Stack | undefined, projectId: string): Task | undefined {
    const found = stack?.deployed.find((each) => each.projectId === projectId && each.taskType === "DI_REALTIME");
    return found && { projectId, taskType: "DI_REALTIME", fileId: found.fileId };
}

function kindsIn({ deployed, instances, definitions }: Stack) {
    return { deployments: deployed.length > 0, instances: instances.length > 0, tasks: definitions.length > 0 };
}
