// The plugin's schema: what the tables say, in the form that Pulumi reads. That the file is current is held by test/docs/pages.test.ts.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import type { Lookups } from "../../provider/src/lookup/lookups";
import { invoke } from "../../provider/src/plugin/functions";
import type { Argument, Output } from "../../provider/src/resources/resource";
import { resources } from "../../provider/src/resources/table";
import type { Form } from "../../provider/src/resources/types";
import { rowOf, table, type Key } from "../../provider/src/settings/table";
import { version } from "../../provider/src/version";
import { repositoryAddress } from "../../tools/docs/repository";
import { root } from "../../tools/root";
import { openSandbox } from "../../tools/sandbox";
import { formOf, lookups, membersOf } from "../../tools/schema/declarations";
import { anchorsOf, linksOf, textOf } from "../docs/markdown";
import { runPulumi } from "../support/cli";

interface Type {
    readonly type?: string;
    readonly $ref?: string;
    readonly items?: Type;
    readonly additionalProperties?: Type;
}

interface Property extends Type {
    readonly description: string;
    readonly default?: unknown;
    readonly secret?: true;
    readonly replaceOnChanges?: true;
}

type Properties = Readonly<Record<string, Property>>;

interface NamedType {
    readonly properties?: Properties;
    readonly required?: readonly string[];
    readonly enum?: readonly { readonly value: string }[];
}

interface Schema {
    readonly version: string;
    readonly config: { readonly variables: Properties };
    readonly provider: { readonly inputProperties: Properties };
    readonly types: Readonly<Record<string, NamedType>>;
    readonly resources: Readonly<
        Record<
            string,
            {
                readonly description: string;
                readonly inputProperties: Properties;
                readonly requiredInputs: readonly string[];
                readonly properties: Properties;
                readonly required: readonly string[];
            }
        >
    >;
    readonly functions: Readonly<
        Record<string, { readonly description: string; readonly inputs: NamedType; readonly outputs: NamedType }>
    >;
}

const path = join(root, "provider", "plugin", "schema.json");
const text = readFileSync(path, "utf8");
const schema = JSON.parse(text) as Schema;

const token = (name: string) => `dataworks:index:${name}`;
const typeOf = ({ $ref = "" }: Type) => schema.types[$ref.replace("#/types/", "")];

