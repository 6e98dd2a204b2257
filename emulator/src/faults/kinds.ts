// The kinds of faults, a row each: what it can be told, what it does to a call, and how people are told of it.
import { ApiError, errors } from "../protocol/errors";
import { errorReply, okReply, rawReply } from "../protocol/reply";
import { anyText, flag, integer, object, oneOf, text, ValidationError } from "../validation";
import { firstHalf, withHalves } from "./garbled";
import { kind, type Kind } from "./kind";

const status = integer(200, 599);
const ms = integer(0, 10 * 60 * 1000);
const when = oneOf("onNextRequest", "afterReply");
const nothing = object({}, {});
const failMessage = "submit and deploy fail.";

const bodyDetails = object({}, { text: anyText, base64: anyText, status, contentType: text, applied: flag });

export const kinds = {
    error: kind(object({ status, code: text }, { message: text }), {
        description: "an error reply of the API",
        details: "`status`, `code`, `message?`",
        example: { status: 403, code: "Forbidden.Access" },
        takesEffect: false,
        caller: "refusal",
        reply: ({ status, code, message }, _, envelope) =>
            errorReply(envelope, new ApiError(status, code, message ?? `The emulator was told to answer ${code}.`)),
    }),
    errorAfter: kind(object({}, { status, code: text, message: text }), {
        description: "an error reply of the API",
        details: "`status?` (500), `code?` (InternalError.System), `message?`",
        example: {},
        takesEffect: true,
        caller: "refusal",
        reply: ({ status, code, message }, _, envelope) => {
            const usual = errors.internal();
            const error = new ApiError(status ?? usual.status, code ?? usual.code, message ?? usual.message);
            return errorReply(envelope, error);
        },
    }),
    fail: kind(object({}, { message: text }), {
        description: 'HTTP 200, `Data.Status` "fail"',
        details: `\`message?\` (${failMessage})`,
        example: { message: failMessage },
        takesEffect: false,
        caller: "refusal",
        only: { family: "sync", named: "DISync operations", others: 'has no Data.Status that could be "fail"' },
        reply: ({ message = failMessage }, _, envelope) =>
            okReply(envelope, { Success: true, Data: { Status: "fail", Message: message } }),
    }),
    successFalse: kind(object({}, { message: text }), {
        description: "HTTP 200, `Success` false",
        details: `\`message?\` (${failMessage})`,
        example: {},
        takesEffect: false,
        caller: "refusal",
        reply: ({ message = failMessage }, _, envelope, family) => {
            if (family === "sync") return okReply(envelope, { Success: false, Data: { Message: message } });
            const { code } = errors.internal();
            return okReply(envelope, { HttpStatusCode: 200, Success: false, ErrorCode: code, ErrorMessage: message });
        },
    }),
    throttled: kind(object({}, { code: text, message: text, retryAfter: ms }), {
        description: "429",
        details: "`code?` (Throttling.User), `message?`, `retryAfter?` ms in x-acs-retry-after",
        example: { retryAfter: 20 },
        takesEffect: false,
        caller: "refusal",
        reply: ({ code, message, retryAfter }, _, envelope) => {
            const usual = errors.tooFrequent();
            const error = new ApiError(usual.status, code ?? usual.code, message ?? usual.message);
            const reply = errorReply(envelope, error);
            if (retryAfter !== undefined) reply.headers["x-acs-retry-after"] = String(retryAfter);
            return reply;
        },
    }),
    halfSurrogate: kind(nothing, {
        description: "the reply, with half a surrogate (`\\ud83d`) at the end of every text that nothing is decided by",
        details: "",
        example: {},
        takesEffect: true,
        caller: "answer",
        reply: (_, normal) => ({ ...normal, body: withHalves(normal.body) }),
    }),
    latency: kind(object({ ms }, {}), {
        description: "the reply, later than the effect",
        details: "`ms`",
        example: { ms: 20 },
        takesEffect: true,
        caller: "answer",
        delivery: ({ ms }) => ({ how: "late", ms }),
    }),
    slow: kind(object({ ms }, {}), {
        description: "the reply, a byte at a time",
        details: "`ms` between bytes",
        example: { ms: 1 },
        takesEffect: true,
        caller: "answer",
        delivery: ({ ms }) => ({ how: "slow", ms }),
    }),
    closeKept: kind(object({}, { when }), {
        description: "the reply; then the kept connection is closed",
        details: "`when?`: `onNextRequest` (the default: unanswered, without effect) or `afterReply`",
        example: {},
        takesEffect: true,
        caller: "answer",
        delivery: ({ when }) => ({ how: "thenClose", when: when ?? "onNextRequest" }),
    }),
    hang: kind(nothing, {
        description: "nothing, ever",
        details: "",
        example: {},
        takesEffect: false,
        caller: "unknown",
        delivery: () => ({ how: "never" }),
    }),
    hangAfter: kind(nothing, {
        description: "nothing, ever",
        details: "",
        example: {},
        takesEffect: true,
        caller: "unknown",
        delivery: () => ({ how: "never" }),
    }),
    resetBefore: kind(nothing, {
        description: "a connection reset",
        details: "",
        example: {},
        takesEffect: false,
        caller: "unknown",
        delivery: () => ({ how: "reset" }),
    }),
    resetAfter: kind(nothing, {
        description: "a connection reset",
        details: "",
        example: {},
        takesEffect: true,
        caller: "unknown",
        delivery: () => ({ how: "reset" }),
    }),
    truncated: kind(nothing, {
        description: "half of the announced body, then the end of the connection",
        details: "",
        example: {},
        takesEffect: true,
        caller: "unknown",
        delivery: () => ({ how: "half" }),
    }),
    truncatedJson: kind(nothing, {
        description: "a complete reply with half of the JSON",
        details: "",
        example: {},
        takesEffect: true,
        caller: "unknown",
        reply: (_, normal) => ({ ...normal, body: firstHalf(normal.body) }),
    }),
    empty: kind(nothing, {
        description: "200 and an empty body",
        details: "",
        example: {},
        takesEffect: true,
        caller: "unknown",
        reply: (_, normal) => ({ ...normal, status: 200, body: Buffer.alloc(0) }),
    }),
    html: kind(object({}, { status, applied: flag }), {
        description: "a proxy's HTML page",
        details: "`status?` (502), `applied?`",
        example: {},
        takesEffect: "applied",
        caller: "unknown",
        reply: ({ status = 502 }) =>
            rawReply(status, "text/html", `<html><body><h1>${status} Bad Gateway</h1><hr>proxy</body></html>\n`),
    }),
    body: kind(
        (value, path) => {
            const read = bodyDetails(value, path);
            if ((read.text === undefined) === (read.base64 === undefined))
                throw new ValidationError(path, 'a fault of the kind "body" takes either text or base64');
            return read;
        },
        {
            description: "a body of your own",
            details: "`text` or `base64`, `status?` (200), `contentType?` (application/json), `applied?`",
            example: { text: "not JSON" },
            takesEffect: "applied",
            caller: "unknown",
            reply: ({ text, base64, status = 200, contentType = "application/json" }) =>
                rawReply(status, contentType, text ?? Buffer.from(base64 ?? "", "base64")),
        },
    ),
};

/** The name of a kind of fault. */
export type FaultKind = keyof typeof kinds;

/** What each kind can be told; the emulator's README has the defaults. */
export type FaultDetails = {
    [K in FaultKind]: (typeof kinds)[K] extends Kind<infer Details> ? Details : never;
};

/** One entry for each kind of fault. */
export interface FaultKindInfo extends Pick<Kind<never>, "description" | "takesEffect" | "caller" | "example"> {
    kind: string;
}

/** The kinds of faults, for people and for test matrices that are generated from the list. */
export const faultKinds: readonly (FaultKindInfo & { kind: FaultKind })[] = Object.entries(kinds).map(
    ([name, { description, takesEffect, caller, example }]) => {
        return { kind: name as FaultKind, description, takesEffect, caller, example };
    },
);
