// What an update that neither starts nor stops anything makes of the outputs.
import { alarmLines } from "./drift";
import type { Inputs, Outputs } from "./state";

/** The outputs after such an update, without its alarm rules. */
export function withStored(olds: Outputs, news: Inputs): Outputs {
    const { drift, ...kept } = news;
    const { status, name, requestId, startedAt } = olds;
    // What `ignoreChanges: ["drift"]` feeds in was not looked at, and stays.
    const left = drift?.filter((line) => !alarmLines(olds.drift).includes(line)) ?? [];
    return {
        ...kept,
        state: news.ignoresState ? olds.state : news.state,
        ...{ status, name, requestId, startedAt },
        ...(left.length > 0 && { drift: left }),
    };
}

/** The alarm rules that stay those of the state, or that are not compared; undefined where DataWorks has to be asked for them. */
export function knownAlarms(
    compareAlarms: boolean | undefined,
    olds: Outputs | undefined,
): Pick<Outputs, "alarms"> | undefined {
    if (!compareAlarms) return {};
    return olds?.alarms && alarmLines(olds.drift).length === 0 ? { alarms: olds.alarms } : undefined;
}
