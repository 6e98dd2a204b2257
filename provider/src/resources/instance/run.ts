// Starts, stops or restarts an instance, and waits until it runs or stands as wanted.
import {
    messageOf,
    CallError,
    InterruptedError,
    InvalidFileIdError,
    NoAnswerError,
    RefusedError,
} from "../../dataworks/calls/errors";
import type { DataWorks, StartParameters } from "../../dataworks/client";
import { reasonOf } from "../../dataworks/signal";
import { describe, type Task } from "../../dataworks/task";
import { isoSeconds } from "../../dataworks/time";
import type { Context } from "../context";
import { limitOf, type Limit } from "../limit";
import { absent, look, shownStatus, type Condition, type Live } from "./live";
import { mostTimes, next } from "./next";
import { taskOf, type State } from "./state";
import { endedText, fellText, stuckText, timeOutText, unansweredText, verbs } from "./texts";
import { Wait } from "./wait";

/** What is wanted of an instance. */
export interface Goal extends Task {
    readonly region: string;
    readonly state: State;
    /** Whether what runs has to be stopped and started anew. */
    readonly restarts: boolean;
    readonly startParam: StartParameters | undefined;
    readonly stableSeconds: number;
    /** Where `customTimeouts` says nothing else. */
    readonly timeoutSeconds: number;
}

/** What came of it, or of a part of it. */
export interface Course {
    /** What was seen last; undefined where nothing was. */
    readonly live: Live | undefined;
    /** The id of the last request that was taken up; undefined where none was. */
    readonly requestId?: string;
    /** When the instance was started; undefined where it was not. */
    readonly startedAt?: string;
    /** Whether it runs after a start whose reply was lost or refused: somebody else may have started it. */
    readonly isDoubtful: boolean;
    /** Whether anything was asked for, or waited for. */
    readonly acted: boolean;
    /** Whether it was seen to stand still. */
    readonly stood: boolean;
}

/** It is not as wanted. The message is for a user. */
export class NotReachedError extends Error {
    override readonly name = "NotReachedError";

    /** @param cause Where nothing was asked for, it says all that there is to say. */
    constructor(
        message: string,
        override readonly cause: unknown,
        readonly course: Course,
    ) {
        super(message);
    }
}

/**
 * Makes the instance as it is wanted. What is so already costs one look, and nothing else.
 *
 * @throws NotReachedError with what came of it.
 */
export async function run(goal: Goal, context: Context): Promise<Course> {
    const running = new Run(goal, context);
    try {
        await running.reach();
    } catch (error) {
        const message = messageOf(error);
        const stands = goal.restarts && running.course.acted && running.course.live?.condition === "stopped";
        const more = stands ? " It was to be restarted, and stands still now." : "";
        throw new NotReachedError(message + more, error, running.course);
    }
    return running.course;
}

/** The conditions that something is in which was asked to run or to stop, from then on. */
const onTheWay: Readonly<Record<State, readonly Condition[]>> = {
    running: ["starting", "running"],
    stopped: ["stopping", "stopped"],
};

/** That it was asked for what is wanted. */
interface Asking {
    readonly at: number;
    /** Whether it was seen on its way since, or there. */
    moved: boolean;
    readonly times: number;
    /** Why nobody knows whether it was taken up; absent where it was. */
    readonly failure?: CallError;
}

/** For how long a task is waited for to be deployed that this run has deployed, in milliseconds. */
const slowDeployment = 60_000;

class Run {
    private readonly task: Task;
    private readonly name: string;
    private readonly limit: Limit;
    private readonly began: number;
    private readonly wait: Wait;
    private live: Live | undefined;
    private requestId: string | undefined;
    private startedAt: string | undefined;
    private isDoubtful = false;
    private acted = false;
    private stood = false;

    constructor(
        private readonly goal: Goal,
        private readonly context: Context,
    ) {
        this.task = taskOf(goal);
        this.name = describe(goal);
        this.began = context.now();
        this.limit = limitOf(goal.timeoutSeconds, context);
        this.wait = new Wait(context, this.limit);
    }

    get course(): Course {
        const { live, requestId, startedAt, isDoubtful, acted, stood } = this;
        return {
            live,
            isDoubtful,
            acted,
            stood,
            ...(requestId !== undefined && { requestId }),
            ...(startedAt !== undefined && { startedAt }),
        };
    }

    async reach(): Promise<void> {
        await this.look();
        if (this.goal.restarts) {
            await this.come("stopped");
            this.wait.anew();
        }
        await this.come(this.goal.state);
    }

