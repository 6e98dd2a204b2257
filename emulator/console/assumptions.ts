// Assumptions: which answer is given where the documentation leaves it open, and another one to be chosen.
import type { Choices } from "../src/control/watch";
import { ask } from "./control.js";
import { byId, element, onNextFrame, plain, say } from "./element.js";
import type { Model } from "./model.js";

/** The time, in milliseconds, in which the events tell of a change, with some to spare. */
const eventsWithin = 500;

type Assumption = Choices["assumptions"][number];

interface Row extends Assumption {
    box: HTMLElement;
    /** By answer. */
    inputs: Map<string, HTMLInputElement>;
    /** Says that it is switched. */
    mark: HTMLElement;
}

export function showAssumptions(model: Model): void {
    const list = byId("assumptions-list", HTMLElement);
    const only = byId("assumptions-only", HTMLInputElement);
    const back = byId("assumptions-back", HTMLButtonElement);
    const message = byId("assumptions-message", HTMLElement);
    const link = byId("switched", HTMLAnchorElement);
    let rows: Row[] = [];
    let asked = 0;
    /** What was chosen here: the events may not have told of it yet. */
    const chosen = new Set<string>();
    let last: Promise<void> = Promise.resolve();

    const answerTo = ({ id, given }: Assumption) => model.answers[id] ?? given;
    const switched = () => rows.filter((row) => answerTo(row) !== row.given);

    const draw = () => {
        // What is being chosen stays chosen until the emulator has answered for all of it.
        if (asked > 0) return;
        for (const row of rows) {
            const answer = answerTo(row);
            const isSwitched = answer !== row.given;
            const input = row.inputs.get(answer);
            if (input) input.checked = true;
            row.mark.hidden = !isSwitched;
            // The row that has the focus stays: the focus would be lost with it.
            row.box.hidden = only.checked && !isSwitched && !row.box.contains(document.activeElement);
        }
        const count = switched().length;
        say(byId("assumptions-count", HTMLElement), `${count} of ${rows.length} switched`);
        say(link, `${count} ${count === 1 ? "assumption" : "assumptions"} switched`);
        link.hidden = count === 0;
        byId("assumptions-none", HTMLElement).hidden = !only.checked || count > 0;
        back.setAttribute("aria-disabled", String(count === 0));
    };

    /** Asks for these answers after those that were asked for before, and says what came of it. */
    const give = (answers: Record<string, string>, done: string) => {
        asked += 1;
        for (const id of Object.keys(answers)) chosen.add(id);
        last = last.then(async () => {
            try {
                await ask("assume", answers);
                asked -= 1;
                say(message, done);
                // An event tells of it, unless that has come already, or somebody else has switched it back meanwhile.
                setTimeout(draw, eventsWithin);
            } catch (error) {
                asked -= 1;
                say(message, (error as Error).message);
                draw();
            }
        });
    };

    const build = () => {
        rows = model.choices.assumptions.map((one) => rowOf(one, give));
        list.replaceChildren(...rows.map(({ box }) => box));
    };
    model.on("start", () => {
        // The choices are the same for as long as it is the same emulator; one of another version may have taken its place.
        const known = rows.map(({ id, answers }) => [id, answers]);
        const now = model.choices.assumptions.map(({ id, answers }) => [id, answers]);
        if (JSON.stringify(known) !== JSON.stringify(now)) build();
    });
    model.on("answers", onNextFrame(draw));
    only.addEventListener("input", draw);
    back.addEventListener("click", () => {
        const away = rows.filter((row) => chosen.has(row.id) || answerTo(row) !== row.given);
        const answers = Object.fromEntries(away.map(({ id, given }) => [id, given]));
        if (Object.keys(answers).length > 0) give(answers, "The emulator gives its own answers again.");
    });
}

function rowOf(assumption: Assumption, give: (answers: Record<string, string>, done: string) => void): Row {
    const { id, question, answers, given } = assumption;
    const mark = element("span", { class: "badge warn" }, "switched");
    const inputs = new Map<string, HTMLInputElement>();
    const labels = Object.entries(answers).map(([answer, meaning]) => {
        const input = element("input", { type: "radio", id: `${id}-${answer}`, name: id, value: answer });
        input.addEventListener("input", () => give({ [id]: answer }, `${id}: the answer is "${answer}" from now on.`));
        inputs.set(answer, input);
        const own = answer === given ? [" ", element("span", { class: "badge quiet" }, "the emulator's own")] : [];
        const text = element("span", {}, element("b", {}, answer), `: ${plain(meaning)}`, ...own);
        return element("label", {}, input, text);
    });
    const legend = element("legend", {}, plain(question), " ", element("span", { class: "id" }, id), " ", mark);
    return { ...assumption, box: element("fieldset", {}, legend, ...labels), inputs, mark };
}
