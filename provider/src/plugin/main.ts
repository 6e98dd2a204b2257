// Starts the plugin: serves the engine, and says at which port.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { endWithEngine } from "../engine/ending";
import { claimsOfRun } from "../resources/claims/shared";
import { serve } from "./server";
import { serviceOf } from "./service";

/** `folder`: where the executable is, with the schema beside it. The engine reads the port from the first line. */
export async function runPlugin(folder: string): Promise<void> {
    const engine = process.argv.at(-1);
    const service = serviceOf({
        engine: engine !== undefined && /:\d+$/.test(engine) ? engine : undefined,
        environment: process.env,
        claimsOf: claimsOfRun,
        schema: () => readFileSync(join(folder, "schema.json"), "utf8"),
    });
    const port = await serve(ResourceProviderService, service);
    endWithEngine();
    process.stdout.write(`${port}\n`);
}
