// The settings that bound calls: how long they are tried again, and how many are made in a second.
import assert from "node:assert/strict";
import { reading, wrongNames } from "./reading";

describe("settings: maxRetryTimeout", () => {
    it("is 120 seconds unless it is set", () => {
        assert.equal(reading({}).settings.maxRetryTimeout, 120);
        assert.equal(reading({ "dataworks:maxRetryTimeout": "" }).settings.maxRetryTimeout, 120);
    });

    it("is taken from dataworks: before alicloud:", () => {
        const both = { "dataworks:maxRetryTimeout": "5", "alicloud:maxRetryTimeout": "6" };
        assert.equal(reading(both).settings.maxRetryTimeout, 5);
        assert.equal(reading({ "alicloud:maxRetryTimeout": "6" }).settings.maxRetryTimeout, 6);
    });

    for (const [text, seconds] of [
        ["1", 1],
        ["86400", 86_400],
    ] as const) {
        it(`takes ${text}`, () => {
            assert.equal(reading({ "dataworks:maxRetryTimeout": text }).settings.maxRetryTimeout, seconds);
            assert.deepEqual(wrongNames({ "dataworks:maxRetryTimeout": text }), []);
        });
    }

    for (const text of ["0", "-1", "1.5", "86401", "2m", "1e3", "010", "5 0", "Infinity", "999999999999"]) {
        it(`does not take ${JSON.stringify(text)}`, () => {
            assert.deepEqual(wrongNames({ "dataworks:maxRetryTimeout": text }), ["dataworks:maxRetryTimeout"]);
        });
    }
});

describe("settings: requestsPerSecond", () => {
    it("is none unless it is set", () => {
        assert.equal(reading({}).settings.requestsPerSecond, undefined);
        assert.deepEqual(wrongNames({}), []);
    });

    for (const [text, rate] of [
        ["1", 1],
        ["0.5", 0.5],
        ["0.000001", 0.000001],
        ["12.25", 12.25],
        ["1000", 1000],
    ] as const) {
        it(`takes ${text}`, () => {
            assert.equal(reading({ "alicloud:requestsPerSecond": text }).settings.requestsPerSecond, rate);
            assert.deepEqual(wrongNames({ "alicloud:requestsPerSecond": text }), []);
        });
    }

    for (const text of ["0", "0.0", "-1", ".5", "5.", "1e3", "1000.1", "1001", "five", "5 0", "Infinity", "NaN"]) {
        it(`does not take ${JSON.stringify(text)}, and says what it takes`, () => {
            assert.deepEqual(wrongNames({ "dataworks:requestsPerSecond": text }), ["dataworks:requestsPerSecond"]);
            const reasons = reading({ "dataworks:requestsPerSecond": text }).problems.map(({ reason }) => reason);
            assert.ok(
                reasons.some((reason) => /a number above 0 and at most 1000/.test(reason)),
                reasons.join("; "),
            );
        });
    }
});
