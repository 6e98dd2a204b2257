// What becomes of the old task of a deployment that is replaced: the new `onDelete` says so.
import { describe } from "../../dataworks/task";
import type { Values } from "../resource";
import { onDeleteValues, type OnDelete, type Outputs } from "./state";

export interface Replacement {
    /** The new `onDelete`; undefined where it is not known yet. */
    readonly onDelete: OnDelete | undefined;
    /** What the user has to know of it, because the state says something else. */
    readonly notice?: string;
}

/** `replaces` are the properties that force the replacement; none where there is no replacement. */
export function replacement(olds: Outputs, news: Values, replaces: readonly string[]): Replacement | undefined {
    if (replaces.length === 0) return undefined;
    const onDelete = onDeleteValues.find((value) => value === news["onDelete"]);
    if (onDelete === olds.onDelete || olds.taskType !== "DI_REALTIME") return { onDelete };
    const what =
        onDelete === undefined
            ? 'is undeployed by its replacement where onDelete, which is not known yet, becomes "undeploy"'
            : onDelete === "undeploy"
              ? 'is undeployed by its replacement: onDelete becomes "undeploy" with it'
              : 'stays deployed when it is replaced: onDelete becomes "retain" with it';
    return { onDelete, notice: `${describe(olds)} ${what}.` };
}
