// The digest of a definition, by which somebody approves it: the same on every machine, and slow to guess from.
import { createHash, scrypt } from "node:crypto";
import { matcherOf, normalized, without } from "../paths/matcher";
import { treeOf, write } from "../tree/tree";
import { digits, start } from "./form";

/** The task that a definition is of. A digest is of one task: that of another one, or of another region, never fits. */
export interface ApprovedTask {
    readonly region: string;
    readonly projectId: string;
    readonly taskType: string;
    readonly fileId: string;
}

/** Some tenth of a second and 32 MiB for each: ten guesses a second and core. Node lets it take as much only where `maxmem` is more. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/**
 * The digest of a definition without the parts that `ignore` names, as `approvedDigest` takes it: `d1-3f9c2a7be41d5c08`. What is
 * equal for drift has one digest: other spellings of a definition, and of the list. It never changes: programs hold it.
 *
 * It is worked out beside the event loop, but for the canonical text.
 *
 * @throws where there is no memory for it.
 */
export async function digestOf(
    definition: string,
    { region, projectId, taskType, fileId }: ApprovedTask,
    ignore: readonly string[],
): Promise<string> {
    const content = createHash("sha256").update(canonicalText(definition, ignore)).digest();
    const salt = [start, region, projectId, taskType, fileId, JSON.stringify(normalized(ignore))].join(" ");
    const bytes = await new Promise<Buffer>((resolve, reject) => {
        scrypt(content, salt, digits / 2, cost, (error, key) => {
            if (error) reject(error);
            else resolve(key);
        });
    });
    return `${start}-${bytes.toString("hex")}`;
}

/**
 * What a definition says, the same text for all that drift takes as equal, and another one for all else. It holds no half of a
 * surrogate pair, which JSON writes as an escape: so no two of them are the same in UTF-8.
 */
export function canonicalText(definition: string, ignore: readonly string[]): string {
    return write(without(treeOf(definition), matcherOf(ignore)));
}
