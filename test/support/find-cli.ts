// Gets the Pulumi CLI before the first test, so that no test waits for a download or a build.
import { pulumiCli } from "./cli";

export async function mochaGlobalSetup(): Promise<void> {
    await pulumiCli();
}
