// The fingerprint of a definition: tells whether it changed, and shows nothing of what it holds.
import { createHmac } from "node:crypto";
import { canonical } from "./canonical";

/** A fingerprint as the state holds it: a JSON text. */
interface Fingerprint {
    /** The version of this form. */
    readonly v: 1;
    /** Random hex digits, other ones for each deployment: without them, a guessed definition could be confirmed. */
    readonly salt: string;
    /** HMAC-SHA256 of the canonical definition, in hex, with the salt as its key. */
    readonly digest: string;
}

/** The fingerprint of a definition. */
export function fingerprint(definition: string, salt: string): string {
    return JSON.stringify({ v: 1, salt, digest: digest(definition, salt) } satisfies Fingerprint);
}

/** Whether a definition is another than the one that the fingerprint was taken of; undefined where it cannot tell. */
export function differs(stored: string, definition: string): boolean | undefined {
    const taken = read(stored);
    return taken && taken.digest !== digest(definition, taken.salt);
}

function digest(definition: string, salt: string): string {
    return createHmac("sha256", salt).update(canonical(definition)).digest("hex");
}

/** A stored fingerprint; undefined for "" and for forms of versions to come. */
function read(stored: string): Fingerprint | undefined {
    if (!stored) return undefined;
    const value = JSON.parse(stored) as Partial<Fingerprint>;
    return value.v === 1 ? (value as Fingerprint) : undefined;
}
