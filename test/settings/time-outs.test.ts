// The two time-outs of a call, in milliseconds.
import assert from "node:assert/strict";
import { reading, wrongNames } from "./reading";

const timeouts = [
    { key: "clientConnectTimeout", otherwise: 10_000 },
    { key: "clientReadTimeout", otherwise: 60_000 },
] as const;

describe("settings: time-outs", () => {
    for (const { key, otherwise } of timeouts) {
        it(`${key} is ${otherwise} ms unless it is set`, () => {
            assert.equal(reading({}).settings[key], otherwise);
            assert.equal(reading({ [`dataworks:${key}`]: "" }).settings[key], otherwise);
            assert.deepEqual(wrongNames({}), []);
        });

        it(`dataworks:${key} wins over alicloud:${key}`, () => {
            assert.equal(reading({ [`dataworks:${key}`]: "5", [`alicloud:${key}`]: "6" }).settings[key], 5);
            assert.equal(reading({ [`alicloud:${key}`]: "6" }).settings[key], 6);
        });

        for (const [text, milliseconds] of [
            ["1", 1],
            ["3000", 3000],
            ["9999999", 9_999_999],
        ] as const) {
            it(`${key} takes ${text}`, () => {
                assert.equal(reading({ [`dataworks:${key}`]: text }).settings[key], milliseconds);
                assert.deepEqual(wrongNames({ [`dataworks:${key}`]: text }), []);
            });
        }

        for (const text of [
            "0",
            "-1",
            "abc",
            "1.5",
            "1e3",
            "0x10",
            "010",
            "5 0",
            "5\n0",
            "5s",
            "10000000",
            "Infinity",
        ]) {
            it(`${key} does not take ${JSON.stringify(text)}, and no other value takes its place unsaid`, () => {
                assert.deepEqual(wrongNames({ [`dataworks:${key}`]: text, [`alicloud:${key}`]: "6" }), [
                    `dataworks:${key}`,
                ]);
            });
        }
    }
});
