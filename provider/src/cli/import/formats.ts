// The files that are written anew: for `pulumi import --file`, and as a program.
import { providerText, resourceType } from "../../program/text";
import type { ImportedTask } from "./task";

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
