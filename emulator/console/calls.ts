// The calls as they come, the newest first; what the chosen one was asked and answered.
import type { JournalEntry } from "../src/journal";
import { ask } from "./control.js";
import { byId, dateOf, element, onNextFrame, say, setOptions, timeOf } from "./element.js";
import { List } from "./list.js";
import { mostCalls, type Model } from "./model.js";

export function showCalls(model: Model): void {
    const operation = byId("call-operation", HTMLSelectElement);
    const find = byId("call-find", HTMLInputElement);
    const trouble = byId("call-trouble", HTMLInputElement);
    const count = byId("call-count", HTMLElement);
    const details = byId("call", HTMLElement);
    let chosen: number | undefined;

    const list = new List<JournalEntry>(byId("call-list", HTMLElement), "Calls", {
        key: ({ sequence }) => String(sequence),
        row: (call) => [
            element("span", { class: "time" }, timeOf(call.receivedAt)),
            element("span", { class: "name" }, call.operation || "(no operation)"),
            element("span", { class: "id" }, call.parameters["FileId"] ?? call.parameters["ProjectId"] ?? ""),
            element("span", { class: "badges" }, ...badgesOf(call)),
        ],
        empty: "There is no such call.",
        chosen: ({ sequence }) => {
            chosen = sequence;
            showDetails();
        },
    });

    const showDetails = () => {
        const call = model.calls.find(({ sequence }) => sequence === chosen);
        details.hidden = !call;
        if (call) details.replaceChildren(...detailsOf(call));
    };
    const draw = () => {
        const wanted = find.value.trim().toLowerCase();
        const shown = model.calls.filter(
            (call) =>
                (operation.value === "" || call.operation === operation.value) &&
                (!trouble.checked || hasTrouble(call)) &&
                (wanted === "" || Object.values(call.parameters).some((value) => value.toLowerCase().includes(wanted))),
        );
        const all = model.calls.length;
        const newest = all === mostCalls ? `the newest ${all}` : String(all);
        say(count, shown.length === all ? `${newest} calls` : `${shown.length} of ${newest} calls`);
        list.set(shown.reverse());
        showDetails();
    };
    model.on("calls", onNextFrame(draw));
    model.on("start", () =>
        setOptions(operation, [["", "all"], ...model.choices.operations.map(({ name }) => [name, name] as const)]),
    );
    for (const control of [operation, find, trouble]) control.addEventListener("input", draw);
    byId("clear-calls", HTMLButtonElement).addEventListener("click", () => {
        ask("clearJournal").catch((error: unknown) => say(count, (error as Error).message));
    });
}

/** Whether it met a fault, was answered with an error, or has no answer. */
function hasTrouble({ fault, code, status }: JournalEntry): boolean {
    return fault !== undefined || code !== undefined || status === undefined || status >= 400;
}

function badgesOf({ applied, fault, status, code }: JournalEntry): HTMLElement[] {
    const badge = (kind: string, text: string) => element("span", { class: `badge ${kind}` }, text);
    return [
        ...(fault === undefined ? [] : [badge("warn", `fault ${fault}`)]),
        ...(applied ? [badge("good", "took effect")] : []),
        status === undefined
            ? badge("quiet", "no reply")
            : badge(status >= 400 || code !== undefined ? "bad" : "quiet", [status, code].filter(Boolean).join(" ")),
    ];
}

function detailsOf(call: JournalEntry): HTMLElement[] {
    const { receivedAt, repliedAt } = call;
    const rows: [string, string][] = [
        ["Call", `${call.sequence}, ${call.operation || "without an operation"}, in the ${call.where}`],
        ...Object.entries(call.parameters),
        ["Received", dateOf(receivedAt)],
        ["Replied", repliedAt === undefined ? "not yet, or never" : `after ${repliedAt - receivedAt} ms`],
        ["Answer", call.status === undefined ? "none" : [call.status, call.code].filter(Boolean).join(" ")],
        ["Effect", call.applied ? "it changed something" : "it changed nothing"],
        ["Fault", call.fault ?? "none"],
        ["RequestId", call.requestId],
        ["Access key", `${call.accessKeyId || "none"}${call.securityToken ? ", with a security token" : ""}`],
        ["Connection", `${call.connection}, ${call.userAgent || "without a user agent"}`],
    ];
    return rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
}
