// The list of tasks: of one workspace or of all, found by name or id.
import type { TaskSummary } from "../src/control/summary";
import { byId, element, onNextFrame, say, setOptions } from "./element.js";
import { List } from "./list.js";
import type { Model } from "./model.js";

/** What people call the statuses of instances and of solutions. */
const statuses: Record<string, string> = {
    NORUN: "stopped",
    RUN: "running",
    PAUSE: "pausing",
    KILLING: "stopping",
    WAIT: "starting",
    0: "successful",
    1: "not running",
    2: "running",
    3: "failed",
    4: "committed",
    5: "waits for a person",
    6: "confirmed",
    7: "others",
    8: "waiting",
    9: "deleted",
};

/** What is to be known of a task at one sight. */
export function badgesOf({
    deleted,
    deployed,
    edited,
    waiting,
    running,
    status,
    taskType,
}: TaskSummary): HTMLElement[] {
    const badge = (kind: string, text: string) => element("span", { class: `badge ${kind}` }, text);
    return [
        ...(deleted ? [badge("bad", "deleted")] : []),
        deployed ? badge("good", "deployed") : badge("quiet", "not deployed"),
        ...(edited ? [badge("warn", "edited since")] : []),
        ...(waiting ? [badge("warn", "waits for approval")] : []),
        ...(status === undefined || (deleted && status === "9")
            ? []
            : [badge(running ? "good" : status === "3" ? "bad" : "quiet", statuses[status] ?? status)]),
        ...(taskType === "DI_SOLUTION" ? [badge("quiet", "solution")] : []),
    ];
}

export function showTasks(model: Model, chosen: (key: string) => void, opened: () => void): void {
    const workspace = byId("workspace", HTMLSelectElement);
    const state = byId("task-state", HTMLSelectElement);
    const find = byId("task-find", HTMLInputElement);
    const count = byId("task-count", HTMLElement);
    const list = new List<TaskSummary>(byId("task-list", HTMLElement), "Tasks", {
        key: ({ key }) => key,
        row: (task) => [
            element("span", { class: "name" }, task.name),
            element("span", { class: "id" }, task.fileId),
            ...(model.workspaces.length > 1 ? [element("span", { class: "id" }, nameOf(task.projectId))] : []),
            element("span", { class: "badges" }, ...badgesOf(task)),
        ],
        empty: "There is no such task.",
        chosen: ({ key }) => chosen(key),
        opened,
    });
    const nameOf = (projectId: string) =>
        model.workspaces.find((one) => one.projectId === projectId)?.identifier ?? projectId;
    const isShown = ({ deployed, edited, running }: TaskSummary) =>
        ({ all: true, deployed, edited, running, undeployed: !deployed })[state.value] ?? true;

    const draw = () => {
        const wanted = find.value.trim().toLowerCase();
        const all = [...model.tasks.values()];
        const shown = all
            .filter(
                (task) =>
                    (workspace.value === "" || task.projectId === workspace.value) &&
                    isShown(task) &&
                    (task.name.toLowerCase().includes(wanted) || task.fileId.includes(wanted)),
            )
            .sort(inOrder);
        say(count, shown.length === all.length ? `${all.length} tasks` : `${shown.length} of ${all.length} tasks`);
        list.set(shown);
    };
    const soon = onNextFrame(draw);
    model.on("tasks", soon);
    model.on("start", soon);
    model.on("workspaces", () => {
        setOptions(workspace, [
            ["", "all"],
            ...model.workspaces.map(({ projectId, identifier, enabled }): [string, string] => [
                projectId,
                `${identifier} (${projectId}${enabled ? "" : ", disabled"})`,
            ]),
        ]);
        soon();
    });
    for (const control of [workspace, state, find]) control.addEventListener("input", draw);
}

const { compare } = new Intl.Collator("en", { numeric: true });

function inOrder(one: TaskSummary, other: TaskSummary): number {
    return compare(one.projectId, other.projectId) || compare(one.name, other.name) || compare(one.key, other.key);
}
