// What the resource classes take for a resource of theirs: it decides which resources a policy is asked about.
import assert from "node:assert/strict";
import * as dataworks from "../../provider/src/index";
import { resources } from "../../provider/src/resources/table";

describe("isInstance of a resource class", () => {
    const kinds = Object.keys(resources) as (keyof typeof resources)[];

    for (const kind of kinds) {
        it(`takes for a ${kind} what either adapter has as one, and nothing else`, () => {
            const taken = kinds
                .flatMap((each) => [`pulumi-nodejs:dynamic/dataworks:${each}`, `dataworks:index:${each}`])
                .filter((type) => dataworks[kind].isInstance({ __pulumiType: type }));
            assert.deepEqual(taken, [`pulumi-nodejs:dynamic/dataworks:${kind}`, `dataworks:index:${kind}`]);
            for (const other of [
                undefined,
                null,
                "",
                kind,
                {},
                { __pulumiType: kind },
                { __pulumiCustomResource: true },
            ])
                assert.equal(dataworks[kind].isInstance(other), false);
        });

        it(`has of ${kind} no static type, by which policies would leave out the other adapter`, () => {
            assert.ok(!("__pulumiType" in dataworks[kind]));
        });
    }
});
