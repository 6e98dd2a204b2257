// What a fault makes of a call: whether the operation runs, what is replied, and how the reply is sent.
import type { Operation } from "../operations/operation";
import type { Envelope, Reply } from "../protocol/reply";
import type { Fault } from "./fault";
import type { Delivery, Kind } from "./kind";
import { kinds } from "./kinds";

export const whole: Delivery = { how: "whole" };

function kindOf({ kind }: Fault): Kind<unknown> {
    return kinds[kind];
}

/** Whether the operation takes effect before the fault shows. */
export function takesEffect(fault: Fault): boolean {
    const declared = kindOf(fault).takesEffect;
    const applied = "applied" in fault ? fault.applied : undefined;
    return declared === "applied" ? (applied ?? true) : declared;
}

export function deliveryOf(fault: Fault): Delivery {
    return kindOf(fault).delivery?.(fault) ?? whole;
}

/** `normal` is what would have been replied. */
export function replyOf(fault: Fault, normal: Reply, envelope: Envelope, family: Operation["family"]): Reply {
    return kindOf(fault).reply?.(fault, normal, envelope, family) ?? normal;
}
