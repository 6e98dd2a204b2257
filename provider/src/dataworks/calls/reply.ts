// Reads a reply: an answer in the API's own form, or something else that came back instead of one.
import { aboutOf } from "./codes";
import {
    InvalidFileIdError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ServiceFailedError,
    ThrottledError,
    type CallFacts,
} from "./errors";
import type { Sanitizer } from "../sanitizer";
import type { HttpReply } from "../http/http";
import { asObject, asText, parseObject, type JsonObject } from "../json";
import { answerForm, type AnswerForm } from "../operation";

/** An answer of the API that says that the operation succeeded. */
export interface Answer {
    readonly requestId: string;
    /** `Data` of the reply, or what stands in its place (a list as `list`), with every text in it as the sanitizer lets it through. */
    readonly data: JsonObject;
    /** `Data` as it was received: for definitions, and to tell what is equal. It is never shown. */
    readonly received: JsonObject;
    /** When the service answered, by its own clock, in milliseconds since 1970; undefined where the reply does not tell. */
    readonly time?: number | undefined;
    /** The facts of the call, for an error about what the answer holds. */
    readonly facts: CallFacts;
}

/**
 * The answer that a reply holds. What is decided is decided by what was received; whatever is handed on passed the sanitizer.
 *
 * Success is `Success: true` with an object as `Data`, and a `Data.Status` that is not "fail"; what else `Data` has to
 * say is for the operation to judge. Where an operation answers in another form, `Data` is what stands in its place. Nothing is taken for a refusal that is not in the API's own form: JSON with a code,
 * and from a gateway that may stand between (5xx) a RequestId too.
 *
 * @throws RefusedError, or the class of it that fits; ServiceFailedError where the API says that it failed by itself;
 * NoAnswerError; NotUnderstoodError for JSON that does not say enough.
 */
export function readAnswer(reply: HttpReply, call: CallFacts, sanitizer: Sanitizer): Answer {
    const top = decode(reply.body);
    const requestId = sanitizer.clean(
        asText(top?.["RequestId"]) || asText(top?.["requestId"]) || (reply.headers["x-acs-request-id"] ?? ""),
    );
    const facts: CallFacts = { ...call, status: reply.status, requestId };
    if (!top) throw new NoAnswerError(facts, `${kindOfBody(reply)} instead of the API's JSON`);

    const form = answerForm(call.operation);
    const received = contentOf(top, form);
    const code = sanitizer.clean(asText(top["Code"]) || asText(top["code"]) || asText(top["ErrorCode"]));
    const messages = [received?.["Message"], top["Message"], top["message"], top["ErrorMessage"]].map(asText);
    const message = messages.find(Boolean) ?? "";
    const said = sanitizer.clean(message);

    if (reply.status >= 400) {
        if (!code || (reply.status >= 500 && !requestId)) {
            throw new NoAnswerError(facts, "an error that is not in the API's own form");
        }
        throw refusal({ ...facts, code }, said, reply);
    }
    if (reply.status !== 200) throw new NoAnswerError(facts, `HTTP status ${reply.status}`);
    const failed = top["Success"] === false || received?.["Status"] === "fail";
    const saysSuccess = top["Success"] === true || (form === "page" && top["Success"] === undefined);
    if (!failed && (!saysSuccess || !received)) {
        throw new NotUnderstoodError(facts, "a reply that does not say whether it succeeded");
    }
    // Never by the message alone: the documented sample of a success has one that speaks of failure.
    if (received?.["Status"] !== "success" && callsFileIdInvalid(message, call.subject.fileId)) {
        throw new InvalidFileIdError({ ...facts, code }, said);
    }
    if (failed || !received) throw refusal({ ...facts, code }, said, reply);
    const time = Date.parse(reply.headers["date"] ?? "");
    return {
        requestId,
        data: asObject(sanitizer.cleanAll(received)) ?? {},
        received,
        time: Number.isNaN(time) ? undefined : time,
        facts,
    };
}

/** What an operation answers, as an object. */
function contentOf(top: JsonObject, form: AnswerForm): JsonObject | undefined {
    if (form === "list") return Array.isArray(top["Data"]) ? { list: top["Data"] as unknown } : undefined;
    return asObject(top[form === "page" ? "PageResult" : "Data"]);
}

function refusal(facts: CallFacts, said: string, reply: HttpReply): RefusedError | ServiceFailedError {
    const { status = 0, code } = facts;
    const about = aboutOf(code);
    if (about === "spent for the day" || about === "spent") return new QuotaSpentError(facts, said);
    if (about !== "throttled" && status !== 429) {
        const failed = status === 408 || (status >= 500 && about !== "region");
        return failed ? new ServiceFailedError(facts, said) : new RefusedError(facts, said);
    }
    const asked = reply.headers["x-acs-retry-after"] ?? "";
    return new ThrottledError(facts, said, /^\d+$/.test(asked) ? Number(asked) : undefined);
}

/** True where a message says of exactly this file id that it is invalid, as in "fileId:[100] is invalid." */
function callsFileIdInvalid(message: string, fileId: string | undefined): boolean {
    const named = /file\s?id\W*(\d+)\W*\bis invalid/i.exec(message)?.[1];
    return named !== undefined && named === fileId;
}

function decode(body: Buffer): JsonObject | undefined {
    try {
        return parseObject(new TextDecoder("utf-8", { fatal: true }).decode(body));
    } catch {
        return undefined;
    }
}

function kindOfBody(reply: HttpReply): string {
    if (reply.body.length === 0) return "an empty body";
    return /html/i.test(reply.headers["content-type"] ?? "") ? "an HTML page" : "something unreadable";
}
