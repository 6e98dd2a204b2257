// Updates a task: has its tables changed, takes what was edited for what is there, or only stores what says how later runs behave.
import { InvalidFileIdError, trace, wasNotApplied, whyUnknown } from "../../dataworks/calls/errors";
import { tablesIn, type Table } from "../../dataworks/script";
import { describe } from "../../dataworks/task";
import { definitionOf, fingerprint, whyUnreadable } from "../../definition/index";
import type { Context } from "../context";
import { isGone } from "../gone";
import { KeptError } from "../resource";
import { shortList } from "../short-list";
import { notReadable } from "../unreadable";
import { heal } from "./create";
import { planOf, shownName } from "./diff";
import { besideTables, notCompared, editsIn, tableDifference, tableLines, tablesDue } from "./drift";
import { readBack } from "./read-back";
import { newRevision } from "./revision";
import { creatingScript, updatingScript } from "./script";
import type { Inputs, Outputs } from "./state";
import { withStored } from "./stored";
import { declaredTables, named, withFound } from "./tables";
import { processOf, workOut } from "./work-out";

/** A state whose task is known. */
type Known = Outputs & { readonly fileId: string };

/** @throws KeptError where the task was changed, or may have been; any other error means that it was not. */
export async function update(olds: Outputs, news: Inputs, context: Context): Promise<Outputs> {
    if (isKnown(olds)) return updateKnown(olds, news, context);
    const healed = await heal(olds, news, context);
    if ("made" in healed) return healed.made;
    const { found } = healed;
    if (!isKnown(found)) throw new Error(`${describe(news)} was found without a file id`);
    if (planOf(found, news) === "write") return updateKnown(found, news, context);
    return readBack(news, { fileId: found.fileId, revision: found.revision, isNew: true }, context);
}

function isKnown(outputs: Outputs): outputs is Known {
    return outputs.fileId !== undefined;
}

function updateKnown(olds: Known, news: Inputs, context: Context): Promise<Outputs> {
    const plan = planOf(olds, news);
    if (plan === "store") return Promise.resolve(stored(olds, news, context));
    return plan === "accept" ? accept(olds, news, context) : write(olds, news, context);
}

/** The old outputs, with what is stored now. */
function stored(olds: Known, news: Inputs, context: Context): Outputs {
    const { outputs, uncompared } = withStored(olds, news);
    if (uncompared.length > 0) context.warn(notCompared(olds, uncompared));
    return outputs;
}

/** Takes the task as it is for what is compared with from now on, and changes nothing in DataWorks. */
async function accept(olds: Known, news: Inputs, context: Context): Promise<Outputs> {
    const { definition: text, time, edits, found } = await lookAt(olds, news, context);
    if (text === undefined) {
        throw new Error(
            `${describe(taskOf(olds))} is not accepted as it is in DataWorks, because nobody can tell how it is: ` +
                `${whyUnreadable(olds.taskType)}. Look at the task there, and run again.`,
        );
    }
    const tables = tableLines(tableDifference(olds, found));
    if (tables.length > 0) {
        context.warn(
            `${describe(taskOf(olds))}: its tables are not those that are declared any more: ${shortList(tables)}. The next \`pulumi up\` ` +
                "changes them.",
        );
    }
    if (edits.length > 0)
        context.warn(`${describe(taskOf(olds))}: accepted as it is in DataWorks: ${shortList(edits)}`);
    const { drift: _, ...kept } = news;
    const definition = fingerprint(text, context.randomHex(16), news.ignoreDefinitionPaths ?? [], time);
    const { fileId, revision, status } = olds;
    // With the tables that are there: where they are not those of the program, the next run has them changed.
    return { ...kept, ...(found && withFound(news, found)), fileId, revision, status, definition } as Outputs;
}

/** @throws KeptError where UpdateDISyncTask may have been applied. */
async function write(olds: Known, news: Inputs, context: Context): Promise<Outputs> {
    const { projectId, taskType, region, resourceGroup, cu, timeoutSeconds } = news;
    const { fileId } = olds;
    const task = { projectId, taskType, fileId };
    const dataworks = context.dataworks(region);
    const { definition, edits, found } = await lookAt(olds, news, context);
    if (definition === undefined) context.warn(notReadable(task));
    const tables = undeclared(olds, news, found);
    if (tables.length > 0) {
        context.warn(
            `${describe(task)}: ${shortList(tables)}. The program says otherwise, and this update changes that too; a preview with ` +
                "--refresh shows it before.",
        );
    }
    if (edits.length > 0) {
        context.warn(
            `${describe(task)} was edited in DataWorks beside what is changed now: ${shortList(edits)}. DataWorks works the definition out ` +
                "anew: look whether these edits are still there.",
        );
    }
    const script = updatingScript(news) ?? creatingScript(news);
    const { content } = await workOut(
        {
            ...processOf(task, dataworks),
            begin: (clientToken) => dataworks.generateDISyncTaskConfigForUpdating(task, script, clientToken),
            timeoutSeconds,
        },
        context,
    );
    const revision = newRevision(context);
    try {
        await context.dataworks(region).updateDISyncTask(task, content, { resourceGroup, cu });
    } catch (error) {
        if (wasNotApplied(error)) throw error;
        context.claims.write(region, task);
        const { drift: _, ...kept } = news;
        throw new KeptError(
            `UpdateDISyncTask may have been applied to ${describe(task)}: ${whyUnknown(error)}The next \`pulumi up\` changes it again.`,
            { ...kept, fileId, revision, status: "unknown", definition: olds.definition },
        );
    }
    return readBack(news, { fileId, revision, isNew: false }, context);
}

/** The lines of tables that came or went unseen, and that this update takes out or puts back. */
function undeclared(olds: Known, news: Inputs, found: readonly Table[] | undefined): string[] {
    // Of an update with an unknown outcome, nobody knows which tables there were to be.
    if (olds.status === "unknown") return [];
    const declared = new Set(named(declaredTables(news) ?? []).values());
    const { missing, extra } = tableDifference(olds, found);
    const told = new Set(tablesDue(olds));
    return tableLines({
        missing: missing.filter((name) => declared.has(name) && !told.has(name)),
        extra: extra.filter((name) => !declared.has(name)),
    });
}

/**
 * The definition as it is, its tables, and the paths of what differs from the state beside its tables. A refresh brings tables that
 * were found into the state, but not into its fingerprint: those that the update takes out or puts in again are no other edits either.
 */
async function lookAt(olds: Known, news: Inputs, context: Context) {
    const dataworks = context.dataworks(olds.region);
    const detail = await dataworks.getDISyncTask(taskOf(olds)).catch(async (error: unknown) => {
        if (!(error instanceof InvalidFileIdError) || !(await isGone(taskOf(olds), dataworks))) throw error;
        throw new Error(
            `${shownName(olds)} is not in DataWorks any more: GetDISyncTask says "${error.said}"${trace(error.facts)}. Restore it there, or run ` +
                "`pulumi up --refresh`, which makes it anew, with another file id.",
            { cause: error },
        );
    });
    const definition = definitionOf(detail);
    if (definition === undefined) return { definition, edits: [], found: undefined };
    const found = tablesIn(definition);
    const edits = editsIn(
        besideTables(olds, definition, found, { warn: () => undefined }, news),
        news.ignoreDefinitionPaths ?? [],
    );
    return { definition, time: detail.time, edits, found };
}

function taskOf({ projectId, taskType, fileId }: Known) {
    return { projectId, taskType, fileId };
}
