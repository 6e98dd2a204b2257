// Fingerprints of the third format, as states hold them from version 0.2 on: texts of that time are read for ever.
import assert from "node:assert/strict";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { compare } from "../../../provider/src/definition/comparison/compare";
import { changeIgnored } from "../../../provider/src/definition/fingerprint/change-ignored";
import { digest } from "../../../provider/src/definition/fingerprint/digest";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { readAt } from "../../../provider/src/definition/fingerprint/format";
import { definition } from "../../support/tasks";

const ignored = ["**.password"];
const ofATask =
    "v3.izbUMdOJVtLS0itILC4uzy9KUYrViY7VqVYqLkktKFayiq5WKkgsSsxNLUktUrKqVkpJLEkszi8tSk5VsjLQUSpJTMoBsWp1wBpCKgsgPKJ0GaPpitVRKoEZEB0bCwA.GK_WoThThODA6vqpWjTCk_J4rFLkXJiWut1aFOuy-0DcNbXYVdPi1oTcrFf7OBa-pFZ87Cal95_PMBCiW-bBNmPBKXZWO7_7TqA";
const ofAReading =
    "v3.izbUMdOJVtLS0itILC4uzy9KUYrViY7VqVYqLkktKFayiq5WKkgsSsxNLUktUrKqVkpJLEkszi8tSk5VsjLQUSpJTMoBsWp1wBpCKgsgPKJ0GaPpitVRKoEZEB2rY2huaWpuZm5oZhILAA.7DvWHTVn8VNDkieb3b-dQ93ocBy1vuCI7oaVYvbm5gl5S4GD4Md2WHTsmTFvYqqtNBgxRfmqYxmq4gxXFEu3QJNdK8Imek2XV4g";
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

    it("of a reading whose time the service told know that too, and are read by versions that do not know of it", () => {
        const text = JSON.stringify(definition("table_100"));
        const timed = fingerprint(text, "00", ignored, Date.parse("2026-11-27T08:12:44.999Z"));
        assert.equal(readAt(timed), Date.parse("2026-11-27T08:12:44Z"));
        assert.equal(timed, ofAReading);
        assert.deepEqual([readAt(ofATask), readAt(""), readAt("v3.x.y"), readAt("v9.x.y")], Array(4).fill(undefined));
        // What those versions take from it is what stands before the time.
        const [content, before] = [ofAReading, ofATask].map(
            (each) =>
                JSON.parse(inflateRawSync(Buffer.from(each.split(".")[1] ?? "", "base64url")).toString()) as unknown[],
        );
        assert.deepEqual(content?.slice(0, -1), before);
        assert.deepEqual(compare(ofAReading, text, ignored), { changes: [], uncompared: [] });
    });

    it("that a newer version stores more in are read as far as this one knows", () => {
        const [head = "", packed = "", digests = ""] = ofAReading.split(".");
        const content = JSON.parse(inflateRawSync(Buffer.from(packed, "base64url")).toString()) as unknown[];
        const start = `${head}.${deflateRawSync(JSON.stringify([...content, "more"])).toString("base64url")}`;
        const row = Buffer.from(digests, "base64url").subarray(6);
        const check = digest(row.subarray(0, 16), Buffer.concat([Buffer.from(start), row]), 6);
        const newer = `${start}.${Buffer.concat([check, row]).toString("base64url")}`;
        assert.equal(readAt(newer), readAt(ofAReading));
        assert.deepEqual(compare(newer, JSON.stringify(definition("table_100")), ignored)?.changes, []);
    });

    it("keep that time where other paths are ignored", () => {
        const { stored } = changeIgnored(ofAReading, ignored, ["steps[*].parameter.table"]);
        assert.notEqual(stored, ofAReading);
        assert.equal(readAt(stored), readAt(ofAReading));
    });

    it("know the names of what is gone", () => {
        const now = JSON.stringify({ rules: [{ srcTable: "payments", x: 1 }] });
        assert.deepEqual(compare(ofNames, now, [])?.changes, [
            { kind: "removed", path: "rules[0]", name: 'srcTable "orders"' },
        ]);
    });
});
