// Version 1.0, HMAC-SHA1: the signature is a parameter, and covers all others. The vendor's CLI and older SDKs sign so.
import { createHmac } from "node:crypto";
import { errors } from "./errors";
import type { RawRequest } from "./request";
import { another, byName, percentEncode, type SignatureVersion } from "./signature-version";

const [signatureMethod, signatureVersion] = ["HMAC-SHA1", "1.0"];

const needed = [
    ...["Action", "Version", "AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"],
    ...["SignatureNonce", "Timestamp"],
];

/** What stands among an operation's parameters and is none. */
const common = new Set([...needed, "SecurityToken", "Format"]);

export const parameterSignature: SignatureVersion = {
    toleranceMs: 31 * 60 * 1000,
    read(request) {
        const said = saidBy(request);
        return {
            accessKeyId: said.AccessKeyId ?? "",
            securityToken: said.SecurityToken ?? "",
            nonce: said.SignatureNonce ?? "",
            timestamp: said.Timestamp ?? "",
        };
    },
    checkParts(request) {
        const said = saidBy(request);
        for (const name of needed) if (!said[name]) throw errors.missing(name);
        if (said.SignatureMethod !== signatureMethod || said.SignatureVersion !== signatureVersion)
            throw errors.incompleteSignature();
    },
    checkSignature(request, { accessKeySecret }) {
        if (signatureOf(request, accessKeySecret) !== saidBy(request).Signature)
            throw errors.signatureMismatch(another);
    },
};

/** The parameters of a request that is signed so, by name; undefined where it is not meant so. */
export function signedParameters(request: RawRequest): Record<string, string> | undefined {
    if (request.headers.has("authorization")) return undefined;
    const said = saidBy(request);
    return ["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"].some((name) => name in said)
        ? said
        : undefined;
}

/** The operation's own among them. */
export function ownParameters(parameters: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(parameters).filter(([name]) => !common.has(name)));
}

function saidBy({ form, query }: RawRequest): Record<string, string> {
    return Object.fromEntries([...form, ...query]);
}

function signatureOf({ method, form, query }: RawRequest, secret: string): string {
    const signed = [...form, ...query]
        .filter(([name]) => name !== "Signature")
        .toSorted(byName)
        .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
    const toSign = `${method}&${percentEncode("/")}&${percentEncode(signed.join("&"))}`;
    return createHmac("sha1", `${secret}&`).update(toSign).digest("base64");
}
