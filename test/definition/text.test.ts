// What counts as the definition of a task.
import assert from "node:assert/strict";
import { definitionOf } from "../../provider/src/definition/text";
import { treeOf, write } from "../../provider/src/definition/tree/tree";

/** As the API's documentation shows it, with the form of its values. */
const solution = {
    Id: "100",
    Name: "orders",
    ProjectId: "10000",
    CreatorName: "fake-user",
    Type: "mysql_to_hologres",
    SourceType: "mysql",
    Status: "0",
    SubmitTime: "2026-11-20 08:12:44",
    StartTime: "2026-11-20 08:12:45",
    ProcessContent: '{"tables":["orders"]}',
    ProcessExtra: '{"speed":1}',
};

function formOf(solutionDetail: Readonly<Record<string, unknown>>): string {
    return write(treeOf(definitionOf({ solutionDetail }) ?? assert.fail("it can be read")));
}

describe("definition: content", () => {
    for (const code of ['{"steps":[]}', "select 1", " "]) {
        it(`of a real-time task it is its code as it came: ${JSON.stringify(code)}`, () => {
            assert.equal(definitionOf({ code }), code);
        });
    }

    for (const [name, value] of [
        ["Status", "2"],
        ["Status", undefined],
        ["SubmitTime", "2027-01-01 00:00:00"],
        ["StartTime", "2027-01-01 00:00:00"],
        ["StartTime", undefined],
    ] as const) {
        it(`of a solution ${name} = ${value ?? "absent"} does not count`, () => {
            assert.equal(formOf({ ...solution, [name]: value }), formOf(solution));
        });
    }

    for (const [name, value] of [
        ["Name", "payments"],
        ["Type", "mysql_to_kafka"],
        ["SourceType", "oracle"],
        ["ProcessContent", '{"tables":["orders","payments"]}'],
        ["ProcessExtra", '{"speed":2}'],
    ] as const) {
        it(`of a solution ${name} = ${value} counts`, () => {
            assert.notEqual(formOf({ ...solution, [name]: value }), formOf(solution));
        });
    }

    it("of a solution the spelling of its content does not count, nor the order of what the API says", () => {
        const respelt = { ...solution, ProcessContent: ' { "tables": [ "orders" ] }' };
        assert.equal(formOf(Object.fromEntries(Object.entries(respelt).reverse())), formOf(solution));
    });

    it("what is null and what is absent are one: the API may say either of nothing", () => {
        const { ProcessExtra: _, ...without } = solution;
        assert.equal(formOf({ ...without, ProcessExtra: null }), formOf(without));
    });

    for (const [what, content] of Object.entries({
        "a real-time task without code": { code: "" },
        "a solution without content": { solutionDetail: { ...solution, ProcessContent: undefined } },
        "a solution whose content is null": { solutionDetail: { ...solution, ProcessContent: null } },
        "a solution whose content is empty": { solutionDetail: { ...solution, ProcessContent: "" } },
        "a task of which the API says nothing": {},
    })) {
        it(`${what} has a definition that cannot be read: what else it says is none`, () => {
            assert.equal(definitionOf(content), undefined);
        });
    }
});
