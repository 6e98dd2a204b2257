// Fingerprints of the third format, as states hold them from version 0.2 on: texts of that time are read for ever.
import assert from "node:assert/strict";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { definition } from "../../support/tasks";

const ignored = ["**.password"];
const ofATask =
    "v3.izbUMdOJVtLS0itILC4uzy9KUYrViY7VqVYqLkktKFayiq5WKkgsSsxNLUktUrKqVkpJLEkszi8tSk5VsjLQUSpJTMoBsWp1wBpCKgsgPKJ0GaPpitVRKoEZEB0bCwA.GK_WoThThODA6vqpWjTCk_J4rFLkXJiWut1aFOuy-0DcNbXYVdPi1oTcrFf7OBa-pFZ87Cal95_PMBCiW-bBNmPBKXZWO7_7TqA";
const ofNames =
    "v3.izbUMdOJjgWhaqWi0pzUYiWr6Gql4qLkkMSknFQlKwMdpQolK4NaHUxB49rYWp3oaIS4jlJ-UUpqUbGSjlJBYmVual5JsVJsbCwA.OC8odH21hODA6vqpWjTCk_J4rFLkXGhCumQTjXUx_tN_0FRgIVatbYh2ohHwL4FiYdXNvS5sPRQ";

describe("definition: fingerprints of the third format", () => {
    it("know their definition, and tell the paths of a change beside what was ignored", () => {
        assert.deepEqual(compare(ofATask, JSON.stringify(definition("table_100")), ignored), {
            changes: [],
            uncompared: [],
        });
        const { changes } = compare(ofATask, JSON.stringify(definition("by_hand")), ignored) ?? assert.fail();
        assert.deepEqual(
            changes.map(({ path }) => path),
            ["steps[0].parameter.table", "steps[1].parameter.table"],
        );
    });

    it("know the names of what is gone", () => {
        const now = JSON.stringify({ rules: [{ srcTable: "payments", x: 1 }] });
        assert.deepEqual(compare(ofNames, now, [])?.changes, [
            { kind: "removed", path: "rules[0]", name: 'srcTable "orders"' },
        ]);
    });
});
