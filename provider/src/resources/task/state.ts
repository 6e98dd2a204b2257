// What a task's inputs are, as the state holds them.
import type { NewTask } from "../../dataworks/task";

/** Where a task writes to, as a program says it. */
export const destinationTypes = ["maxcompute", "kafka", "hologres"] as const;
export type DestinationType = (typeof destinationTypes)[number];

/** A data source that a task reads, with its tables: of its own database, or of several. */
export type DataSource =
    | { readonly name: string; readonly tables: readonly string[] }
    | { readonly name: string; readonly databases: readonly Database[] };

export interface Database {
    readonly name: string;
    readonly tables: readonly string[];
}

export interface Source {
    readonly type: "mysql";
    readonly datasources: readonly DataSource[];
}

export interface Destination {
    readonly type: DestinationType;
    readonly datasource: string;
}

/** What a task reads and writes: by types that are documented, or as a script of the API's own form. */
export type Content =
    | { readonly source: Source; readonly destination: Destination; readonly script?: undefined }
    | {
          readonly script: Readonly<Record<string, unknown>>;
          readonly source?: undefined;
          readonly destination?: undefined;
      };

/** What deleting the resource does to the task: nothing, or deleting it. */
export const onDeleteValues = ["retain", "delete"] as const;
export type OnDelete = (typeof onDeleteValues)[number];

/** The inputs that a definition is worked out of, and a task is made by. */
export type Wanted = NewTask &
    Content & {
        /** The path of the folder, without slashes around it; where none is said, DataWorks has one for it. */
        readonly folder?: string | undefined;
        readonly resourceGroup: string;
        readonly cu?: number | undefined;
    };

/** The inputs as check hands them on. Ids are digit strings. */
export type Inputs = Wanted & {
    /** Any change has the definition worked out anew. */
    readonly triggers?: Readonly<Record<string, string | number | boolean>> | undefined;
    /** Parts of the definition whose changes are no drift. */
    readonly ignoreDefinitionPaths?: readonly string[] | undefined;
    readonly onDelete: OnDelete;
    /** Seconds that the working out may take. */
    readonly timeoutSeconds: number;
    readonly region: string;
    /** Only where `ignoreChanges: ["drift"]` feeds the old one in. */
    readonly drift?: readonly string[];
};

/** What tells a task whose creation has an unknown outcome from others of its name. Times are milliseconds since 1970. */
export interface Pending {
    /** The service's time before CreateDISyncTask went out. */
    readonly since: number;
    /** And after which it cannot have been made any more. */
    readonly until: number;
    /** The one of all tries. */
    readonly clientToken: string;
}

/**
 * "success": it was made or changed, and DataWorks said so. "unknown": a call that makes or changes it may have been applied, and
 * nobody can tell. "imported": it was taken over as it was, by `pulumi import`.
 */
export type Status = "success" | "unknown" | "imported";

/** The outputs. A text that is not known is "". */
export type Outputs = Inputs & {
    /** Absent where nobody can tell whether it was made. */
    readonly fileId?: string;
    /** Another one after each change of the task by this resource; "" where it was imported and not changed since. */
    readonly revision: string;
    /** The fingerprint of the definition that was read back. */
    readonly definition: string;
    readonly status: Status;
    /** Only where it has no file id. */
    readonly pending?: Pending;
};

/** What a task is made by: a creation that has the same is the same one. */
export const makingNames = [
    ...["region", "projectId", "taskType", "name", "folder", "source", "destination", "script", "resourceGroup", "cu"],
] as readonly string[] as readonly (keyof Inputs)[];

/**
 * The inputs that outputs hold. Not the triggers and paths of a task whose outcome is unknown: the engine still has the inputs from
 * before it, by which it knows what is secret, and would store and print in clear what is so only now.
 */
export function inputsOf(outputs: Outputs): Inputs {
    const outputsAlone = ["fileId", "revision", "definition", "status", "pending"];
    const left = outputs.status === "unknown" ? [...outputsAlone, "triggers", "ignoreDefinitionPaths"] : outputsAlone;
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !left.includes(name))) as unknown as Inputs;
}
