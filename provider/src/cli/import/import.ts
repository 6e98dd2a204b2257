// pulumi-dataworks import: writes what takes existing tasks under Pulumi.
import { existsSync, readFileSync } from "node:fs";
import type { DataWorks } from "../../dataworks/client";
import { parseObject } from "../../dataworks/json";
import { fingerprintOf } from "../../resources/adopt";
import { adoptedId } from "../../resources/ids";
import { openAccount } from "../../settings/account";
import { readSettings } from "../../settings/settings";
import { pinsOf, type Pins } from "./approve";
import type { ImportOptions } from "./arguments";
import { keyOf } from "./declarations";
import { CommandError } from "../error";
import { importFile, nativeFile, programFile } from "./formats";
import { entriesOf, type Entry } from "./entries";
import { entryOf, trimmed } from "./listed";
import { namesOf } from "./names";
import type { Terminal } from "../progress";
import { byName, isAnythingLeft, nameAndId, summary, type Done, type PresentTask } from "./summary";
import { yamlProgram } from "./yaml-program";
import { StackFile } from "./stack-file";
import { readInstances, type DeployedTask } from "./instances";
import { readDefinitions } from "./definitions";
import { isOf, type TaskInStack } from "./state";
import { projectFileOf, projectName, readConfigFile, readStack, runtimeOf, type Stack } from "./stack";
import type { FoundTask, ImportedTask, ReadTask } from "./task";
import { findTasks, readTasks } from "./tasks";
import { idsOf, otherPlace, workspaceFor, type WorkspaceInFile } from "./workspace";
import { checkWritable, writeAll, type OutputFile } from "../write";

/** The root program's name, for a configuration that is written outside of a project. */
const rootProject = "dataworks-di-sync";
/** The import file holds fingerprints in clear. */
const ownersOnly = 0o600;

/** @throws CommandError, and the errors of the API: then no file was written, unless the error says so. */
export async function importTasks(given: ImportOptions, terminal: Terminal): Promise<void> {
    const { out, program, config, force } = given;
    const paths = [out, program, config].filter((path) => path !== undefined);
    checkWritable(paths, force);
    checkRuntime(given);
    const stackFile = config === undefined ? undefined : readStackFile(config); // fails before any call, where it has to
    const stack = await readStack(given.stack, process.cwd());
    if (stack.note !== undefined) terminal.err(`${stack.note}\n`);
    const { api, region } = connect(given, stack, terminal);
    if (stackFile !== undefined) checkRegion(stackFile, given, region, stack);
    const options = { ...given, projects: await idsOf(api, given, terminal) };
    const workspace = stackFile && (await workspaceFor(stackFile, api, options));

    const entries = stackFile === undefined ? [] : await entriesIn(stackFile, options);

    const found = await findTasks(api, options, terminal);
    const present = found.flatMap((task) => presentIn(stack.deployed, task, region));
    if (present.length > 0 && program !== undefined) checkProgram(program);
    const others = found.filter((task) => !present.some((each) => each.task === task));
    const read = await readTasks(api, others, options, terminal);
    const deployed = read.filter(({ inProduction }) => inProduction !== false);
    const pins = options.approve ? await pinsOf(deployed, entries, region, terminal) : undefined;
    const named = nameTasks(deployed, region, stack.deployed, entries, options, pins);
    const hindered = named.filter(({ hindrance }) => hindrance !== undefined);
    const tasks = named.filter(({ hindrance }) => hindrance === undefined);
    if (named.length === 0 && present.length === 0) throw new CommandError(nothingDeployed(read));
    const definitions = options.withDefinitions
        ? await readDefinitions(
              api,
              [
                  ...tasks.map((task) => ({ task, name: task.name })),
                  ...present.map(({ task, resource }) => ({ task, name: resource })),
              ],
              { read, inStack: stack.definitions, region, terminal },
          )
        : undefined;
    const instances = options.withInstances
        ? await readInstances(api, deployedOf(tasks, present, entries, options), stack.instances, region, terminal)
        : undefined;
    const setsRegion = options.region !== undefined || (options.native && regionOfPlugin(stack) !== region);
    const done: Done = { options, region, setsRegion, tasks, pins, definitions, instances, read, present, hindered };
    const left = isAnythingLeft(done) ? writeAll(filesOf(done, stackFile, workspace, entries), force) : [];
    for (const file of left)
        terminal.err(`${file} holds what was there before, and could not be removed: remove it.\n`);
    terminal.out(summary(done));
}

