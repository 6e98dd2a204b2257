// What a kind of fault is: one row of the table in kinds.ts, from which everything else about it is read.
import type { Operation } from "../operations/operation";
import type { Envelope, Reply } from "../protocol/reply";
import type { Reader } from "../validation";

/** How a reply is sent. */
export type Delivery =
    | { how: "whole" }
    | { how: "late"; ms: number }
    | { how: "slow"; ms: number }
    | { how: "half" }
    | { how: "never" }
    | { how: "reset" }
    | { how: "thenClose"; when: "onNextRequest" | "afterReply" };

export interface Kind<Details> {
    /** What the caller meets, for people. */
    readonly description: string;
    /** Its details and their defaults, for people. */
    readonly details: string;
    /** Reads the details that it can be told, and checks them. */
    readonly read: Reader<Details>;
    /** Details that make a complete fault together with `operation` and `kind`. */
    readonly example: Record<string, unknown>;
    /** Whether the operation runs before the fault shows ("applied": as the fault's `applied` says, true by default). */
    readonly takesEffect: boolean | "applied";
    /** What the caller can know: it got the answer, it was refused, or it cannot tell what happened. */
    readonly caller: "answer" | "refusal" | "unknown";
    /** Where it can meet the operations of one family only: which, how people call them, and what the others lack. */
    readonly only?: { family: Operation["family"]; named: string; others: string };
    /** What is replied. Default: what would have been. */
    reply?(details: Details, normal: Reply, envelope: Envelope, family: Operation["family"]): Reply;
    /** How the reply is sent. Default: as a whole. */
    delivery?(details: Details): Delivery;
}

/** A kind whose details are read so. */
export function kind<Details>(read: Reader<Details>, row: Omit<Kind<NoInfer<Details>>, "read">): Kind<Details> {
    return { read, ...row };
}
