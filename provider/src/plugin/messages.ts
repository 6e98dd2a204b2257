// Tells the user something through the engine, at the resource that it is about.
import { Metadata } from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { textForEngine } from "../engine/texts";

export type Severity = "info" | "warning";

const severities = { info: engine.LogSeverity.INFO, warning: engine.LogSeverity.WARNING } as const;

/** How long the engine may take to take a message, in milliseconds: no answer waits longer for it. */
const patience = 5000;

/** The engine's log. What it does not take is lost, and stops nothing. */
export class Messages {
    private readonly underWay = new Set<Promise<void>>();

    constructor(private readonly client: Pick<EngineClient, "log">) {}

    /** `urn`: the resource; "" for the stack. */
    tell(severity: Severity, text: string, urn: string): void {
        const request = new engine.LogRequest();
        request.setSeverity(severities[severity]);
        request.setMessage(textForEngine(text));
        request.setUrn(urn);
        const told = new Promise<void>((resolve) => {
            this.client.log(request, new Metadata(), { deadline: Date.now() + patience }, () => resolve());
        });
        this.underWay.add(told);
        void told.then(() => this.underWay.delete(told));
    }

    /** Resolves once all is told: after its last answer, the engine listens no more. */
    async settled(): Promise<void> {
        await Promise.all(this.underWay);
    }
}
