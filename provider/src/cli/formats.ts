// The files that are written: for `pulumi import --file`, as a program, and as a stack's configuration.
import { providerText, resourceType } from "../program/text";
import type { Task } from "../dataworks/subject";

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
    /** The fingerprint of its definition. */
    readonly fingerprint: string;
}

export type OnDelete = "retain" | "undeploy";

/** The file for `pulumi import --file`: what the state would hold after a deployment, but for its status. */
export function importFile(tasks: readonly ImportedTask[], onDelete: OnDelete): string {
    const resources = tasks.map(({ name, id, region, projectId, taskType, fileId, fingerprint }) => {
        const inputs = { __provider: providerText, fileId, onDelete, projectId, region, taskType };
        const outputs = {
            ...inputs,
            ...{ status: "imported", requestId: "", message: "", deployedAt: "", definition: fingerprint, version: "" },
        };
        return { type: resourceType, name, id, inputs, outputs };
    });
    return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

/** A TypeScript program that declares the tasks. */
export function programFile(tasks: readonly ImportedTask[], onDelete: OnDelete): string {
    const declarations = tasks.map(({ name, projectId, taskType, fileId }) => {
        const args = { projectId, taskType, fileId, ...(onDelete !== "retain" && { onDelete }) };
        const list = Object.entries(args).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`);
        return `new dataworks.DiSyncDeployment(${JSON.stringify(name)}, {\n${list.join("")}});\n`;
    });
    return (
        "// DataWorks sync tasks that were deployed before Pulumi took them over.\n" +
        `import * as dataworks from "pulumi-dataworks";\n\n${declarations.join("\n")}`
    );
}

/** The configuration of a stack, for a program that reads the list of its tasks from there. */
export function configFile(tasks: readonly ImportedTask[], onDelete: OnDelete, project: string): string {
    const [first] = tasks;
    const text = (value: string) => JSON.stringify(value); // a string of JSON is one of YAML
    const lines = tasks.flatMap(({ name, taskType, fileId }) => [
        `    - name: ${text(name)}`,
        `      taskType: ${taskType}`,
        `      fileId: ${text(fileId)}`,
        ...(onDelete === "retain" ? [] : [`      onDelete: ${onDelete}`]),
    ]);
    return [
        "config:",
        `  dataworks:region: ${first?.region ?? ""}`,
        `  ${project}:projectId: ${text(first?.projectId ?? "")}`,
        `  ${project}:tasks:`,
        ...lines,
        "",
    ].join("\n");
}
