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

/**
 * What refusals with HTTP 200 are told by, as they give their reason in words alone: the same refusal comes of a service that is busy, which
 * is no answer to anything.
 */
export const reasons = {
    isRunning: /(?<!\bnot )(?:\brunning|\bruns|\bstarted|\bis RUN\b|\bstop (?:it|the)\b|正在运行|运行中|已启动)/i,
    notRunning: /\bnot (?:be )?(?:running|started)|\bnot run\b|\bstopped|\bpaused|未运行|已停止|未启动/i,
    isDeployed: /(?<!\bnot )\b(?:deployed|published|undeploy)|已发布|已部署|下线/i,
    notDeployed: /\bnot (?:been )?(?:deployed|published)|\bundeployed|\bunpublished|未发布|未部署/i,
    unchanged:
        /\bnothing to|\bunchanged|\bno changes?\b|\bnot (?:been )?(?:changed|edited|modified)|\balready (?:been )?deployed|未修改|无变更/i,
    taken: /\bexists?\b|\btaken\b|\bduplicate|\balready used|已存在|重复|重名/i,
    underWay: /\bprocess|\brunning|\bprogress|\bunder way|\bnot (?:ready|done|finished)|正在/i,
    noFile: /\bfile\b.*(?:\bnot\b|\binvalid|\bunknown)|\binvalid\.?file|不存在/i,
} as const;

/** Whether it is a refusal with HTTP 200 that gives this reason. */
export function refusesFor(reply: Reply, reason: RegExp): boolean {
    return refusalOf(reply) === "fail" && reason.test(saidIn(reply));
}

/** Whether it is this error: the service knows more of a kind, such as "Param.Invalid.FileId". */
export function isError({ status, body }: Reply, wanted: number, code: string): boolean {
    const told = textOf(body["Code"]);
    return status === wanted && (told === code || told.startsWith(`${code}.`));
}

export function codeOf({ body }: Reply): string {
    return textOf(body["Code"]) || textOf(body["ErrorCode"]);
}

/** What a refusal says of itself, in the place where its form has that. */
function saidIn({ body, ...reply }: Reply): string {
    const said = [dataOf({ body, ...reply })["Message"], body["Message"], body["ErrorMessage"]];
    return said.map(textOf).find(Boolean) ?? "";
}

/** The most characters of what a reply says that are shown. */
const longest = 500;

/** The reply in a line, for what is no answer that was thought of. */
export function shown(reply: Reply): string {
    const data = dataOf(reply);
    const code = codeOf(reply);
    const said = saidIn(reply);
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
