// A task on its way through an import: found in DataWorks, read, and under the name of its resource.
import type { ListedFile } from "../../dataworks/client";
import type { Task } from "../../dataworks/task";
import type { Hindrance } from "./entries";

/** A task that was found in DataWorks. */
export interface FoundTask extends Task {
    /** Its name in DataWorks; "" for a solution that was not read. */
    readonly taskName: string;
    /** "" for a solution. */
    readonly folder: string;
    /**
     * Name and folder as they were received: to tell which task is meant, and never shown. What is shown of them differs where a
     * terminal would obey it.
     */
    readonly received: ListedFile["received"];
    /** What ListFiles said of its newest version; undefined for a solution. */
    readonly file?: Pick<ListedFile, "committed" | "currentVersion"> | undefined;
}

/** A task as it is in DataWorks. */
export interface ReadTask extends FoundTask {
    /** Undefined where it cannot be read, or was not. */
    readonly definition: string | undefined;
    /** The version in production; "" where there is none, undefined where that was not asked, or the API does not tell. */
    readonly version?: string | undefined;
    /** Whether a version of it is in production; undefined where that was not asked, or the API does not tell. */
    readonly inProduction?: boolean | undefined;
}

/** A task under the name of its resource. */
export interface ImportedTask extends FoundTask {
    /** The resource's. */
    readonly name: string;
    /** The resource's. */
    readonly id: string;
    readonly region: string;
    /** The fingerprint of its definition. */
    readonly fingerprint: string;
    /** As the stack's file says it, where that lists the task. */
    readonly onDelete: string;
    /** The digest of its definition, where the task is pinned to that. */
    readonly approvedDigest?: string | undefined;
    /** What the stack's file says, where that lists the task. */
    readonly triggers?: unknown;
    /** Why it is not imported, where the stack's file has such an entry for it. */
    readonly hindrance?: Hindrance | undefined;
}
