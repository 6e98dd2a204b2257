// Starts the plugin: serves the engine, and says at which port.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { endWithEngine } from "../engine/ending";
import { claimsOfRun } from "../resources/claims/shared";
import { serve } from "./server";
import { serviceOf } from "./service";

/**
 * The engine gives its address as the last argument, and reads the port from the first line.
 *
 * @param folder Where the executable is, with the schema beside it.
 * @throws where there is no engine.
 */
export async function runPlugin(folder: string, argv: readonly string[]): Promise<void> {
    const engine = argv.at(-1) ?? "";
    if (!/:\d+$/.test(engine)) {
        throw new Error(
            "the address of a Pulumi engine is missing: the engine runs this plugin by itself, and gives its address as the last " +
                "argument. `pulumi package get-schema` and `pulumi package add` take the path of this executable.",
        );
    }
    const service = serviceOf({
        engine,
        environment: process.env,
        claimsOf: claimsOfRun,
        schema: () => readFileSync(join(folder, "schema.json"), "utf8"),
    });
    const port = await serve(ResourceProviderService, service);
    endWithEngine(argv);
    process.stdout.write(`${port}\n`);
}
