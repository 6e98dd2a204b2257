// The files that are written anew: for `pulumi import --file`, and as a program.
import { providerText, resourceType } from "../../program/text";
import type { Task } from "../../dataworks/task";

/** A task under the name of its resource. */
export interface ImportedTask extends Task {
    /** The resource's. */
    readonly name: string;
    /** The resource's. */
    readonly id: string;
    readonly region: string;
    /** The task's name in DataWorks. */
    readonly taskName: string;
    /** Its folder; "" for a solution. */
    readonly folder: string;
    /** Name and folder as they were received: never shown. */
    readonly received: { readonly name: string; readonly folder: string };
    /** The fingerprint of its definition. */
    readonly fingerprint: string;
    /** As the stack's file says it, where that lists the task. */
    readonly onDelete: string;
    /** What the stack's file says, where that lists the task. */
    readonly triggers?: unknown;
}

/** The file for `pulumi import --file`: what the state would hold after a deployment, but for its status. */
export function importFile(tasks: readonly ImportedTask[]): string {
    const resources = tasks.map(
        ({ name, id, region, projectId, taskType, fileId, fingerprint, onDelete, triggers }) => {
            const inputs = { __provider: providerText, fileId, onDelete, projectId, region, taskType, triggers };
            const outputs = {
                ...inputs,
                ...{
                    status: "imported",
                    requestId: "",
                    message: "",
                    deployedAt: "",
                    definition: fingerprint,
                    version: "",
                },
            };
            return { type: resourceType, name, id, inputs, outputs };
        },
    );
    return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

/** A TypeScript program that declares the tasks. */
export function programFile(tasks: readonly ImportedTask[]): string {
    const declarations = tasks.map(({ name, projectId, taskType, fileId, onDelete }) => {
        const args = { projectId, taskType, fileId, ...(onDelete !== "retain" && { onDelete }) };
        const list = Object.entries(args).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`);
        return `new dataworks.DiSyncDeployment(${JSON.stringify(name)}, {\n${list.join("")}});\n`;
    });
    return (
        "// DataWorks sync tasks that were deployed before Pulumi took them over.\n" +
        `import * as dataworks from "pulumi-dataworks";\n\n${declarations.join("\n")}`
    );
}
