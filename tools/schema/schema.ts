// The plugin's schema: made from the table of resources, the settings' table and the docstrings of what programs declare.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionDeclaration, TypeNode } from "typescript";
import type { Argument, Output } from "../../provider/src/resources/resource";
import { resources } from "../../provider/src/resources/table";
import type { Form } from "../../provider/src/resources/types";
import { rowOf, table, type Key } from "../../provider/src/settings/table";
import { tokenOf } from "../../provider/src/urn";
import { repositoryAddress } from "../docs/repository";
import { root } from "../root";
import {
    declarationOf,
    descriptionOf,
    elementOf,
    formOf,
    isOutput,
    lookups,
    membersOf,
    nameOf,
    type Member,
} from "./declarations";
import { importOf, nodePackage, withExamples } from "./examples";

interface Type {
    readonly type?: string;
    readonly $ref?: string;
    readonly items?: Type;
    readonly additionalProperties?: Type;
    readonly oneOf?: readonly Type[];
}

interface Property extends Type {
    readonly description: string;
    readonly default?: string | number | boolean | undefined;
    readonly secret?: true | undefined;
    readonly replaceOnChanges?: true | undefined;
}

/** What an object has. */
interface Properties {
    readonly properties: Readonly<Record<string, Property>>;
    readonly required: readonly string[];
}

interface NamedType {
    readonly type: string;
    readonly description: string | undefined;
    readonly enum?: readonly { readonly value: string }[];
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
}

type Types = Map<string, NamedType>;

/** The text of `provider/plugin/schema.json`. */
export function schemaAsJson(): string {
    return `${JSON.stringify(schema(), null, 4)}\n`;
}

function schema(): object {
    const types: Types = new Map();
    const address = repositoryAddress();
    const { version, description, keywords, license } = JSON.parse(
        readFileSync(join(root, "provider", "package.json"), "utf8"),
    ) as { version: string; description: string; keywords: string[]; license: string };
    const parts = {
        config: { variables: settings(types, true) },
        provider: {
            description: ["Provider", "ProviderArgs"].map((each) => descriptionOf(declarationOf(each))).join("\n\n"),
            inputProperties: settings(types, false),
        },
        resources: Object.fromEntries(
            Object.values(resources).map((resource) => [tokenOf(resource.name), resourceOf(resource, types)]),
        ),
        functions: Object.fromEntries(lookups().map((each) => [tokenOf(lookupName(each)), lookupOf(each, types)])),
    };
    return {
        name: "dataworks",
        displayName: "Alibaba Cloud DataWorks",
        version,
        description,
        keywords: [...keywords, "category/cloud", "kind/native"],
        homepage: address,
        repository: address,
        license,
        publisher: "pulumi-dataworks",
        language: languages(address),
        ...parts,
        types: Object.fromEntries([...types].sort().map(([name, type]) => [tokenOf(name), type])),
    };
}

/** What SDKs are called that are made from the schema. Each asks for the plugin of its own version. */
function languages(address: string): object {
    const respectSchemaVersion = true;
    return {
        nodejs: { packageName: nodePackage, respectSchemaVersion },
        python: { packageName: "pulumi_dataworks", pyproject: { enabled: true }, respectSchemaVersion },
        go: {
            importBasePath: `${address.replace(/^https?:\/\//, "")}/sdk/go/dataworks`,
            generateResourceContainerTypes: true,
            respectSchemaVersion,
        },
        csharp: { namespaces: { dataworks: "DataWorks" }, respectSchemaVersion },
        java: { basePackage: "com.pulumi" },
    };
}

/**
 * The settings. They have no variables of the environment: a program would copy those into the state, and the plugin reads them by
 * itself. Nor has the provider defaults, for the same reason: one of a later version would change every provider.
 */
function settings(types: Types, withDefaults: boolean): Readonly<Record<string, Property>> {
    const members = membersOf("ProviderArgs");
    return Object.fromEntries(
        (Object.keys(table) as Key[]).map((key) => {
            const { type, description } = memberOf(members, key, "ProviderArgs");
            const { otherwise, secret, fraction } = rowOf(key);
            const form = fraction ? formOf(type) : withWholeNumbers(formOf(type));
            const property = { ...typeOf(form, type, key, types), description, default: undefined, secret };
            return [key, { ...property, ...(withDefaults && { default: otherwise }) }];
        }),
    );
}

function withWholeNumbers(form: Form): Form {
    if (form === "number") return "whole number";
    if (typeof form !== "object" || !("fields" in form)) return form;
    const fields = Object.entries(form.fields).map(
        ([name, field]) => [name, { ...field, form: withWholeNumbers(field.form) }] as const,
    );
    return { fields: Object.fromEntries(fields) };
}

interface Tabled {
    readonly name: string;
    readonly arguments: Readonly<Record<string, Argument>>;
    readonly outputs: Readonly<Record<string, Output>>;
}

