// The entries of a stack's list as a program gets them: by Pulumi's reading of the file, where it could be asked.
import assert from "node:assert/strict";
import { entriesOf } from "../../../provider/src/cli/import/entries";
import { CommandError } from "../../../provider/src/cli/error";
import { StackFile } from "../../../provider/src/cli/import/stack-file";

const listed = (...lines: string[]) => {
    const entry = ["name: a", "taskType: DI_REALTIME", ...lines].map((line) => `      ${line}\n`).join("");
    return new StackFile("Pulumi.dev.yaml", `config:\n  shop:tasks:\n    -\n${entry}`, "shop").tasks;
};
const a = { name: "a", taskType: "DI_REALTIME", fileId: "100" };

describe("the entries of a stack's list", () => {
    it("have the triggers and the ids that Pulumi reads, and long ids as they are written", () => {
        const program = [{ ...a, fileId: 64, triggers: { v: 12 } }];
        const [entry] = entriesOf(listed("fileId: 0100", "triggers: {v: 014}"), program);
        assert.deepEqual(entry, { ...a, fileId: "64", triggers: { v: 12 }, hindrance: undefined });
        const [long] = entriesOf(listed("fileId: 7567482277219412494"), [
            { ...a, fileId: Number("7567482277219412494") },
        ]);
        assert.equal(long?.fileId, "7567482277219412494");
    });

    for (const [triggers, isClear] of [
        ["{v: 2, w: a, x: yes, y: [true, {z: '-'}]}", true],
        ["{}", true],
        ["{v: 014}", false],
        ["{v: 1.10}", false],
        ["{v: 0x10}", false],
        ["{v: 1_0}", false],
        ["{v: 2020-01-01}", false],
        ["{v: [{w: ~}]}", false],
    ] as const) {
        it(`${isClear ? "can" : "cannot"} be told without Pulumi where their triggers are ${triggers}`, () => {
            const [entry] = entriesOf(listed("fileId: 100", `triggers: ${triggers}`), undefined);
            assert.equal(entry?.hindrance, isClear ? undefined : "unclear");
        });
    }

    it("hold a secret where one is in them, whether Pulumi decrypts it or not", () => {
        const tasks = listed("fileId: 100", "triggers: {v: [{secure: v1:fake}]}");
        for (const program of [undefined, [{ ...a, triggers: { v: ["shown"] } }]]) {
            assert.equal(entriesOf(tasks, program)[0]?.hindrance, "secret");
        }
    });

    it("have a secret id as Pulumi decrypts it, and are an error where it does not", () => {
        const tasks = listed("fileId: {secure: v1:fake}");
        assert.equal(entriesOf(tasks, [a])[0]?.fileId, "100");
        for (const program of [undefined, [], [a, a]]) {
            assert.throws(
                () => entriesOf(tasks, program),
                (error) =>
                    error instanceof CommandError &&
                    /^The fileId of tasks\[0\] in the stack's file is a secret/.test(error.message),
            );
        }
    });
});
