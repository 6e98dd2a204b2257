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

/** The inputs that a definition is worked out of. */
export type Inputs = NewTask & Content & { readonly resourceGroup: string };
