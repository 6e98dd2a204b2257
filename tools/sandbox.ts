// The environment in which the CLI keeps to a folder of its own: its home, its state in files, no question, no traffic.
import { join } from "node:path";

/** Where the state is kept below the home folder; the folder has to be made. */
export const stateFolder = "state";

/** The variables that the CLI, the program and the provider need; nothing else of this process's environment. */
export function sandboxEnvironment(home: string): NodeJS.ProcessEnv {
    return {
        PATH: process.env["PATH"],
        HOME: home,
        PULUMI_HOME: join(home, ".pulumi"),
        PULUMI_BACKEND_URL: `file://${join(home, stateFolder)}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
        PULUMI_SUPPRESS_NEO_LINK: "true",
        // Lines that only say that time passes.
        PULUMI_OPTION_SUPPRESS_PROGRESS: "true",
        // The credentials chain must not ask the cloud's metadata address.
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    };
}
