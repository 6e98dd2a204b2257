// The list of ignored paths that a fingerprint goes with, as it is stored beside the digests.
import { normalized } from "../paths/matcher";
import { digest, wholeBytes } from "./digest";

/** The patterns as a fingerprint holds them: where they take more than 1,024 bytes, a digest stands for them. */
export function storedList(patterns: readonly string[], key: Buffer): readonly string[] | string {
    const list = normalized(patterns);
    return Buffer.byteLength(JSON.stringify(list)) <= 1024 ? list : listDigest(list, key);
}

/** What tells a list of patterns from another one, in base64url. */
export function listDigest(patterns: readonly string[], key: Buffer): string {
    return digest(key, JSON.stringify(normalized(patterns)), wholeBytes).toString("base64url");
}

/** Whether a list of patterns is the one that a fingerprint was taken with. */
export function isSameList(patterns: readonly string[], ignored: readonly string[] | string, key: Buffer): boolean {
    if (typeof ignored === "string") return listDigest(patterns, key) === ignored;
    return JSON.stringify(normalized(patterns)) === JSON.stringify(ignored);
}
