// Configuration that is written into a stack's file takes nothing else away from it.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { withConfiguration } from "../../provider/src/cli/stack-file";

const added = `config:
  dataworks:region: cn-hangzhou
  shop:projectId: "10000"
  shop:tasks:
    - name: "orders: all"
      taskType: DI_REALTIME
`;
const own = (parse(added) as { config: object }).config;

describe("configuration written into a stack's file", () => {
    it("is all of a file that was empty", () => {
        assert.equal(withConfiguration("", added), added);
    });

    it("changes nothing when it is written again", () => {
        const before = `${added}encryptionsalt: v1:fake\n`;
        assert.equal(withConfiguration(before, added), before);
    });

    const rows: readonly (readonly [what: string, before: string, expected: object])[] = [
        ["a salt", "encryptionsalt: v1:fake\n", { encryptionsalt: "v1:fake", config: own }],
        [
            "what stands behind",
            "config:\n  a:b: 1\nencryptedkey: k\n",
            { config: { ...own, "a:b": 1 }, encryptedkey: "k" },
        ],
        [
            "other keys, secrets and lists",
            "config:\n  dataworks:secretKey:\n    secure: fake\n  shop:list:\n    - 1\n    - a:b: 2\n",
            { config: { ...own, "dataworks:secretKey": { secure: "fake" }, "shop:list": [1, { "a:b": 2 }] } },
        ],
        ["comments, and four spaces", "config:\n    # why\n    a:b: 1\n", { config: { ...own, "a:b": 1 } }],
        [
            "a text of several lines",
            "config:\n  a:b: |\n    shop:tasks: no key\n",
            { config: { ...own, "a:b": "shop:tasks: no key\n" } },
        ],
        [
            "nothing of an older list",
            "config:\n  shop:tasks:\n    - name: old\n  'shop:projectId': 1\n",
            { config: own },
        ],
        ["keys that only begin the same", "config:\n  shop:tasksOf: 1\n", { config: { ...own, "shop:tasksOf": 1 } }],
        ["an empty configuration", "config:\nencryptionsalt: v1:fake", { config: own, encryptionsalt: "v1:fake" }],
        ["no line end at the end", "encryptionsalt: v1:fake", { encryptionsalt: "v1:fake", config: own }],
    ];
    for (const [what, before, expected] of rows) {
        it(`keeps ${what}`, () => {
            const after = withConfiguration(before, added) ?? assert.fail("it has to be taken");
            assert.deepEqual(parse(after), expected, after);
            for (const comment of before.match(/#.*/g) ?? []) assert.ok(after.includes(comment));
        });
    }

    for (const before of [
        "config: { a:b: 1 }\n",
        "config: &c\n  a:b: 1\n",
        '"config":\n  a:b: 1\n',
        "config:\n\ta:b: 1\n",
    ]) {
        it(`is not written into a file of another form: ${JSON.stringify(before)}`, () => {
            assert.equal(withConfiguration(before, added), undefined);
        });
    }
});
