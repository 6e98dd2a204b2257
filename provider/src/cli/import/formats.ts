// The files that are written anew: for `pulumi import --file`, and as a program.
import { instanceType, nativeTypeOf, providerText, resourceType, taskResourceType, textOf } from "../../program/text";
import { adopted as adoptedDeployment } from "../../resources/deployment/adopt";
import { taskId } from "../../resources/ids";
import { adopted as adoptedInstance } from "../../resources/instance/adopt";
import type { Found } from "../../resources/resource";
import { adopted as adoptedTask } from "../../resources/task/adopt";
import type { ImportedDefinition } from "./definitions";
import type { ImportedInstance } from "./instances";
import { byTask, declarationsOf, keyOf, OutputOf, type Imported, type Kind } from "./declarations";
import type { FoundTask, ImportedTask } from "./task";

/** The file for `pulumi import --file` of native resources: the plugin reads each by its id. */
export function nativeFile({ tasks, definitions, instances }: Imported): string {
    const nativeOf = (type: string) => (one: FoundTask & { readonly name: string; readonly region: string }) => ({
        ...{ type: nativeTypeOf(type), name: one.name, id: taskId(one) },
    });
    const resources = [
        ...definitions.map(nativeOf(taskResourceType)),
        ...tasks.map(nativeOf(resourceType)),
        ...instances.map(nativeOf(instanceType)),
    ];
    return textOfFile(resources);
}

/** The file for `pulumi import --file`: what the state would hold after a deployment, but for its status. */
export function importFile({ tasks, definitions, instances }: Imported): string {
    const definitionsOf = byTask(definitions);
    const resources = [
        ...definitions.map(definitionOf),
        ...tasks.map((task) => deploymentOf(task, definitionsOf.get(keyOf(task)))),
        ...instances.map(instanceOf),
    ];
    return textOfFile(resources);
}

function textOfFile(resources: readonly object[]): string {
    return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}

function definitionOf(one: ImportedDefinition): object {
    return resourceOf(taskResourceType, textOf("DiSyncTask"), one, adoptedTask(one, one.told, one.fingerprint));
}

function deploymentOf(one: ImportedTask, definition: ImportedDefinition | undefined): object {
    const { fingerprint, onDelete, approvedDigest } = one;
    const triggers = definition ? { revision: "" } : one.triggers;
    // What the stack's file says, the engine has checked.
    const said = { onDelete, triggers, approvedDigest } as Parameters<typeof adoptedDeployment>[2];
    const found = adoptedDeployment(one, fingerprint, said);
    return resourceOf(resourceType, providerText, one, found);
}

function instanceOf(one: ImportedInstance): object {
    const { state, status, taskName, onDelete, deployedAt } = one;
    const triggers = deployedAt === undefined ? undefined : { deployment: deployedAt };
    const found = adoptedInstance(one, { state, status, name: taskName }, { onDelete, triggers });
    return resourceOf(instanceType, textOf("DiSyncInstance"), one, found);
}

function resourceOf(
    type: string,
    __provider: string,
    { name, id }: { readonly name: string; readonly id: string },
    { inputs, outputs }: Found<object, object>,
): object {
    return { type, name, id, inputs: { __provider, ...inputs }, outputs: { __provider, ...outputs } };
}

/** A TypeScript program that declares them; what stands for one task is a block. */
export function programFile(imported: Imported): string {
    const declarations = declarationsOf(imported).map((parts) => {
        const texts = parts.map(({ kind, name, args }) => {
            return `new dataworks.${kind}(${textLiteral(name)}, {\n${listOf(args)}});\n`;
        });
        if (texts.length === 1) return texts[0] ?? "";
        const lines = texts.map((text, index) =>
            index < texts.length - 1 ? `const ${variables[parts[index]?.kind ?? "DiSyncTask"]} = ${text}` : text,
        );
        return `{\n${lines.join("").trimEnd().replace(/^/gm, indent)}\n}\n`;
    });
    return (
        "// DataWorks sync tasks that were deployed before Pulumi took them over.\n" +
        `import * as dataworks from "pulumi-dataworks";\n\n${declarations.join("\n")}`
    );
}

const indent = "    ";
const variables: Readonly<Record<Kind, string>> = {
    DiSyncTask: "task",
    DiSyncDeployment: "deployment",
    DiSyncInstance: "instance",
};

/** The longest line, where one value does not need a longer one. */
const longestLine = 120;

function listOf(args: object): string {
    const list = Object.entries(args).map(([key, value]) =>
        `${key}: ${literal(value, key.length + 12)},\n`.replace(/^(?=.)/gm, indent),
    );
    return list.join("");
}

/** A text as a program says it, with nothing in it that nobody sees, or that turns round how a reviewer reads it. */
function textLiteral(text: string): string {
    const escaped = (found: string) =>
        found.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped);
}

/** Texts, lists and objects as a program says them: in one line where that is not too long, `used` of which is taken. */
function literal(value: unknown, used: number): string {
    if (value instanceof OutputOf) return `${variables[value.kind]}.${value.output}`;
    if (typeof value !== "object" || value === null) return textLiteral(String(value));
    const isList = Array.isArray(value);
    const parts = (room: number) =>
        Object.entries(value).map(([key, part]) =>
            isList ? literal(part, room) : `${key}: ${literal(part, room + key.length + 2)}`,
        );
    const line = isList ? `[${parts(-Infinity).join(", ")}]` : `{ ${parts(-Infinity).join(", ")} }`;
    if (used + line.length < longestLine) return line;
    const lines = parts(used).map((part) => `${part.replace(/^/gm, indent)},\n`);
    return isList ? `[\n${lines.join("")}]` : `{\n${lines.join("")}}`;
}
