// Asks STS for temporary credentials: the library builds and signs the calls, this package's HTTP sends them.
import { devNull } from "node:os";
import {
    OIDCRoleArnCredentialsProvider,
    RAMRoleARNCredentialsProvider,
    type CredentialsProvider,
} from "@alicloud/credentials";
import type { OidcRole, Role } from "./credentials";
import type { Http } from "./http";

/** A request of the library, which its own HTTP would send past every proxy. */
interface LibraryRequest {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly bodyForm: Readonly<Record<string, string>>;
    toRequestURL(): string;
}

/** The Security Token Service. */
export class Sts {
    constructor(
        private readonly http: Pick<Http, "send">,
        private readonly userAgent: string,
        /** The region whose STS is asked inside a VPC. Default: as the library finds it, or else the public STS. */
        private readonly vpcRegion?: string,
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
            roleSessionName: sessionName ?? (process.env["ALIBABA_CLOUD_ROLE_SESSION_NAME"] || "pulumi-dataworks"),
            policy: role.policy,
            durationSeconds: role.sessionExpiration,
            ...(this.vpcRegion ? { stsRegionId: this.vpcRegion, enableVpc: true } : {}),
        };
    }

    /** Puts this package's HTTP in the place of the library's, which knows no proxy. */
    private sending<P extends CredentialsProvider>(provider: P, more: Readonly<Record<string, string>> = {}): P {
        const doRequest = async (request: LibraryRequest) => {
            const { origin, host, pathname, search } = new URL(request.toRequestURL());
            const form = Object.entries({ ...request.bodyForm, ...more });
            const given = Object.entries(request.headers).filter((header): header is [string, string] =>
                Boolean(header[1]),
            );
            const { status, headers, body } = await this.http.send({
                origin,
                path: pathname + search,
                headers: { ...Object.fromEntries(given), host, "user-agent": this.userAgent },
                body: form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&"),
                fresh: true,
            });
            return { statusCode: status, headers, body };
        };
        return Object.assign(provider, { doRequest });
    }
}
