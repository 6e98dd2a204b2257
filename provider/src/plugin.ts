// What the plugin's executable runs.
import { runPlugin } from "./plugin/main";

runPlugin(__dirname, process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`pulumi-resource-dataworks: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
