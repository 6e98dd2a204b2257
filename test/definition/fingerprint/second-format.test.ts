// Fingerprints with digests of 6 bytes for each part, as states of version 0.1 hold them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { changeIgnored } from "../../../provider/src/definition/fingerprint/change-ignored";
import { definition } from "../../support/tasks";

/** The fingerprint that a recorded state holds of a task. */
function recorded(fileId: string): string {
    const state = JSON.parse(readFileSync(join(__dirname, "../../fixtures/states/0.1-parts.json"), "utf8")) as {
        deployment: { resources: { outputs?: { fileId?: string; definition?: { plaintext: string } } }[] };
    };
    const outputs = state.deployment.resources.map((resource) => resource.outputs);
    const found = outputs.find((each) => each?.fileId === fileId)?.definition;
    return JSON.parse(found?.plaintext ?? assert.fail(`there is no ${fileId}`)) as string;
}

describe("definition: fingerprints of version 0.1 with parts", () => {
    const none = { changes: [], uncompared: [] };
    const edited = JSON.stringify(definition("by_hand"));
    const paths = ["steps[0].parameter.table", "steps[1].parameter.table"];

    it("a recorded one knows its definition, and tells the paths of a change", () => {
        assert.match(recorded("100"), /^v2\./);
        assert.deepEqual(compare(recorded("100"), JSON.stringify(definition("table_100")), []), none);
        const { changes, uncompared } = compare(recorded("100"), edited, []) ?? assert.fail();
        assert.deepEqual([changes.map(({ path }) => path), uncompared], [paths, []]);
    });

    it("a recorded one is compared by the paths that were ignored when it was taken, also once they change", () => {
        const ignored = ["steps[*].parameter.table"];
        assert.deepEqual(compare(recorded("106"), edited, ignored), none);
        assert.deepEqual(compare(recorded("106"), edited, []), { changes: [], uncompared: paths });
        const { stored } = changeIgnored(recorded("106"), ignored, ["**.password"]);
        assert.doesNotMatch(stored, /^v2/);
        assert.deepEqual(compare(stored, edited, ["**.password"]), { changes: [], uncompared: paths });
        const other = edited.replace('"shop"', '"shop_2"').replace("not-a-real-password", "another");
        assert.deepEqual(
            compare(stored, other, ["**.password"])?.changes.map(({ path }) => path),
            ["steps[0].parameter.datasource"],
        );
    });
});
