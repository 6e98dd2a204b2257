// What StartDISyncInstance may be told of the run that it starts.
import { integer, object, oneOf, type Reader } from "../validation";

const ddlKinds = [
    "RENAMECOLUMN",
    "DROPTABLE",
    "CREATETABLE",
    "MODIFYCOLUMN",
    "TRUNCATETABLE",
    "DROPCOLUMN",
    "ADDCOLUMN",
    "RENAMETABLE",
] as const;
const ddlActions = ["NORMAL", "IGNORE", "WARNING", "CRITICAL"] as const;

/** The documented StartParam of a real-time task. */
export interface StartParam {
    /** After `count` failovers within `interval` minutes the task stops. */
    failoverLimit?: { count?: number; interval?: number };
    /** How many dirty records are allowed. */
    errorLimit?: { record?: number };
    /** What is done about a change of the source's tables. */
    ddlMarkMap?: { [K in (typeof ddlKinds)[number]]?: (typeof ddlActions)[number] };
}

const count = integer(0);
const action = oneOf(...ddlActions);

export const readStartParam: Reader<StartParam> = object(
    {},
    {
        failoverLimit: object({}, { count, interval: count }),
        errorLimit: object({}, { record: count }),
        ddlMarkMap: object(
            {},
            Object.fromEntries(ddlKinds.map((kind) => [kind, action])) as Record<
                (typeof ddlKinds)[number],
                typeof action
            >,
        ),
    },
);
