// A fake STS behind a proxy, a home folder and an environment of their own, for tests of the credentials.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CredentialSettings } from "../../../provider/src/dataworks/credentials/settings";
import { askAccessKey, type AskAccessKey } from "../../../provider/src/dataworks/credentials/credentials";
import { CredentialsError } from "../../../provider/src/dataworks/calls/errors";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import { Sts } from "../../../provider/src/dataworks/credentials/sts";
import { SteppingClock } from "../../support/stepping-clock";
import { ProxyStage, type TunnelProxy } from "../http/proxy-stage";
import { rawReply, type Respond } from "../http/raw-server";

/** What is asked of STS. */
export interface StsCall {
    readonly query: Record<string, string>;
    readonly form: Record<string, string>;
    readonly head: string;
}

/** What STS answers to a call: a status and a body, or a connection that is closed. */
export type Answer = (call: StsCall, count: number) => { status?: string; body: string } | "reset";

export const hour = 3_600_000;

/** Temporary credentials, numbered, that end after that many milliseconds. */
export function issued(count: number, lasts = hour): { body: string } {
    const Credentials = {
        AccessKeyId: `STS.fake-${count}`,
        AccessKeySecret: `fake-secret-${count}`,
        SecurityToken: `fake-token-${count}`,
        Expiration: new Date(Date.now() + lasts).toISOString().replace(/\.\d+/, ""),
    };
    return { body: JSON.stringify({ RequestId: "fake-request", Credentials }) };
}

/** The key that belongs to `issued`. */
export function issuedKey(count: number) {
    return { accessKey: `STS.fake-${count}`, secretKey: `fake-secret-${count}`, securityToken: `fake-token-${count}` };
}

export class CredentialsStage {
    /** Writes the profiles of the Alibaba Cloud CLI. */
    async cliProfiles(profiles: readonly object[], current = "default"): Promise<void> {
        await this.file(".aliyun/config.json", JSON.stringify({ current, profiles }));
    }

    readonly network = new ProxyStage();
    /** The clock that says how long an answer holds, and by which anything waits before it tries again. */
    clock = new SteppingClock();
    calls: StsCall[] = [];
    private proxy: TunnelProxy | undefined;
    private home = "";
    private environment: NodeJS.ProcessEnv = {};

    /** Nothing of this machine is seen, and nothing leaves it. */
    async begin(variables: Readonly<Record<string, string>> = {}): Promise<void> {
        this.home = await mkdtemp(join(tmpdir(), "dataworks-test-"));
        this.environment = { ...process.env };
        const own = { HOME: this.home, USERPROFILE: this.home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
        for (const name of Object.keys(process.env))
            if (/^(ALIBABA|ALICLOUD)/.test(name)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, own, variables);
        this.calls = [];
        this.clock = new SteppingClock();
        this.proxy = undefined;
    }

    async clear(): Promise<void> {
        // The home folder is asked of the process itself, so its own environment has to change.
        for (const name of Object.keys(process.env))
            if (!(name in this.environment)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, this.environment);
        await this.network.clear();
        await rm(this.home, { recursive: true, force: true });
    }

    /** Asks for the keys of these settings; STS answers like that. */
    async asking(
        settings: CredentialSettings,
        answer: Answer = (_, count) => issued(count),
        vpcRegion?: string,
    ): Promise<AskAccessKey> {
        const respond: Respond = (socket, { head, body }) => {
            const call = { query: pairs(/\?(\S*)/.exec(head)?.[1] ?? ""), form: pairs(body), head };
            this.calls.push(call);
            const answered = answer(call, this.calls.length);
            if (answered === "reset") return void socket.destroy();
            const { status = "200 OK", body: reply } = answered;
            socket.write(rawReply(status, reply, ["Content-Type: application/json"]));
        };
        this.proxy = await this.network.proxyTo((await this.network.servingTls(respond)).port);
        return this.askingOf(new Sts(this.network.client(this.proxy.address), "test/1", vpcRegion), settings);
    }

    /** Asks this STS for the keys of these settings. */
    askingOf(sts: Sts, settings: CredentialSettings): AskAccessKey {
        return askAccessKey(settings, sts, {
            clock: this.clock,
            random: () => 0.5,
            maxRetryTimeout: 120,
            sanitizer: new Sanitizer(),
        });
    }

    /** The hosts that were asked for through the proxy. */
    get hosts(): string[] {
        return this.proxy?.asked.map(({ target }) => target) ?? [];
    }

    /** What stands in a text, but for where the home folder is and how the system separates paths. */
    withoutHome(text: string): string {
        return text.replaceAll(this.home, "HOME").replaceAll("\\", "/");
    }

    /** Settings whose path begins with the home folder, where it is "HOME/". */
    atHome(settings: CredentialSettings): CredentialSettings {
        const moved = (_key: string, value: unknown): unknown =>
            typeof value === "string" ? value.replace(/^HOME(?=\/)/, this.home) : value;
        return JSON.parse(JSON.stringify(settings), moved) as CredentialSettings;
    }

    /** Writes a file below the home folder, and gives its path. */
    async file(path: string, text: string): Promise<string> {
        const whole = join(this.home, path);
        await mkdir(dirname(whole), { recursive: true });
        await writeFile(whole, text);
        return whole;
    }
}

function pairs(text: string): Record<string, string> {
    return Object.fromEntries(new URLSearchParams(text));
}

export const minute = 60_000;
export const fixed = { accessKey: "fake-id", secretKey: "fake-secret" };
export const role = {
    roleArn: "acs:ram::123456789012:role/deployer",
    sessionName: "fake-session",
    policy: '{"Version":"1","Statement":["fake-policy & more"]}',
    sessionExpiration: 1800,
    externalId: "fake-external-id",
};
export const oidcRole = {
    roleArn: role.roleArn,
    oidcProviderArn: "acs:ram::123456789012:oidc-provider/pipeline",
};

/** What asking for an access key fails with. */
export async function errorOf(ask: AskAccessKey): Promise<string> {
    const outcome: unknown = await ask().catch((error: unknown) => error);
    assert.ok(outcome instanceof CredentialsError, `it came to ${JSON.stringify(outcome)}`);
    return outcome.message;
}

/** A profile of the Alibaba Cloud CLI, with a key of its own. */
export function profileOf(name: string): object {
    return { name, mode: "AK", access_key_id: `fake-id-of-${name}`, access_key_secret: "fake-secret" };
}
