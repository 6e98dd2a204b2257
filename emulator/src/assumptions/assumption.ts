// An assumption: what the documentation leaves open, the answers that are possible, and how they are told apart from outside.

/** A reply, decoded: JSON in which an integer that a number does not hold is a text. */
export interface Reply {
    /** Of HTTP. */
    readonly status: number;
    /** An error reply has `Code` and `Message`. */
    readonly body: Readonly<Record<string, unknown>>;
}

/** What answers the calls of an observer: the emulator, or the service itself. */
export interface Service {
    /**
     * Makes one call of 2020-05-18, with parameters in the query, and others in a form body. A refusal is a reply too: it rejects where no
     * reply in the API's own form came, or where the account has no right to the operation.
     */
    call(
        operation: string,
        query: Readonly<Record<string, string>>,
        form?: Readonly<Record<string, string>>,
    ): Promise<Reply>;
    /** Lets time go by, in milliseconds. */
    wait(ms: number): Promise<void>;
}

/** How a real-time task stands: not deployed, deployed and not running, or running. */
export type Standing = "undeployed" | "deployed" | "running";

/** What a task is made of, for the level "make". */
export interface Making {
    /** The name of the task that is made. No task has it yet. */
    readonly name: string;
    readonly folder?: string;
    /** The identifier of a resource group. */
    readonly resourceGroup: string;
    /** A data source of the type mysql, and at least one table in it: a second one is for a change. */
    readonly source: string;
    readonly tables: readonly string[];
    readonly destination: { readonly type: "odps" | "kafka" | "holo"; readonly datasource: string };
}

/** What is observed, and how it stands by what was done last. An observation changes it; whoever observes sets it up. */
export interface Scene {
    readonly service: Service;
    readonly projectId: string;
    /** A real-time task; undefined where none is given, or the one that was made is deleted. */
    fileId?: string | undefined;
    /** How the task stands. Undefined: that is not known, and looks are all that may be made. */
    standing?: Standing | undefined;
    /** Absent below the level "make". */
    readonly making?: Making;
    /** The parameters of the last CreateDISyncTask, in the query and in the form. */
    creation?: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
    /** The task that was made and is deleted. */
    deleted?: string | undefined;
}

/** What came of an observation: an answer's id; something that is no answer that was thought of; or that nothing could be seen, and why. */
export type Observation<A extends string = string> =
    { readonly answer: A } | { readonly other: string } | { readonly notSeen: string };

/**
 * What an observation does: "look" reads, and asks for what is not there; "deploy" deploys, starts, stops and undeploys the one task of
 * the scene; "make" makes a task, changes it and deletes it.
 */
export type Level = "look" | "deploy" | "make";

export interface Assumption<A extends string = string> {
    /** Such as "unknown-file-id". */
    readonly id: string;
    /** What is open, as a question. */
    readonly question: string;
    /** What the documentation says, and where. */
    readonly documented: string;
    /** The possible answers, a sentence each. */
    readonly answers: Readonly<Record<A, string>>;
    /** The one that the emulator gives unless told otherwise. */
    readonly given: NoInfer<A>;
    readonly level: Level;
    /** The operations by which it is told: without the right to one of them it is not seen. Those that bring a task to stand as it has to are not named. */
    readonly calls: readonly string[];
    /** How the task has to stand before: `bring` brings it there. Absent: however it stands. */
    readonly from?: Standing;
    /** Looks which answer comes. Rejects with what the service's `call` rejects with; `see` brings the task there before, and is what to call. */
    observe(scene: Scene): Promise<Observation<A>>;
}

/** The assumption as it is written down, with the names of its answers in its type. */
export function assumption<const I extends string, const A extends string>(
    value: Assumption<A> & { readonly id: I },
): Assumption<A> & { readonly id: I } {
    return value;
}
