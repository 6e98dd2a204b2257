// The network: the public one, or the inside of a VPC.
import assert from "node:assert/strict";
import { reading, wrongNames, type Values } from "./reading";

const good: readonly (readonly [Values, "public" | "vpc"])[] = [
    [{}, "public"],
    [{ "dataworks:network": "" }, "public"],
    [{ "dataworks:network": "public" }, "public"],
    [{ "dataworks:network": "vpc" }, "vpc"],
    [{ "alicloud:network": "vpc" }, "vpc"],
    [{ "dataworks:network": "public", "alicloud:network": "vpc" }, "public"],
];

describe("settings: network", () => {
    for (const [configuration, network] of good) {
        it(`${network} is the network of ${JSON.stringify(configuration)}`, () => {
            assert.equal(reading(configuration).settings.network, network);
            assert.deepEqual(wrongNames(configuration), []);
        });
    }

    for (const name of ["dataworks:network", "alicloud:network"]) {
        for (const network of ["VPC", "private", "v pc"]) {
            it(`${JSON.stringify(network)} in ${name} is refused with what is allowed`, () => {
                assert.deepEqual(wrongNames({ [name]: network }), [name]);
                const reasons = reading({ [name]: network }).problems.map(({ reason }) => reason);
                assert.ok(reasons.includes(`${name} has to be "public" or "vpc"`), reasons.join("; "));
            });
        }
    }
});
