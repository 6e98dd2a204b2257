// Names of resources: valid, unique, and the same whatever order DataWorks lists the tasks in.
import assert from "node:assert/strict";
import fc from "fast-check";
import { namesOf, type NamedTask } from "../../../provider/src/cli/import/names";
import { adoptedId } from "../../../provider/src/resources/ids";

const task = (taskName: string, fileId: string, more: Partial<NamedTask> = {}): NamedTask => ({
    ...{ taskName, fileId, projectId: "10000", taskType: "DI_REALTIME" },
    ...more,
});

describe("names of resources", () => {
    for (const [what, taskName, name] of [
        ["is the task's own", "orders_to_odps.v2", "orders_to_odps.v2"],
        ["keeps letters of any script", "订单_1", "订单_1"],
        ["has a dash for what is no letter, digit, _, . or -", "a::b / c", "a-b-c"],
        ["neither begins nor ends with such a dash", "(orders)", "orders"],
        ["is a word where nothing is left", "???", "task"],
        ["is cut after 100 characters, and never inside of one", "𝒳".repeat(120), "𝒳".repeat(100)],
    ] as const) {
        it(`${what}: ${JSON.stringify(taskName.slice(0, 20))}`, () =>
            assert.deepEqual(namesOf([task(taskName, "1")]), [name]));
    }

    it("have the file id behind them where several would be the same, in all of these", () => {
        const tasks = [task("a", "1"), task("b", "2"), task("a", "3"), task("a-1", "4")];
        // "a-1" is taken by the first, so the last gives way too.
        assert.deepEqual(namesOf(tasks), ["a-10000-1", "b", "a-3", "a-1-4"]);
    });

    it("have the workspace and the type too where ids are the same", () => {
        const tasks = [task("a", "1"), task("a", "1", { projectId: "2" }), task("a", "1", { taskType: "DI_SOLUTION" })];
        assert.deepEqual(namesOf(tasks), ["a-10000-DI_REALTIME-1", "a-2-1", "a-10000-DI_SOLUTION-1"]);
    });

    it("are none that another resource has", () => {
        const orders = { projectId: "1", taskType: "DI_REALTIME", fileId: "100", taskName: "orders" } as const;
        assert.deepEqual(namesOf([orders], new Set(["orders"])), ["orders-100"]);
    });

    it("are unique, and do not depend on the order, for any tasks", () => {
        const any = fc.record({
            taskName: fc.constantFrom("a", "a-1", "a-1-1", "a/1", "b", ""),
            fileId: fc.constantFrom("1", "2", "11"),
            projectId: fc.constantFrom("1", "2"),
            taskType: fc.constantFrom("DI_REALTIME" as const, "DI_SOLUTION" as const),
        });
        const key = ({ fileId, projectId, taskType }: NamedTask) => [projectId, taskType, fileId].join();
        fc.assert(
            fc.property(fc.uniqueArray(any, { selector: key }), (tasks) => {
                const names = namesOf(tasks);
                assert.equal(new Set(names).size, tasks.length);
                const turned = [...tasks].reverse();
                assert.deepEqual(namesOf(turned).reverse(), names);
            }),
        );
    });
});

describe("ids of imported resources", () => {
    const idOfTask = (region: string, of: NamedTask) => adoptedId({ ...of, region });

    it("are the same for the same task, and others for any other", () => {
        const one = task("a", "1");
        const ids = [
            idOfTask("cn-hangzhou", one),
            idOfTask("cn-shanghai", one),
            idOfTask("cn-hangzhou", { ...one, fileId: "2" }),
            idOfTask("cn-hangzhou", { ...one, projectId: "2" }),
            idOfTask("cn-hangzhou", { ...one, taskType: "DI_SOLUTION" }),
        ];
        assert.equal(new Set(ids).size, ids.length);
        assert.match(ids[0] ?? "", /^disync-[0-9a-f]{16}$/);
        assert.equal(idOfTask("cn-hangzhou", task("another name", "1")), ids[0]);
    });
});
