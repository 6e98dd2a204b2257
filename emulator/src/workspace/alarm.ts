// The alarm rules of a real-time task: what a seed or a test says of them.
import { anyText, flag, list, object, oneOf, text, type Reader } from "../validation";

const metrics = [
    "taskStatus",
    "bizDelay",
    "taskFailoverCount",
    "ddlUnsupport",
    "ddlReport",
    "totalDirtyRecordWriteInLines",
] as const;

/** One alarm rule, as `AlarmList` of GetDISyncTask shows it; what is not said here is the same for all. */
export interface Alarm {
    name: string;
    /** Default: true. */
    enabled?: boolean;
    /** Default: "taskStatus". */
    metric?: (typeof metrics)[number];
    /** Default: "". */
    description?: string;
}

export const readAlarms: Reader<Alarm[]> = list(
    object({ name: text }, { enabled: flag, metric: oneOf(...metrics), description: anyText }),
);
