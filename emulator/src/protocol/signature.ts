// Verifies a request's signature, of version 3 or 1.0: who signed it, when, that nothing was changed since, and that it comes once.
import type { Credential } from "../workspace/model";
import { errors } from "./errors";
import { headerSignature } from "./header-signature";
import { parameterSignature, signedParameters } from "./parameter-signature";
import type { RawRequest } from "./request";
import type { Said, SignatureVersion } from "./signature-version";

/** Nonces seen within the time in which a repeated request could pass for a fresh one. */
export class Nonces {
    private readonly seen = new Map<string, number>();

    constructor(private readonly toleranceMs = headerSignature.toleranceMs) {}

    /** Whether the nonce is fresh; remembers it. */
    take(nonce: string, now: number): boolean {
        for (const [old, time] of this.seen) {
            if (now - time <= 2 * this.toleranceMs) break;
            this.seen.delete(old);
        }
        if (this.seen.has(nonce)) return false;
        this.seen.set(nonce, now);
        return true;
    }
}

/** The nonces of each version's signatures. */
export type SeenNonces = ReadonlyMap<SignatureVersion, Nonces>;

export function noNonces(): SeenNonces {
    return new Map([headerSignature, parameterSignature].map((one) => [one, new Nonces(one.toleranceMs)]));
}

function versionOf(request: RawRequest): SignatureVersion {
    return signedParameters(request) ? parameterSignature : headerSignature;
}

/** Whose key a request names, and whether it carries a security token, be they good or not. */
export function saidOf(request: RawRequest): Said {
    return versionOf(request).read(request);
}

/** Throws the API's error reply for a request that is not rightly signed. `now` is the real clock, in milliseconds. */
export function verify(
    request: RawRequest,
    credentials: ReadonlyMap<string, Credential>,
    nonces: SeenNonces,
    now: number,
): void {
    const version = versionOf(request);
    version.checkParts(request);
    const { accessKeyId, securityToken, nonce, timestamp } = version.read(request);
    const credential = credentials.get(accessKeyId);
    if (!credential) throw errors.unknownAccessKey();
    checkTime(timestamp, now, version.toleranceMs);
    version.checkSignature(request, credential);
    if (securityToken === "" && credential.securityToken !== undefined) throw errors.missing("SecurityToken");
    if (securityToken !== (credential.securityToken ?? "")) throw errors.wrongSecurityToken();
    if (nonces.get(version)?.take(`${accessKeyId} ${nonce}`, now) === false) throw errors.nonceUsed();
}

function checkTime(date: string, now: number, toleranceMs: number): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Number.isNaN(Date.parse(date))) throw errors.malformedTime();
    if (Math.abs(now - Date.parse(date)) > toleranceMs) throw errors.expiredTime();
}
