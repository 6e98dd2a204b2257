// A fault: which calls it meets and what becomes of them; and how one is read from a control request.
import { operations } from "../operations";
import { anyText, fields, integer, map, object, oneOf, ValidationError, type Reader } from "../validation";
import type { Kind } from "./kind";
import { faultKinds, kinds, type FaultDetails, type FaultKind } from "./kinds";

/** Which calls a fault meets. Where several could, the one that was added first does. */
export interface FaultTarget {
    /** An operation's name, or "*" for all that the kind can meet. */
    operation: string;
    /** How many calls it meets. Default: all, until the faults are cleared. */
    times?: number;
    /** How many matching calls it lets through first. Default: 0. */
    skip?: number;
    /** Only calls with these parameters, such as { FileId: "100" }. */
    match?: Record<string, string>;
}

/** A fault of one kind, such as `FaultOf<"latency">`. */
export type FaultOf<K extends FaultKind> = { kind: K } & FaultDetails[K] & FaultTarget;

/** A fault, such as `{ operation: "DeployDISyncTask", kind: "resetAfter", times: 1 }`. */
export type Fault = { [K in FaultKind]: FaultOf<K> }[FaultKind];

const target = object(
    { operation: oneOf("*", ...operations.keys()), kind: oneOf(...faultKinds.map(({ kind }) => kind)) },
    { times: integer(1), skip: integer(0), match: map(anyText) },
);
const targetFields = new Set(["operation", "kind", "times", "skip", "match"]);

export const readFault: Reader<Fault> = (value, path) => {
    const given = Object.entries(fields(value, path));
    const read = target(Object.fromEntries(given.filter(([name]) => targetFields.has(name))), path);
    const { read: readDetails, only }: Kind<unknown> = kinds[read.kind];
    const own = readDetails(Object.fromEntries(given.filter(([name]) => !targetFields.has(name))), path);
    if (only && read.operation !== "*" && !canMeet(read.kind, read.operation))
        throw new ValidationError(path, `${read.operation} ${only.others}`);
    return Object.assign(read, own) as Fault;
};

/** Whether a fault of this kind can meet an operation. */
export function canMeet(kind: FaultKind, operation: string): boolean {
    const { only }: Kind<unknown> = kinds[kind];
    return only === undefined || operations.get(operation)?.family === only.family;
}
