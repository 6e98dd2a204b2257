// The tasks whose definitions are taken over, so that a program says what they read and write, and those that are not, and why.
import type { DataWorks } from "../../dataworks/client";
import { definitionOf } from "../../definition/index";
import { fingerprintOf } from "../../resources/adopt";
import { taskId } from "../../resources/ids";
import { toldOf, type Told, type Untold } from "../../resources/task/told";
import type { Terminal } from "../progress";
import { namesOf } from "./names";
import { isOf, type TaskInStack } from "./state";
import type { FoundTask, ReadTask } from "./task";
import { readEach } from "./tasks";

/** A task under the name of the resource that makes it. */
export interface ImportedDefinition extends FoundTask {
    /** The resource's. */
    readonly name: string;
    /** The resource's. */
    readonly id: string;
    readonly region: string;
    readonly told: Told;
    readonly fingerprint: string;
}

/** Why one is not taken over. */
export const whyLeft: Readonly<Record<Untold["why"] | "present", string>> = {
    present: "the stack has them already",
    solution: "what a solution's definition looks like, nobody has documented",
    form: "they have another form than that documented for MySQL to MaxCompute, Kafka or Hologres",
    names: "a program cannot say their names as they are",
    group: "they do not say which resource group their tasks run on",
};

export interface LeftDefinition {
    readonly task: FoundTask;
    readonly why: keyof typeof whyLeft;
    /** What it is, where the reason does not say all of it. */
    readonly detail?: string | undefined;
    /** The name that the stack has it under. */
    readonly resource?: string;
}

export interface Definitions {
    readonly imported: readonly ImportedDefinition[];
    readonly left: readonly LeftDefinition[];
}

/** A task whose deployment is imported, or in the stack already, with that deployment's name. */
interface DeployedTask {
    readonly task: FoundTask;
    readonly name: string;
}

interface Known {
    /** The tasks that were read already. */
    readonly read: readonly ReadTask[];
    /** The tasks that the stack has a DiSyncTask of. */
    readonly inStack: readonly TaskInStack[];
    readonly region: string;
    readonly terminal: Terminal;
}

/**
 * The definition of each task that the stack has no DiSyncTask of. Those that were not read yet are read.
 *
 * @throws CommandError where one cannot be read; the errors of the API.
 */
export async function readDefinitions(
    api: () => DataWorks,
    tasks: readonly DeployedTask[],
    { read, inStack, region, terminal }: Known,
): Promise<Definitions> {
    const left: LeftDefinition[] = [];
    const asked = tasks.filter(({ task }) => {
        const owner = inStack.find((each) => isOf(each, task, region));
        if (owner) left.push({ task, why: "present", resource: owner.resource });
        return !owner;
    });
    const known = new Map(read.map((task) => [taskId({ ...task, region }), task.definition]));
    const unread = asked.filter(({ task }) => !known.has(taskId({ ...task, region })));
    await readEach(unread, "Reading definitions", terminal, async ({ task }) => {
        known.set(taskId({ ...task, region }), definitionOf(await api().getDISyncTask(task)));
    });
    const found = asked.flatMap(({ task, name }) => {
        const definition = known.get(taskId({ ...task, region })) ?? "";
        const told = toldOf(task, definition);
        if (!("why" in told)) return [{ task, name, definition, told }];
        left.push({ task, ...told });
        return [];
    });
    const names = namesOf(
        found.map(({ task, name }) => ({ ...task, taskName: name })),
        new Set(inStack.map(({ resource }) => resource)),
    );
    const imported = found.map(({ task, name, definition, told }, index): ImportedDefinition => {
        const id = taskId({ ...task, region });
        return {
            ...{ ...task, region, id, told, name: names[index] ?? name },
            fingerprint: fingerprintOf(definition, id),
        };
    });
    return { imported: imported.sort((a, b) => (a.name < b.name ? -1 : 1)), left };
}
