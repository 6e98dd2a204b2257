// What would be lost of a stack's configuration file that is written over.
import assert from "node:assert/strict";
import { keysLost } from "../../provider/src/cli/stack-file";

const written = `config:
  dataworks:region: cn-hangzhou
  shop:projectId: "10000"
  shop:tasks:
    - name: "orders: all"
      taskType: DI_REALTIME
`;

describe("a stack's configuration file", () => {
    it("loses nothing to a later one of the same command", () => {
        assert.deepEqual(keysLost(written.replace("orders", "customers"), written), []);
    });

    const rows: readonly (readonly [more: string, lost: string[]])[] = [
        ["encryptionsalt: v1:fake\n", ["encryptionsalt"]],
        ["secretsprovider: awskms://fake\nencryptedkey: fake\n", ["secretsprovider", "encryptedkey"]],
        ["  dataworks:secretKey:\n    secure: fake\n", ["dataworks:secretKey"]],
        ['  "shop:other": 1\n', ["shop:other"]],
        ["environment:\n  - shop/dev\n", ["environment"]],
    ];
    for (const [more, lost] of rows) {
        it(`would lose ${lost.join(" and ")}`, () => {
            assert.deepEqual(keysLost(written + more, written), lost);
        });
    }
});
