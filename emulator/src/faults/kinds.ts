// The kinds of faults: what each does, for people and for test matrices that are generated from the list.

/** One entry for each kind of fault. */
export interface FaultKindInfo {
    kind: string;
    description: string;
    /** Whether the operation takes effect all the same ("applied": as the fault's `applied` says, true by default). */
    takesEffect: boolean | "applied";
    /** What the caller can know: it got the answer, it was refused, or it cannot tell what happened. */
    caller: "answer" | "refusal" | "unknown";
    /** Details that make a complete fault together with `operation` and `kind`. */
    example: Record<string, unknown>;
}

export const faultKinds = [
    {
        kind: "error",
        description: "an error reply of the API (`status`, `code`, `message`)",
        takesEffect: false,
        caller: "refusal",
        example: { status: 403, code: "Forbidden.Access" },
    },
    {
        kind: "errorAfter",
        description: "an error reply of the API, though the operation took effect (`status`, `code`, `message`)",
        takesEffect: true,
        caller: "refusal",
        example: {},
    },
    {
        kind: "fail",
        description: 'HTTP 200 with `Data.Status` "fail" and `message`; DISync operations only',
        takesEffect: false,
        caller: "refusal",
        example: { message: "submit and deploy fail." },
    },
    {
        kind: "successFalse",
        description: "HTTP 200 with `Success` false and `message`",
        takesEffect: false,
        caller: "refusal",
        example: {},
    },
    {
        kind: "throttled",
        description: "429 with a throttling `code`, and `retryAfter` milliseconds in x-acs-retry-after",
        takesEffect: false,
        caller: "refusal",
        example: { retryAfter: 20 },
    },
    {
        kind: "halfSurrogate",
        description: "answers, with half a surrogate at the end of every text that nothing is decided by",
        takesEffect: true,
        caller: "answer",
        example: {},
    },
    {
        kind: "latency",
        description: "takes effect at once, the reply comes `ms` milliseconds later",
        takesEffect: true,
        caller: "answer",
        example: { ms: 20 },
    },
    {
        kind: "slow",
        description: "the reply's body comes a byte at a time, with `ms` milliseconds between two",
        takesEffect: true,
        caller: "answer",
        example: { ms: 1 },
    },
    {
        kind: "closeKept",
        description:
            "answers, then closes the kept connection: when the next request arrives on it, unanswered and without effect, or right after the reply (`when`)",
        takesEffect: true,
        caller: "answer",
        example: {},
    },
    { kind: "hang", description: "never answers", takesEffect: false, caller: "unknown", example: {} },
    {
        kind: "hangAfter",
        description: "takes effect, never answers",
        takesEffect: true,
        caller: "unknown",
        example: {},
    },
    { kind: "resetBefore", description: "resets the connection", takesEffect: false, caller: "unknown", example: {} },
    {
        kind: "resetAfter",
        description: "takes effect, then resets the connection",
        takesEffect: true,
        caller: "unknown",
        example: {},
    },
    {
        kind: "truncated",
        description: "half of the body that Content-Length announces, then the connection is closed",
        takesEffect: true,
        caller: "unknown",
        example: {},
    },
    {
        kind: "truncatedJson",
        description: "a complete HTTP reply whose JSON ends halfway",
        takesEffect: true,
        caller: "unknown",
        example: {},
    },
    { kind: "empty", description: "200 with an empty body", takesEffect: true, caller: "unknown", example: {} },
    {
        kind: "html",
        description: "the HTML page of a proxy, 502 or another `status`",
        takesEffect: "applied",
        caller: "unknown",
        example: {},
    },
    {
        kind: "body",
        description: "a body given by the test (`text` or `base64`), with `status` and `contentType`",
        takesEffect: "applied",
        caller: "unknown",
        example: { text: "not JSON" },
    },
] as const satisfies readonly FaultKindInfo[];

/** The name of a kind of fault. */
export type FaultKind = (typeof faultKinds)[number]["kind"];
