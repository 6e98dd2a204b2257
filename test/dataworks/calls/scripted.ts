// Calls to an API that answers by a script, on a clock that no real time passes on.
import { Calls, type Call } from "../../../provider/src/dataworks/calls/calls";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import { HttpFailure, type HttpReply } from "../../../provider/src/dataworks/http/http";
import type { Cause } from "../../../provider/src/dataworks/http/connection-errors";
import type { Operation } from "../../../provider/src/dataworks/operation";
import type { Subject } from "../../../provider/src/dataworks/task";
import { VirtualClock } from "../../support/virtual-clock";

/** What the API does with a call: replies, or throws. */
export type Answering = (signal?: AbortSignal) => HttpReply | Promise<HttpReply>;

export const RequestId = "0bc1411515937635973****";
export const task: Subject = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };

export function reply(status: number, body: Buffer | object | string, headers: Record<string, string> = {}): HttpReply {
    if (Buffer.isBuffer(body)) return { status, headers, body };
    return { status, headers, body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) };
}

/** An error reply in the API's own form. */
export function refusal(status: number, Code: string, headers: Record<string, string> = {}): Answering {
    return () => reply(status, { RequestId, Code, Message: "no" }, headers);
}

export const success: Answering = () => reply(200, { Success: true, RequestId, Data: { Status: "success" } });
export const throttled = refusal(429, "Throttling.User");
export const failing = refusal(500, "InternalError.System");
export const proxyPage: Answering = () => reply(502, "<html>502</html>", { "content-type": "text/html" });
export const unsent: Answering = () => {
    throw new HttpFailure(false, "connect ECONNREFUSED 127.0.0.1:1");
};
/** A request that was never sent, for this cause. */
export const unsentBy =
    (cause: Cause): Answering =>
    () => {
        throw new HttpFailure(false, `no connection (${cause})`, cause);
    };
export const lost: Answering = () => {
    throw new HttpFailure(true, "the connection was reset");
};
/** Nothing comes back, until the call's signal ends it: `sent` by then, or not. */
export const silent =
    (sent: boolean): Answering =>
    (signal) =>
        new Promise((_, reject) => {
            signal?.addEventListener("abort", () => reject(new HttpFailure(sent, (signal.reason as Error).message)));
        });

export interface ScriptOptions {
    /** Seconds. Default: 120. */
    maxRetryTimeout?: number;
    requestsPerSecond?: number;
    /** Default: always 0.5. */
    random?: () => number;
    /** What is looked for in replies, and not shown. Default: "fake-hunter2". */
    secrets?: readonly string[];
    /** How long every try takes, in milliseconds. Default: 0. */
    takes?: number;
    /** What a call needs beside its turn. */
    prepare?: () => Promise<void>;
}

export class Script {
    readonly clock = new VirtualClock();
    /** The calls that were sent, such as "GetDISyncTask 100", with when. */
    readonly sent: { name: string; at: number }[] = [];
    readonly warnings: string[] = [];
    readonly calls: Calls;

    /** `answers` by call, one for each time; the last one goes on for ever. */
    constructor(
        private readonly answers: Readonly<Record<string, readonly Answering[]>>,
        {
            maxRetryTimeout = 120,
            requestsPerSecond,
            random = () => 0.5,
            secrets = ["fake-hunter2"],
            takes = 0,
            prepare,
        }: ScriptOptions = {},
    ) {
        this.calls = new Calls({
            ...(prepare && { prepare }),
            send: async ({ operation, subject, signal }) => {
                const name = nameOf(operation, subject);
                this.sent.push({ name, at: this.clock.now() });
                const times = this.sent.filter((one) => one.name === name).length;
                if (takes > 0) await this.clock.wait(takes);
                const script = this.answers[name] ?? this.answers[operation] ?? [success];
                return await (script[times - 1] ?? script.at(-1) ?? success)(signal);
            },
            target: { origin: "https://dataworks.example.com" },
            told: new Set(),
            sanitizer: new Sanitizer(secrets),
            maxRetryTimeout,
            requestsPerSecond,
            clock: this.clock,
            random,
            warn: (text) => void this.warnings.push(text),
        });
    }

    /** The milliseconds between the calls that were sent. */
    get gaps(): number[] {
        return this.sent.slice(1).map(({ at }, index) => at - (this.sent[index]?.at ?? 0));
    }

    /** Makes a call, and gives "done", or the error that it came to. */
    async make(
        operation: Operation,
        subject = task,
        budget = this.calls.newBudget(),
        signal?: AbortSignal,
    ): Promise<unknown> {
        const call: Call = { operation, parameters: {}, subject, signal };
        return this.calls.make(call, budget).then(
            () => "done",
            (error: unknown) => error,
        );
    }
}

function nameOf(operation: string, subject: Subject): string {
    return `${operation} ${subject.fileId ?? subject.projectId}`;
}
