// Fingerprints as version 0.1 took them: one digest of the whole definition, with nothing ignored.
import { createHmac } from "node:crypto";
import { parseTree, write } from "./tree";

export interface FirstForm {
    readonly v: 1;
    /** The key of the digest. */
    readonly salt: string;
    /** HMAC-SHA256 of the canonical definition, in hex. */
    readonly digest: string;
}

/** A fingerprint of that form; undefined for any other text. */
export function decodeFirstForm(text: string): FirstForm | undefined {
    let value: Partial<FirstForm> | null;
    try {
        value = JSON.parse(text) as Partial<FirstForm> | null;
    } catch {
        return undefined;
    }
    const valid = value?.v === 1 && typeof value.salt === "string" && typeof value.digest === "string";
    return valid ? (value as FirstForm) : undefined;
}

/** Whether a definition is another than the one that the fingerprint was taken of. */
export function differsFrom({ salt, digest }: FirstForm, definition: string): boolean {
    const tree = parseTree(definition);
    const canonical = tree === undefined ? JSON.stringify(definition) : write(tree);
    return createHmac("sha256", salt).update(canonical).digest("hex") !== digest;
}
