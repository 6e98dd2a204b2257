// A small client of the RPC protocol for tests: signs with the API client's own signer, and can be made to sign wrongly.
import OpenApiUtil from "@alicloud/openapi-util";
import { Request } from "@alicloud/tea-typescript";
import { createHash, randomUUID } from "node:crypto";
import { request, type Agent, type IncomingHttpHeaders } from "node:http";

export interface RpcCredentials {
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
}

export interface RpcOptions {
    credentials?: RpcCredentials;
    /** Where the parameters go. Default: "query". */
    where?: "query" | "form";
    /** Parameters that go into a form body, wherever the others go. */
    form?: Readonly<Record<string, string>>;
    version?: string;
    /** Signed along with the rest. */
    headers?: Record<string, string>;
    /** The request as it is sent, after it was signed: for what somebody changes on the way. */
    tamper?: (sent: Sent) => void;
    /** Default: a connection of its own. */
    agent?: Agent;
    signal?: AbortSignal;
}

export interface Sent {
    query: Record<string, string>;
    headers: Record<string, string>;
    body: string;
}

export interface RpcReply {
    status: number;
    headers: IncomingHttpHeaders;
    text: string;
    /** The text read as JSON; undefined where it is none. */
    json: Record<string, unknown> | undefined;
}

/** What the emulator takes where a seed names nothing else. */
export const emulatorCredentials: RpcCredentials = {
    accessKeyId: "emulator-access-key-id",
    accessKeySecret: "emulator-access-key-secret",
};

/** Calls an operation; rejects where no whole reply comes: what came of one is the error's `reply`. */
export function rpc(
    url: string,
    action: string,
    parameters: Record<string, string> = {},
    options: RpcOptions = {},
): Promise<RpcReply> {
    const sent = signed(url, action, parameters, options);
    options.tamper?.(sent);
    return send(url, sent, options);
}

function signed(url: string, action: string, parameters: Record<string, string>, options: RpcOptions): Sent {
    const { credentials = emulatorCredentials, where = "query", version = "2020-05-18" } = options;
    const inForm = { ...(where === "form" && parameters), ...options.form };
    const body = Object.keys(inForm).length > 0 ? OpenApiUtil.toForm(inForm) : "";
    const query = where === "query" ? { ...parameters } : {};
    const payload = createHash("sha256").update(body).digest("hex");
    const headers: Record<string, string> = {
        host: new URL(url).host,
        "x-acs-action": action,
        "x-acs-version": version,
        "x-acs-date": OpenApiUtil.getTimestamp(),
        "x-acs-signature-nonce": randomUUID(),
        "x-acs-content-sha256": payload,
        ...(body !== "" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...(credentials.securityToken ? { "x-acs-security-token": credentials.securityToken } : {}),
        ...options.headers,
    };
    const toSign = Object.assign(new Request(), { method: "POST", pathname: "/", query, headers });
    headers.Authorization = OpenApiUtil.getAuthorization(
        toSign,
        "ACS3-HMAC-SHA256",
        payload,
        credentials.accessKeyId,
        credentials.accessKeySecret,
    );
    return { query, headers, body };
}

function send(url: string, { query, headers, body }: Sent, { agent, signal }: RpcOptions): Promise<RpcReply> {
    const target = new URL(`/?${new URLSearchParams(query).toString()}`, url);
    return new Promise((resolve, reject) => {
        const sent = request(target, { method: "POST", headers, agent: agent ?? false, ...(signal ? { signal } : {}) });
        sent.on("error", reject);
        sent.on("response", (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            const soFar = (): RpcReply => {
                const text = Buffer.concat(chunks).toString("utf8");
                return { status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) };
            };
            response.on("error", (error) => reject(Object.assign(error, { reply: soFar() })));
            response.on("end", () => resolve(soFar()));
        });
        sent.end(body);
    });
}

function parsed(text: string): Record<string, unknown> | undefined {
    try {
        return JSON.parse(text) as Record<string, unknown>;
    } catch {
        return undefined;
    }
}
