// Digests of a definition and its parts. Without the key, nobody can try a guess against them.
import { createHash, createHmac } from "node:crypto";
import { write, type Tree } from "../tree/tree";

export const keyBytes = 16;
/** The bytes of the digest of a whole: no two definitions share one. */
export const wholeBytes = 16;
/**
 * The bytes that the digest of a part may have: they say where something changed; that something did, the whole's says.
 * Few where there are many parts: two bytes miss one change in 65,536.
 */
export const partSizes = [6, 3, 2] as const;

export function keyOf(salt: string): Buffer {
    return createHash("sha256").update(salt).digest().subarray(0, keyBytes);
}

/** HMAC-SHA256, cut to so many bytes. */
export function digest(key: Buffer, content: string | Buffer, bytes: number): Buffer {
    return createHmac("sha256", key).update(content).digest().subarray(0, bytes);
}

/** The digests of the parts of a definition, each worked out once; as texts of a character for each byte. */
export class Digests {
    private readonly parts = new Map<Tree, string>();
    private readonly texts = new Map<Tree, string>();

    constructor(private readonly key: Buffer) {}

    /** Of the whole definition. */
    ofWhole(tree: Tree): Buffer {
        return digest(this.key, write(tree, this.texts), wholeBytes);
    }

    /** Of one part. */
    of(part: Tree, bytes: number): string {
        let found = this.parts.get(part);
        if (found === undefined) this.parts.set(part, (found = this.digest(this.textOf(part), wholeBytes)));
        return found.slice(0, bytes);
    }

    /** Of elements that stand beside one another; one alone has the digest that it has as a part. */
    ofRun(items: readonly Tree[], bytes: number): string {
        const [first] = items;
        if (items.length === 1 && first !== undefined) return this.of(first, bytes);
        return this.digest(`[${items.map((item) => this.textOf(item)).join(",")}]`, bytes);
    }

    private digest(text: string, bytes: number): string {
        return digest(this.key, text, bytes).toString("latin1");
    }

    private textOf(part: Tree): string {
        if (typeof part === "string") return part;
        let found = this.texts.get(part);
        if (found === undefined) this.texts.set(part, (found = write(part)));
        return found;
    }
}
