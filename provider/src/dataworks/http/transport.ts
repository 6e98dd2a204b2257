// The client of @alicloud/openapi-client with an HTTP layer of our own: it signs as that one does, and gives replies as they came.
import { createHash, randomUUID } from "node:crypto";
import Client, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import OpenApiUtil from "@alicloud/openapi-util";
import type { AccessKey } from "../access-key";
import { Http, HttpFailure, type HttpOptions, type HttpReply, type HttpRequest } from "./http";
import { isRead, type Operation, type Placed } from "../operation";
import { endedBy } from "../signal";

export interface TransportOptions extends HttpOptions {
    /** Scheme and host, such as "https://dataworks.cn-hangzhou.aliyuncs.com". */
    readonly endpoint: string;
    /** Is asked for an access key at each call. */
    readonly accessKey: () => Promise<AccessKey>;
    /** Names the caller to the API, such as "pulumi-dataworks/0.1.0". */
    readonly userAgent: string;
}

/** Called with the secrets that a call is signed with, so that they can be kept out of messages. */
export type OnSecrets = (secrets: readonly string[]) => void;

/** What `callApi` hands on to `doRequest`, whatever its type. */
interface Runtime {
    readonly signal?: AbortSignal | undefined;
}

const algorithm = "ACS3-HMAC-SHA256";
const version = "2020-05-18";

export class Transport extends Client {
    private readonly http: Http;
    private readonly origin: string;

    constructor(
        private readonly options: TransportOptions,
        private readonly onSecrets: OnSecrets,
    ) {
        const { protocol, host, origin } = new URL(options.endpoint);
        super(new Config({ endpoint: host, protocol: protocol.slice(0, -1), userAgent: options.userAgent }));
        this.http = new Http(options);
        this.origin = origin;
    }

    /**
     * Calls an operation, and gives the reply as it came, whatever its status.
     *
     * @throws HttpFailure where no whole reply came; CredentialsError where there is nothing to sign with; the signal's reason where
     * that came before there was something to sign with.
     */
    async call(operation: Operation, { query, form }: Placed, signal?: AbortSignal): Promise<HttpReply> {
        const params = new Params({
            action: operation,
            version,
            protocol: this._protocol,
            method: "POST",
            pathname: "/",
            style: "RPC",
            authType: "AK",
            reqBodyType: "formData",
            bodyType: "string",
        });
        const request = new OpenApiRequest({ query, body: form });
        return (await this.callApi(params, request, { signal } satisfies Runtime as never)) as unknown as HttpReply;
    }

    /** What `callApi` goes through. Its own version hides status, headers and bodies, and cannot bound a slow body. */
    override async doRequest(
        params: Params,
        request: OpenApiRequest,
        runtime: unknown,
    ): Promise<HttpReply & Record<string, unknown>> {
        const { signal } = runtime as Runtime;
        const key = await endedBy(signal, this.options.accessKey());
        this.onSecrets([key.accessKey, key.secretKey, key.securityToken ?? ""].filter(Boolean));
        return { ...(await this.http.send(this.built(params, request, key), signal)) };
    }

    /** The signed request. What goes wrong here was never sent, and would go wrong again. */
    private built(params: Params, request: OpenApiRequest, key: AccessKey): HttpRequest {
        try {
            return this.signed(params, request, key);
        } catch (error) {
            throw new HttpFailure(false, error instanceof Error ? error.message : String(error), "unbuildable");
        }
    }

    private signed(params: Params, request: OpenApiRequest, key: AccessKey): HttpRequest {
        const query = (request.query ?? {}) as Record<string, string>;
        const body = OpenApiUtil.toForm((request.body ?? {}) as Record<string, string>);
        const payload = createHash("sha256").update(body).digest("hex");
        const headers: Record<string, string> = {
            host: this._endpoint,
            accept: "application/json",
            "user-agent": this._userAgent,
            "x-acs-action": params.action,
            "x-acs-version": params.version,
            "x-acs-date": OpenApiUtil.getTimestamp(),
            "x-acs-signature-nonce": randomUUID(),
            "x-acs-content-sha256": payload,
        };
        if (body) headers["content-type"] = "application/x-www-form-urlencoded";
        if (key.securityToken) {
            headers["x-acs-accesskey-id"] = key.accessKey;
            headers["x-acs-security-token"] = key.securityToken;
        }
        headers["authorization"] = OpenApiUtil.getAuthorization(
            // The signer reads these of a request's fields and no others.
            { method: params.method, pathname: params.pathname, query, headers } as never,
            algorithm,
            payload,
            key.accessKey,
            key.secretKey,
        );
        const search = Object.keys(query).length > 0 ? `?${OpenApiUtil.toForm(query)}` : "";
        return {
            origin: this.origin,
            path: params.pathname + search,
            headers,
            body,
            fresh: !isRead(params.action as Operation),
        };
    }

    /** Ends every connection at once. */
    async destroy(): Promise<void> {
        await this.http.destroy();
    }
}
