// The ids that resources are imported by: what they say, and what is wrong with those that are none.
import assert from "node:assert/strict";
import fc from "fast-check";
import { readImportId } from "../../provider/src/plugin/import-id";
import { adoptedId, taskId } from "../../provider/src/resources/ids";
import { seed } from "../support/seed";

const region = "cn-hangzhou";
const task = { region, projectId: "10000", taskType: "DI_REALTIME", fileId: "510001" } as const;

describe("the id that a resource is imported by", () => {
    it("says region, workspace, task type and file id, and may leave the region to the settings", () => {
        assert.deepEqual(readImportId("cn-hangzhou/10000/DI_REALTIME/510001", undefined), task);
        assert.deepEqual(readImportId("cn-hangzhou/10000/DI_REALTIME/510001", region), task);
        assert.deepEqual(readImportId("10000/DI_REALTIME/510001", region), task);
        assert.deepEqual(readImportId("10000/DI_SOLUTION/9223372036854775807", region), {
            ...task,
            taskType: "DI_SOLUTION",
            fileId: "9223372036854775807",
        });
    });

    it("is the one that a DiSyncTask and a DiSyncInstance have, whatever their task", () => {
        const parts = {
            region: fc.constantFrom("cn-hangzhou", "ap-southeast-1"),
            projectId: fc.bigInt(1n, 10_000_000_000n).map(String),
            taskType: fc.constantFrom("DI_REALTIME" as const, "DI_SOLUTION" as const),
            fileId: fc.bigInt(1n, 2n ** 63n - 1n).map(String),
        };
        fc.assert(
            fc.property(fc.record(parts, { noNullPrototype: true }), (one) => {
                assert.deepEqual(readImportId(taskId(one), undefined), one);
            }),
            { seed },
        );
    });

    const workspace = "the workspace (PROJECT) has to be a DataWorks workspace id, from 1 to 10000000000, as digits";
    const type =
        'the task type (TASKTYPE) has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)';
    const file =
        "the file id (FILEID) has to be the file id of a real-time task, or the id of a solution, from 1 to 9223372036854775807, as digits";
    for (const [what, id, set, wrong] of [
        ["nothing", "", region, "it is empty"],
        ["one part", "510001", region, "it has 1 part, and not 4, or 3 without the region"],
        ["two parts", "10000/510001", region, "it has 2 parts, and not 4, or 3 without the region"],
        ["five parts", "a/cn-hangzhou/1/DI_REALTIME/2", region, "it has 5 parts, and not 4, or 3 without the region"],
        [
            "a deployment's id",
            adoptedId(task),
            region,
            "it is the id of a deployment in a state, which does not say its task",
        ],
        ["white space at an end", "10000/DI_REALTIME/510001 ", region, "it has white space in it"],
        ["white space within", "10000/DI REALTIME/510001", region, "it has white space in it"],
        ["an empty part", "cn-hangzhou/10000//510001", region, "one of its parts is empty"],
        ["a slash in front", "/10000/DI_REALTIME/510001", region, "one of its parts is empty"],
        [
            "no region, and none set",
            "10000/DI_REALTIME/510001",
            undefined,
            "it says no region, and none is set (dataworks:region)",
        ],
        [
            "another region than the one set",
            "cn-beijing/10000/DI_REALTIME/510001",
            region,
            "it says another region than the one that is set (dataworks:region), cn-hangzhou: set that one, or import by a provider of that region",
        ],
        [
            "no region id",
            "Hangzhou/10000/DI_REALTIME/510001",
            region,
            'the region (REGION) has to be a region id, such as "cn-hangzhou"',
        ],
        ["a workspace's name", "shop/DI_REALTIME/510001", region, workspace],
        [
            "a workspace that there cannot be",
            "10000000001/DI_REALTIME/510001",
            region,
            "the workspace (PROJECT) is too large: it has to be a DataWorks workspace id, from 1 to 10000000000, as digits",
        ],
        ["no task type in its place", "cn-hangzhou/10000/510001", region, `${workspace}; ${type}`],
        ["an unknown task type", "10000/DI_BATCH/510001", region, type],
        ["a task type in small letters", "10000/di_realtime/510001", region, type],
        [
            "a batch task",
            "10000/DI_OFFLINE/510001",
            region,
            `${type}: a batch task (DI_OFFLINE) is neither deployed nor run by these resources`,
        ],
        ["a file's name", "10000/DI_REALTIME/orders", region, file],
        ["a file id with a zero in front", "10000/DI_REALTIME/0510001", region, file],
        [
            "nothing right at all",
            "Hangzhou/shop/realtime/orders",
            region,
            `the region (REGION) has to be a region id, such as "cn-hangzhou"; ${workspace}; ${type}; ${file}`,
        ],
    ] as const) {
        it(`is wrong, and is said why with an example: ${what}`, () => {
            assert.throws(
                () => readImportId(id, set),
                (error: Error) => {
                    assert.equal(
                        error.message,
                        `"${id}" is no id that a task can be imported by: ${wrong}. It has to be REGION/PROJECT/TASKTYPE/FILEID, such as ` +
                            "cn-hangzhou/10000/DI_REALTIME/510001; the region may be left out where dataworks:region is set.",
                    );
                    return true;
                },
            );
        });
    }

    it("is shown bounded, and without what a terminal obeys", () => {
        assert.throws(
            () => readImportId(`\u001b[31m${"a".repeat(5000)}\ud800`, region),
            (error: Error) =>
                error.message.length < 1000 && error.message.isWellFormed() && !error.message.includes("\u001b"),
        );
    });
});
