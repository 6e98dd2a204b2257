// The rows of the fault matrix: every kind of fault that the emulator has, and what a call is to make of each.
import { faultKinds, type FaultKindInfo } from "dataworks-emulator";
import { again, isRead, type Operation } from "../../../provider/src/dataworks/operation";
import { causes } from "../../../provider/src/dataworks/http/connection-errors";

/** A fault, and what its kind says of it. */
export interface Row {
    readonly kind: string;
    readonly details: Readonly<Record<string, unknown>>;
    /** Whether the operation takes effect all the same. */
    readonly takesEffect: boolean;
    readonly caller: FaultKindInfo["caller"];
}

/** Error replies beside those of the examples: each is treated by its status and code. */
const errorReplies = [
    { status: 500, code: "InternalError.System" },
    { status: 503, code: "ServiceUnavailable" },
    { status: 504, code: "ServiceTimeout" },
    { status: 408, code: "RequestTimeout" },
    { status: 429, code: "Throttling.Api.Risk" },
    { status: 429, code: "Throttling.Resource" },
    { status: 500, code: "Forbidden.Not.Server" },
    { status: 400, code: "Param.Invalid", message: "fileId:[100] is invalid." },
    { status: 403, code: "Forbidden.Access", message: "half \ud83d" },
];

/** Half a surrogate in a message: what is told has to be whole, or the engine's call is never answered. */
const halfMessages = [{ message: "half \ud83d" }];

/** What else a kind is tried with. */
const moreOf: Readonly<Record<string, readonly Row["details"][]>> = {
    error: errorReplies,
    errorAfter: errorReplies,
    fail: halfMessages,
    successFalse: halfMessages,
    throttled: [{ retryAfter: 0 }, { retryAfter: 1 }],
};

export function allRows(kinds: readonly FaultKindInfo[] = faultKinds): Row[] {
    return kinds.flatMap(({ kind, caller, takesEffect, example }): Row[] => {
        const examples = [example, ...(moreOf[kind] ?? [])];
        const row = (details: Row["details"], effect: boolean): Row => ({ kind, details, takesEffect: effect, caller });
        if (takesEffect !== "applied") return examples.map((details) => row(details, takesEffect));
        return examples.flatMap((details) => [true, false].map((applied) => row({ ...details, applied }, applied)));
    });
}

/** What happens on this side, for each cause: no fault of the emulator, because nothing arrives there. */
export const unsentRows: readonly Row[] = Object.keys(causes).map((cause) => ({
    kind: "unsent",
    details: { cause },
    takesEffect: false,
    caller: "refusal",
}));

/** An error reply, as the API sends it. */
interface Refusal {
    readonly status: number;
    /** A code, or the message where there is none. */
    readonly said: string;
}

const failMessage = "submit and deploy fail.";

/** What is replied where the caller is refused. A kind that is not listed has no expectation: that fails the matrix. */
const refusals: Readonly<Record<string, (details: { status?: number; code?: string; message?: string }) => Refusal>> = {
    error: ({ status = 0, code = "" }) => ({ status, said: code }),
    errorAfter: ({ status = 500, code = "InternalError.System" }) => ({ status, said: code }),
    throttled: ({ code = "Throttling.User" }) => ({ status: 429, said: code }),
    fail: ({ message = failMessage }) => ({ status: 200, said: message.toWellFormed() }),
    successFalse: ({ message = failMessage }) => ({ status: 200, said: message.toWellFormed() }),
};

/** What the call of an operation comes to. */
export interface Fate {
    /** It got its answer; it was refused; or nobody can tell. */
    readonly end: "answered" | "refused" | "lost";
    /** How often it is made. */
    readonly calls: number;
    /** How often it is tried without being sent. */
    readonly unsent?: number;
    /** How many of these take effect, where the operation changes something. */
    readonly effects: number;
    /** The name of the error's class. "" where it is answered. */
    readonly error: string;
    /** What the API said of a refusal, or of its own failure. */
    readonly said: string;
    readonly status: number;
}