/** Dynamic resources are for programs that Node.js runs; in any other project, what was imported could not be declared. */
function checkRuntime({ native }: ImportOptions): void {
    const file = projectFileOf(process.cwd());
    const runtime = file === undefined ? undefined : runtimeOf(file);
    if (native || runtime === undefined || ["nodejs", "bun"].includes(runtime)) return;
    throw new CommandError(
        `The programs of this project run on ${JSON.stringify(runtime)}, which has no dynamic resources: give the option --native, for those of the plugin.`,
    );
}

/** The text of the files. */
function filesOf(
    { options, region, tasks, definitions, instances }: Done,
    stackFile: StackFile | undefined,
    workspace: WorkspaceInFile | undefined,
    entries: readonly Entry[],
): OutputFile[] {
    const { out, program, config, onDelete, native } = options;
    const imported = { tasks, definitions: definitions?.imported ?? [], instances: instances?.imported ?? [] };
    const files: OutputFile[] = [{ path: out, text: (native ? nativeFile : importFile)(imported), mode: ownersOnly }];
    if (program !== undefined) files.push({ path: program, text: (native ? yamlProgram : programFile)(imported) });
    if (config !== undefined && stackFile !== undefined && workspace !== undefined) {
        const added = tasks
            .filter((task) => entryOf(task, entries) === undefined)
            .map(({ name, taskType, fileId, approvedDigest }) => {
                const instance = instances?.imported.find(({ deployment }) => deployment === name);
                const run = instance && { run: instance.state === "running" };
                return { name, taskType, fileId, ...(onDelete !== "retain" && { onDelete }), ...run, approvedDigest };
            });
        const text = stackFile.with({ region, ...workspace, added });
        files.push({ path: config, text, madeFrom: stackFile.text });
    }
    return files;
}

function readStackFile(path: string): StackFile {
    const project = projectFileOf(process.cwd());
    const name = project === undefined ? rootProject : projectName(project);
    return new StackFile(path, existsSync(path) ? readFileSync(path, "utf8") : "", name);
}

/** The file's entries as a program gets them: Pulumi is asked for them. */
async function entriesIn(file: StackFile, { config = "", stack }: ImportOptions): Promise<Entry[]> {
    const isListing = file.tasks.length > 0;
    const values = isListing ? await readConfigFile(config, stack, process.cwd()) : undefined;
    const { list } = parseObject(`{"list":${values?.get(file.listKey) ?? "null"}}`) ?? {};
    return entriesOf(file.tasks, Array.isArray(list) ? list : undefined);
}

/** Tasks that the file lists already would be looked for elsewhere, if it got another region. */
function checkRegion(file: StackFile, { config = "" }: ImportOptions, region: string, stack: Stack): void {
    if (file.tasks.length === 0) return;
    const before = regionBefore(file, stack);
    if (before !== undefined && before !== region)
        throw new CommandError(otherPlace(config, `of the region ${before}, and these are of ${region}`));
}

/** The region that the file's tasks are looked for in without the option --region, wherever it is set. */
function regionBefore(file: StackFile, { values }: Stack): string | undefined {
    const { settings } = readSettings((key) => file.settingOf(key) ?? values.get(key), process.env);
    return settings.region;
}

/** The region that the plugin would have: the engine hands it the settings of its own namespace alone. */
function regionOfPlugin({ values }: Stack): string | undefined {
    const own = (key: string) => (key.startsWith("dataworks:") ? values.get(key) : undefined);
    return readSettings(own, process.env).settings.region;
}

/** A program that is there may declare the tasks that the stack has. */
function checkProgram(program: string): void {
    if (!existsSync(program)) return;
    throw new CommandError(
        `The stack has some of these tasks already, and ${program}, which may declare them, would only declare the others. ` +
            "Let --program name another file, and take its declarations over into the program.",
    );
}

/**
 * The API by the settings of the stack and the environment.
 *
 * @throws SettingsError where they do not lead to it, before anything is asked.
 */
function connect(
    options: ImportOptions,
    { values }: Stack,
    terminal: Terminal,
): { api: () => DataWorks; region: string } {
    const configuration = (key: string) => (key === "dataworks:region" && options.region) || values.get(key);
    const account = openAccount(configuration, process.env, { warn: (text) => terminal.err(`warning: ${text}\n`) });
    account.ownApi();
    return { api: account.ownApi, region: account.region ?? "" };
}

