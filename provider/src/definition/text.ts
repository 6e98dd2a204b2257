// What the definition of a task is: its code, or what a solution says of its content.
import { stringify } from "lossless-json";

/** The parts of a task that GetDISyncTask tells. */
export interface TaskContent {
    readonly code?: string;
    readonly solutionDetail?: Readonly<Record<string, unknown>>;
}

/** Of `SolutionDetail`, what somebody wrote; its status and times change by themselves. */
const solutionContent = ["Name", "Type", "SourceType", "ProcessContent", "ProcessExtra"];

/**
 * The definition of a task, as a text; undefined where it cannot be read, because DataWorks says nothing of what the task does. What it
 * says beside that is no definition: edits would not be seen in it.
 */
export function definitionOf({ code, solutionDetail = {} }: TaskContent): string | undefined {
    if (code !== undefined) return code || undefined;
    if ((solutionDetail["ProcessContent"] ?? "") === "") return undefined;
    const content = solutionContent.map((name) => [name, solutionDetail[name] ?? null] as const);
    return stringify(Object.fromEntries(content)) ?? "";
}

/** Why a definition cannot be read, to go on after a colon. */
export function whyUnreadable(taskType: string): string {
    return `GetDISyncTask answered without its ${taskType === "DI_SOLUTION" ? "ProcessContent" : "Code"}`;
}
