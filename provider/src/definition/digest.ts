// Digests of a definition and its parts. Without the key, nobody can try a guess against them.
import { createHash, createHmac } from "node:crypto";

export const keyBytes = 16;
/** The bytes of the digest of a whole: no two definitions share one. */
export const wholeBytes = 16;
/** The bytes of the digest of a part: they say where something changed; that something did, the whole's says. */
export const partBytes = 6;

export function keyOf(salt: string): Buffer {
    return createHash("sha256").update(salt).digest().subarray(0, keyBytes);
}

/** HMAC-SHA256, cut to so many bytes. */
export function digest(key: Buffer, content: string | Buffer, bytes: number): Buffer {
    return createHmac("sha256", key).update(content).digest().subarray(0, bytes);
}
