// What the command prints when it is done: for people, or as JSON.
import { whyUnpinned, type Pins, type UnpinnedTask } from "./approve";
import type { ImportOptions } from "./arguments";
import { keyOf } from "./declarations";
import type { Hindrance } from "./entries";
import { whyLeft as whyDefinitionLeft, type Definitions } from "./definitions";
import { whyLeft, type Instances } from "./instances";
import type { FoundTask, ImportedTask, ReadTask } from "./task";

/** A task that the stack has a resource for already. */
export interface PresentTask {
    readonly task: FoundTask;
    readonly resource: string;
    /** When it was deployed; "" where that is not known. */
    readonly deployedAt: string;
}

export interface Done {
    readonly options: ImportOptions;
    readonly region: string;
    /** Whether the stack has to get the region: nothing else says it. */
    readonly setsRegion: boolean;
    /** The tasks in the files. */
    readonly tasks: readonly ImportedTask[];
    /** Which tasks are pinned, and which are not; undefined where that was not asked for. */
    readonly pins: Pins | undefined;
    /** The definitions in the files, and those that are not; undefined where none were asked for. */
    readonly definitions: Definitions | undefined;
    /** The instances in the files, and those that are not; undefined where none were asked for. */
    readonly instances: Instances | undefined;
    /** All tasks that were read. */
    readonly read: readonly ReadTask[];
    /** Those that were not, since the stack has them. */
    readonly present: readonly PresentTask[];
    /** Those of the stack's file that an import file cannot hold as their entries say. */
    readonly hindered: readonly ImportedTask[];
}

const reasons: Record<Hindrance, string> = {
    secret: "their entry holds a secret, and an import file is in clear",
    unclear: "Pulumi alone can tell their entry's triggers, and it could not be asked with the file's stack",
};

export function summary(done: Done): string {
    return done.options.json ? asJson(done) : asText(done);
}

/** True where there is something to import. */
export function isAnythingLeft({ tasks, definitions, instances }: Done): boolean {
    return tasks.length + (definitions?.imported.length ?? 0) + (instances?.imported.length ?? 0) > 0;
}

function asJson(done: Done): string {
    const { options, region, tasks, definitions, instances } = done;
    const task = ({ projectId, taskType, fileId, taskName, folder }: FoundTask) => ({
        ...{ projectId, taskType, fileId, taskName, folder },
    });
    const told = {
        region,
        files: isAnythingLeft(done) ? { import: options.out, program: options.program, config: options.config } : {},
        imported: tasks.map((each) => ({
            ...{ name: each.name, ...task(each) },
            ...(each.approvedDigest !== undefined && { approvedDigest: each.approvedDigest }),
        })),
        ...(done.pins && {
            unpinned: unpinned(done).map(({ task: left, why }) => ({ ...task(left), reason: whyUnpinned[why] })),
        }),
        leftOut: [
            ...leftOut(done).map((each) => ({ ...task(each), reason: "no version in production" })),
            ...present(done).map((each) => {
                return { ...task(each.task), reason: "in the stack already", resource: each.resource };
            }),
            ...done.hindered.map((each) => {
                return { ...task(each), reason: each.hindrance && reasons[each.hindrance], entry: each.name };
            }),
        ],
        untold: untold(done).map(task),
        withoutFingerprint: unreadable(done).map(task),
        ...(definitions && {
            definitions: {
                imported: definitions.imported.map((each) => ({ name: each.name, ...task(each) })),
                leftOut: byTask(definitions.left).map(({ task: left, why, detail, resource }) => {
                    return { ...task(left), reason: whyDefinitionLeft[why], detail, resource };
                }),
            },
        }),
        ...(instances && {
            instances: {
                imported: instances.imported.map((each) => ({ name: each.name, ...task(each), state: each.state })),
                leftOut: byTask(instances.left).map(({ task: left, why, status, resource }) => {
                    return { ...task(left), reason: whyLeft[why], status, resource };
                }),
            },
        }),
        next: nextCommands(done),
    };
    return `${JSON.stringify(told, undefined, 2)}\n`;
}

