// Random faults at each call of whole stories of a task: never two of one name, and never a claim of one that is not there.
import assert from "node:assert/strict";
import fc from "fast-check";
import { filesOfName } from "../../../provider/src/resources/task/find";
import { task } from "../../../provider/src/resources/task";
import type { Inputs, Outputs } from "../../../provider/src/resources/task/state";
import { seed as random } from "../../support/seed";
import { inputs, Stage, type Got } from "./stage";

const fault = (operation: string, kind: string) => ({
    operation,
    kind,
    ...(kind === "error" ? { status: 500, code: "InternalError.System" } : { times: 1 }),
});
/** Each call fails in each way, and the calls after which nobody knows the outcome do so together with the look for it. */
const faults = [
    ...["GenerateDISyncTaskConfigForCreating", "QueryDISyncTaskConfigProcessResult", "DeleteDISyncTask"].map(
        (operation) => [fault(operation, "error")],
    ),
    [fault("DeleteDISyncTask", "resetAfter")],
    [fault("GetDISyncTask", "resetAfter")],
    ...["resetBefore", "resetAfter", "error"].flatMap((kind) => [
        [fault("CreateDISyncTask", kind)],
        [fault("CreateDISyncTask", kind), fault("ListFiles", "error")],
        [fault("UpdateDISyncTask", kind)],
        [fault("UpdateDISyncTask", kind), fault("GetDISyncTask", "resetAfter")],
    ]),
    ...[[], [], []],
];
const step = fc.record({
    does: fc.constantFrom(
        "up" as const,
        "up" as const,
        "up" as const,
        "up" as const,
        "up" as const,
        "refresh" as const,
        "destroy" as const,
    ),
    tables: fc.constantFrom(["orders"], ["orders", "returns"], ["customers"]),
    faults: fc.constantFrom(...faults),
});

/** What the engine does with a task, as far as these stories go. */
class SmallEngine {
    state: Outputs | undefined;
    private halfMade = false;

    constructor(private readonly stage: Stage) {}

    async up(news: Inputs): Promise<Got> {
        const olds = this.state;
        if (olds && !this.halfMade && !task.diff(olds, { ...news }, true).changes)
            return { value: olds, calls: [], warnings: [] };
        const got = olds ? await this.stage.update(olds, news) : await this.stage.create(news);
        this.state = got.value ?? got.kept ?? olds;
        this.halfMade = got.kept !== undefined || (this.halfMade && !got.value);
        return got;
    }

    async refresh(): Promise<void> {
        if (!this.state) return;
        const { value, error } = await this.stage.read(this.state);
        if (error) return;
        this.state = value?.outputs;
        this.halfMade = false;
    }

    async destroy(): Promise<void> {
        if (this.state && !(await this.stage.remove({ ...this.state, onDelete: "delete" })).error)
            this.state = undefined;
    }
}

describe("a task, whatever happens to the calls of its story", () => {
    it("is never made twice nor lost, and one up without faults makes it what the program says", async () => {
        const stage = await Stage.begin();
        const ofName = () => filesOfName(inputs(), stage.context.dataworks("cn-hangzhou"));
        const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
            await stage.control.reset();
            const engine = new SmallEngine(stage);
            for (const { does, tables: wanted, faults } of steps) {
                for (const { operation, kind, ...more } of faults) await stage.fault(operation, kind, more);
                if (does === "up") await engine.up(inputs(wanted));
                else await engine[does]();
                await stage.control.clearFaults();
                // A deletion whose reply was lost has to be asked for again.
                if (does === "destroy") await engine.destroy();
                const made = (await ofName()).map(({ fileId }) => fileId);
                assert.ok(made.length <= 1, `made twice: ${made.join()}`);
                const { state } = engine;
                if (state?.fileId !== undefined)
                    assert.deepEqual(made, [state.fileId], "a claim of one that is not there");
                if (!state) assert.deepEqual(made, [], "lost");
                // What is no success is not shown as one: the tables of a success are those that are there.
                if (state?.status === "success" && state.fileId !== undefined)
                    assert.equal(
                        task.diff(state, { ...inputs(await stage.tables(state.fileId)) }, true).changes,
                        false,
                    );
            }
            const { error } = await engine.up(inputs(["orders", "last"]));
            assert.equal(error, undefined);
            const [made] = await ofName();
            assert.deepEqual([engine.state?.fileId, engine.state?.status], [made?.fileId, "success"]);
            assert.deepEqual((await stage.tables(made?.fileId)).sort(), ["last", "orders"]);
            assert.equal(task.diff(engine.state as Outputs, { ...inputs(["orders", "last"]) }, true).changes, false);
        });
        try {
            await fc.assert(property, { seed: random, numRuns: 30 });
        } finally {
            await stage.end();
        }
    });
});
