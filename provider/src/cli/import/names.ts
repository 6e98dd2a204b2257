// Names of resources for tasks: valid, unique, and the same at each run.
import type { Task } from "../../dataworks/task";
import type { FoundTask } from "./task";

/** What a name is made of. */
export type NamedTask = Task & Pick<FoundTask, "taskName">;

/** What tells tasks of the same name apart: nothing, or more and more. Two tasks never share the last one. */
const tellings: readonly ((task: Task) => readonly string[])[] = [
    () => [],
    ({ fileId }) => [fileId],
    ({ projectId, fileId }) => [projectId, fileId],
    ({ projectId, taskType, fileId }) => [projectId, taskType, fileId],
];

/**
 * A name for each task: its own, with what Pulumi does not like in a name replaced. All tasks that would share a name get
 * their file id behind it, so that no name depends on the order in which DataWorks lists them; so does one whose name another
 * resource has already.
 */
export function namesOf(tasks: readonly NamedTask[], taken: ReadonlySet<string> = new Set()): string[] {
    const steps = tasks.map(() => 0);
    const nameAt = (task: NamedTask, step: number) =>
        [valid(task.taskName), ...(tellings[step]?.(task) ?? [])].join("-");
    for (;;) {
        const names = tasks.map((task, index) => nameAt(task, steps[index] ?? 0));
        const counts = new Map<string, number>();
        for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
        const again = names.flatMap((name, index) => {
            const isShared = (counts.get(name) ?? 0) > 1 || taken.has(name);
            return isShared && (steps[index] ?? 0) < tellings.length - 1 ? [index] : [];
        });
        if (again.length === 0) return names;
        for (const index of again) steps[index] = (steps[index] ?? 0) + 1;
    }
}

/** Letters and digits of any script, and "_", "." and "-"; at most 100 of them. */
function valid(name: string): string {
    const replaced = name.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^-+|-+$/g, "");
    return /^.{1,100}/su.exec(replaced)?.[0] ?? "task";
}
