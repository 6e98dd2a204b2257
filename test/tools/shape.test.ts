// What a report tells of a definition that has none of the forms that were thought of: its shape, and nothing that is somebody's.
import assert from "node:assert/strict";
import { assumptions, see, type Observation, type Service } from "dataworks-emulator";
import { StandIns } from "../../tools/acceptance/stand-ins";

const definition = { type: "job", steps: [{ stepType: "mysql", parameter: { datasource: "shop_mysql" } }] };

/** A service with one task, whose newest version has this content. */
function serviceWith(content: string): Service {
    const data: Readonly<Record<string, object>> = {
        GetFile: { File: { CommitStatus: 1, CurrentVersion: 3 } },
        GetDISyncTask: { Status: "success", Code: JSON.stringify(definition) },
        GetFileVersion: { FileVersion: 3, FileContent: content },
    };
    return {
        call: (operation) =>
            Promise.resolve({ status: 200, body: { Data: data[operation] ?? assert.fail(operation) } }),
        wait: () => assert.fail("nothing is to wait for"),
    };
}

async function seenOf(content: string): Promise<Observation> {
    const assumption = assumptions.find(({ id }) => id === "version-content") ?? assert.fail();
    return see(assumption, { service: serviceWith(content), projectId: "10000", fileId: "510001" });
}

describe("the shape of a definition in a report", () => {
    const form = "{ type: text, steps: [{ stepType: text, parameter: { datasource: text } }] }";

    it("names fields and kinds of values, what a text of JSON holds, and of a list the first entry", async () => {
        const content = { code: JSON.stringify(definition.steps), size: 3, isNew: true, none: null, empty: [{}, 1] };
        assert.deepEqual(await seenOf(JSON.stringify({ ...content, more: [] })), {
            other:
                "text of { code: text of [{ stepType: text, parameter: { datasource: text } }], size: number, isNew: boolean, " +
                `none: null, empty: [{}], more: [] }, where the definition is text of ${form}`,
        });
        assert.deepEqual(await seenOf("<job/>"), { other: `text, where the definition is text of ${form}` });
    });

    it("ends, however deep or long the definition is", async () => {
        const deep = JSON.stringify(Array.from({ length: 50 }).reduce((inner) => ({ a: [inner] }), "x"));
        const long = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n])));
        for (const content of [deep, long]) {
            const seen = await seenOf(content);
            assert.ok("other" in seen && seen.other.includes("…") && seen.other.length < 1000, JSON.stringify(seen));
        }
    });

    it("holds no value and no name of a field that is somebody's", async () => {
        const secret = { password: "hunter2-made-up", 肉店订单: { zhang_wei_table: 1 }, steps: definition.steps };
        const seen = await seenOf(JSON.stringify(secret));
        const told = new StandIns().clean("other" in seen ? seen.other : assert.fail());
        assert.equal(
            told,
            "text of { {word 1}: text, {word 2}: { {word 3}: number }, steps: [{ stepType: text, parameter: { datasource: text } }] }, " +
                `where the definition is text of ${form}`,
        );
    });
});
