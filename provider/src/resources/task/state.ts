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
    | { readonly script: Readonly<Record<string, unknown>>; readonly source?: undefined };

/** The inputs that a definition is worked out of, and a task is made by. */
export type Inputs = NewTask &
    Content & {
        /** The path of the folder; where none is said, DataWorks has one for it. */
        readonly folder?: string | undefined;
        readonly resourceGroup: string;
        readonly cu?: number | undefined;
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
