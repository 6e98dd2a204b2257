// What the definition of a task is: its code, or what a solution says of its content.
import { stringify } from "lossless-json";

/** The parts of a task that GetDISyncTask tells. */
export interface TaskContent {
    readonly code?: string;
    readonly solutionDetail?: Readonly<Record<string, unknown>>;
}

/** Of `SolutionDetail`, what somebody wrote; its status and times change by themselves. */
const solutionContent = ["Name", "Type", "SourceType", "ProcessContent", "ProcessExtra"];

/** The definition of a task, as a text. */
export function definitionOf({ code, solutionDetail = {} }: TaskContent): string {
    if (code !== undefined) return code;
    const content = solutionContent.map((name) => [name, solutionDetail[name] ?? null] as const);
    return stringify(Object.fromEntries(content)) ?? "";
}
