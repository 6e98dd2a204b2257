// The deployments that a stack's state holds, out of what `pulumi stack export` prints.
import { resourceType } from "../program/text";

/** A task that a stack deploys. */
export interface DeployedTask {
    /** The resource's name. */
    readonly resource: string;
    readonly region: string;
    readonly projectId: string;
    readonly taskType: string;
    readonly fileId: string;
}

interface Exported {
    readonly deployment?: { readonly resources?: readonly ExportedResource[] | null } | null;
}

interface ExportedResource {
    readonly urn?: string;
    readonly type?: string;
    /** True for the old half of a replacement, which is on its way out. */
    readonly delete?: boolean;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Whatever the resources are called, and wherever in the program they stand. */
export function deployedTasks(exported: unknown): DeployedTask[] {
    const resources = (exported as Exported | null)?.deployment?.resources ?? [];
    return resources.flatMap(({ urn = "", type, delete: leaves = false, outputs = {} }) => {
        if (type !== resourceType || leaves) return [];
        const text = (key: string) => inClear(outputs[key]);
        const resource = urn.split("::").slice(3).join("::");
        return [
            {
                resource,
                region: text("region"),
                projectId: text("projectId"),
                taskType: text("taskType"),
                fileId: text("fileId"),
            },
        ];
    });
}

/** A value's text; of a secret the one that the export shows. */
function inClear(value: unknown): string {
    const { plaintext } = (value ?? {}) as { plaintext?: unknown };
    const shown: unknown = typeof plaintext === "string" ? JSON.parse(plaintext) : value;
    return typeof shown === "string" || typeof shown === "number" ? String(shown) : "";
}
