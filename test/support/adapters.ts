// The two adapters of the engine that a story is run for: the dynamic provider, and the plugin.
import { join } from "node:path";
import { root } from "../../tools/root";

export const adapters = ["dynamic provider", "plugin"] as const;
export type Adapter = (typeof adapters)[number];

/** The type of a kind of resource, such as "DiSyncDeployment". */
export function typeOf(adapter: Adapter, kind: string): string {
    return adapter === "plugin" ? `dataworks:index:${kind}` : `pulumi-nodejs:dynamic/dataworks:${kind}`;
}

/** What the Pulumi.yaml of a project says of the adapter. */
export function pluginsOf(adapter: Adapter): string {
    if (adapter !== "plugin") return "";
    return `plugins:\n  providers:\n    - name: dataworks\n      path: ${JSON.stringify(join(root, "provider", "plugin"))}\n`;
}
