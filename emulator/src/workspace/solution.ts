// What a solution shows of its course: its status, and its steps.
import { courseAt, type Course } from "./course";
import type { Solution, SolutionStatus, Step } from "./model";

export function solutionStatus(solution: Solution, now: number): SolutionStatus {
    return courseAt(solution.course, now).status;
}

/** Gives a solution another course; steps that were set by hand went with the one before. */
export function changeSolution(solution: Solution, course: Course<SolutionStatus>): void {
    solution.course = course;
    solution.steps = undefined;
}

/** What the second step is, for each status but these: it waits. */
const synchronizing: { [S in SolutionStatus]?: string } = { 0: "success", 2: "run", 3: "fail", 5: "confirm" };

/** The steps as they were set, or the two that follow from the status: deploying, and what is synchronized. */
export function stepsAt({ course, steps }: Solution, now: number): Step[] {
    if (steps) return steps;
    const { status, message } = courseAt(course, now);
    const info = message === null ? "{}" : JSON.stringify({ message });
    return [
        { name: "deploy", status: status === "1" ? "wait" : "success", info: "{}" },
        { name: "synchronize", status: synchronizing[status] ?? "wait", info },
    ];
}
