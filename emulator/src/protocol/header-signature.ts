// Version 3, ACS3-HMAC-SHA256: the signature stands in the Authorization header, and covers the x-acs- headers, the query and the body's hash.
import { createHash, createHmac } from "node:crypto";
import { errors } from "./errors";
import type { RawRequest } from "./request";
import { another, byName, percentEncode, type SignatureVersion } from "./signature-version";

const algorithm = "ACS3-HMAC-SHA256";

/** What the Authorization header says. */
interface Authorization {
    accessKeyId: string;
    signedHeaders: string[];
    signature: string;
}

const requiredHeaders = [
    ["x-acs-action", "Action"],
    ["x-acs-version", "Version"],
    ["x-acs-date", "Timestamp"],
    ["x-acs-signature-nonce", "SignatureNonce"],
    ["x-acs-content-sha256", "ContentSha256"],
] as const;

export const headerSignature: SignatureVersion = {
    toleranceMs: 15 * 60 * 1000,
    read(request) {
        const header = (name: string) => request.headers.get(name) ?? "";
        return {
            accessKeyId: authorizationOf(request)?.accessKeyId ?? "",
            securityToken: header("x-acs-security-token"),
            nonce: header("x-acs-signature-nonce"),
            timestamp: header("x-acs-date"),
        };
    },
    checkParts(request) {
        if (!authorizationOf(request)) throw errors.incompleteSignature();
        for (const [name, parameter] of requiredHeaders)
            if (!request.headers.get(name)) throw errors.missing(parameter);
    },
    checkSignature(request, { accessKeySecret }) {
        const authorization = authorizationOf(request);
        if (!authorization) throw errors.incompleteSignature();
        checkSigned(request, authorization);
        if (createHash("sha256").update(request.body).digest("hex") !== request.headers.get("x-acs-content-sha256"))
            throw errors.signatureMismatch("x-acs-content-sha256 is not the hash of the body.");
        if (signatureOf(request, authorization.signedHeaders, accessKeySecret) !== authorization.signature)
            throw errors.signatureMismatch(another);
    },
};

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

/** The host and every x-acs- header must be among the signed ones, or somebody could change them on the way. */
function checkSigned(request: RawRequest, { signedHeaders }: Authorization): void {
    for (const name of ["host", ...[...request.headers.keys()].filter((one) => one.startsWith("x-acs-"))])
        if (!signedHeaders.includes(name)) throw errors.signatureMismatch(`The header ${name} is not signed.`);
}

function signatureOf(request: RawRequest, signedHeaders: string[], secret: string): string {
    const query = request.query
        .toSorted(byName)
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