function resourceOf({ name, arguments: all, outputs }: Tabled, types: Types): object {
    const args = membersOf(`${name}Args`);
    const own = membersOf(name);
    const inputs = Object.entries(all).map(([key, { type, meaning, otherwise, mayHoldSecrets: secret, replaces }]) => {
        const description = withLinks(meaning);
        const made = typeOf(type.form, memberOf(args, key, `${name}Args`).type, key, types);
        return [key, { ...made, description, default: otherwise, secret, replaceOnChanges: replaces }] as const;
    });
    const given = inputs.map(([key, property]) => [key, { ...property, default: undefined }] as const);
    const found = Object.entries(outputs)
        .filter(([, { byClass }]) => !byClass)
        .map(([key, { meaning, secret }]) => {
            const { type } = memberOf(own, key, name);
            return [
                key,
                { ...typeOf(formOf(type), type, key, types), description: withLinks(meaning), secret },
            ] as const;
        });
    const properties = [...given, ...found];
    return {
        description: `${withExamples(name, descriptionOf(declarationOf(name)))}\n\n${importOf(name)}`,
        inputProperties: Object.fromEntries(inputs),
        requiredInputs: Object.keys(all).filter((key) => all[key]?.required),
        properties: Object.fromEntries(properties),
        required: properties.map(([key]) => key).filter((key) => memberOf(own, key, name).required),
    };
}

function lookupName({ name }: FunctionDeclaration): string {
    return name?.text ?? "";
}

function lookupOf(declaration: FunctionDeclaration, types: Types): object {
    const name = lookupName(declaration);
    const [args, result] = [declaration.parameters[0]?.type, declaration.type].map((type) => type && nameOf(type));
    if (args === undefined || result === undefined) throw new Error(`${name} says not what it takes and gives`);
    const object = (of: string) => ({
        type: "object",
        description: descriptionOf(declarationOf(of)),
        ...propertiesOf(membersOf(of), types),
    });
    return {
        description: withExamples(name, descriptionOf(declaration)),
        inputs: object(args),
        outputs: object(result),
    };
}

/** The properties of what is declared, where no table says more of them. */
function propertiesOf(members: Readonly<Record<string, Member>>, types: Types): Properties {
    return {
        properties: Object.fromEntries(
            Object.entries(members).map(([key, { type, description }]) => [
                key,
                { ...typeOf(formOf(type), type, key, types), description, ...(isOutput(type) && { secret: true }) },
            ]),
        ),
        required: Object.keys(members).filter((key) => members[key]?.required),
    };
}

/** The type of a form; its parts get names and descriptions from the declared type. */
function typeOf(form: Form, declared: TypeNode, key: string, types: Types): Type {
    if (typeof form === "string") return simpleTypes[form];
    if ("list" in form) return { type: "array", items: typeOf(form.list, elementOf(declared), key, types) };
    const own = nameOf(declared);
    const description = own === undefined ? undefined : descriptionOf(declarationOf(own));
    if ("texts" in form) {
        // One text is no choice, and may be one of several some day.
        if (form.texts.length < 2) return { type: "string" };
        const values = form.texts.map((value) => ({ value }));
        const name = own ?? key.charAt(0).toUpperCase() + key.slice(1);
        return named(name, { type: "string", description, enum: values }, types);
    }
    if (own === undefined) throw new Error(`${key} is an object, and its type has no name`);
    const members = membersOf(own);
    const properties = Object.entries(form.fields).map(([field, { form: inside }]) => {
        const member = memberOf(members, field, own);
        return [field, { ...typeOf(inside, member.type, field, types), description: member.description }] as const;
    });
    const required = Object.keys(form.fields).filter((field) => form.fields[field]?.required);
    const object = {
        ...{ type: "object", description, properties: Object.fromEntries(properties) },
        ...(required.length > 0 && { required }),
    };
    return named(own.replace(/Args$/, ""), object, types);
}

/** A type that is written once, and meant wherever its name stands. */
function named(name: string, type: NamedType, types: Types): Type {
    const before = types.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(type))
        throw new Error(`${name} is the name of two types: ${JSON.stringify(before)} and ${JSON.stringify(type)}`);
    types.set(name, type);
    return { $ref: `#/types/${tokenOf(name)}` };
}

const simpleTypes: Readonly<Record<Extract<Form, string>, Type>> = {
    id: { type: "string" },
    text: { type: "string" },
    flag: { type: "boolean" },
    number: { type: "number" },
    "whole number": { type: "integer" },
    "simple values": {
        type: "object",
        additionalProperties: { oneOf: [{ type: "string" }, { type: "number" }, { type: "boolean" }] },
    },
    "any object": { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } },
};

function memberOf(members: Readonly<Record<string, Member>>, key: string, of: string): Member {
    const member = members[key];
    if (!member) throw new Error(`${of} has no ${key}`);
    return member;
}

/** Links into the repository, from wherever the text is read. */
function withLinks(text: string): string {
    return text.replaceAll("](docs/", `](${repositoryAddress()}/blob/main/docs/`);
}
