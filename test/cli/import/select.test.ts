// Patterns of names: what they take, and what they leave out.
import assert from "node:assert/strict";
import { isMeant } from "../../../provider/src/cli/import/select";

describe("patterns of names", () => {
    for (const [patterns, taken, left] of [
        [[], ["anything"], []],
        [["orders_*"], ["orders_", "orders_1"], ["orders", "my_orders_1", "Orders_1"]],
        [["a?c"], ["abc"], ["ac", "abbc"]],
        [
            ["a", "b"],
            ["a", "b"],
            ["ab", "c"],
        ],
        [["!*_test"], ["orders"], ["orders_test"]],
        [["orders*", "!*_test"], ["orders_1"], ["orders_test", "clicks"]],
        [["a.b+(c)[d]{e}^$|\\"], ["a.b+(c)[d]{e}^$|\\"], ["aXb+(c)[d]{e}^$|\\"]],
        [["**订*"], ["新订单"], ["新单"]],
    ] as const) {
        it(patterns.join(" ") || "none", () => {
            assert.deepEqual(
                taken.filter((name) => !isMeant(name, patterns)),
                [],
            );
            assert.deepEqual(
                left.filter((name) => isMeant(name, patterns)),
                [],
            );
        });
    }
});
