// Faults: those that are set, and the form that sets one.
import { ask } from "./control.js";
import { byId, element, onNextFrame, plain, say, setOptions } from "./element.js";
import type { Model } from "./model.js";

export function showFaults(model: Model): void {
    const form = byId("fault", HTMLFormElement);
    const message = byId("limits-message", HTMLElement);
    const operation = byId("fault-operation", HTMLSelectElement);
    const kind = byId("fault-kind", HTMLSelectElement);
    const details = byId("fault-details", HTMLTextAreaElement);
    const times = byId("fault-times", HTMLInputElement);
    const skip = byId("fault-skip", HTMLInputElement);
    const file = byId("fault-file", HTMLInputElement);

    /** What the chosen kind does, and details that make it a whole fault. */
    const describe = () => {
        const chosen = model.choices.faultKinds.find((one) => one.kind === kind.value);
        say(byId("fault-description", HTMLElement), chosen ? `The caller meets ${plain(chosen.description)}.` : "");
        say(byId("fault-hint", HTMLElement), chosen?.details ? plain(chosen.details) : "none");
        details.value = chosen && Object.keys(chosen.example).length > 0 ? JSON.stringify(chosen.example) : "";
    };
    model.on("start", () => {
        const { operations, faultKinds } = model.choices;
        setOptions(operation, [["*", "any operation"], ...operations.map(({ name }) => [name, name] as const)]);
        const before = kind.value;
        setOptions(
            kind,
            faultKinds.map((one) => [one.kind, one.kind] as const),
        );
        if (kind.value !== before) describe();
    });
    kind.addEventListener("input", describe);

    model.on(
        "limits",
        onNextFrame(() => {
            const faults = model.limits?.faults ?? [];
            const items = faults.map(({ fault, met }) => {
                const { operation, kind, ...more } = fault;
                const told = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : "";
                return element("li", {}, `${kind} of ${operation}${told}: met ${met} ${met === 1 ? "call" : "calls"}`);
            });
            byId("faults", HTMLElement).replaceChildren(...items);
        }),
    );

    const tell = (done: string, asked: Promise<unknown>) => {
        asked.then(
            () => say(message, done),
            (error: unknown) => say(message, (error as Error).message),
        );
    };
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        let more: object;
        try {
            more = details.value.trim() === "" ? {} : (JSON.parse(details.value) as object);
        } catch {
            say(message, 'The details must be JSON, such as {"ms": 20}.');
            return;
        }
        const fault = {
            ...more,
            operation: operation.value,
            kind: kind.value,
            ...(times.value === "" ? {} : { times: times.valueAsNumber }),
            ...(skip.value === "" ? {} : { skip: skip.valueAsNumber }),
            ...(file.value.trim() === "" ? {} : { match: { FileId: file.value.trim() } }),
        };
        tell("The fault is set.", ask("addFault", fault));
    });
    byId("clear-faults", HTMLButtonElement).addEventListener("click", () =>
        tell("The faults are cleared.", ask("clearFaults")),
    );
}
