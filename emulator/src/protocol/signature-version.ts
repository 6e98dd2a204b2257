// What a version of signatures is: where a request says who signed it, and how that is checked; and what they have in common.
import type { Credential } from "../workspace/model";
import type { RawRequest } from "./request";

/** What a signed request says beside its parameters; "" where it does not. */
export interface Said {
    accessKeyId: string;
    securityToken: string;
    nonce: string;
    timestamp: string;
}

export interface SignatureVersion {
    /** How far a timestamp may be off. */
    toleranceMs: number;
    read(request: RawRequest): Said;
    /** Throws where a part that a signature needs is missing or of another kind. */
    checkParts(request: RawRequest): void;
    /** Throws where the signature is not what the credential makes of the request. */
    checkSignature(request: RawRequest, credential: Credential): void;
}

export const another = "The secret, or something that was signed, is not the same.";

export function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
    return a < b ? -1 : Number(a > b);
}

/** RFC 3986: everything but letters, digits and -_.~ */
export function percentEncode(text: string): string {
    return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
