// A fault: which calls it meets and what becomes of them; and how one is read from a control request.
import { operations } from "../operations";
import { anyText, fields, flag, integer, map, oneOf, object, ValidationError, text, type Reader } from "../validation";
import { faultKinds, type FaultKind } from "./kinds";

/** Which calls a fault meets. Where several could, the one that was added first does. */
export interface FaultTarget {
    /** An operation's name, or "*" for all that the kind can meet. */
    operation: string;
    /** How many calls it meets. Default: all, until the faults are cleared. */
    times?: number;
    /** How many matching calls it lets through first. Default: 0. */
    skip?: number;
    /** Only calls with these parameters, such as { FileId: "100" }. */
    match?: Record<string, string>;
}

/** What each kind can be told. */
export interface FaultDetails {
    /** Before any effect. `message` has a default. */
    error: { status: number; code: string; message?: string };
    /** Defaults: 500, InternalError.System. */
    errorAfter: { status?: number; code?: string; message?: string };
    /** Default of `message`: "submit and deploy fail." */
    fail: { message?: string };
    successFalse: { message?: string };
    /** Default of `code`: Throttling.User. `retryAfter`: milliseconds; default: no such header. */
    throttled: { code?: string; message?: string; retryAfter?: number };
    halfSurrogate: object;
    latency: { ms: number };
    slow: { ms: number };
    /** Default of `when`: onNextRequest. */
    closeKept: { when?: "onNextRequest" | "afterReply" };
    hang: object;
    hangAfter: object;
    resetBefore: object;
    resetAfter: object;
    truncated: object;
    truncatedJson: object;
    empty: object;
    /** Default of `status`: 502; of `applied`: true. */
    html: { status?: number; applied?: boolean };
    /** Exactly one of `text` and `base64`. Defaults: 200, application/json, applied. */
    body: { text?: string; base64?: string; status?: number; contentType?: string; applied?: boolean };
}

/** A fault of one kind, such as `FaultOf<"latency">`. */
export type FaultOf<K extends FaultKind> = { kind: K } & FaultDetails[K] & FaultTarget;

/** A fault, such as `{ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 }`. */
export type Fault = { [K in FaultKind]: FaultOf<K> }[FaultKind];

const status = integer(200, 599);
const ms = integer(0, 10 * 60 * 1000);
const nothing = object({}, {});

const details: { [K in FaultKind]: Reader<FaultDetails[K]> } = {
    error: object({ status, code: text }, { message: text }),
    errorAfter: object({}, { status, code: text, message: text }),
    fail: object({}, { message: text }),
    successFalse: object({}, { message: text }),
    throttled: object({}, { code: text, message: text, retryAfter: ms }),
    halfSurrogate: nothing,
    latency: object({ ms }, {}),
    slow: object({ ms }, {}),
    closeKept: object({}, { when: oneOf("onNextRequest", "afterReply") }),
    hang: nothing,
    hangAfter: nothing,
    resetBefore: nothing,
    resetAfter: nothing,
    truncated: nothing,
    truncatedJson: nothing,
    empty: nothing,
    html: object({}, { status, applied: flag }),
    body: object({}, { text: anyText, base64: anyText, status, contentType: text, applied: flag }),
};

const target = object(
    { operation: oneOf("*", ...operations.keys()), kind: oneOf(...faultKinds.map(({ kind }) => kind)) },
    { times: integer(1), skip: integer(0), match: map(anyText) },
);
const targetFields = new Set(["operation", "kind", "times", "skip", "match"]);

export const readFault: Reader<Fault> = (value, path) => {
    const given = Object.entries(fields(value, path));
    const read = target(Object.fromEntries(given.filter(([name]) => targetFields.has(name))), path);
    const own = details[read.kind](Object.fromEntries(given.filter(([name]) => !targetFields.has(name))), path);
    const fault = { ...read, ...own } as Fault;
    if (fault.kind === "fail" && fault.operation !== "*" && operations.get(fault.operation)?.family !== "sync")
        throw new ValidationError(path, `${fault.operation} has no Data.Status that could be "fail"`);
    if (fault.kind === "body" && (fault.text === undefined) === (fault.base64 === undefined))
        throw new ValidationError(path, 'a fault of the kind "body" takes either text or base64');
    return fault;
};
