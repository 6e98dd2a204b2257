// Compares two definitions by value: whether they differ is told as drift tells it, and what cannot be compared is said.
import { matcherOf, treeOf, without, write, type Tree } from "../../definition/index";
import { unified } from "./unified";
import { Walk, type Change } from "./walk";

export interface Difference {
    /** The lines of a unified diff, without a heading; none where nothing differs. */
    readonly lines: readonly string[];
    readonly changes: readonly Change[];
}

/** Two texts that cannot be compared. */
export interface NotComparable {
    /** Why, as a sentence without its dot. */
    readonly why: string;
}

/**
 * What differs between the content of a version and a definition, apart from what `ignore` names. `before` is undefined where no version
 * is in production: then everything is new.
 */
export function compareByValue(
    before: string | undefined,
    after: string,
    ignore: readonly string[],
): Difference | NotComparable {
    const [old, now] = [before === undefined ? undefined : treeOf(before), treeOf(after)];
    const why = whyNot(before, old, now);
    if (why !== undefined) return { why };
    const left = (tree: Tree) => without(tree, matcherOf(ignore));
    const [was, is] = [old && left(old), left(now)];
    if (was !== undefined && write(was) === write(is)) return { lines: [], changes: [] };
    const { lines, changes } = new Walk(was, is);
    return { lines: unified(lines), changes };
}

function whyNot(before: string | undefined, old: Tree | undefined, now: Tree): string | undefined {
    if (before === "") return "GetFileVersion answered without what the version holds (FileContent)";
    if (!(now instanceof Map)) return "the definition is no JSON object, so it is not told by its parts";
    if (old === undefined) return undefined;
    if (!(old instanceof Map)) return "what the version holds is no JSON object, or was cut off";
    const isList = (tree: Map<string, Tree>, key: string) => Array.isArray(tree.get(key));
    const inCommon = [...now.keys()].some((key) => old.has(key));
    if (isList(old, "steps") !== isList(now, "steps") || (old.size > 0 && now.size > 0 && !inCommon))
        return "what the version holds has another shape than the definition, so that each part would look changed";
    return undefined;
}