/** The task with the resource that deploys it, where the stack has one. */
function presentIn(deployed: readonly TaskInStack[], task: FoundTask, region: string): PresentTask[] {
    const found = deployed.find((each) => isOf(each, task, region));
    return found === undefined ? [] : [{ task, resource: found.resource, deployedAt: found.deployedAt }];
}

/** The tasks whose instances are meant. */
function deployedOf(
    imported: readonly ImportedTask[],
    present: readonly PresentTask[],
    entries: readonly Entry[],
    { onDelete, config }: ImportOptions,
): DeployedTask[] {
    return [
        ...imported.map((task): DeployedTask => {
            const entry = entryOf(task, entries);
            const run = entry === undefined ? "new" : runOf(entry);
            // An imported deployment has no time yet.
            return { task, name: task.name, onDelete: task.onDelete, isImported: true, deployedAt: "", run };
        }),
        ...present.map(({ task, resource, deployedAt }): DeployedTask => {
            const one = { task, name: resource, onDelete, isImported: false };
            if (config === undefined) return { ...one, run: "new" };
            const entry = entryOf(task, entries);
            return {
                ...one,
                onDelete: textOr("retain", trimmed(entry?.onDelete)),
                deployedAt,
                run: entry && runOf(entry),
            };
        }),
    ];
}

/** What the program makes of an entry's `run`, which is a text where Pulumi was not asked for it. */
function runOf({ run }: Entry): boolean | undefined {
    return ["true", "false"].includes(String(run)) ? String(run) === "true" : undefined;
}

/** The tasks under the names of their resources, in the order of these. */
function nameTasks(
    read: readonly ReadTask[],
    region: string,
    deployed: readonly TaskInStack[],
    entries: readonly Entry[],
    options: ImportOptions,
    pins: Pins | undefined,
): ImportedTask[] {
    const taken = [...deployed.map(({ resource }) => resource), ...entries.map(({ name }) => trimmed(name))];
    const unlisted = read.filter((task) => entryOf(task, entries) === undefined);
    const names = namesOf(unlisted, new Set(taken.filter((name) => typeof name === "string")));
    const tasks = read.map((task) => {
        const { projectId, taskType, fileId, taskName, folder, received, definition } = task;
        const entry = entryOf(task, entries);
        const id = adoptedId({ region, projectId, taskType, fileId });
        return {
            ...{ name: (entry ? textOr(id, trimmed(entry.name)) : names[unlisted.indexOf(task)]) ?? id, id, region },
            ...{ projectId, taskType, fileId, taskName, folder, received },
            fingerprint: fingerprintOf(definition, id),
            approvedDigest: pins?.digests.get(keyOf(task)),
            onDelete: entry === undefined ? options.onDelete : textOr("retain", trimmed(entry.onDelete)),
            ...(entry?.triggers !== undefined && { triggers: entry.triggers }),
            hindrance: entry?.hindrance,
        };
    });
    checkNames(tasks);
    return tasks.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Entries of the stack's file may give one name to two tasks: by a fileName that is in two folders, or where names are twice. */
function checkNames(tasks: readonly ImportedTask[]): void {
    const owners = new Map<string, ImportedTask>();
    for (const task of tasks) {
        const owner = owners.get(task.name);
        owners.set(task.name, task);
        if (owner === undefined) continue;
        const both = [owner, task].map((each) => `${nameAndId(each)}${each.folder === "" ? "" : ` in ${each.folder}`}`);
        throw new CommandError(
            `Two tasks would be the resource "${task.name}", as the stack's file lists them: ${both.join(", and ")}. Say in ` +
                "its entry which one is meant, by fileId or by folder, or give each an entry and a name of its own.",
        );
    }
}

function nothingDeployed(read: readonly ReadTask[]): string {
    const names = [...read].sort(byName).map((task) => `\n  - ${nameAndId(task)}`);
    return (
        "None of these tasks has a version in production, so there is nothing to import. What a program declares, " +
        `\`pulumi up\` deploys:${names.join("")}`
    );
}

function textOr(otherwise: string, value: unknown): string {
    return typeof value === "string" && value !== "" ? value : otherwise;
}
