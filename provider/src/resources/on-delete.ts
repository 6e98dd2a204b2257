// What deleting a resource does to its task: what `onDelete` says, and never what the program wants otherwise.
import { describe, type Task } from "../dataworks/task";
import type { Claims, Kind } from "./claims/ledger";
import type { Context } from "./context";
import type { Placed, Values } from "./resource";

/** A resource whose `onDelete` says whether deleting takes its task down. Of a task that may not have been made, nobody knows the file id. */
interface Deleted extends Omit<Task, "fileId">, Placed {
    readonly fileId?: string;
    readonly onDelete: string;
}

/** How a resource takes its task down, where it is real-time: DataWorks has no call for a solution. */
export interface TakingDown<Olds extends Deleted> {
    readonly kind: Kind;
    /** What it claims, by the state. */
    readonly claimOf: (olds: Olds) => Task;
    /** The `onDelete` that says so. */
    readonly onDelete: string;
    /** True where two resources of one task have the same id, so that it does not tell one's own claim. */
    readonly sharesIds?: true;
    /** Set where no other resource can stand for the task but one that takes this one's place, and so comes after it. */
    readonly goesFirst?: true;
    /** Why the task stays although nothing of the kind wants it, after "is not undeployed: ". */
    readonly stays?: (olds: Olds, claims: Claims) => string | undefined;
    /** How texts say it. */
    readonly words: {
        /** "undeployed" */
        readonly done: string;
        /** "undeploys" */
        readonly does: string;
        /** What is left as it is: "stays deployed" */
        readonly retained: string;
        /** What the other resource does: "deploys" */
        readonly opposite: string;
        /** "its deployment failed" */
        readonly failed: string;
        /** "deployed" */
        readonly made: string;
        /** What to do where too much was taken down: "change its `triggers`, and it is deployed again" */
        readonly again: string;
    };
}

/**
 * True where `onDelete` has the task of the resource of this id taken down. In a replacement that this run has planned, the new one
 * counts.
 */
export function asksToTakeDown<Olds extends Deleted>(
    { onDelete }: Pick<TakingDown<Olds>, "onDelete">,
    id: string,
    olds: Olds,
    { claims }: Context,
): boolean {
    return (claims.onDeleteOf(id) ?? olds.onDelete) === onDelete && olds.taskType === "DI_REALTIME";
}

/**
 * True where deleting the resource of this id has to take its task down now. It is noted then, and a warning says where this run cannot know what else stands for the task.
 *
 * @throws where the resource has to stay: what stands for the task in its place has failed, or is still to come.
 */
export function takesDown<Olds extends Deleted>(
    by: TakingDown<Olds>,
    id: string,
    olds: Olds,
    context: Context,
): boolean {
    const { kind, words } = by;
    const claims = context.claims.of(kind);
    if (!asksToTakeDown(by, id, olds, context)) return false;
    const task = describe(olds);
    // The engine deletes the old half of a replacement after it created the new one. Where both are of one task, taking
    // down the old one would take down what was just made.
    const claimed = by.claimOf(olds);
    const claim = claims.find(olds.region, claimed, by.sharesIds ? undefined : id, context.urn);
    if (claim === "refused") {
        throw new Error(
            `${task} is not ${words.done}: another resource of the program stands for it, and ${words.failed} ` +
                `in this run. Run again once that one is ${words.made}, or remove both.`,
        );
    }
    // With `--continue-on-error` the engine goes on to the old half where the outcome of the new one is unknown.
    if (context.claims.isReplacedInVain(id, kind)) {
        throw new Error(
            `${task} is not ${words.done}: it is replaced, and for the task in its place ${words.failed} in this run. ` +
                `Run again: once that one is ${words.made}, this one is ${words.done}.`,
        );
    }
    const goesFirst =
        by.goesFirst && (context.claims.isReplacedAsItIs(id, olds.region, claimed) || comesAfter(by, olds, context));
    if (claim === "announced" && !goesFirst) {
        throw new Error(
            `${task} is not ${words.done}: a resource of the program stands for it, and was not ${words.made} before this ` +
                `one was to be deleted. Run again once that one is ${words.made}. Where it is this resource itself that is ` +
                "replaced, drop `deleteBeforeReplace` from it.",
        );
    }
    if (claim === "held") {
        context.warn(
            `${task} is not ${words.done}: the program has a resource that ${words.opposite} it. ` +
                "For a renamed resource, `aliases` avoid the replacement.",
        );
        return false;
    }
    const stays = by.stays?.(olds, context.claims);
    if (stays !== undefined) throw new Error(`${task} is not ${words.done}: ${stays}`);
    claims.takeDown(id);
    if (by.goesFirst) return true;
    const { announced, takenDown } = claims.extent();
    // A run with targets does not ask about what is outside of them, nor does `destroy`; nothing tells the two apart.
    if (takenDown === announced + 1) {
        context.warn(
            `${task} is ${words.done}. This run looked at ${announced || "no"} tasks of the program and ${words.does} more, as with ` +
                `--target, --exclude or destroy: whether a resource that stays ${words.opposite} one of them was not looked at. ` +
                `Where one does, ${words.again}.`,
        );
    }
    return true;
}

/**
 * True where the program's resource of this task is made only after the old one was deleted, by the option `deleteBeforeReplace`: as where
 * the engine was told to replace it, and asks no provider why.
 */
export function comesAfter<Olds extends Deleted>(
    { kind, claimOf }: Pick<TakingDown<Olds>, "kind" | "claimOf">,
    olds: Olds,
    context: Context,
): boolean {
    const claims = context.claims.of(kind);
    const claimed = claimOf(olds);
    if (claims.find(olds.region, claimed) !== "announced") return false;
    // Where the adapter is told a URN: it is this resource itself that is still to be made.
    const isItself = context.urn !== undefined && !claims.find(olds.region, claimed, undefined, context.urn);
    return isItself || claims.isWanted(olds.region, claimed, "deletesFirst", true);
}

/**
 * What a preview has to say of the old task of a resource that is replaced, because the new `onDelete` counts and the state
 * says something else. `replaces` are the properties that force the replacement; none where there is no replacement.
 */
export function replacedNotice(
    by: Pick<TakingDown<never>, "onDelete" | "words">,
    olds: Omit<Deleted, "region">,
    news: Values,
    replaces: readonly string[],
): string | undefined {
    if (replaces.length === 0 || olds.taskType !== "DI_REALTIME") return undefined;
    const { onDelete } = news;
    if (onDelete === olds.onDelete) return undefined;
    const { done, retained } = by.words;
    const becomes = (value: string) => `onDelete becomes ${JSON.stringify(value)} with it`;
    const what =
        typeof onDelete !== "string"
            ? `is ${done} by its replacement where onDelete, which is not known yet, becomes ${JSON.stringify(by.onDelete)}`
            : onDelete === by.onDelete
              ? `is ${done} by its replacement: ${becomes(onDelete)}`
              : `${retained} when it is replaced: ${becomes(onDelete)}`;
    return `${describe(olds)} ${what}.`;
}
