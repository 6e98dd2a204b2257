// What a reply says, as observers read it.
import type { Reply } from "./assumption";

type Fields = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): Fields[] {
    return Array.isArray(value) ? value.map(objectOf) : [];
}

/** A text, or a number as its digits; "" where there is neither. */
export function textOf(value: unknown): string {
    return ["string", "number", "bigint"].includes(typeof value) ? String(value) : "";
}

export function dataOf({ body }: Reply): Fields {
    return objectOf(body["Data"]);
}

/** What a text of JSON holds; undefined where it is none. */
export function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** How a refusal comes: as an error of the API, or with HTTP 200 and "fail". Undefined: it is none. */
export function refusalOf(reply: Reply): "error" | "fail" | undefined {
    if (reply.status >= 400) return "error";
    return dataOf(reply)["Status"] === "fail" || reply.body["Success"] === false ? "fail" : undefined;
}

/** Whether a refusal with HTTP 200 calls the file id invalid. */
export function callsInvalid(reply: Reply, fileId: string): boolean {
    const said = textOf(dataOf(reply)["Message"]);
    return refusalOf(reply) === "fail" && said.includes(fileId) && /invalid/i.test(said);
}

/** The most characters of what a reply says that are shown. */
const longest = 500;

/** The reply in a line, for what is no answer that was thought of. */
export function shown(reply: Reply): string {
    const data = dataOf(reply);
    const code = textOf(reply.body["Code"]) || textOf(reply.body["ErrorCode"]);
    const said = [data["Message"], reply.body["Message"], reply.body["ErrorMessage"]].map(textOf).find(Boolean) ?? "";
    return [
        `HTTP ${reply.status}`,
        cut(code),
        data["Status"] && `Data.Status "${cut(textOf(data["Status"]))}"`,
        said && `"${cut(said)}"`,
    ]
        .filter(Boolean)
        .join(", ");
}

/** As much of a text as is shown, and that it is not all; never half a character. */
function cut(text: string): string {
    if (text.length <= longest) return text;
    return `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}… (cut: it has ${text.length} characters)`;
}
