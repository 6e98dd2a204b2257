// The fingerprint of a definition: tells which paths of it changed, and shows no value of it.
import { detailOf } from "./detail";
import { digest, keyOf, partBytes, wholeBytes } from "./digest";
import { encode, outlineOf } from "./form";
import { ignoredPaths, spotOf, without } from "./ignore";
import { treeOf, write, type Tree } from "./tree";

/** The most bytes that a fingerprint takes as JSON. */
const most = 4096;

/**
 * The fingerprint of a definition without the parts that `ignore` names. The salt is another one for each deployment,
 * and random: without it, a guess at the definition could be confirmed. At most 4,096 bytes as JSON.
 */
export function fingerprint(definition: string, salt: string, ignore: readonly string[]): string {
    const key = keyOf(salt);
    const tree = without(treeOf(definition), spotOf(ignore));
    const whole = digest(key, write(tree), wholeBytes);
    const ignored = ignoredPaths(ignore, key);
    const encodeWith = (shown: ReadonlySet<Tree>, digestOf: (part: Tree) => Buffer) => {
        const { outline, parts } = outlineOf(tree, shown);
        return encode({ key, whole, ignored }, outline, parts.map(digestOf));
    };
    const blank = Buffer.alloc(partBytes);
    const shown = detailOf(tree, most, (choice) => JSON.stringify(encodeWith(choice, () => blank)).length <= most);
    return encodeWith(shown, (part) => digest(key, write(part), partBytes));
}
