// Creates or updates an instance: brings it to what is wanted, and says what the state holds afterwards.
import { messageOf, InterruptedError } from "../../dataworks/calls/errors";
import type { DataWorks } from "../../dataworks/client";
import { asText } from "../../dataworks/json";
import { describe } from "../../dataworks/task";
import { canonical } from "../canonical";
import type { Context } from "../context";
import { KeptError } from "../resource";
import { planOf, type Plan } from "./diff";
import { alarmLines } from "./drift";
import { NotReachedError, run, type Course } from "./run";
import {
    startParamOf,
    taskOf,
    wasNeverBrought,
    wasNeverStarted,
    type Inputs,
    type Outputs,
    type Pending,
    type State,
} from "./state";
import { knownAlarms, withStored } from "./stored";

/** What runs already is left as it runs, but where this run has deployed its task: then it runs what was there before. */
export function create(news: Inputs, context: Context): Promise<Outputs> {
    return bring(news, undefined, { acts: true, restarts: restartsWhatRuns(news, context) }, context);
}

export function update(olds: Outputs, news: Inputs, context: Context): Promise<Outputs> {
    const wanted = wantedOf(olds, news);
    const plan = planOf(olds, wanted);
    const restarts = wasNeverStarted(olds) ? restartsWhatRuns(wanted, context) : plan.restarts;
    return bring(wanted, olds, { ...plan, restarts }, context);
}

function restartsWhatRuns(news: Inputs, context: Context): boolean {
    return news.state === "running" && context.claims.isDeployed(news.region, news);
}

/** `ignoreChanges` feeds the state in that a failed create left behind, and not what it was asked for. */
export function wantedOf<T extends Pick<Inputs, "state" | "ignoresState">>(olds: Outputs, news: T): T {
    return news.ignoresState && wasNeverBrought(olds) ? { ...news, state: goalOf(olds) } : news;
}

function goalOf({ pending }: Outputs): State {
    return pending === "stop" ? "stopped" : "running";
}

/** What a state holds as it was when the instance was started. */
const startedBy = ["triggers", "startParameters"] as const;

/** @throws KeptError where it was started, stopped or waited for in vain: the state holds what is still to be done. */
async function bring(news: Inputs, olds: Outputs | undefined, plan: Plan, context: Context): Promise<Outputs> {
    const { drift: _, ...kept } = news;
    if (!plan.acts && olds) return { ...withStored(olds, news), ...(await alarmsOf(news, olds, false, context)) };
    const isSolution = news.taskType === "DI_SOLUTION";
    let course: Course;
    try {
        course = await run(
            { ...news, restarts: plan.restarts && !isSolution, startParam: startParamOf(news) },
            context,
        );
    } catch (error) {
        if (!(error instanceof NotReachedError)) throw error;
        if (!error.course.acted) throw error.cause;
        const kept = keptOutputs(news, olds, plan, error.course);
        const ofBefore = startedBy.filter((name) => canonical(kept[name]) !== canonical(news[name]));
        throw new KeptError(error.message, kept, ofBefore);
    }
    const started = course.startedAt !== undefined;
    if (plan.restarts && isSolution && !started) {
        context.warn(
            `${describe(news)} runs on, and was not started anew: DataWorks has no call that stops a DI_SOLUTION. Where it has to ` +
                "be, stop and start it in Data Integration.",
        );
    }
    if (course.isDoubtful && news.startParameters) {
        context.warn(
            `${describe(news)} runs, but its start was not confirmed, so somebody else may have started it without its startParameters: ` +
                "change its `triggers` to restart it with them.",
        );
    }
    const isFirst = !olds || wasNeverStarted(olds);
    if (isFirst && !course.isDoubtful && !started && news.state === "running" && news.startParameters) {
        context.warn(
            `${describe(news)} runs already, so its startParameters were not applied: change its \`triggers\` to restart it with them.`,
        );
    }
    return { ...kept, ...told(course, olds), ...(await alarmsOf(news, olds, true, context)) };
}

/** What the state holds of what was seen and done. */
function told({ live, requestId, startedAt }: Course, olds: Outputs | undefined) {
    return {
        status: live?.status ?? olds?.status ?? "",
        name: live?.name || (olds?.name ?? ""),
        requestId: requestId ?? olds?.requestId ?? "",
        startedAt: startedAt ?? olds?.startedAt ?? "",
    };
}

/**
 * The outputs where it is not as wanted. The triggers and start parameters are the old ones until a start was taken up that was
 * asked for by the new ones: then that one is what is waited for, and no other.
 */
function keptOutputs(news: Inputs, olds: Outputs | undefined, { restarts }: Plan, course: Course): Outputs {
    const asked = course.startedAt === undefined ? olds : news;
    const { projectId, taskType, fileId, onDelete, compareAlarms, stableSeconds, timeoutSeconds, region } = news;
    return {
        ...{ projectId, taskType, fileId, onDelete, stableSeconds, timeoutSeconds, region },
        ...(compareAlarms !== undefined && { compareAlarms }),
        ...(news.ignoresState && { ignoresState: true }),
        ...(asked?.triggers && { triggers: asked.triggers }),
        ...(asked?.startParameters && { startParameters: asked.startParameters }),
        state: stateOf(course, olds, news),
        ...told(course, olds),
        ...(olds?.alarms && { alarms: olds.alarms }),
        pending: pendingOf(news, restarts, course),
    };
}

/** What it is, as far as that is known; never what is wanted and was not reached. */
function stateOf({ live }: Course, olds: Outputs | undefined, news: Inputs): State {
    if (live?.condition === "running" || live?.condition === "stopped") return live.condition;
    return olds?.state ?? (news.state === "running" ? "stopped" : "running");
}

function pendingOf({ state, taskType }: Inputs, restarts: boolean, { stood }: Course): Pending {
    if (state === "stopped") return "stop";
    return restarts && !stood && taskType === "DI_REALTIME" ? "restart" : "start";
}

/**
 * The alarm rules that a refresh compares with; asked for where they are not known, or other ones are accepted. Where the instance was
 * acted on, nothing about them takes that back.
 */
async function alarmsOf(
    news: Inputs,
    olds: Outputs | undefined,
    acted: boolean,
    context: Context,
): Promise<Pick<Outputs, "alarms">> {
    const known = knownAlarms(news.compareAlarms, olds);
    if (known) return known;
    try {
        const alarms = await enabledAlarms(news, context.dataworks(news.region));
        const accepted = alarmLines(olds?.drift);
        if (accepted.length > 0) context.warn(`${describe(news)}: accepted as it is: ${accepted.join("; ")}`);
        return { alarms };
    } catch (error) {
        if (!acted && error instanceof InterruptedError) throw error;
        context.warn(
            `${describe(news)} is as it was asked for, but its alarm rules could not be asked for, so those that go will not be ` +
                `seen as drift: ${messageOf(error)}`,
        );
        return {};
    }
}

/** The names of the enabled alarm rules of a real-time task. */
export async function enabledAlarms(task: Inputs, dataworks: DataWorks): Promise<string[]> {
    const { alarms } = await dataworks.getDISyncTask(taskOf(task));
    const names = alarms.filter((alarm) => alarm["Enabled"] === true).map((alarm) => asText(alarm["RuleName"]));
    return [...new Set(names.filter(Boolean))].sort();
}
