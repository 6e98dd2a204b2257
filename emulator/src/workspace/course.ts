// How something comes from one status to the next: at once, after a time, or by hand.
import { integer, object, oneOf, ValidationError, type Reader } from "../validation";

/** When a status is reached: `atOnce`, `after` so many milliseconds, or `byHand`: when the control API says so, and until then never. */
export interface Pace {
    mode: "atOnce" | "after" | "byHand";
    /** For `after`: milliseconds by the emulator's clock; default 1000. */
    ms?: number;
}

const defaultMs = 1000;
const paceFields = { mode: oneOf("atOnce", "after", "byHand"), ms: integer(0) };

/** Reads the fields of a pace that may be left out, and others beside them. */
export function paced<O extends Record<string, Reader<unknown>>>(others: O) {
    const read = object({}, { ...paceFields, ...others });
    return (value: unknown, path: string) => {
        const given = read(value, path) as ReturnType<typeof read> & Partial<Pace>;
        if (given.ms !== undefined && given.mode !== "after")
            throw new ValidationError(path === "" ? "ms" : `${path}.ms`, 'goes with the mode "after"');
        return given;
    };
}

/** One status that follows, and when: its time begins when the one before it is reached. */
interface Leg<S extends string> {
    status: S;
    pace: Pace;
    /** Why, where it is nothing that was asked for. */
    message?: string;
}

/** A status, since when it holds, and what follows it without another call. */
export interface Course<S extends string> {
    status: S;
    /** Milliseconds since 1970. */
    since: number;
    message: string | null;
    next: readonly Leg<S>[];
}

/** A status that nothing follows. */
export function standing<S extends string>(status: S, since: number, message: string | null = null): Course<S> {
    return { status, since, message, next: [] };
}

/** The course with its next leg behind it; undefined where none is left. */
export function advanced<S extends string>({ next }: Course<S>, since: number): Course<S> | undefined {
    const [leg, ...rest] = next;
    return leg && { status: leg.status, since, message: leg.message ?? null, next: rest };
}

/** The course as it is at a time: every leg is behind it whose time has come. */
export function courseAt<S extends string>(course: Course<S>, now: number): Course<S> {
    const due = dueTime(course);
    const on = due <= now ? advanced(course, due) : undefined;
    return on ? courseAt(on, now) : course;
}

function dueTime({ since, next }: Course<string>): number {
    const pace = next[0]?.pace;
    if (!pace || pace.mode === "byHand") return Infinity;
    return pace.mode === "atOnce" ? since : since + (pace.ms ?? defaultMs);
}

/** The course at its end, whatever it waits for. */
export function settled<S extends string>(course: Course<S>, now: number): Course<S> {
    const on = advanced(course, now);
    return on ? settled(on, now) : course;
}
