// The settings that are numbers: time-outs, how long calls are tried again, and how many are made in a second.
import assert from "node:assert/strict";
import { placed, reading } from "./reading";

const limits = [
    { key: "clientConnectTimeout", unit: "milliseconds", most: 9_999_999, otherwise: 10_000 },
    { key: "clientReadTimeout", unit: "milliseconds", most: 9_999_999, otherwise: 60_000 },
    { key: "maxRetryTimeout", unit: "seconds", most: 86_400, otherwise: 120 },
] as const;
const noLimits = ["0", "-1", "abc", "1.5", "1e3", "0x10", "010", "5 0", "5\n0", "5s", "Infinity", "999999999999"];

describe("settings: limits", () => {
    for (const { key, unit, most, otherwise } of limits) {
        it(`${key} is ${otherwise} ${unit} unless it is set`, () => {
            for (const set of [{}, { [`dataworks:${key}`]: "" }]) {
                const { settings, reasons } = reading({ ...placed, ...set });
                assert.equal(settings[key], otherwise);
                assert.deepEqual(reasons, []);
            }
        });

        it(`dataworks:${key} wins over alicloud:${key}`, () => {
            assert.equal(reading({ [`dataworks:${key}`]: "5", [`alicloud:${key}`]: "6" }).settings[key], 5);
            assert.equal(reading({ [`alicloud:${key}`]: "6" }).settings[key], 6);
        });

        for (const limit of [1, 3000, most]) {
            it(`${key} takes ${limit}`, () => {
                const { settings, reasons } = reading({ ...placed, [`dataworks:${key}`]: String(limit) });
                assert.equal(settings[key], limit);
                assert.deepEqual(reasons, []);
            });
        }

        for (const text of [...noLimits, String(most + 1)]) {
            it(`${key} does not take ${JSON.stringify(text)}, and no other value takes its place unsaid`, () => {
                const set = { [`dataworks:${key}`]: text, [`alicloud:${key}`]: "6" };
                assert.deepEqual(reading({ ...placed, ...set }).reasons, [
                    `dataworks:${key} has to be a number of ${unit}, from 1 to ${most}`,
                ]);
            });
        }
    }
});

describe("settings: requestsPerSecond", () => {
    it("is none unless it is set", () => {
        const { settings, reasons } = reading(placed);
        assert.equal(settings.requestsPerSecond, undefined);
        assert.deepEqual(reasons, []);
    });

    for (const [text, rate] of [
        ["1", 1],
        ["0.5", 0.5],
        ["0.000001", 0.000001],
        ["12.25", 12.25],
        ["1000", 1000],
    ] as const) {
        it(`takes ${text}`, () => {
            const { settings, reasons } = reading({ ...placed, "alicloud:requestsPerSecond": text });
            assert.equal(settings.requestsPerSecond, rate);
            assert.deepEqual(reasons, []);
        });
    }

    for (const text of ["0", "0.0", "-1", ".5", "5.", "1e3", "1000.1", "1001", "five", "5 0", "Infinity", "NaN"]) {
        it(`does not take ${JSON.stringify(text)}, and says what it takes`, () => {
            assert.deepEqual(reading({ ...placed, "dataworks:requestsPerSecond": text }).reasons, [
                "dataworks:requestsPerSecond has to be a number above 0 and at most 1000, such as 5 or 0.5",
            ]);
        });
    }
});
