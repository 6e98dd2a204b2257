// The provider in a process of its own, called as the engine calls it, over gRPC: in the SDK's dynamic host, or as the plugin.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";

import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { providerText } from "../../provider/src/program/text";
import { root } from "../../tools/root";

export type Values = Record<string, unknown>;

/** A call that failed: what the engine gets to know. */
export class CallFailure extends Error {
    constructor(
        message: string,
        /** Where the resource is to be kept although the call failed. */
        readonly partial?: { readonly id: string; readonly properties: Values; readonly reasons: readonly string[] },
    ) {
        super(message);
    }
}

let runs = 0;
/** How long the host may take for one call, in milliseconds. */
const patience = 30_000;

/** What the engine would start. */
interface Started {
    readonly script: string;
    /** The address of the engine; by default one that nobody dials. */
    readonly engine?: string | undefined;
    /** Variables beside those that every process has. */
    readonly variables?: NodeJS.ProcessEnv | undefined;
}

class ProviderProcess {
    /** All that the process printed, but its first line. */
    printed = "";

    protected constructor(
        private readonly process: ChildProcess,
        /** Where it listens. */
        readonly port: number,
        readonly client: ResourceProviderClient,
    ) {}

    protected static async open({
        script,
        engine,
        variables,
    }: Started): Promise<[ChildProcess, number, ResourceProviderClient]> {
        // The engine's address is not dialled; each process is of a run of its own.
        runs += 1;
        const child = spawn(process.execPath, [script, engine ?? `127.0.0.1:${process.pid}${runs}`], {
            cwd: root,
            env: {
                PATH: process.env["PATH"],
                PULUMI_NODEJS_PROJECT: "test",
                ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
                ...variables,
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const lines = createInterface({ input: child.stdout });
        const port = await new Promise<string>((resolve, reject) => {
            lines.once("line", resolve);
            child.once("exit", () => reject(new Error("the process ended before it said its port")));
        });
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        return [child, Number(port), client];
    }

    /** Keeps what is printed, and configures it; where that fails, nothing is left. */
    protected async configure(config: Values): Promise<this> {
        this.process.stdout?.setEncoding("utf8").on("data", (text: string) => (this.printed += text));
        this.process.stderr?.setEncoding("utf8").on("data", (text: string) => (this.printed += text));
        try {
            const request = new messages.ConfigureRequest();
            request.setArgs(struct(config));
            await this.call<unknown>((...rest) => this.client.configure(request, ...rest));
        } catch (error) {
            await this.stop();
            throw error;
        }
        return this;
    }

    /** What the engine tells of a resource beside its values. */
    protected about(values: Values): { readonly urn: string; readonly values: Values } {
        return { urn: "", values };
    }

    async check(news: Values, olds: Values = {}): Promise<{ inputs: Values; failures: string[] }> {
        const request = new messages.CheckRequest();
        request.setOlds(struct(olds));
        const about = this.about(news);
        request.setUrn(about.urn);
        request.setNews(struct(about.values));
        const reply = await this.call<messages.CheckResponse>((...rest) => this.client.check(request, ...rest));
        return {
            inputs: values(reply.getInputs()),
            failures: reply.getFailuresList().map((failure) => failure.getReason()),
        };
    }

    /** Rejects with a `CallFailure`. */
    async create(inputs: Values): Promise<{ id: string; outputs: Values }> {
        const request = new messages.CreateRequest();
        const about = this.about(inputs);
        request.setUrn(about.urn);
        request.setProperties(struct(about.values));
        const reply = await this.call<messages.CreateResponse>((...rest) => this.client.create(request, ...rest));
        return { id: reply.getId(), outputs: values(reply.getProperties()) };
    }

    /** An id of "" means that the resource is gone. */
    async read(id: string, outputs: Values): Promise<{ id: string; outputs: Values; inputs: Values }> {
        const request = new messages.ReadRequest();
        request.setUrn(this.about(outputs).urn);
        request.setId(id);
        request.setProperties(struct(outputs));
        const reply = await this.call<messages.ReadResponse>((...rest) => this.client.read(request, ...rest));
        return { id: reply.getId(), outputs: values(reply.getProperties()), inputs: values(reply.getInputs()) };
    }

    async remove(id: string, outputs: Values): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setUrn(this.about(outputs).urn);
        request.setId(id);
        request.setProperties(struct(outputs));
        await this.call<unknown>((...rest) => this.client.delete(request, ...rest));
    }

    /** What is left of the process where its engine is gone: resolves once the process has ended by itself. */
    async ended(): Promise<void> {
        if (this.process.exitCode === null) await new Promise((resolve) => this.process.once("exit", resolve));
    }

    /** Breaks the connection, as the end of the engine does. */
    disconnect(): void {
        this.client.close();
    }

    async stop(): Promise<void> {
        this.client.close();
        if (this.process.exitCode !== null) return;
        const ended = new Promise((resolve) => this.process.once("exit", resolve));
        this.process.kill("SIGKILL");
        await ended;
    }

    /** Rejects with a `CallFailure`. */
    call<Reply>(send: (...rest: [grpc.Metadata, grpc.CallOptions, Answered<Reply>]) => unknown): Promise<Reply> {
        return new Promise((resolve, reject) => {
            send(new grpc.Metadata(), { deadline: Date.now() + patience }, (error, reply) => {
                if (error) reject(failureOf(error));
                else resolve(reply);
            });
        });
    }
}

export class DynamicHost extends ProviderProcess {
    static async start(config: Values, engine?: string): Promise<DynamicHost> {
        const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
        return new DynamicHost(...(await this.open({ script, engine }))).configure(config);
    }

    protected override about(given: Values): { readonly urn: string; readonly values: Values } {
        return { urn: "", values: { ...given, __provider: providerText } };
    }
}

export class Plugin extends ProviderProcess {
    static async start(config: Values, engine?: string, variables?: NodeJS.ProcessEnv): Promise<Plugin> {
        return new Plugin(...(await this.open({ script: pluginExecutable, engine, variables }))).configure(config);
    }

    protected override about(given: Values): { readonly urn: string; readonly values: Values } {
        return { urn: urnOf("dataworks:index:DiSyncDeployment"), values: given };
    }
}

/** Resolves once a process that was started with an engine has ended by itself, after that engine went away. */
export async function endedWithItsEngine(
    start: (engine: string) => Promise<ProviderProcess>,
    args: Values,
): Promise<void> {
    const engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    const orphan = await start(`127.0.0.1:${(engine.address() as AddressInfo).port}`);
    try {
        await orphan.check(args);
        const closed = once(engine, "close");
        engine.close();
        await closed;
        orphan.disconnect();
        await orphan.ended();
    } finally {
        await orphan.stop();
    }
}

export const pluginExecutable = join(root, "provider", "plugin", "pulumi-resource-dataworks");

/** The URN of a resource of this type. */
export function urnOf(type: string): string {
    return `urn:pulumi:test::test::${type}::orders`;
}

type Answered<Reply> = (error: grpc.ServiceError | null, reply: Reply) => void;

export function struct(given: Values): Struct {
    return Struct.fromJavaScript(given as Record<string, JavaScriptValue>);
}

export function values(given: Struct | undefined): Values {
    return given?.toJavaScript() ?? {};
}

function failureOf(error: grpc.ServiceError): CallFailure {
    const [packed] = error.metadata.get("grpc-status-details-bin");
    const [any] = packed instanceof Buffer ? Status.deserializeBinary(packed).getDetailsList() : [];
    if (!any) return new CallFailure(error.details);
    const detail = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
    return new CallFailure(error.details, {
        id: detail.getId(),
        properties: values(detail.getProperties()),
        reasons: detail.getReasonsList(),
    });
}
