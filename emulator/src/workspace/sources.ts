// The data sources of a workspace, and the columns of their tables.
import { anyText, flag, list, map, object, text, type Reader } from "../validation";

/** Where tasks read from or write to. */
export interface DataSource {
    name: string;
    /** As scripts name it: "mysql", "odps", "kafka", "holo" or another. */
    type: string;
    /** The database that its connection leads to. Default: the name. */
    database?: string;
    /** Columns by the table's name; those of other tables are made up from the name. The first is the primary key. */
    columns?: Record<string, string[]>;
    /** Default: "". */
    description?: string;
    /** What ListDataSources says of it; tasks can use it all the same. Default: true. */
    enabled?: boolean;
}

export const readDataSource: Reader<DataSource> = object(
    { name: text, type: text },
    { database: text, columns: map(list(text)), description: anyText, enabled: flag },
);

export function databaseOf({ database, name }: DataSource): string {
    return database ?? name;
}

/** The columns of a table. Every table that is asked for is there. */
export function columnsOf({ columns = {} }: DataSource, table: string): string[] {
    return columns[table] ?? ["id", `${table}_name`, `${table}_state`, "updated_at"];
}
