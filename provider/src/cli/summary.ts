// What the command prints when it is done: for people, or as JSON.
import type { ImportOptions } from "./arguments";
import type { ImportedTask } from "./formats";
import type { ReadTask } from "./tasks";

export interface Done {
    readonly options: ImportOptions;
    readonly region: string;
    /** The tasks in the files. */
    readonly tasks: readonly ImportedTask[];
    /** All tasks that were read. */
    readonly read: readonly ReadTask[];
}

export function summary(done: Done): string {
    return done.options.json ? asJson(done) : asText(done);
}

function asJson(done: Done): string {
    const { options, region, tasks } = done;
    const task = ({ projectId, taskType, fileId, taskName, folder }: ImportedTask | ReadTask) => ({
        ...{ projectId, taskType, fileId, taskName, folder },
    });
    const told = {
        region,
        files: { import: options.out, program: options.program, config: options.config },
        imported: tasks.map((each) => ({ name: each.name, ...task(each) })),
        leftOut: leftOut(done).map((each) => ({ ...task(each), reason: "no version in production" })),
        untold: untold(done).map(task),
        next: nextCommands(done),
    };
    return `${JSON.stringify(told, undefined, 2)}\n`;
}

function asText(done: Done): string {
    const { options, region, tasks } = done;
    const { out, program, config, projects } = options;
    const listed = (heading: string, of: readonly ReadTask[]) =>
        of.length > 0 ? ["", heading, ...of.map((each) => `  ${nameAndId(each)}`)] : [];
    const lines = [
        `${out}: ${counted(tasks.length, "task")} of workspace ${projects.join(", ")} in ${region}, for \`pulumi import\`.`,
        ...(program === undefined ? [] : [`${program}: the program that declares them.`]),
        ...(config === undefined ? [] : [`${config}: the stack configuration that lists them.`]),
        ...listed("Left out, since no version of them is in production:", leftOut(done)),
        ...listed("Taken, although DataWorks does not tell whether they are deployed:", untold(done)),
        "",
        "What to run next:",
        ...nextCommands(done).map((command) => `  ${command}`),
        "",
    ];
    return lines.join("\n");
}

function leftOut({ read }: Done): ReadTask[] {
    return read.filter(({ inProduction }) => inProduction === false).sort(byName);
}

/** The tasks of which the API did not tell whether they are deployed, where that was asked. */
function untold({ options, read }: Done): ReadTask[] {
    return options.checkVersions ? read.filter(({ inProduction }) => inProduction === undefined).sort(byName) : [];
}

/** The order in which tasks are named. */
export function byName(a: ReadTask, b: ReadTask): number {
    return a.taskName + a.fileId < b.taskName + b.fileId ? -1 : 1;
}

/** What a task is called where people read it. */
export function nameAndId({ taskName, fileId }: ReadTask): string {
    return `${taskName} (${fileId})`;
}

function nextCommands({ options, region }: Done): string[] {
    const { stack } = options;
    const of = stack === undefined ? "" : ` --stack ${shellWord(stack)}`;
    return [
        ...(options.region === undefined ? [] : [`pulumi config set dataworks:region ${region}${of}`]),
        `pulumi import --file ${shellWord(options.out)} --generate-code=false --yes --protect=false${of}`,
        `pulumi preview --refresh --expect-no-changes${of}`,
    ];
}

function shellWord(text: string): string {
    return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}
