// Gives a search what it needs from outside where the caller says nothing, and ends it by the signals that end the process.
import { defaultLimits, type Context, type Limits } from "./context";
import { officialInstaller } from "./download";
import { untilInterrupted } from "./interruption";
import { progressOn } from "./progress";

export interface FindOptions extends Partial<Omit<Context, "limits" | "signal">> {
    readonly limits?: Partial<Limits>;
}

export async function searching<T>(options: FindOptions, search: (context: Context) => Promise<T>): Promise<T> {
    return await untilInterrupted((signal) =>
        search({
            env: process.env,
            progress: progressOn(process.stderr),
            now: Date.now,
            installer: officialInstaller,
            ...options,
            limits: { ...defaultLimits, ...options.limits },
            signal,
        }),
    );
}
