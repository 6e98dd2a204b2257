// The files that are written anew: for `pulumi import --file`, and as a program.
import { instanceType, providerText, resourceType, textOf } from "../../program/text";
import type { ImportedInstance } from "./instances";
import type { ImportedTask } from "./task";

/** What an instance gets that a program says nothing else for; a test holds it to the table of arguments. */
const defaults = { stableSeconds: 10, timeoutSeconds: 600 };

/** The file for `pulumi import --file`: what the state would hold after a deployment, but for its status. */
export function importFile(tasks: readonly ImportedTask[], instances: readonly ImportedInstance[] = []): string {
    const resources = [...tasks.map(resourceOf), ...instances.map(instanceOf)];
    return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

function resourceOf(task: ImportedTask): object {
    const { name, id, region, projectId, taskType, fileId, fingerprint, onDelete, triggers } = task;
    const inputs = { __provider: providerText, fileId, onDelete, projectId, region, taskType, triggers };
    const made = {
        status: "imported",
        requestId: "",
        message: "",
        deployedAt: "",
        definition: fingerprint,
        version: "",
    };
    return { type: resourceType, name, id, inputs, outputs: { ...inputs, ...made } };
}

function instanceOf(instance: ImportedInstance): object {
    const { name, id, region, projectId, taskType, fileId, taskName, state, status, onDelete, deployedAt } = instance;
    const inputs = {
        ...{ __provider: textOf("DiSyncInstance"), fileId, onDelete, projectId, region, state, taskType, ...defaults },
        ...(deployedAt !== undefined && { triggers: { deployment: deployedAt } }),
    };
    const made = { status, name: taskName, requestId: "", startedAt: "" };
    return { type: instanceType, name, id, inputs, outputs: { ...inputs, ...made } };
}

/** A TypeScript program that declares them. An instance restarts after a deployment that is declared with it. */
export function programFile(tasks: readonly ImportedTask[], instances: readonly ImportedInstance[] = []): string {
    const declarations = tasks.map((task) => {
        const running = instances.find(({ deployment }) => deployment === task.name);
        if (running === undefined) return declarationOf(task);
        const lines = [`const deployment = ${declarationOf(task)}`, instanceDeclarationOf(running)].join("").trimEnd();
        return `{\n${lines.replace(/^/gm, "    ")}\n}\n`;
    });
    const alone = instances.filter(({ deployment }) => deployment === undefined).map(instanceDeclarationOf);
    return (
        "// DataWorks sync tasks that were deployed before Pulumi took them over.\n" +
        `import * as dataworks from "pulumi-dataworks";\n\n${[...declarations, ...alone].join("\n")}`
    );
}

function declarationOf({ name, projectId, taskType, fileId, onDelete }: ImportedTask): string {
    const args = { projectId, taskType, fileId, ...(onDelete !== "retain" && { onDelete }) };
    return `new dataworks.DiSyncDeployment(${JSON.stringify(name)}, {\n${listOf(args)}});\n`;
}

function instanceDeclarationOf(instance: ImportedInstance): string {
    const { name, projectId, taskType, fileId, state, onDelete, deployment } = instance;
    const args = { projectId, taskType, fileId, state, ...(onDelete !== "retain" && { onDelete }) };
    const triggers = deployment === undefined ? "" : "    triggers: { deployment: deployment.deployedAt },\n";
    return `new dataworks.DiSyncInstance(${JSON.stringify(name)}, {\n${listOf(args)}${triggers}});\n`;
}

function listOf(args: object): string {
    const list = Object.entries(args).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`);
    return list.join("");
}
