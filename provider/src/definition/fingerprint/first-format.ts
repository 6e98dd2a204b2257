// The first format, as version 0.1 wrote it: one digest of the whole definition, with nothing ignored.
import { createHmac } from "node:crypto";
import { parseTree, write } from "../tree/tree";

export interface FirstFormat {
    readonly v: 1;
    /** The key of the digest. */
    readonly salt: string;
    /** HMAC-SHA256 of the canonical definition, in hex. */
    readonly digest: string;
}

/** A fingerprint of that format; undefined for any other text. */
export function decodeFirstFormat(text: string): FirstFormat | undefined {
    let value: Partial<FirstFormat> | null;
    try {
        value = JSON.parse(text) as Partial<FirstFormat> | null;
    } catch {
        return undefined;
    }
    const valid = value?.v === 1 && typeof value.salt === "string" && typeof value.digest === "string";
    return valid ? (value as FirstFormat) : undefined;
}

/** Whether a definition is another than the one that the fingerprint was taken of. */
export function differsFrom({ salt, digest }: FirstFormat, definition: string): boolean {
    const tree = parseTree(definition);
    const canonical = tree === undefined ? JSON.stringify(definition) : write(tree);
    return createHmac("sha256", salt).update(canonical).digest("hex") !== digest;
}