/** What comes of doing again what was done already: deployed once more; nothing that runs; nothing that is deployed. */
const doneAgain: Readonly<Record<string, Pick<Fate, "end" | "effects" | "error" | "said" | "status">>> = {
    DeployDISyncTask: { end: "answered", effects: 2, error: "", said: "", status: 200 },
    UpdateDISyncTask: { end: "answered", effects: 2, error: "", said: "", status: 200 },
    DeleteDISyncTask: { end: "refused", effects: 1, error: "InvalidFileIdError", said: "is invalid", status: 200 },
    StartDISyncInstance: {
        end: "refused",
        effects: 1,
        error: "RefusedError",
        said: "is running already",
        status: 200,
    },
    StopDISyncInstance: { end: "refused", effects: 1, error: "RefusedError", said: "is not running", status: 200 },
    TerminateDISyncInstance: { end: "answered", effects: 1, error: "", said: "", status: 200 },
};

/** How often a call is tried that fails each time in a way that more tries may help. */
const few = 5;
/** Milliseconds that retries may take: enough for the few tries of what may help. */
export const budget = 500;
/** How often a call is made in that time that is throttled each time: the queue slows down by itself. */
const throttledTries = 3;

/** The same where nothing is sent: enough for three tries a second apart. */
export const unsentBudget = 2500;
/** How often a call is tried in that time that cannot be sent for a cause that may pass, with the shortest waits. */
const passingTries = unsentBudget / 100 + 1;

/** The contract's rules: what a call comes to that meets a fault once, or every time. */
export function fateOf(row: Row, operation: Operation, attempts: "once" | "always"): Fate {
    const changes = !isRead(operation);
    const ofOne = changes && row.takesEffect ? 1 : 0;
    const answered: Fate = { end: "answered", calls: 1, effects: changes ? 1 : 0, error: "", said: "", status: 200 };
    if (row.kind === "unsent") {
        const { tries } = causes[row.details["cause"] as keyof typeof causes];
        if (attempts === "once" && tries > 1) return { ...answered, unsent: 1 };
        const unsent = attempts === "once" ? 1 : Math.min(tries, passingTries);
        return { ...answered, end: "refused", calls: 0, effects: 0, error: "UnreachableError", unsent };
    }
    if (row.caller === "answer") return answered;
    if (row.caller === "unknown") {
        const lost: Fate = { ...answered, end: "lost", effects: ofOne, error: "NoAnswerError" };
        // What may have been applied is never sent again; what only reads may be asked again.
        if (again(operation) !== "always") return lost;
        return attempts === "once" ? { ...answered, calls: 2 } : { ...lost, calls: few };
    }
    const refusal = refusals[row.kind]?.(row.details);
    if (!refusal) throw new Error(`nothing says what a caller is told by a fault of the kind ${row.kind}`);
    const { calls, error, end } = triesOf(refusal, operation);
    const refused: Fate = { ...answered, ...refusal, end, calls, effects: ofOne, error };
    if (calls > 1 && attempts === "once") {
        return { ...answered, calls: 2, ...(ofOne ? doneAgain[operation] : {}) };
    }
    const every = doneAgain[operation]?.effects === 2 ? calls : 1; // what is started, stopped or deleted is not so again
    return { ...refused, effects: ofOne * every };
}

/** How often an error reply is met that comes each time, and what it ends as. */
function triesOf({ status, said }: Refusal, operation: Operation): Pick<Fate, "calls" | "error" | "end"> {
    if (/^Throttling\.(Api\.Risk|Resource)$/.test(said)) return { calls: 1, error: "QuotaSpentError", end: "refused" };
    if (status === 429) return { calls: throttledTries, error: "ThrottledError", end: "refused" };
    const failed = (status >= 500 || status === 408) && said !== "Forbidden.Not.Server";
    if (!failed) return { calls: 1, error: "RefusedError", end: "refused" };
    // A service that failed by itself says nothing of what it did; after a time-out it may be at it still.
    const isTimeOut = status === 504 || status === 408;
    const when = again(operation);
    return {
        calls: when === "always" || (when === "failed" && !isTimeOut) ? few : 1,
        error: "ServiceFailedError",
        end: "lost",
    };
}
