// Verifies a request's ACS3-HMAC-SHA256 signature: who signed it, and that nothing was changed since.
import { createHash, createHmac } from "node:crypto";
import type { Credential } from "../workspace/model";
import { errors } from "./errors";
import type { RawRequest } from "./request";

const algorithm = "ACS3-HMAC-SHA256";
const toleranceMs = 15 * 60 * 1000;

/** What the Authorization header says. */
interface Authorization {
    accessKeyId: string;
    signedHeaders: string[];
    signature: string;
}

/** The access key id a request names, whether or not it is a good one. */
export function accessKeyIdOf(request: RawRequest): string {
    return authorizationOf(request)?.accessKeyId ?? "";
}

/** Nonces seen within the time in which a repeated request could pass for a fresh one. */
export class Nonces {
    private readonly seen = new Map<string, number>();

    /** Whether the nonce is fresh; remembers it. */
    take(nonce: string, now: number): boolean {
        for (const [old, time] of this.seen) {
            if (now - time <= 2 * toleranceMs) break;
            this.seen.delete(old);
        }
        if (this.seen.has(nonce)) return false;
        this.seen.set(nonce, now);
        return true;
    }
}

/** Throws the API's error reply for a request that is not rightly signed. `now` is the real clock, in milliseconds. */
export function verify(
    request: RawRequest,
    credentials: ReadonlyMap<string, Credential>,
    nonces: Nonces,
    now: number,
): void {
    const authorization = authorizationOf(request);
    if (!authorization) throw errors.incompleteSignature();
    const header = (name: string) => request.headers.get(name) ?? "";
    for (const [name, parameter] of requiredHeaders) if (header(name) === "") throw errors.missing(parameter);

    const credential = credentials.get(authorization.accessKeyId);
    if (!credential) throw errors.unknownAccessKey();
    checkTime(header("x-acs-date"), now);
    checkSigned(request, authorization);
    if (createHash("sha256").update(request.body).digest("hex") !== header("x-acs-content-sha256"))
        throw errors.signatureMismatch("x-acs-content-sha256 is not the hash of the body.");
    if (signatureOf(request, authorization.signedHeaders, credential.accessKeySecret) !== authorization.signature)
        throw errors.signatureMismatch("The secret, or something that was signed, is not the same.");
    const token = header("x-acs-security-token");
    if (token === "" && credential.securityToken !== undefined) throw errors.missing("SecurityToken");
    if (token !== (credential.securityToken ?? "")) throw errors.wrongSecurityToken();
    if (!nonces.take(`${authorization.accessKeyId} ${header("x-acs-signature-nonce")}`, now)) throw errors.nonceUsed();
}

const requiredHeaders = [
    ["x-acs-action", "Action"],
    ["x-acs-version", "Version"],
    ["x-acs-date", "Timestamp"],
    ["x-acs-signature-nonce", "SignatureNonce"],
    ["x-acs-content-sha256", "ContentSha256"],
] as const;

function authorizationOf(request: RawRequest): Authorization | undefined {
    const [name, fields] = (request.headers.get("authorization") ?? "").split(/ (.*)/s);
    const read = new Map((fields ?? "").split(",").map((field) => cut(field.trim(), "=")));
    const [accessKeyId, signedHeaders, signature] = [
        read.get("Credential"),
        read.get("SignedHeaders"),
        read.get("Signature"),
    ];
    if (name !== algorithm || !accessKeyId || !signedHeaders || !signature) return undefined;
    return { accessKeyId, signedHeaders: signedHeaders.split(";"), signature };
}

function cut(text: string, at: string): [string, string] {
    const index = text.indexOf(at);
    return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + at.length)];
}

function checkTime(date: string, now: number): void {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Number.isNaN(Date.parse(date))) throw errors.malformedTime();
    if (Math.abs(now - Date.parse(date)) > toleranceMs) throw errors.expiredTime();
}

/** The host and every x-acs- header must be among the signed ones, or somebody could change them on the way. */
function checkSigned(request: RawRequest, { signedHeaders }: Authorization): void {
    for (const name of ["host", ...[...request.headers.keys()].filter((one) => one.startsWith("x-acs-"))])
        if (!signedHeaders.includes(name)) throw errors.signatureMismatch(`The header ${name} is not signed.`);
}

function signatureOf(request: RawRequest, signedHeaders: string[], secret: string): string {
    const query = request.query
        .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
        .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
    const headers = [...signedHeaders].sort();
    const canonical = [
        request.method,
        request.path,
        query.join("&"),
        ...headers.map((name) => `${name}:${(request.headers.get(name) ?? "").trim()}`),
        "",
        headers.join(";"),
        request.headers.get("x-acs-content-sha256"),
    ].join("\n");
    const toSign = `${algorithm}\n${createHash("sha256").update(canonical).digest("hex")}`;
    return createHmac("sha256", secret).update(toSign).digest("hex");
}

/** RFC 3986: everything but letters, digits and -_.~ */
function percentEncode(text: string): string {
    return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
