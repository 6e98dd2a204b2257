// Warns where the engine's host will not find this package: it looks from the program's folder, not from where the class is.
import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { mocksOf } from "./mocks";

/** The runs that were looked at, by their connection to the engine. */
const seen = new WeakSet<object>();

/**
 * Says once a run what to add where the text in the state cannot be resolved. A warning: with the Automation API, the host may
 * work in another folder than the process that runs the program.
 */
export function warnWhereNotFound(): void {
    const engine = pulumi.runtime.getMonitor() as object | undefined;
    if (!engine || mocksOf(engine) || seen.has(engine)) return;
    seen.add(engine);
    // Some versions of Pulumi give a placeholder for the project's folder.
    const folders = [...new Set([process.cwd(), pulumi.getRootDirectory()].filter(isAbsolute))];
    if (folders.some(isFoundFrom)) return;
    void pulumi.log.warn(
        `pulumi-dataworks cannot be found from ${folders.join(" or ")}, where Pulumi's host for dynamic providers looks for it. ` +
            "Add pulumi-dataworks to the dependencies in the program's own package.json: that a library depends on it is not enough.",
    );
}

/** As Node resolves it from a file of the folder, the paths of the process included. */
function isFoundFrom(folder: string): boolean {
    try {
        createRequire(join(folder, "program.js")).resolve("pulumi-dataworks/provider");
        return true;
    } catch {
        return false;
    }
}
