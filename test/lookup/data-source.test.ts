// Finding the tasks that use a data source: all pages, both uses, and the end of what the API lists.
import assert from "node:assert/strict";
import type { DataWorks, Reference, ReferringTask } from "../../provider/src/dataworks/client";
import { findTasksOfDataSource } from "../../provider/src/lookup/data-source";

const query = { projectId: "10000", datasource: "shop", taskType: "DI_REALTIME" } as const;

/** Tasks of these node ids, from one to before the other. */
const tasks = (from: number, to: number): ReferringTask[] =>
    Array.from({ length: to - from }, (_, at) => ({ nodeId: String(from + at), name: `task_${from + at}` }));

type Pages = (page: number) => ReferringTask[];

/** The ids that are found where the pages are these, or the error, and the pages that were asked for. */
async function finding(source: Pages, destination: Pages = () => [], usedAs?: Reference["usedAs"]) {
    const asked: string[] = [];
    const listRefDISyncTasks: DataWorks["listRefDISyncTasks"] = ({ usedAs: use }, page) => {
        asked.push(`${use} ${page}`);
        return Promise.resolve((use === "source" ? source : destination)(page));
    };
    const found = await findTasksOfDataSource({ listRefDISyncTasks } as DataWorks, { ...query, usedAs }).then(
        (all) => all.map(({ nodeId, usedAs: use }) => `${use} ${nodeId}`),
        (error: unknown) => error as Error,
    );
    return { found, asked: asked.sort() };
}

const ids = (use: string, from: number, to: number) => tasks(from, to).map(({ nodeId }) => `${use} ${nodeId}`);

describe("the tasks of a data source", () => {
    it("are those that read from it and those that write to it, one that does both twice", async () => {
        const { found, asked } = await finding(
            () => tasks(1, 3),
            () => tasks(2, 4),
        );
        assert.deepEqual(found, [...ids("source", 1, 3), ...ids("destination", 2, 4)]);
        assert.deepEqual(asked, ["destination 1", "source 1"]);
    });

    it("are asked for on one side alone where the program says which", async () => {
        const { found, asked } = await finding(
            () => tasks(1, 3),
            () => tasks(2, 4),
            "destination",
        );
        assert.deepEqual([found, asked], [ids("destination", 2, 4), ["destination 1"]]);
    });

    for (const [what, size] of [
        ["as long as they were asked for", 100],
        ["shorter than they were asked for", 10],
    ] as const) {
        it(`are those of all pages, where these are ${what}`, async () => {
            const { found, asked } = await finding(
                (page) => tasks((page - 1) * size, Math.min(page * size, 2 * size)),
                undefined,
                "source",
            );
            assert.deepEqual(found, ids("source", 0, 2 * size));
            assert.deepEqual(asked, ["source 1", "source 2", "source 3"]);
        });
    }

    it("end where a page has nothing new: a service that does not page gives the same one for ever", async () => {
        const { found, asked } = await finding(() => tasks(0, 250), undefined, "source");
        assert.deepEqual([found, asked.length], [ids("source", 0, 250), 2]);
    });

    it("are an error where there are more than the API lists: never a part of them", async () => {
        const { found, asked } = await finding((page) => tasks(page * 100, page * 100 + 100), undefined, "source");
        assert.ok(found instanceof Error, "it found some");
        assert.match(found.message, /^the data source "shop" is used by more tasks than DataWorks lists: 10000 are on/);
        assert.equal(asked.length, 100);
    });
});
