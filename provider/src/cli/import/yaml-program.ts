// The program of native resources, in YAML: that of every other Pulumi language is made of it, by `pulumi convert`.
import { stringify } from "yaml";
import { nativeTypeOf } from "../../program/text";
import { declarationsOf, OutputOf, type Declaration, type Imported, type Kind } from "./declarations";

/** How the key of a resource ends, by which others of the program name it. */
const suffixes: Readonly<Record<Kind, string>> = {
    DiSyncTask: "task",
    DiSyncDeployment: "deployment",
    DiSyncInstance: "instance",
};

/** The resources' part of a YAML program that declares them. */
export function yamlProgram(imported: Imported): string {
    const taken = new Set<string>();
    const all = declarationsOf(imported).flatMap((parts): [string, object][] => {
        const keys = new Map(parts.map((part) => [part.kind, keyFor(part, taken)]));
        return parts.map((part) => [keys.get(part.kind) ?? "", resourceOf(part, keys)]);
    });
    return (
        "# DataWorks sync tasks that were deployed before Pulumi took them over.\n" +
        stringify({ resources: Object.fromEntries(all) }, { lineWidth: 120 })
    );
}

/** Letters and digits that a reference can hold, and none that another resource has. */
function keyFor({ kind, name }: Declaration, taken: Set<string>): string {
    const plain = name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z_]+/, "");
    const own = [plain, suffixes[kind]].filter(Boolean).join("-");
    let key = own;
    for (let count = 2; taken.has(key); count++) key = `${own}-${count}`;
    taken.add(key);
    return key;
}

function resourceOf({ kind, name, args }: Declaration, keys: ReadonlyMap<Kind, string>): object {
    return { type: nativeTypeOf(kind), name, properties: valueOf(args, keys) };
}

/** A value as the program says it: in a text, a "$" is "$$". */
function valueOf(value: unknown, keys: ReadonlyMap<Kind, string>): unknown {
    if (value instanceof OutputOf) return `\${${keys.get(value.kind) ?? ""}.${value.output}}`;
    if (typeof value === "string") return value.replaceAll("$", "$$$$");
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((each) => valueOf(each, keys));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, valueOf(each, keys)]));
}
