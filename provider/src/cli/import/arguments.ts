// What a command line of import says, and what is wrong with it.
import { resolve } from "node:path";
import { ids, wrongId, type IdRange } from "../../dataworks/id";
import { wrongRegion } from "../../settings/settings";
import { file, flag, nothingMore, oneIn, oneOf, onUnlessNo, parse, text, texts, type Asked } from "../arguments";
import { UsageError } from "../error";

const onDelete = oneOf("retain", "undeploy");

export const options = {
    project: texts,
    workspace: texts,
    name: texts,
    folder: text,
    "file-id": texts,
    solution: texts,
    "check-versions": onUnlessNo,
    "with-definitions": flag,
    "with-instances": flag,
    approve: flag,
    native: flag,
    out: { ...file, default: "import.json" },
    program: file,
    config: file,
    "on-delete": { ...onDelete, default: "retain" },
    json: flag,
    force: flag,
    region: text,
    stack: text,
} as const;

export interface ImportOptions {
    /** None where workspaces are named. */
    readonly projects: readonly string[];
    /** Names of workspaces, in place of their ids. */
    readonly workspaces: readonly string[];
    /** Patterns of names; those that begin with "!" leave out. */
    readonly names: readonly string[];
    readonly folder: string | undefined;
    readonly fileIds: readonly string[];
    readonly solutions: readonly string[];
    /** Whether real-time tasks without a version in production are left out. */
    readonly checkVersions: boolean;
    /** Whether what the tasks read and write is taken over too. */
    readonly withDefinitions: boolean;
    /** Whether instances are taken over too. */
    readonly withInstances: boolean;
    /** Whether tasks are pinned to what runs of them. */
    readonly approve: boolean;
    /** Whether the file is for the plugin's resources, and not for dynamic ones. */
    readonly native: boolean;
    readonly out: string;
    readonly program: string | undefined;
    readonly config: string | undefined;
    readonly onDelete: "retain" | "undeploy";
    readonly json: boolean;
    readonly force: boolean;
    readonly region: string | undefined;
    readonly stack: string | undefined;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Asked<ImportOptions> {
    const parsed = parse(args, options);
    if (typeof parsed === "string") return parsed;
    const { values, positionals } = parsed;
    nothingMore(positionals);
    const read: ImportOptions = {
        projects: idsOf("--project", ids.projectId, values.project),
        workspaces: [...new Set(values.workspace)],
        names: values.name ?? [],
        folder: values.folder,
        fileIds: idsOf("--file-id", ids.fileId, values["file-id"]),
        solutions: idsOf("--solution", ids.fileId, values.solution),
        checkVersions: values["check-versions"],
        withDefinitions: values["with-definitions"],
        withInstances: values["with-instances"],
        approve: values.approve,
        native: values.native,
        out: values.out,
        program: values.program,
        config: values.config,
        onDelete: oneIn("on-delete", onDelete, values["on-delete"]),
        json: values.json,
        force: values.force,
        region: values.region,
        stack: values.stack,
    };
    const wrong = contradiction(read) ?? (read.native ? notNative(read) : undefined);
    if (wrong) throw new UsageError(wrong);
    return read;
}

/** What an import by id has no room for. */
function notNative({ program, config, onDelete, checkVersions }: ImportOptions): string | undefined {
    if (program !== undefined && !/\.ya?ml$/i.test(program))
        return "--program is a YAML program beside --native, so its name has to end in .yaml: `pulumi convert --from yaml` makes one of another language of it.";
    if (config !== undefined)
        return "--config does not go with --native: a program that reads its tasks from there has dynamic resources.";
    if (onDelete !== "retain")
        return `--on-delete ${onDelete} does not go with --native: an import by id takes what is there, with onDelete "retain". Change it in the program afterwards: the next \`pulumi up\` only stores it.`;
    if (!checkVersions)
        return "--no-check-versions does not go with --native: the plugin takes over no deployment of a task that has no version in production.";
    return undefined;
}

/** Ids as digits, each once. */
function idsOf(option: string, range: IdRange, given: readonly string[] = []): string[] {
    for (const id of given) {
        const wrong = wrongId(id, range);
        if (wrong !== undefined) throw new UsageError(`${option} ${wrong}.`);
    }
    return [...new Set(given)];
}

/** What is missing or does not go together. */
function contradiction(given: ImportOptions): string | undefined {
    const {
        projects,
        workspaces,
        names,
        folder,
        fileIds,
        solutions,
        onDelete,
        out,
        program,
        config,
        region,
        withDefinitions,
    } = given;
    if (given.approve && !given.checkVersions)
        return "--approve does not go with --no-check-versions: it pins tasks to the version in production, and that is what --no-check-versions does not ask for.";
    if (given.approve && program === undefined && config === undefined)
        return "--approve goes with --program or --config: what a deployment is pinned to stands there, and without it the next `pulumi up` would take the pin away.";
    const of = projects.length + workspaces.length;
    if (of === 0)
        return "--project is missing: it is the id of the DataWorks workspace. Or give its name with --workspace.";
    if (projects.length > 0 && workspaces.length > 0)
        return "--workspace does not go with --project: name the workspaces, or give their ids.";
    if (workspaces.includes("")) return "--workspace takes the name of a workspace.";
    if (of > 1 && fileIds.length + solutions.length > 0)
        return "--file-id and --solution go with one --project: ids are those of one workspace.";
    if (of > 1 && config !== undefined)
        return "--config goes with one --project: the configuration of a stack names one workspace.";
    if (withDefinitions && config !== undefined)
        return "--with-definitions goes with --program, and not with --config: the list in a stack's configuration does not say what tasks read and write.";
    if (solutions.length > 0 && onDelete === "undeploy")
        return "--on-delete undeploy is for real-time tasks only: DataWorks has no call that undeploys a solution.";
    const noRegion = region === undefined ? undefined : wrongRegion(region);
    if (noRegion !== undefined) return `--region ${noRegion}.`;
    if ([...names, folder].some((each) => each === "" || each === "!")) return "--name and --folder take a text.";
    const files = [out, program, config].filter((file) => file !== undefined);
    if (files.includes("")) return "--out, --program and --config take the name of a file.";
    if (new Set(files.map((file) => resolve(file))).size < files.length)
        return "--out, --program and --config have to name different files.";
    return undefined;
}
