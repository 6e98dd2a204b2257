// The chosen task: what somebody in DataWorks would do to it, its definition to be edited, and how that differs from what is deployed.
import type { TaskSummary } from "../src/control/summary";
import type { TaskView } from "../src/control/types";
import { ask } from "./control.js";
import { asKept, isJson, spread } from "./definition.js";
import { difference, excerpt, type Line } from "./difference.js";
import { byId, dateOf, element, onNextFrame, say } from "./element.js";
import type { Model } from "./model.js";
import { badgesOf } from "./tasks.js";

/** A longer difference ends here: the rest is counted. */
const mostLines = 2000;

const signs = { same: " ", removed: "-", added: "+", "left out": "⋯" };
const tags = { same: "span", removed: "del", added: "ins", "left out": "span" } as const;

interface Action {
    name: string;
    route: string;
    /** Why it cannot be done; undefined where it can. */
    why: (task: TaskSummary) => string | undefined;
    done: string;
    /** Whether the control API asks who does it. */
    signed?: boolean;
    /** Whether tasks of this type have it at all. */
    has?: (task: TaskSummary) => boolean;
}

const actions: Action[] = [
    {
        name: "Start",
        route: "startTask",
        why: ({ deployed, running, taskType }) =>
            running ? "It runs already." : deployed || taskType === "DI_SOLUTION" ? undefined : "It is not deployed.",
        done: "Told to start.",
    },
    {
        name: "Stop",
        route: "stopTask",
        why: ({ running }) => (running ? undefined : "It does not run."),
        done: "Told to stop.",
        has: ({ taskType }) => taskType !== "DI_SOLUTION",
    },
    { name: "Deploy", route: "deployTask", why: () => undefined, done: "Deployed.", signed: true },
    {
        name: "Approve",
        route: "approve",
        why: ({ waiting }) => (waiting ? undefined : "No deployment waits for an approval."),
        done: "Approved.",
    },
    {
        name: "Undeploy",
        route: "undeployTask",
        why: ({ deployed }) => (deployed ? undefined : "It is not deployed."),
        done: "Undeployed.",
    },
];

/** What was typed and is not saved yet, and the definition that it was typed into. */
interface Draft {
    text: string;
    was: string;
}

export class TaskPanel {
    private readonly heading = byId("task-heading", HTMLElement);
    private readonly facts = byId("task-facts", HTMLElement);
    private readonly body = byId("task-body", HTMLElement);
    private readonly message = byId("task-message", HTMLElement);
    private readonly editor = byId("definition", HTMLTextAreaElement);
    private readonly overtaken = byId("overtaken", HTMLElement);
    private readonly save = byId("save", HTMLButtonElement);
    private readonly discard = byId("discard", HTMLButtonElement);
    private readonly user = byId("user", HTMLInputElement);
    private readonly buttons = actions.map((action) => {
        const button = element("button", { type: "button" }, action.name);
        button.addEventListener("click", () => void this.act(action));
        return { action, button };
    });
    private readonly drafts = new Map<string, Draft>();
    private key = "";
    /** The chosen task as it was read last; undefined before that. */
    private view: TaskView | undefined;
    private readonly drawDifference = onNextFrame(() => this.showDifference());

    constructor(private readonly model: Model) {
        byId("task-buttons", HTMLElement).append(...this.buttons.map(({ button }) => button));
        model.on(
            "tasks",
            onNextFrame(() => void this.read()),
        );
        this.editor.addEventListener("input", () => this.typed());
        this.save.addEventListener("click", () => void this.keep());
        this.discard.addEventListener("click", () => {
            this.drafts.delete(this.key);
            this.show();
        });
    }

    choose(key: string): void {
        if (key === this.key) return;
        this.key = key;
        this.view = undefined;
        say(this.message, "");
        void this.read();
    }

    /** Takes who pressed Enter in the list to the task. */
    open(): void {
        this.heading.scrollIntoView({ block: "nearest" });
    }

    private summary(): TaskSummary | undefined {
        return this.model.tasks.get(this.key);
    }

    private address() {
        const { projectId = "", taskType = "DI_REALTIME", fileId = "" } = this.summary() ?? {};
        return { projectId, taskType, fileId };
    }

    private reading = 0;

    /** Reads the task anew; of several readings that are under way, the last one counts. */
    private async read(): Promise<void> {
        if (this.key === "") return;
        const reading = (this.reading += 1);
        try {
            const view = this.summary() && (await ask<TaskView>("task", this.address()));
            if (reading !== this.reading) return;
            this.view = view;
            this.show();
        } catch (error) {
            if (reading === this.reading) say(this.message, (error as Error).message);
        }
    }