function asText(done: Done): string {
    const { options, region, tasks, definitions, instances } = done;
    const { out, program, config, projects } = options;
    const pinned = tasks.filter(({ approvedDigest }) => approvedDigest !== undefined);
    const what = [
        counted(tasks.length, "task"),
        ...(definitions ? [counted(definitions.imported.length, "definition")] : []),
        ...(instances ? [counted(instances.imported.length, "instance")] : []),
    ];
    const listed = (heading: string, of: readonly string[]) =>
        of.length > 0 ? ["", heading, ...of.map((each) => `  ${each}`)] : [];
    const written = [
        `${out}: ${what.join(", ").replace(/, (?=[^,]*$)/, " and ")} of workspace ${projects.join(", ")} in ${region}, for \`pulumi import\`.`,
        ...(program === undefined ? [] : [`${program}: the program that declares them.`]),
        ...(config === undefined ? [] : [`${config}: the stack configuration that lists them.`]),
        ...(done.pins ? [`Pinned to what runs, by approvedDigest: ${counted(pinned.length, "task")}.`] : []),
    ];
    const lines = [
        ...(isAnythingLeft(done) ? written : ["Nothing is left to import, and no file was written."]),
        ...listed(
            "Left out, since the stack has them already:",
            present(done).map(({ task, resource }) => `${nameAndId(task)}, as ${resource}`),
        ),
        ...listed("Left out, since no version of them is in production:", leftOut(done).map(nameAndId)),
        ...(["secret", "unclear"] as const).flatMap((hindrance) => {
            const of = done.hindered.filter((each) => each.hindrance === hindrance);
            return listed(
                `Left out, since ${reasons[hindrance]}:`,
                of.map((each) => `${nameAndId(each)}, as ${each.name}`),
            );
        }),
        ...Object.entries(whyUnpinned).flatMap(([why, because]) => {
            const of = unpinned(done).filter((each) => each.why === why);
            return listed(
                `Imported without a pin, since ${because}:`,
                of.map((each) => nameAndId(each.task)),
            );
        }),
        ...listed("Taken, although DataWorks does not tell whether they are deployed:", untold(done).map(nameAndId)),
        ...listed(
            "Taken without a fingerprint, since DataWorks does not tell their definitions, so edits will not be seen as drift until the next deployment:",
            unreadable(done).map(nameAndId),
        ),
        ...Object.entries(whyDefinitionLeft).flatMap(([why, because]) => {
            const of = byTask(definitions?.left ?? []).filter((each) => each.why === why);
            return listed(
                `Definitions left out, since ${because}:`,
                of.map(({ task, detail, resource }) => {
                    const more = resource === undefined ? detail : `as ${resource}`;
                    return [nameAndId(task), ...(more === undefined ? [] : [more])].join(", ");
                }),
            );
        }),
        ...Object.entries(whyLeft).flatMap(([why, because]) => {
            const of = byTask(instances?.left ?? []).filter((each) => each.why === why);
            return listed(
                `Instances left out, since ${because}:`,
                of.map(({ task, status, resource }) => {
                    const more = resource === undefined ? status : `as ${resource}`;
                    return [nameAndId(task), ...(more === undefined ? [] : [more])].join(", ");
                }),
            );
        }),
        "",
        options.native && options.program === undefined && isAnythingLeft(done)
            ? "What to run next, where `pulumi import` prints the declarations that go into the program:"
            : "What to run next:",
        ...nextCommands(done).map((command) => `  ${command}`),
        "",
    ];
    return lines.join("\n");
}

function leftOut({ read }: Done): ReadTask[] {
    return read.filter(({ inProduction }) => inProduction === false).sort(byName);
}

function present({ present }: Done): PresentTask[] {
    return [...present].sort((a, b) => byName(a.task, b.task));
}

function byTask<Left extends { readonly task: FoundTask }>(left: readonly Left[]): Left[] {
    return [...left].sort((a, b) => byName(a.task, b.task));
}

/** The tasks that are imported and not pinned, where that was asked for. */
function unpinned({ pins, tasks }: Done): UnpinnedTask[] {
    const imported = new Set(tasks.map(keyOf));
    return byTask((pins?.left ?? []).filter(({ task }) => imported.has(keyOf(task))));
}

/** The tasks of which the API did not tell whether they are deployed, where that was asked. */
function untold({ options, read }: Done): ReadTask[] {
    return options.checkVersions ? read.filter(({ inProduction }) => inProduction === undefined).sort(byName) : [];
}

/** The tasks whose definition cannot be read. */
function unreadable({ read }: Done): ReadTask[] {
    return read.filter((task) => task.definition === undefined && task.inProduction !== false).sort(byName);
}

/** The order in which tasks are named. */
export function byName(a: FoundTask, b: FoundTask): number {
    return a.taskName + a.fileId < b.taskName + b.fileId ? -1 : 1;
}

/** What a task is called where people read it. */
export function nameAndId({ taskName, fileId }: FoundTask): string {
    return `${taskName || "solution"} (${fileId})`;
}

function nextCommands(done: Done): string[] {
    const { options, region, setsRegion, tasks } = done;
    const { stack } = options;
    // An import by id takes over no pin: the first update stores it, and deploys nothing.
    const storesPins = options.native && tasks.some(({ approvedDigest }) => approvedDigest !== undefined);
    const prints = options.native && options.program === undefined;
    const of = stack === undefined ? "" : ` --stack ${shellWord(stack)}`;
    const review = `pulumi preview --refresh --expect-no-changes${of}`;
    if (!isAnythingLeft(done)) return [review];
    return [
        ...(setsRegion ? [`pulumi config set dataworks:region ${region}${of}`] : []),
        `pulumi import --file ${shellWord(options.out)}${prints ? "" : " --generate-code=false"} --yes --protect=false${of}`,
        ...(storesPins ? [`pulumi up${of}`] : []),
        review,
    ];
}

function shellWord(text: string): string {
    return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
}
