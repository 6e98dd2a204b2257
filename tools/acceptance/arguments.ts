// What a command line of `npm run acceptance` says, and what is wrong with it.
import type { Answers, Level } from "dataworks-emulator";
import { assumedIn } from "../../emulator/src/cli/assumed";
import { file, flag, parse, text, texts, type Asked } from "../../provider/src/cli/arguments";
import { UsageError } from "../../provider/src/cli/error";
import { ids, wrongId } from "../../provider/src/dataworks/id";

const levels = ["look", "deploy", "make"] as const satisfies readonly Level[];

export const usage = `Usage: npm run acceptance -- [LEVEL] [options]

Looks which of the answers that the documentation leaves open is the service's own (emulator/README.md, "Assumed"), and reports it.
Without --project it asks an embedded DataWorks of its own, at the level "make" unless told otherwise; with it the real service, by
the settings of the environment (docs/settings.md), at the level "look" unless told otherwise. Each level says first what it will do.

Levels:
  look      reads only
  deploy    also deploys, starts, stops and undeploys the one task of --file-id, and edits nothing
  make      makes a task of its own for all of that, takes another one through the whole chain with the real Pulumi engine, and
            deletes both; first of all it removes what an earlier run left that was killed

Options:
  --project ID        the DataWorks workspace
  --file-id ID        a real-time task of it; without one, look sees less
  --source NAME       with make: a MySQL data source of the workspace
  --destination NAME  with make: a MaxCompute, Kafka or Hologres data source of it
  --table NAME        with make: a table of the source; a second --table is added later
  --resource-group ID with make: the identifier of the resource group that the tasks run on
  --running           with deploy: the task may stand deployed or run, and may be interrupted. It is left as it was found
  --yes               do not ask: for machines
  --report FILE       write the report as Markdown
  --json FILE         write it as JSON
  --assume ID=ANSWER  without --project: have the embedded DataWorks give this answer; may come again
  --help              show this
  --version           show the version

Exit codes: 0 nothing differs, 7 something does, 1 failed, 2 wrong usage, 130 interrupted by Ctrl-C.`;

const options = {
    project: text,
    "file-id": text,
    source: text,
    destination: text,
    table: texts,
    "resource-group": text,
    running: flag,
    yes: flag,
    report: file,
    json: file,
    assume: texts,
} as const;

const ofMake = ["source", "destination", "table", "resource-group"] as const;

/** What the tasks of the level make are made of, as it is given. */
export interface Parts {
    readonly source: string;
    readonly destination: string;
    readonly tables: readonly string[];
    readonly resourceGroup: string;
}

export interface AcceptanceOptions {
    readonly level: Level;
    /** Undefined: an embedded DataWorks of its own is asked. */
    readonly projectId: string | undefined;
    readonly fileId: string | undefined;
    /** Of the level make. */
    readonly parts: Parts | undefined;
    readonly running: boolean;
    readonly yes: boolean;
    readonly report: string | undefined;
    readonly json: string | undefined;
    /** Of the embedded DataWorks. */
    readonly assume: Answers;
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Asked<AcceptanceOptions> {
    const parsed = parse(args, options);
    if (typeof parsed === "string") return parsed;
    const { values, positionals } = parsed;
    const { project: projectId, "file-id": fileId, running, yes, report, json } = values;
    const isOwn = projectId === undefined;
    const level = levelIn(positionals) ?? (isOwn ? "make" : "look");
    for (const [name, value, range] of [
        ["project", projectId, ids.projectId],
        ["file-id", fileId, ids.fileId],
    ] as const) {
        const wrong = value === undefined ? undefined : wrongId(value, range);
        if (wrong !== undefined) throw new UsageError(`--${name} ${wrong}.`);
    }
    if (isOwn) {
        const given = ["file-id", ...ofMake].filter((name) => values[name as keyof typeof values] !== undefined);
        const real = [...given.map((name) => `--${name}`), running && "--running", yes && "--yes"].filter(Boolean);
        if (real.length > 0)
            throw new UsageError(`${real.join(" and ")} is about the real service: give --project, too.`);
    } else if (values.assume !== undefined) {
        throw new UsageError("--assume is for the embedded DataWorks: the service of --project answers as it does.");
    }
    if (!isOwn && level === "deploy" && fileId === undefined)
        throw new UsageError(
            "deploy needs --file-id: the real-time task that it may deploy, start, stop and undeploy.",
        );
    if (level === "make" && fileId !== undefined)
        throw new UsageError("make takes no --file-id: it makes a task of its own, and touches no other.");
    const parts = isOwn ? undefined : partsIn(values, level);
    if (running && level !== "deploy") throw new UsageError("--running is about the task of the level deploy.");
    for (const [name, path] of Object.entries({ report, json }))
        if (path === "") throw new UsageError(`--${name} takes the name of a file.`);
    const assume = assumedIn(values.assume ?? [], (message) => new UsageError(message));
    return { level, projectId, fileId, parts, running, yes, report, json, assume };
}

function partsIn(values: Readonly<Record<string, unknown>>, level: Level): Parts | undefined {
    const given = ofMake.filter((name) => values[name] !== undefined);
    if (level !== "make") {
        if (given.length > 0)
            throw new UsageError(
                `--${given.join(" and --")} ${given.length === 1 ? "is" : "are"} about the tasks of the level make.`,
            );
        return undefined;
    }
    const missing = ofMake.filter((name) => !given.includes(name));
    if (missing.length > 0)
        throw new UsageError(
            `make needs ${missing.map((name) => `--${name}`).join(" and ")}: what its tasks are made of.`,
        );
    const tables = values["table"] as string[];
    const empty = ofMake.find((name) => [values[name]].flat().includes(""));
    if (empty !== undefined) throw new UsageError(`--${empty} takes a name.`);
    const twice = tables.find((table, index) => tables.indexOf(table) !== index);
    if (twice !== undefined) throw new UsageError(`--table ${twice} is there twice.`);
    const [source, destination, resourceGroup] = [values["source"], values["destination"], values["resource-group"]];
    return { source, destination, tables, resourceGroup } as Parts;
}

function levelIn(positionals: readonly string[]): Level | undefined {
    const [given, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`"${more.join(" ")}" belongs to no option.`);
    if (given === undefined) return undefined;
    const level = levels.find((each) => each === given);
    if (level === undefined) throw new UsageError(`There is no level "${given}": there are ${levels.join(", ")}.`);
    return level;
}