    private show(): void {
        const task = this.summary();
        this.body.hidden = !task || !this.view;
        if (!task || !this.view) {
            say(this.heading, "The task is gone");
            this.facts.replaceChildren();
            return;
        }
        say(this.heading, task.name);
        this.facts.replaceChildren(
            element("span", { class: "badges" }, ...badgesOf(task)),
            ` ${task.taskType} `,
            element("b", {}, task.fileId),
            element("span", {}, ` of workspace ${task.projectId}${task.folder === "" ? "" : `, in ${task.folder}`}.`),
            element(
                "span",
                {},
                ` Owner ${task.owner}, last edited by ${task.lastEditUser}, ${dateOf(task.lastEditTime)}.`,
            ),
            element("span", {}, ` Deployments that took effect: ${task.deployments}.`),
            element("span", {}, task.message === undefined ? "" : ` ${task.message}.`),
        );
        for (const { action, button } of this.buttons) {
            const why = action.why(task);
            button.hidden = action.has?.(task) === false;
            // A button that is disabled would lose the focus: this one stays, and says why.
            button.setAttribute("aria-disabled", String(why !== undefined));
            button.title = why ?? "";
        }
        this.showDefinition(this.view);
    }

    private showDefinition({ definition, lastEditUser }: TaskView): void {
        const draft = this.drafts.get(this.key);
        const text = draft?.text ?? spread(definition);
        if (this.editor.value !== text) this.editor.value = text;
        const overtaken = draft !== undefined && draft.was !== definition;
        say(
            this.overtaken,
            overtaken ? `${lastEditUser} has edited it since you began: Save puts yours in its place.` : "",
        );
        for (const button of [this.save, this.discard]) button.setAttribute("aria-disabled", String(!draft));
        this.drawDifference();
    }

    private typed(): void {
        if (!this.view) return;
        const was = this.drafts.get(this.key)?.was ?? this.view.definition;
        const text = this.editor.value;
        if (text === spread(this.view.definition)) this.drafts.delete(this.key);
        else this.drafts.set(this.key, { text, was });
        this.showDefinition(this.view);
    }

    private async keep(): Promise<void> {
        const draft = this.drafts.get(this.key);
        if (!draft || !this.view) return;
        const definition = asKept(draft.text, this.view.definition);
        const { key } = this;
        await this.tell(isJson(definition) ? "Saved." : "Saved, though it is no JSON.", async () => {
            await ask("editTask", { ...this.address(), definition, user: this.user.value });
            // What was typed while it was saved stays.
            if (this.drafts.get(key)?.text === draft.text) this.drafts.delete(key);
            return undefined;
        });
        await this.read();
    }

    private async act({ route, why, done, signed }: Action): Promise<void> {
        const task = this.summary();
        if (!task) return;
        const reason = why(task);
        if (reason !== undefined) {
            say(this.message, reason);
            return;
        }
        const address = this.address();
        await this.tell(done, async () => {
            await ask(route, { ...address, ...(signed ? { user: this.user.value } : {}) });
            if (route !== "deployTask") return undefined;
            const { waiting } = await ask<TaskView>("task", address);
            return waiting === undefined ? undefined : `Accepted: version ${waiting} waits for an approval.`;
        });
    }

    /** Says what came of it: what that tells itself, or that it is done. */
    private async tell(done: string, doing: () => Promise<string | undefined>): Promise<void> {
        try {
            say(this.message, (await doing()) ?? done);
        } catch (error) {
            say(this.message, (error as Error).message);
        }
    }

    private showDifference(): void {
        const summary = byId("difference-summary", HTMLElement);
        const box = byId("difference", HTMLElement);
        const deployed = this.view?.deployedDefinition;
        box.hidden = true;
        if (!this.view) return;
        if (deployed === undefined) {
            say(summary, "It is not deployed: there is nothing to compare it with.");
            return;
        }
        const lines = difference(spread(deployed).split("\n"), this.editor.value.split("\n"));
        const count = (kind: Line["kind"]) => lines.filter((line) => line.kind === kind).length;
        if (count("removed") + count("added") === 0) {
            say(summary, "None.");
            return;
        }
        const unsaved = this.drafts.has(this.key) ? ", what is not saved yet included" : "";
        say(summary, `Lines removed: ${count("removed")}, added: ${count("added")}${unsaved}.`);
        const shown = excerpt(lines);
        box.replaceChildren(...shown.slice(0, mostLines).map(elementOf));
        if (shown.length > mostLines)
            box.append(elementOf({ kind: "left out", text: `${shown.length - mostLines} lines more` }));
        box.hidden = false;
    }
}

function elementOf({ kind, text }: Line): HTMLElement {
    return element(tags[kind], { class: `line ${kind === "left out" ? "gap" : kind}` }, `${signs[kind]} ${text}`);
}
