// Quotas: the gauges of calls against them, and the form that sets them.
import type { Limits } from "../src/control/watch";
import { ask } from "./control.js";
import { byId, element, onNextFrame, say } from "./element.js";
import type { Model } from "./model.js";

const perSecond = { perSecond: "calls", readsPerSecond: "reads", writesPerSecond: "writes" } as const;
type Name = keyof typeof perSecond;

export function showLimits(model: Model): void {
    const gauges = byId("gauges", HTMLElement);
    const use = byId("quota-use", HTMLElement);
    const form = byId("quota", HTMLFormElement);
    const message = byId("limits-message", HTMLElement);
    const inputs = [...form.querySelectorAll("input")];
    let shown = "";

    const draw = () => {
        const { limits } = model;
        if (!limits) return;
        const { quota } = limits;
        gauges.replaceChildren(...gaugesOf(limits));
        const { allowed, refused, refusedForTheDay } = limits.use;
        say(
            use,
            `${allowed} calls let through, ${refused} refused (${refusedForTheDay} for the day) since it was set.`,
        );
        // A quota that somebody else sets shows in the form; one that is being typed stays.
        if (JSON.stringify(quota) === shown) return;
        shown = JSON.stringify(quota);
        for (const input of inputs) input.value = String(quota[input.name as Name | "perDay"] ?? "");
    };
    model.on("limits", onNextFrame(draw));

    const set = (quota: object, done: string) => {
        ask("setQuota", quota).then(
            () => say(message, done),
            (error: unknown) => say(message, (error as Error).message),
        );
    };
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const given = inputs.filter(({ value }) => value !== "");
        set(Object.fromEntries(given.map(({ name, valueAsNumber }) => [name, valueAsNumber])), "The quotas are set.");
    });
    byId("clear-quotas", HTMLButtonElement).addEventListener("click", () => {
        for (const input of inputs) input.value = "";
        set({}, "There are no quotas.");
    });
}

function gaugesOf({ quota, lastSecond, today }: Limits): HTMLElement[] {
    const gauge = (used: number, limit: number | undefined, what: string) => {
        const text = limit === undefined ? `${used} ${what}` : `${used} of ${limit} ${what}`;
        const meter = element("meter", {
            min: 0,
            max: limit ?? 1,
            value: Math.min(used, limit ?? 0),
            "aria-label": what,
        });
        return element(
            "span",
            { class: limit !== undefined && used >= limit ? "gauge full" : "gauge" },
            ...(limit === undefined ? [] : [meter]),
            text,
        );
    };
    return [
        ...(Object.entries(perSecond) as [Name, keyof Limits["lastSecond"]][])
            .filter(([name]) => name === "perSecond" || quota[name] !== undefined)
            .map(([name, what]) => gauge(lastSecond[what], quota[name], `${what} in the last second`)),
        ...(quota.perDay === undefined ? [] : [gauge(today, quota.perDay, "calls today")]),
    ];
}
