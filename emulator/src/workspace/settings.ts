// How tasks start, stop and are deployed where they run: as a seed or a test says it.
import { object, text, ValidationError, type Reader } from "../validation";
import { paced, type Pace } from "./course";

/** What becomes of stopping. Its own `mode` and `ms` go before those of the settings around it. */
export interface StopSettings extends Partial<Pace> {
    /** Refuses it with this message (HTTP 200, `Data.Status` "fail"): nothing changes. */
    refused?: string;
}

export interface StartSettings extends StopSettings {
    /** A start that fails: the task runs, and stops again by itself, when `mode` and `ms` say, with this message. */
    fails?: Pace & { message?: string };
}

/**
 * How tasks change their status. Between the two, an instance that starts is WAIT and one that stops KILLING, and a solution
 * that starts has the status 8: a start or a stop that hangs is one by hand that is left alone.
 * @example { mode: "after", ms: 5000, start: { fails: { mode: "after", ms: 30000, message: "failover limit" } }, stop: { mode: "byHand" } }
 */
export interface InstanceSettings extends Partial<Pace> {
    start?: StartSettings;
    /** Of a DI_REALTIME: nothing stops a solution. */
    stop?: StopSettings;
    /** `refused`: DeployDISyncTask refuses a task that runs, with this message. Default: a task that runs is deployed. */
    deploy?: { refused: string };
}

const failing = paced({ message: text });

/** How a start may fail: when, is to be said. */
const readFailing: Reader<Pace & { message?: string }> = (value, path) => {
    const { mode, ...rest } = failing(value, path);
    if (mode === undefined) throw new ValidationError(`${path}.mode`, "is missing");
    return { mode, ...rest };
};

/** What is refused never happens: how it would, is a setting that does nothing. */
function alone<T extends { refused?: string }>(read: Reader<T>): Reader<T> {
    return (value, path) => {
        const given = read(value, path);
        if (given.refused !== undefined && Object.keys(given).length > 1)
            throw new ValidationError(`${path}.refused`, "stands alone: what is refused has no mode, time or end");
        return given;
    };
}

export const instanceSettings = {
    start: alone(paced({ refused: text, fails: readFailing })),
    stop: alone(paced({ refused: text })),
    deploy: object({ refused: text }, {}),
};

export const readInstanceSettings: Reader<InstanceSettings> = paced(instanceSettings);
