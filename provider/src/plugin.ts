// What the plugin's executable runs.
import { runPlugin } from "./plugin/main";

runPlugin(__dirname).catch((error: unknown) => {
    process.stderr.write(`pulumi-resource-dataworks could not start: ${String(error)}\n`);
    process.exitCode = 1;
});
