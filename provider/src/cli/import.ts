// pulumi-dataworks import: writes what takes existing tasks under Pulumi.
import { existsSync, readFileSync } from "node:fs";
import type { DataWorks } from "../dataworks/client";
import { fingerprint } from "../definition/fingerprint";
import { apiOf } from "../settings/client";
import { readSettings } from "../settings/settings";
import type { ImportOptions } from "./arguments";
import { CommandError } from "./error";
import { configFile, importFile, programFile, type ImportedTask } from "./formats";
import { idOfTask, namesOf } from "./names";
import type { Terminal } from "./progress";
import { byName, nameAndId, summary, type Done } from "./summary";
import { withConfiguration } from "./stack-file";
import { projectFileOf, projectName, readStack } from "./stack";
import { readTasks, type ReadTask } from "./tasks";
import { checkWritable, writeAll, type OutputFile } from "./write";

/** The root program's name, for a configuration that is written outside of a project. */
const rootProject = "dataworks-di-sync";

/** @throws CommandError, and the errors of the API: then no file was written. */
export async function importTasks(options: ImportOptions, terminal: Terminal): Promise<void> {
    const { out, program, config, force, onDelete } = options;
    const paths = [out, program, config].filter((path) => path !== undefined);
    checkWritable(paths, force);
    if (config !== undefined) configText(config, [], onDelete); // fails before any call, where it has to
    const { api, region } = await connect(options, terminal);
    const read = await readTasks(api, options, terminal);
    const tasks = nameTasks(
        read.filter(({ inProduction }) => inProduction !== false),
        region,
    );
    if (tasks.length === 0) throw new CommandError(nothingDeployed(read));

    const files: OutputFile[] = [{ path: out, text: importFile(tasks, onDelete) }];
    if (program !== undefined) files.push({ path: program, text: programFile(tasks, onDelete) });
    if (config !== undefined) files.push({ path: config, text: configText(config, tasks, onDelete) });
    writeAll(files, force);

    const done: Done = { options, region, tasks, read };
    terminal.out(summary(done));
}

/** The text of the configuration's file: of one that is there, what is not ours stays. */
function configText(path: string, tasks: readonly ImportedTask[], onDelete: ImportOptions["onDelete"]): string {
    const added = configFile(tasks, onDelete, projectNameHere());
    const text = withConfiguration(existsSync(path) ? readFileSync(path, "utf8") : "", added);
    if (text !== undefined) return text;
    throw new CommandError(
        `${path} is not in the form in which Pulumi writes it, so what it holds could be lost. Let --config name another ` +
            "file, and put its lines into this one.",
    );
}

/** The API by the settings of the stack and the environment. */
async function connect(
    { stack, region }: ImportOptions,
    terminal: Terminal,
): Promise<{ api: () => DataWorks; region: string }> {
    const { values, note } = await readStack(stack, process.cwd());
    if (note !== undefined) terminal.err(`${note}\n`);
    const configuration = (key: string) => (key === "dataworks:region" && region) || values.get(key);
    const { settings, problems } = readSettings(configuration, process.env);
    if (settings.region === undefined || problems.length > 0) {
        const reasons = problems.map(({ name, reason }) => (name === "region" ? `${reason}, or --region` : reason));
        throw new CommandError(`The settings are not complete or not right:\n  - ${reasons.join("\n  - ")}`);
    }
    const found = settings.region;
    const apiOfRegion = apiOf(settings, problems);
    return { api: () => apiOfRegion(found), region: found };
}

/** The tasks under the names of their resources, in the order of these. */
function nameTasks(read: readonly ReadTask[], region: string): ImportedTask[] {
    const names = namesOf(read);
    const tasks = read.map(({ projectId, taskType, fileId, taskName, folder, definition }, index) => {
        const id = idOfTask(region, { projectId, taskType, fileId });
        // Salted by the id: for a random salt, a second run would not write the same.
        const salted = fingerprint(definition, id, []);
        return {
            name: names[index] ?? id,
            id,
            region,
            projectId,
            taskType,
            fileId,
            taskName,
            folder,
            fingerprint: salted,
        };
    });
    return tasks.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nothingDeployed(read: readonly ReadTask[]): string {
    const names = [...read].sort(byName).map((task) => `\n  - ${nameAndId(task)}`);
    return (
        "None of these tasks has a version in production, so there is nothing to import. What a program declares, " +
        `\`pulumi up\` deploys:${names.join("")}`
    );
}

function projectNameHere(): string {
    const file = projectFileOf(process.cwd());
    return (file && projectName(file)) ?? rootProject;
}
