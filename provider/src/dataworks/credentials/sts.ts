// Asks STS for temporary credentials: the library builds and signs the calls, this package's HTTP sends them.
import { devNull } from "node:os";
import {
    OIDCRoleArnCredentialsProvider,
    RAMRoleARNCredentialsProvider,
    type CredentialsProvider,
} from "@alicloud/credentials";
import { isTrue, variable, type OidcRole, type Role } from "./settings";
import { HttpFailure, type Http } from "../http/http";
import { causes } from "../http/connection-errors";

/** A request of the library, which its own HTTP would send past every proxy. */
interface LibraryRequest {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly bodyForm: Readonly<Record<string, string>>;
    toRequestURL(): string;
}

/** A reply of the library's form. */
interface LibraryReply {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
}

/** STS answered that it cannot tell right now: the same question may be answered later. */
export class StsFailure extends Error {
    constructor(
        readonly status: number,
        /** Its error code, where it gave one. */
        readonly code: string,
        requestId: string,
    ) {
        const trace = [code && `Code ${code}`, requestId && `RequestId ${requestId}`].filter(Boolean).join(", ");
        super(`STS answered with HTTP status ${status}${trace && ` (${trace})`}`);
    }

    get isThrottled(): boolean {
        return this.status === 429 || /Throttling/.test(this.code);
    }
}

/** The Security Token Service. */
export class Sts {
    constructor(
        private readonly http: Pick<Http, "send">,
        private readonly userAgent: string,
        /** The region whose STS is asked inside a VPC. Default: as the library finds it, or else the public STS. */
        private readonly vpcRegion?: string,
        /** The setting that this region comes from, for messages. */
        private readonly vpcRegionFrom?: string,
    ) {}

    /** Credentials of a role, got with other credentials. */
    assume(role: Role, base: CredentialsProvider): CredentialsProvider {
        const builder = Object.assign(RAMRoleARNCredentialsProvider.builder(), {
            ...this.common(role, role.sessionName),
            credentialsProvider: base,
            externalId: role.externalId,
        });
        return this.sending(builder.build());
    }

    /** Credentials of a role, got with an OIDC token. */
    assumeWithOidc(role: OidcRole): CredentialsProvider {
        const builder = Object.assign(OIDCRoleArnCredentialsProvider.builder(), {
            ...this.common(role, role.roleSessionName),
            oidcProviderArn: role.oidcProviderArn,
            // The library takes the token from a file alone: it reads an empty one, and the token is put in its place.
            oidcTokenFilePath: role.oidcTokenFile ?? devNull,
        });
        return this.sending(builder.build(), role.oidcToken ? { OIDCToken: role.oidcToken } : {});
    }

    private common(
        role: Pick<Role, "roleArn" | "policy" | "sessionExpiration">,
        sessionName: string | undefined,
    ): object {
        return {
            roleArn: role.roleArn,
            roleSessionName: sessionName ?? variable("ALIBABA_CLOUD_ROLE_SESSION_NAME") ?? "pulumi-dataworks",
            policy: role.policy,
            durationSeconds: role.sessionExpiration,
            stsRegionId: this.vpcRegion ?? variable("ALIBABA_CLOUD_STS_REGION"),
            enableVpc: this.vpcRegion !== undefined || isTrue("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"),
        };
    }

    /** Puts this package's HTTP in the place of the library's, which knows no proxy, where a provider asks STS. */
    sending<P extends CredentialsProvider>(provider: P, more: Readonly<Record<string, string>> = {}): P {
        const asksSts =
            provider instanceof RAMRoleARNCredentialsProvider || provider instanceof OIDCRoleArnCredentialsProvider;
        if (!asksSts) return provider;
        const doRequest = async (request: LibraryRequest) => {
            const { origin, host, pathname, search } = new URL(request.toRequestURL());
            // A token's file ends with a line feed where an editor or a shell wrote it.
            const { OIDCToken: token } = request.bodyForm;
            const form = Object.entries({
                ...request.bodyForm,
                ...(token ? { OIDCToken: token.trim() } : {}),
                ...more,
            });
            const given = Object.entries(request.headers).filter((header): header is [string, string] =>
                Boolean(header[1]),
            );
            const sent = {
                origin,
                path: pathname + search,
                headers: { ...Object.fromEntries(given), host, "user-agent": this.userAgent },
                body: form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&"),
                fresh: true,
            };
            const { status, headers, body } = await this.http.send(sent).catch((error: unknown) => {
                throw error instanceof HttpFailure ? this.advised(error, origin) : error;
            });
            const reply = { statusCode: status, headers, body };
            throwWherePassing(reply);
            return reply;
        };
        return Object.assign(provider, { doRequest });
    }

    /** What was never sent and does not pass by itself, with what to do. */
    private advised({ sent, what, cause }: HttpFailure, origin: string): HttpFailure {
        if (sent || cause === "passing") return new HttpFailure(sent, what, cause);
        const [, region] = /^https:\/\/sts(?:-vpc)?\.([^.]+)\.aliyuncs\.com$/.exec(origin) ?? [];
        const name = "ALIBABA_CLOUD_STS_REGION";
        const inVpc = region === this.vpcRegion ? this.vpcRegionFrom : undefined;
        const regionFrom = inVpc ?? (region === variable(name) ? name : undefined);
        return new HttpFailure(sent, `${what}. ${causes[cause].advice({ origin, region, regionFrom })}`, cause);
    }
}

/** What the library makes an error of without its status, and of which nothing but that says that it may pass. */
function throwWherePassing({ statusCode, body }: LibraryReply): void {
    if (statusCode === 200) return;
    const text = body.toString("utf8");
    const [code = "", requestId = ""] = ["Code", "RequestId"].map(
        (field) => new RegExp(`"${field}"\\s*:\\s*"([\\w.-]{1,80})"`).exec(text)?.[1],
    );
    const failure = new StsFailure(statusCode, code, requestId);
    if (statusCode >= 500 || statusCode === 408 || failure.isThrottled) throw failure;
}
