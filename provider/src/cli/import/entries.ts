// The entries of a stack's list as a program gets them.
import { asObject, asText } from "../../dataworks/json";
import { CommandError } from "../error";
import type { ListedTask } from "./stack-file";

/** Why a listed task cannot be imported as its program declares it. */
export type Hindrance = "secret" | "unclear";

export interface Entry extends ListedTask {
    readonly hindrance?: Hindrance | undefined;
}

const texts = ["name", "taskType", "fileId", "fileName", "folder", "onDelete"] as const;

/**
 * The entries with the values that Pulumi reads from the file, where it did: it decrypts, and takes 014 for 12.
 *
 * @param program The list that Pulumi reads from the same file; undefined where it could not be asked.
 * @throws CommandError where nobody can tell which task an entry lists.
 */
export function entriesOf(tasks: readonly ListedTask[], program: readonly unknown[] | undefined): Entry[] {
    return tasks.map((task, index) => {
        const given = program?.length === tasks.length ? asObject(program[index]) : undefined;
        const values = texts.flatMap((key) =>
            task[key] === undefined ? [] : [[key, textAt(key, task, given, index)]],
        );
        const triggers = given ? given["triggers"] : task.triggers;
        const run = given ? given["run"] : task.run;
        const hindrance = holdsSecret(task) ? "secret" : !given && task.hasUnclearTriggers ? "unclear" : undefined;
        return {
            ...(Object.fromEntries(values) as ListedTask),
            triggers,
            hindrance,
            ...(run !== undefined && { run }),
        };
    });
}

function textAt(
    key: (typeof texts)[number],
    task: ListedTask,
    given: Entry | object | undefined,
    index: number,
): string {
    const value = (given as Record<string, unknown> | undefined)?.[key];
    const isExact = typeof value === "string" || Number.isSafeInteger(value);
    const text = isExact ? asText(value) : asText(task[key]);
    if (text !== "" || !holdsSecret(task[key])) return text;
    throw new CommandError(
        `The ${key} of tasks[${index}] in the stack's file is a secret, so nobody can tell which task it lists. Select the ` +
            "file's stack, or let --config name another file.",
    );
}

/** Whether there is a value in it that Pulumi has encrypted. */
function holdsSecret(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    if (Object.keys(value).join() === "secure") return true;
    return Object.values(value).some(holdsSecret);
}