/** The names of the properties of which something is said, with that. */
function said<T>(all: Readonly<Record<string, T>>, what: (of: T) => unknown): Record<string, unknown> {
    const entries = Object.entries(all).map(([name, of]) => [name, what(of)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A type as the table of resources would say it. */
function formIn(type: Type): Form {
    if (type.items) return { list: formIn(type.items) };
    if (type.additionalProperties) return type.additionalProperties.$ref ? "any object" : "simple values";
    if (type.$ref === undefined)
        return ({ boolean: "flag", number: "number", integer: "whole number" } as const)[type.type ?? ""] ?? "text";
    const { enum: values, properties = {}, required = [] } = typeOf(type) ?? assert.fail(`no type ${type.$ref}`);
    if (values) return { texts: values.map(({ value }) => value) };
    return { fields: fieldsOf(properties, required) };
}

function fieldsOf(properties: Properties, required: readonly string[]) {
    return Object.fromEntries(
        Object.entries(properties).map(([name, type]) => [
            name,
            { form: formIn(type), required: required.includes(name) },
        ]),
    );
}

/** A form in which the differences are left out that a schema, or a type of TypeScript, does not know. */
function plain(
    form: Form,
    knows: { readonly ids: boolean; readonly wholeNumbers: boolean; readonly oneText: boolean },
): Form {
    if (form === "id" && !knows.ids) return "text";
    if (form === "whole number" && !knows.wholeNumbers) return "number";
    if (typeof form === "string") return form;
    if ("texts" in form) return form.texts.length === 1 && !knows.oneText ? "text" : form;
    if ("list" in form) return { list: plain(form.list, knows) };
    const fields = Object.entries(form.fields).map(
        ([name, field]) => [name, { ...field, form: plain(field.form, knows) }] as const,
    );
    return { fields: Object.fromEntries(fields) };
}

describe("the plugin's schema", () => {
    it("has the resources of the table, the look-ups of the package, and its version", () => {
        assert.deepEqual(Object.keys(schema.resources), Object.keys(resources).map(token));
        assert.deepEqual(
            Object.keys(schema.functions),
            lookups().map(({ name }) => token(name?.text ?? "")),
        );
        assert.deepEqual(
            Object.keys(schema.functions),
            ["getDiSyncFile", "getDiSyncTask", "getDiSyncTasksOfDataSource", "getWorkspace", "getResourceGroup"].map(
                token,
            ),
        );
        assert.equal(schema.version, version);
    });

    for (const [name, resource] of Object.entries(resources)) {
        const { inputProperties, requiredInputs, properties, required } =
            schema.resources[token(name)] ?? assert.fail(name);
        const all: Readonly<Record<string, Argument>> = resource.arguments;
        const outputs: Readonly<Record<string, Output>> = resource.outputs;

        it(`has of ${name} the arguments of the table, with what it says of each`, () => {
            assert.deepEqual(Object.keys(inputProperties), Object.keys(all));
            assert.deepEqual(
                requiredInputs,
                Object.keys(all).filter((key) => all[key]?.required),
            );
            for (const given of [inputProperties, properties]) {
                const own = Object.fromEntries(Object.keys(all).map((key) => [key, given[key] ?? assert.fail(key)]));
                assert.deepEqual(
                    said(own, (of) => of.replaceOnChanges),
                    said(all, (of) => of.replaces),
                );
                assert.deepEqual(
                    said(own, (of) => of.secret),
                    said(all, (of) => of.mayHoldSecrets),
                );
                const schemaKnows = { ids: false, wholeNumbers: true, oneText: false };
                assert.deepEqual(
                    said(own, formIn),
                    said(all, ({ type }) => plain(type.form, schemaKnows)),
                );
            }
            assert.deepEqual(
                said(inputProperties, (of) => of.default),
                said(all, (of) => of.otherwise),
            );
        });

        it(`has of ${name} the outputs of the table, and of them as required what is always there`, () => {
            const own = Object.keys(outputs).filter((key) => !outputs[key]?.byClass);
            assert.deepEqual(Object.keys(properties), [...Object.keys(all), ...own]);
            assert.deepEqual(
                own.filter((key) => properties[key]?.secret),
                own.filter((key) => outputs[key]?.secret),
            );
            const stored = Object.keys(all).filter((key) => all[key]?.required ?? all[key]?.otherwise !== undefined);
            const optional = ["pending", "alarms", "drift"];
            assert.deepEqual(required, [...stored, ...own.filter((key) => !optional.includes(key))]);
        });

        it(`has of ${name} types that are those of the class`, () => {
            const classKnows = { ids: true, wholeNumbers: false, oneText: true };
            assert.deepEqual(
                said(membersOf(`${name}Args`), ({ type }) => formOf(type)),
                said(all, ({ type }) => plain(type.form, classKnows)),
            );
        });
    }

    it("has the settings of the table, of the stack and of a provider, and no value that a program would copy into its state", () => {
        const keys = Object.keys(table) as Key[];
        for (const variables of [schema.config.variables, schema.provider.inputProperties]) {
            assert.deepEqual(Object.keys(variables), keys);
            assert.deepEqual(
                keys.filter((key) => variables[key]?.secret),
                keys.filter((key) => rowOf(key).secret),
            );
            assert.deepEqual(formIn(variables["network"] ?? assert.fail()), { texts: ["public", "vpc"] });
        }
        for (const key of keys) assert.equal(schema.config.variables[key]?.default, rowOf(key).otherwise);
        assert.deepEqual(
            said(schema.provider.inputProperties, (of) => of.default),
            {},
        );
        assert.ok(!text.includes("defaultInfo"));
    });

    it("has as functions, with their secrets, those that the plugin has", async () => {
        const nothing = () => Promise.resolve({});
        const all = ["file", "task", "tasksOfDataSource", "workspace", "resourceGroup"];
        const lookups = Object.fromEntries(all.map((each) => [each, nothing])) as unknown as Lookups;
        for (const [name, { outputs }] of Object.entries(schema.functions)) {
            const { secret } = await invoke(name, {}, lookups);
            assert.deepEqual(Object.keys(said(outputs.properties ?? {}, (of) => of.secret)), secret);
        }
        const has = Object.keys(schema.functions).join(", ");
        await assert.rejects(invoke("dataworks:index:other", {}, lookups), new RegExp(`: there are ${has}$`));
    });

    it("is what the plugin gives Pulumi, whose loader knows all that it says", async () => {
        const sandbox = await openSandbox();
        try {
            const plugin = join(dirname(path), "pulumi-resource-dataworks");
            const { code, stdout, output } = await runPulumi(
                ["package", "get-schema", plugin],
                sandbox.folder,
                sandbox.env,
            );
            assert.equal(code, 0, output);
            assert.deepEqual(JSON.parse(stdout), schema);
        } finally {
            await sandbox.close();
        }
    });

    it("describes everything, with links that lead somewhere from anywhere", () => {
        const described = [
            schema.config.variables,
            ...Object.values(schema.types).map(({ properties = {} }) => properties),
            ...Object.values(schema.resources).flatMap((each) => [each.inputProperties, each.properties]),
            ...Object.values(schema.functions).flatMap(({ inputs, outputs }) => [
                inputs.properties,
                outputs.properties,
            ]),
        ].flatMap((properties) => Object.entries(properties ?? {}));
        assert.deepEqual(
            described.filter(([, { description }]) => !description).map(([name]) => name),
            [],
        );
        const links = linksOf(described.map(([, { description }]) => description).join("\n"));
        assert.ok(links.length > 0);
        const pages = `${repositoryAddress()}/blob/main/`;
        for (const link of links) {
            assert.ok(link.startsWith(pages), link);
            const [page = "", anchor = ""] = link.slice(pages.length).split("#");
            assert.ok(existsSync(join(root, page)) && anchorsOf(textOf(page)).includes(anchor), link);
        }
    });

    it("is right by Pulumi's own check, which finds what is wrong", async () => {
        const wrongType = text.replace("#/types/dataworks:index:TaskSource", "#/types/dataworks:index:Source");
        const sandbox = await openSandbox({ files: { "broken.json": wrongType } });
        try {
            const check = (file: string) => runPulumi(["schema", "check", file], sandbox.folder, sandbox.env);
            const [right, wrong] = await Promise.all([check(path), check("broken.json")]);
            assert.deepEqual({ code: right.code, output: right.output }, { code: 0, output: "" });
            assert.notEqual(wrong.code, 0);
            assert.match(wrong.output, /Source/);
        } finally {
            await sandbox.close();
        }
    });
});

describe("the examples of the plugin's schema", () => {
    const examples = Object.entries({ ...schema.resources, ...schema.functions });

    it("are there for each resource and each look-up, in both languages, and for nothing else", () => {
        for (const [name, { description }] of examples) {
            for (const language of ["typescript", "yaml"])
                assert.equal(description.split(`\n\`\`\`${language}\n`).length, 2, `${name} in ${language}`);
            assert.match(description, /\{\{% examples %\}\}\n[^]*\{\{% example %\}\}\n[^]*\{\{% \/example %\}\}\n/);
        }
        const files = readdirSync(join(root, "tools", "schema", "examples")).map((name) =>
            token(name.replace(/\.\w+$/, "")),
        );
        assert.deepEqual([...new Set(files)].sort(), examples.map(([name]) => name).sort());
    });

    for (const [name, { description }] of examples) {
        it(`of ${name} say in YAML what exists, and all that is required`, () => {
            const [, yaml = ""] = /```yaml\n(.*?)```/s.exec(description) ?? [];
            const { resources: declared = {}, variables = {} } = parse(yaml) as Program;
            const problems = [
                ...Object.values(declared).flatMap(({ type, properties }) => {
                    const of = schema.resources[type.replace(":", ":index:")] ?? assert.fail(type);
                    return problemsOf(type, properties, of.inputProperties, of.requiredInputs);
                }),
                ...Object.values(variables).flatMap(({ "fn::invoke": invoke }) => {
                    const of =
                        schema.functions[invoke.function.replace(":", ":index:")] ?? assert.fail(invoke.function);
                    const { properties = {}, required = [] } = of.inputs;
                    return problemsOf(invoke.function, invoke.arguments, properties, required);
                }),
            ];
            assert.deepEqual(problems, []);
            assert.ok(yaml.includes(`: ${name.replace(":index", "")}\n`), `it shows no ${name}`);
        });

        it(`of ${name} use in YAML only outputs that there are`, () => {
            const [, yaml = ""] = /```yaml\n(.*?)```/s.exec(description) ?? [];
            const { resources: declared = {}, variables = {}, config = {} } = parse(yaml) as Program;
            for (const [, whole = ""] of yaml.matchAll(/\$\{(.*?)\}/g)) {
                const [of = "", output = ""] = whole.split(".");
                const resource = schema.resources[declared[of]?.type.replace(":", ":index:") ?? ""];
                const found = schema.functions[variables[of]?.["fn::invoke"].function.replace(":", ":index:") ?? ""];
                const properties = resource?.properties ?? found?.outputs.properties;
                assert.ok(Object.hasOwn(properties ?? config, properties ? output : of), whole);
            }
        });
    }
});

interface Program {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources?: Readonly<
        Record<string, { readonly type: string; readonly properties: Readonly<Record<string, unknown>> }>
    >;
    readonly variables?: Readonly<
        Record<
            string,
            {
                readonly "fn::invoke": {
                    readonly function: string;
                    readonly arguments: Readonly<Record<string, unknown>>;
                };
            }
        >
    >;
}

/** What is wrong with the properties of an example. */
function problemsOf(
    where: string,
    given: Readonly<Record<string, unknown>>,
    properties: Properties,
    required: readonly string[],
): string[] {
    const missing = required.filter((name) => !Object.hasOwn(given, name)).map((name) => `${where} lacks ${name}`);
    const wrong = Object.entries(given).flatMap(([name, value]) => {
        const property = properties[name];
        return property ? problemsOfValue(`${where}.${name}`, value, property) : [`${where} has no ${name}`];
    });
    return [...missing, ...wrong];
}

function problemsOfValue(where: string, value: unknown, type: Type): string[] {
    if (type.additionalProperties || (typeof value === "string" && value.startsWith("${"))) return [];
    if (Array.isArray(value))
        return value.flatMap((each) => problemsOfValue(where, each, type.items ?? assert.fail(`${where} is no list`)));
    const named = typeOf(type);
    if (named?.properties && typeof value === "object" && value !== null)
        return problemsOf(where, value as Record<string, unknown>, named.properties, named.required ?? []);
    if (named?.enum) return named.enum.some((one) => one.value === value) ? [] : [`${where} has no such value`];
    const kind = type.type === "integer" ? "number" : type.type;
    return typeof value === kind ? [] : [`${where} is no ${type.type ?? ""}`];
}
