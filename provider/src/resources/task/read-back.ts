// Reads a task back that was made or changed: takes its fingerprint, and holds its tables to those that are declared.
import { messageOf } from "../../dataworks/calls/errors";
import { tablesIn } from "../../dataworks/script";
import { describe } from "../../dataworks/task";
import { definitionOf, fingerprint, seal, shortened, whyUnreadable } from "../../definition/index";
import type { Context } from "../context";
import { KeptError } from "../resource";
import type { Inputs, Outputs } from "./state";
import { declaredTables, differenceOf, withFound, type TableDifference } from "./tables";

/** The most bytes of a list of tables in an error: it has two. */
const longestTables = 1500;

/** What was made or changed, under which revision; `isNew`: just made. */
interface Made {
    readonly fileId: string;
    readonly revision: string;
    readonly isNew: boolean;
}

/**
 * The outputs of a task that was made or changed by these inputs.
 *
 * @throws KeptError where its tables are not those that are declared: the next run writes them again. That it cannot be read back
 * costs the fingerprint, and no more.
 */
export async function readBack(inputs: Inputs, made: Made, context: Context): Promise<Outputs> {
    const { drift: _, ...kept } = inputs;
    const { fileId, revision, isNew } = made;
    const { projectId, taskType, region } = inputs;
    const task = { projectId, taskType, fileId };
    const outputs: Outputs = { ...kept, fileId, revision, status: "success", definition: "" };
    const done = `${describe(task)} is ${isNew ? "made" : "changed"}`;
    let text: string;
    let time: number | undefined;
    try {
        const detail = await context.dataworks(region).getDISyncTask(task);
        const definition = definitionOf(detail);
        if (definition === undefined) throw new Error(whyUnreadable(taskType));
        [text, time] = [definition, detail.time];
        context.claims.write(region, task, seal(text, context.randomHex(16)));
    } catch (error) {
        context.claims.write(region, task);
        context.warn(
            `${done}, but its definition could not be read back, so its tables were not checked, and edits after this will not be ` +
                `seen as drift: ${messageOf(error)}`,
        );
        return outputs;
    }
    const definition = fingerprint(text, context.randomHex(16), inputs.ignoreDefinitionPaths ?? [], time);
    const [declared, found] = [declaredTables(inputs), tablesIn(text)];
    if (!declared || !found) {
        if (isNew) {
            context.warn(
                `${done}; whether its tables are those that are declared could not be checked, because its ` +
                    `${declared ? "definition" : "script"} does not name them in the documented form.`,
            );
        }
        return { ...outputs, definition };
    }
    const difference = differenceOf(declared, found);
    if (difference.missing.length + difference.extra.length === 0) return { ...outputs, definition };
    throw new KeptError(
        `${done}, but its tables are not those that are declared: ${sidesOf(difference)}. ` +
            (difference.missing.length > 0
                ? "Look at the names, at the rights on the source and at the task in DataWorks. "
                : "") +
            "The next `pulumi up` has its tables changed once more" +
            (difference.extra.length > 0 ? "; where they stay, take them out of the task in DataWorks first." : "."),
        // What nobody can tell is whether what was asked for is still to come: that is written again, whatever is found by then.
        { ...outputs, ...withFound(inputs, found), definition, status: "unknown" },
    );
}

function sidesOf({ missing, extra }: TableDifference): string {
    return [
        missing.length > 0 ? `missing in DataWorks: ${listOf(missing)}` : "",
        extra.length > 0 ? `there and not declared: ${listOf(extra)}` : "",
    ]
        .filter(Boolean)
        .join("; ");
}

function listOf(names: readonly string[]): string {
    return shortened(names.join(", "), longestTables);
}
