// What the plugin's executable runs.
import { runPlugin } from "./plugin/main";

// What Node.js has against the libraries that are bundled here is nothing for a user, whom the engine would show it to in every run.
process.noDeprecation = true;

runPlugin(__dirname, process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`pulumi-resource-dataworks: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
