// What the command adds to a stack's file takes nothing away from it, in whatever form of YAML it is.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { CommandError } from "../../../provider/src/cli/error";
import { StackFile, type NewEntry } from "../../../provider/src/cli/import/stack-file";
import { stackForms } from "../../support/stack-forms";

const place = { region: "cn-hangzhou", projectId: "10000" };
const orders: NewEntry = { name: "orders: all", taskType: "DI_REALTIME", fileId: "7567482277219412494" };
const file = (text: string, path = "Pulumi.dev.yaml") => new StackFile(path, text, "shop");
const withOrders = (text: string) => file(text).with({ ...place, added: [orders] });

/** The configuration of a text, by the whole names of its keys. */
function configuration(text: string): Record<string, unknown> {
    const { config } = parse(text, { merge: true }) as { config: Record<string, unknown> };
    const whole = (key: string) => (key.includes(":") ? key.replace(":config:", ":") : `shop:${key}`);
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [whole(key), value]));
}

describe("a stack's file that gets tasks", () => {
    for (const [what, before] of Object.entries(stackForms)) {
        it(`keeps all else, comments too: ${what}`, () => {
            const after = withOrders(before);
            const { "shop:tasks": tasks, ...others } = configuration(after);
            const [first, second, ...more] = tasks as Record<string, unknown>[];
            assert.deepEqual(
                { ...first, fileId: String(first?.["fileId"]) },
                { name: "first", taskType: "DI_REALTIME", fileId: "100" },
            );
            assert.deepEqual([second, ...more], [orders]);
            const { "shop:tasks": list, ...old } = configuration(before);
            assert.ok(list);
            assert.deepEqual(others, { ...old, "dataworks:region": "cn-hangzhou", "shop:projectId": "10000" });
            for (const [comment] of before.matchAll(/# [^\r\n]*/g)) assert.ok(after.includes(comment), after);
        });

        it(`does not change when the same is added again: ${what}`, () => {
            const after = withOrders(before);
            assert.equal(file(after).with({ ...place, added: [] }), after);
        });
    }

    it("says the workspace by its name where it does already, or is told to", () => {
        const named = { ...place, workspace: "shop_prod" };
        for (const [path, empty] of [
            ["Pulumi.dev.yaml", ""],
            ["Pulumi.dev.json", "{}"],
        ] as const) {
            const made = file(empty, path).with({ ...named, added: [orders] });
            const { "shop:workspace": workspace, "shop:projectId": projectId } = configuration(made);
            assert.deepEqual([workspace, projectId], ["shop_prod", undefined]);
            assert.equal(file(made, path).workspace, "shop_prod");
            assert.equal(file(made, path).with({ ...named, added: [] }), made);
        }
    });

    it("keeps its entries as they stand, with their options, order and quotes", () => {
        const list =
            "  shop:tasks:\n    # the first one\n    - fileId: 0100\n      name: 'a'\n      triggers: { v: 1_0, w: 0x10 } # twice\n" +
            "      onDelete: undeploy\n\n    - fileName: b\n      taskType: DI_REALTIME\n";
        const after = withOrders(`config:\n  dataworks:region: cn-hangzhou # where it is\n${list}`);
        assert.ok(
            after.startsWith(`config:\n  dataworks:region: cn-hangzhou # where it is\n${list}    - name: `),
            after,
        );
    });

    it("is made in the form in which Pulumi writes it where there was none, or nothing in it", () => {
        const made =
            'config:\n  dataworks:region: cn-hangzhou\n  shop:projectId: "10000"\n  shop:tasks:\n    - name: "orders: all"\n' +
            '      taskType: DI_REALTIME\n      fileId: "7567482277219412494"\n';
        assert.equal(withOrders(""), made);
        assert.equal(withOrders("config:\n"), made);
        assert.deepEqual(parse(withOrders("config: {} # kept\n")), parse(made));
        assert.equal(withOrders("encryptionsalt: v1:fake"), `encryptionsalt: v1:fake\n${made}`);
    });

    it("stays JSON where it is JSON", () => {
        const text = file('{"config": {"other:key": "a"}}', "Pulumi.dev.json").with({ ...place, added: [orders] });
        assert.deepEqual(JSON.parse(text), {
            config: {
                "other:key": "a",
                "dataworks:region": "cn-hangzhou",
                "shop:projectId": "10000",
                "shop:tasks": [orders],
            },
        });
    });

    it("keeps the indentation and the numbers of JSON", () => {
        const before =
            '{\n    "config": {\n        "other:key": 1.10,\n        "other:id": 7567482277219412494,\n        "shop:tasks": null\n    }\n}\n';
        const after = file(before, "Pulumi.dev.json").with({ ...place, added: [orders] });
        assert.ok(after.startsWith(before.slice(0, before.indexOf("null"))), after);
        assert.ok(
            after.endsWith(
                '            }\n        ],\n        "dataworks:region": "cn-hangzhou",\n        "shop:projectId": "10000"\n    }\n}\n',
            ),
            after,
        );
    });

    for (const nothing of ["null", "~", "", "{}"]) {
        it(`has nothing where its configuration is "${nothing}"`, () => {
            const salt = "encryptionsalt: v1:fake\n";
            assert.deepEqual(parse(withOrders(`${salt}config: ${nothing}\n`)), parse(salt + withOrders("")));
        });
    }

    for (const nothing of ["null", "~", "", "[]"]) {
        it(`lists nothing where its list is "${nothing}"`, () => {
            const { "shop:tasks": tasks } = configuration(withOrders(`config:\n  shop:tasks: ${nothing}\n`));
            assert.deepEqual(tasks, [orders]);
        });
    }

    it("tells what it lists, with ids as they are written and triggers as a program gets them", () => {
        const { tasks, region, projectId } = file(
            "config:\n  dataworks:config:region: r\n  projectId: 10000\n  shop:tasks:\n    - {fileId: 7567482277219412494, triggers: {v: 2}}\n    - 1\n",
        );
        assert.deepEqual(
            [tasks, region, projectId],
            [[{ fileId: "7567482277219412494", triggers: { v: 2 } }, {}], "r", "10000"],
        );
    });

    for (const [what, text, said] of [
        ["no YAML", "config:\n\ta:b: 1\n", /Pulumi\.dev\.yaml cannot be read: Tabs are not allowed/],
        ["a key twice", "config:\n  a:b: 1\n  a:b: 2\n", /cannot be read: Map keys must be unique/],
        ["several documents", "config: {}\n---\nconfig: {}\n", /cannot be read: Source contains multiple documents/],
        ["a text", "config: text\n", /is no stack's configuration: "config" is no map/],
        ["a list", "- a\n", /is no stack's configuration: the file is no map/],
        [
            "a secret list",
            "config:\n  shop:tasks:\n    secure: v1:fake\n",
            /cannot take more tasks: shop:tasks is a secret/,
        ],
        ["a list that is none", "config:\n  shop:tasks: {a: 1}\n", /cannot take more tasks: shop:tasks is no list/],
    ] as const) {
        it(`is not touched where it holds ${what}`, () => {
            assert.throws(
                () => withOrders(text),
                (error) => error instanceof CommandError && said.test(error.message),
            );
        });
    }

    for (const [what, text, said] of [
        [
            "a quote that is not closed",
            'config:\n  a:b: "hunter2 hunter2\n  c:d: e\n',
            /Missing closing "quote at line \d/,
        ],
        [
            "a map in a line",
            "config:\n  a:b: hunter2: hunter2\n",
            /Nested mappings are not allowed in compact mappings at line 2, /,
        ],
        ["an escape that is none", 'config:\n  a:b: "\\xhunter2"\n', /Invalid escape sequence at line 2, column 9/],
        ["an alias of nothing", "config:\n  a:b: *hunter2\n", /Unresolved alias/],
        ["text behind a block's sign", "config:\n  a:b: |hunter2\n    c\n", /Unexpected text|Block scalar header/],
        ["a bracket that is not closed", "config: {a:b: [hunter2\n", /must be sufficiently indented and end with a \]/],
        ["a word behind a quote", "config:\n  a:b: 'c' hunter2\n", /Unexpected text at line 2/],
        [
            "a text beside a map",
            "config:\n  a:b: c\nhunter2\n",
            /Implicit map keys need to be followed by map values at line 3/,
        ],
        ["a tag that is none", "config:\n  a:b: !hunter2,{ c\n", /Tags and anchors must be separated .* at line 2/],
    ] as const) {
        it(`is named where it cannot be read, and what it holds is not: ${what}`, () => {
            const messageOf = (path: string) => {
                try {
                    file(text, path).with({ ...place, added: [orders] });
                } catch (error) {
                    assert.ok(error instanceof CommandError, String(error));
                    return error.message;
                }
                return assert.fail("it was read");
            };
            const messages = [messageOf("Pulumi.dev.yaml"), messageOf("Pulumi.dev.json")];
            for (const message of messages) assert.doesNotMatch(message, /hunter|\n/);
            assert.match(messages[0] ?? "", said);
        });
    }

    it("is no JSON where its name says so, and its text is not shown", () => {
        const wrong = file("config: {a:b: [hunter2]}\n", "Pulumi.dev.json");
        assert.throws(
            () => wrong.with({ ...place, added: [orders] }),
            (error) => error instanceof CommandError && !error.message.includes("hunter2"),
        );
    });
});
