// How the instances of tasks are started and stopped: what they pass, when, and with what end.
import { text, ValidationError, type Reader } from "../validation";
import { courseAt, paced, type Pace } from "./course";
import type { Instance, InstanceStatus } from "./model";

/** What becomes of stopping; and of starting, which has more. Its own `mode` and `ms` go before those of the settings around it. */
export interface StopSettings extends Partial<Pace> {
    /** Refuses it with this message (HTTP 200, `Data.Status` "fail"): nothing changes. */
    refused?: string;
}

export interface StartSettings extends StopSettings {
    /** A start that fails: the instance runs, and stops again by itself, when `mode` and `ms` say, with this message. */
    fails?: Pace & { message?: string };
}

/**
 * How an instance changes its status. Between the two, a starting one is WAIT and a stopping one KILLING: a start or a stop
 * that hangs is one by hand that is left alone.
 * @example { mode: "after", ms: 5000, start: { fails: { mode: "after", ms: 30000, message: "failover limit" } }, stop: { mode: "byHand" } }
 */
export interface InstanceSettings extends Partial<Pace> {
    start?: StartSettings;
    stop?: StopSettings;
}

const failing = paced({ message: text });

/** How a start may fail: when, is to be said. */
const readFailing: Reader<Pace & { message?: string }> = (value, path) => {
    const { mode, ...rest } = failing(value, path);
    if (mode === undefined) throw new ValidationError(`${path}.mode`, "is missing");
    return { mode, ...rest };
};

const readStart = alone(paced({ refused: text, fails: readFailing }));
const readStop = alone(paced({ refused: text }));

/** What is refused never happens: how it would, is a setting that does nothing. */
function alone<T extends { refused?: string }>(read: Reader<T>): Reader<T> {
    return (value, path) => {
        const given = read(value, path);
        if (given.refused !== undefined && Object.keys(given).length > 1)
            throw new ValidationError(`${path}.refused`, "stands alone: what is refused has no mode, time or end");
        return given;
    };
}

export const readInstanceSettings: Reader<InstanceSettings> = paced({ start: readStart, stop: readStop });

/** The way there, and where a start that fails ends. */
const ways = { start: ["WAIT", "RUN", "NORUN"], stop: ["KILLING", "NORUN", "NORUN"] } as const satisfies Record<
    string,
    readonly InstanceStatus[]
>;

/** The instance as it sets out to start or stop. */
export function change(kind: keyof typeof ways, instances: InstanceSettings, now: number): Instance {
    const [through, to, back] = ways[kind];
    const own: StartSettings = instances[kind] ?? {};
    const { mode = "atOnce", ms } = own.mode ? own : instances;
    const next: Instance["next"] = [{ status: to, pace: { mode, ...(ms === undefined ? {} : { ms }) } }];
    if (!own.fails) return { status: through, since: now, message: null, next };
    const { message, ...pace } = own.fails;
    const end = { status: back, pace, ...(message === undefined ? {} : { message }) };
    return { status: through, since: now, message: null, next: [...next, end] };
}

export function statusAt(instance: Instance, now: number): InstanceStatus {
    return courseAt(instance, now).status;
}
