// Gets the Pulumi CLI, and what YAML and Python programs need, before the first test, so that no test waits for a download or a build.
import { environmentOf } from "./cli";

export async function mochaGlobalSetup(): Promise<void> {
    for (const language of ["yaml", "python"] as const) await environmentOf(language, {});
}