    /** Asks for what is wanted, and waits for it. */
    private async come(wanted: State): Promise<void> {
        let asking: Asking | undefined;
        let waited = false;
        let runsSince: number | undefined;
        for (;;) {
            const live = this.live ?? (await this.look());
            const now = this.context.now();
            if (asking && onTheWay[wanted].includes(live.condition)) asking.moved = true;
            if (live.condition !== "running") runsSince = undefined;
            const asked = asking && { ...asking, ago: now - asking.at, certain: !asking.failure };
            switch (next(live.condition, wanted, asked, waited)) {
                case "done":
                    return;
                case "ask":
                    asking = (await this.askOnce(wanted, asking?.times ?? 0)) ?? asking;
                    break;
                case "wait":
                    waited = true;
                    await this.pause(live, wanted);
                    break;
                case "watch": {
                    if (asking?.failure) this.doubt(asking);
                    runsSince ??= now;
                    const left = runsSince + this.goal.stableSeconds * 1000 - now;
                    if (left <= 0) return;
                    await this.pause(live, wanted, left);
                    break;
                }
                case "stuck":
                    if (this.goal.state === "running" && this.isStillToCome(live)) {
                        waited = true;
                        await this.pause(live, wanted);
                        break;
                    }
                    throw new Error(stuckText(this.name, this.shown(live), live, wanted));
                case "fell":
                    throw new Error(fellText(this.name, this.shown(live), live, wanted, asking?.moved ?? false));
                case "unanswered":
                    throw new Error(unansweredText(asking?.failure?.message ?? "", mostTimes));
            }
        }
    }

    /** A deployment of this run may come to production a while after it was answered, as far as anybody knows. */
    private isStillToCome({ condition }: Live): boolean {
        return (
            condition === "notDeployed" &&
            this.context.claims.isDeployed(this.goal.region, this.task) &&
            this.context.now() - this.began < slowDeployment
        );
    }

    /** Asks, and looks what came of it. Undefined where there turns out to be no instance: then nothing was taken up. */
    private async askOnce(wanted: State, times: number): Promise<Asking | undefined> {
        const before = this.acted;
        const failure = await this.ask(wanted);
        if (wanted === "running" && failure && (await this.isAbsent(failure))) {
            this.acted = before;
            return undefined;
        }
        const at = this.context.now();
        const { condition } = await this.look().catch((error: unknown) => {
            // Where that was given up, what the asking came to says more.
            throw error instanceof InterruptedError && failure ? failure : error;
        });
        // It may be so all the same: somebody else was faster, or an earlier try was taken up.
        const isAbsent = condition === "notDeployed" || condition === "gone";
        if (isRefusal(failure) && !isAbsent && !onTheWay[wanted].includes(condition)) throw failure;
        return { at, moved: false, times: times + 1, ...(failure && { failure }) };
    }

    /** It runs after a start that failed, or whose reply was lost. */
    private doubt({ at, failure }: Asking): void {
        this.isDoubtful = true;
        if (!isRefusal(failure)) this.startedAt = isoSeconds(at);
    }

    /** True where a start called the file id invalid, and there is no instance. Of a solution, nothing tells that. */
    private async isAbsent(failure: CallError): Promise<boolean> {
        const isTold = failure instanceof InvalidFileIdError && !failure.earlier;
        if (!isTold || this.task.taskType !== "DI_REALTIME") return false;
        this.live = await absent(this.task, () => this.dataworks(), failure);
        return true;
    }

    /** Starts or stops it. Gives a failure that may not be one: what is live says so. */
    private async ask(wanted: State): Promise<CallError | undefined> {
        this.acted = true;
        const dataworks = this.dataworks();
        try {
            this.requestId =
                wanted === "running"
                    ? await dataworks.startDISyncInstance(this.task, this.goal.startParam)
                    : await dataworks.stopDISyncInstance(this.task);
            if (wanted === "running") this.startedAt = isoSeconds(this.context.now());
            return undefined;
        } catch (error) {
            const isTold = error instanceof RefusedError || error instanceof NoAnswerError;
            if (error instanceof CallError && (isTold || error.earlier)) return error;
            throw error; // it was not even sent
        }
    }

    /** `waiting`: while it takes its time, others that change something go first. */
    private async look(waiting = false): Promise<Live> {
        const before = this.live;
        const live = await look(this.task, () => (waiting ? this.dataworks().yielding() : this.dataworks()));
        this.live = live;
        if (live.condition === "stopped") this.stood = true;
        if (before && before.status !== live.status)
            this.context.say(`${this.name}: ${this.shown(live)}, was ${this.shown(before)}`);
        return live;
    }

    private async pause(live: Live, wanted: State, atMost?: number): Promise<void> {
        if (this.wait.isOver) throw new Error(this.timeOutText(live, wanted));
        this.acted = true;
        await this.wait.next(`${this.name} to ${verbs[wanted]}`, this.shown(live), atMost).catch((cause: unknown) => {
            const why = reasonOf(this.context.signal);
            throw new Error(endedText(this.name, this.shown(live), wanted, why), { cause });
        });
        await this.look(true);
    }

    private timeOutText(live: Live, wanted: State): string {
        return timeOutText(this.name, this.shown(live), wanted, this.limit, live.condition === "running");
    }

    private dataworks(): DataWorks {
        return this.context.dataworks(this.goal.region);
    }

    private shown({ status, condition }: Live): string {
        if (condition === "notDeployed") return "none, as it is not deployed";
        return condition === "gone" ? "none, as it is gone" : shownStatus(this.task.taskType, status);
    }
}

/** True where it was not taken up, whatever became of it otherwise. */
function isRefusal(failure: Error | undefined): failure is RefusedError {
    return failure instanceof RefusedError && !failure.earlier;
}
