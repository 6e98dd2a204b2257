// What the program's declarations say: their docstrings, and the types of their members. They are read, and not compiled.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import type { Form } from "../../provider/src/resources/types";
import { root } from "../root";

/** Where programs' types are declared. */
const folders = ["provider/src/program", "provider/src/lookup"];

export type Declaration =
    ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration;

/** A member of an interface or a class; of alternatives, what all of them say of it. */
export interface Member {
    readonly type: ts.TypeNode;
    readonly description: string;
    /** False where it may be left out, or be undefined. */
    readonly required: boolean;
}

const declared: ReadonlyMap<string, Declaration> = new Map(
    folders.flatMap((folder) =>
        readdirSync(join(root, folder)).flatMap((name) => {
            const text = readFileSync(join(root, folder, name), "utf8");
            return ts
                .createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
                .statements.filter(isDeclaration)
                .filter(isExported)
                .map((each) => [each.name?.text ?? "", each] as const);
        }),
    ),
);

function isDeclaration(node: ts.Node): node is Declaration {
    return [ts.isInterfaceDeclaration, ts.isTypeAliasDeclaration, ts.isClassDeclaration, ts.isFunctionDeclaration].some(
        (is) => is(node),
    );
}

function isExported(node: Declaration): boolean {
    return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

export function declarationOf(name: string): Declaration {
    const found = declared.get(name);
    if (!found) throw new Error(`${folders.join(" and ")} declare no ${name}`);
    return found;
}

/** The functions that look something up: the forms that give outputs are made from the same. */
export function lookups(): ts.FunctionDeclaration[] {
    return [...declared.values()]
        .filter((each) => ts.isFunctionDeclaration(each))
        .filter(({ name }) => /^get(?!.*Output$)/.test(name?.text ?? ""));
}

/** A docstring in Markdown, one line a paragraph. */
export function descriptionOf(node: ts.Node): string {
    return docsOf(node)
        .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
        .flatMap((text) => text.split(/\n{2,}/))
        .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " ").trim())
        .join("\n\n");
}

/** The docstring of a value, with its examples. */
function descriptionOfValue(node: ts.Node): string {
    const examples = docsOf(node)
        .flatMap(({ tags }) => [...(tags ?? [])])
        .filter(({ tagName }) => tagName.text === "example")
        .map(({ comment }) => (ts.getTextOfJSDocComment(comment) ?? "").split(" // "))
        .map(([value = "", remark]) => `Example: \`${value}\`${remark === undefined ? "" : `, ${remark}`}.`);
    return [descriptionOf(node), ...examples].join(" ");
}

function docsOf(node: ts.Node): ts.JSDoc[] {
    return ts.getJSDocCommentsAndTags(node).filter((each) => ts.isJSDoc(each));
}

/** The members of a declaration, or of all that it is one of. */
export function membersOf(name: string): Readonly<Record<string, Member>> {
    const declaration = declarationOf(name);
    if (ts.isTypeAliasDeclaration(declaration)) return alternatives(declaration.type);
    if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) return {};
    const members = declaration.members.filter(
        (each) => ts.isPropertySignature(each) || ts.isPropertyDeclaration(each),
    ) as readonly (ts.PropertySignature | ts.PropertyDeclaration)[];
    return Object.fromEntries(
        members.flatMap((member) => {
            if (!member.type) return [];
            const required = member.questionToken === undefined && !mayBeUndefined(member.type);
            return [[member.name.getText(), { type: member.type, description: descriptionOfValue(member), required }]];
        }),
    );
}

function alternatives(type: ts.TypeNode): Record<string, Member> {
    const all: Record<string, Member> = {};
    for (const part of partsOf(type)) {
        for (const [name, member] of Object.entries(membersOf(part.getText()))) {
            const before = all[name];
            const [said, unsaid] = before && isUndefined(member.type) ? [before, member] : [member, before];
            all[name] = {
                type: said.type,
                required: said.required && (unsaid?.required ?? true),
                description: [...new Set([said.description, unsaid?.description])].filter(Boolean).join(" "),
            };
        }
    }
    return all;
}

/** The type inside of what makes an input, an output or a promise of it. */
function plain(type: ts.TypeNode): ts.TypeNode {
    if (ts.isTypeOperatorNode(type)) return plain(type.type);
    const [only, ...others] = partsOf(type).filter((part) => !isUndefined(part));
    if (only && others.length === 0 && only !== type) return plain(only);
    const inside = wrappedIn(type);
    return inside ? plain(inside) : type;
}

function wrappedIn(type: ts.TypeNode): ts.TypeNode | undefined {
    if (!ts.isTypeReferenceNode(type)) return undefined;
    const wraps = ["pulumi.Input", "pulumi.Output", "pulumi.Unwrap", "Promise"].includes(type.typeName.getText());
    return wraps ? type.typeArguments?.[0] : undefined;
}

function mayBeUndefined(type: ts.TypeNode): boolean {
    return partsOf(type).some((part) => {
        const inside = wrappedIn(part);
        return isUndefined(part) || (inside !== undefined && mayBeUndefined(inside));
    });
}

function partsOf(type: ts.TypeNode): readonly ts.TypeNode[] {
    return ts.isUnionTypeNode(type) ? type.types : [type];
}

function isUndefined(type: ts.TypeNode): boolean {
    return type.kind === ts.SyntaxKind.UndefinedKeyword;
}

/** The name that a type goes by; undefined where it has none of its own. */
export function nameOf(type: ts.TypeNode): string | undefined {
    const inside = plain(type);
    return ts.isTypeReferenceNode(inside) && declared.has(inside.getText()) ? inside.getText() : undefined;
}

/** What a list is of. */
export function elementOf(type: ts.TypeNode): ts.TypeNode {
    const inside = plain(type);
    return ts.isArrayTypeNode(inside) ? inside.elementType : inside;
}

/** True of an output among values that are none: it is one because it is a secret. */
export function isOutput(type: ts.TypeNode): boolean {
    return type.getText().startsWith("pulumi.Output<");
}

/** The form of the values of a type. */
export function formOf(type: ts.TypeNode): Form {
    const inside = plain(type);
    if (ts.isArrayTypeNode(inside)) return { list: formOf(inside.elementType) };
    const texts = partsOf(inside).map(textOf);
    if (texts.every((text) => text !== undefined)) return { texts };
    const simple = simpleForms[inside.getText()];
    if (simple) return simple;
    const name = nameOf(type);
    const declaration = name === undefined ? undefined : declarationOf(name);
    if (name === undefined || !declaration) throw new Error(`nothing says what a value of ${type.getText()} is`);
    if (ts.isTypeAliasDeclaration(declaration) && partsOf(declaration.type).every((part) => textOf(part) !== undefined))
        return formOf(declaration.type);
    const fields = Object.entries(membersOf(name)).map(
        ([field, { type: own, required }]) => [field, { form: formOf(own), required }] as const,
    );
    return { fields: Object.fromEntries(fields) };
}

const simpleForms: Readonly<Record<string, Form>> = {
    string: "text",
    number: "number",
    boolean: "flag",
    true: "flag",
    "string | number": "id",
    "Record<string, unknown>": "any object",
    "Record<string, string | number | boolean>": "simple values",
    "Record<string, pulumi.Input<string | number | boolean>>": "simple values",
};

function textOf(type: ts.TypeNode): string | undefined {
    return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined;
}
