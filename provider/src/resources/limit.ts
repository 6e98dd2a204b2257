// How long an operation may take, and which setting says so.
import type { Context } from "./context";

export interface Limit {
    readonly seconds: number;
    /** As messages name it. */
    readonly setting: "timeoutSeconds" | "customTimeouts";
}

/** What `customTimeouts` says of the operation wins over the resource's own `timeoutSeconds`. */
export function limitOf(timeoutSeconds: number, { limit }: Pick<Context, "limit">): Limit {
    return limit === undefined
        ? { seconds: timeoutSeconds, setting: "timeoutSeconds" }
        : { seconds: limit, setting: "customTimeouts" };
}
