// What a fault makes of a call: whether the operation runs, what is replied, and how the reply is sent.
import type { Operation } from "../operations/operation";
import { ApiError, errors } from "../protocol/errors";
import { errorReply, okReply, rawReply, type Envelope, type Reply } from "../protocol/reply";
import type { Fault, FaultOf } from "./fault";
import { faultKinds, type FaultKind } from "./kinds";

/** How a reply is sent. */
export type Delivery =
    | { how: "whole" }
    | { how: "late"; ms: number }
    | { how: "slow"; ms: number }
    | { how: "half" }
    | { how: "never" }
    | { how: "reset" }
    | { how: "thenClose"; when: "onNextRequest" | "afterReply" };

export const whole: Delivery = { how: "whole" };

/** Whether the operation takes effect before the fault shows. */
export function takesEffect(fault: Fault): boolean {
    const declared = faultKinds.find(({ kind }) => kind === fault.kind)?.takesEffect;
    const applied = "applied" in fault ? fault.applied : undefined;
    return declared === "applied" ? (applied ?? true) : (declared ?? false);
}

export function deliveryOf(fault: Fault): Delivery {
    switch (fault.kind) {
        case "latency":
            return { how: "late", ms: fault.ms };
        case "slow":
            return { how: "slow", ms: fault.ms };
        case "closeKept":
            return { how: "thenClose", when: fault.when ?? "onNextRequest" };
        case "hang":
        case "hangAfter":
            return { how: "never" };
        case "resetBefore":
        case "resetAfter":
            return { how: "reset" };
        case "truncated":
            return { how: "half" };
        default:
            return whole;
    }
}

const failMessage = "submit and deploy fail.";

type Rewriter<K extends FaultKind> = (
    fault: FaultOf<K>,
    normal: Reply,
    envelope: Envelope,
    family: Operation["family"],
) => Reply;

/** The kinds that reply something of their own; `normal` is what would have been replied. */
const rewriters: { [K in FaultKind]?: Rewriter<K> } = {
    error: ({ status, code, message }, _, envelope) =>
        errorReply(envelope, new ApiError(status, code, message ?? `The emulator was told to answer ${code}.`)),
    errorAfter: ({ status, code, message }, _, envelope) => {
        const { status: usualStatus, code: usualCode, message: usual } = errors.internal();
        return errorReply(envelope, new ApiError(status ?? usualStatus, code ?? usualCode, message ?? usual));
    },
    throttled: ({ code, message, retryAfter }, _, envelope) => {
        const usual = errors.tooFrequent();
        const error = new ApiError(usual.status, code ?? usual.code, message ?? usual.message);
        const reply = errorReply(envelope, error);
        if (retryAfter !== undefined) reply.headers["x-acs-retry-after"] = String(retryAfter);
        return reply;
    },
    fail: ({ message = failMessage }, _, envelope) =>
        okReply(envelope, { Success: true, Data: { Status: "fail", Message: message } }),
    successFalse: ({ message = failMessage }, _, envelope, family) => {
        if (family === "sync") return okReply(envelope, { Success: false, Data: { Message: message } });
        const { code } = errors.internal();
        return okReply(envelope, { HttpStatusCode: 200, Success: false, ErrorCode: code, ErrorMessage: message });
    },
    halfSurrogate: (_, normal) => ({ ...normal, body: withHalves(normal.body) }),
    truncatedJson: (_, normal) => ({ ...normal, body: firstHalf(normal.body) }),
    empty: (_, normal) => ({ ...normal, status: 200, body: Buffer.alloc(0) }),
    html: ({ status = 502 }) =>
        rawReply(status, "text/html", `<html><body><h1>${status} Bad Gateway</h1><hr>proxy</body></html>\n`),
    body: ({ text, base64, status = 200, contentType = "application/json" }) =>
        rawReply(status, contentType, text ?? Buffer.from(base64 ?? "", "base64")),
};

export function replyOf(fault: Fault, normal: Reply, envelope: Envelope, family: Operation["family"]): Reply {
    const rewriter = rewriters[fault.kind] as Rewriter<FaultKind> | undefined;
    return rewriter ? rewriter(fault, normal, envelope, family) : normal;
}

/** The texts that say what happened, of which file, and what it holds: with another one, it would be another answer. */
const deciding = /^(Status|DeletedStatus|Code|FileName|\w*Content|ProcessExtra)$/;

/** The bytes of a reply are changed as they are, so that ids keep all their digits. */
function withHalves(body: Buffer): Buffer {
    const text = body
        .toString()
        .replace(/"(\w+)":(?:"((?:[^"\\]|\\.)*)"|null)/g, (field: string, name: string, value?: string) => {
            if (deciding.test(name) || (value === undefined && name !== "Message")) return field;
            return `"${name}":"${value ?? ""}\\ud83d"`;
        });
    return Buffer.from(text);
}

export function firstHalf(body: Buffer): Buffer {
    return body.subarray(0, Math.floor(body.length / 2));
}
