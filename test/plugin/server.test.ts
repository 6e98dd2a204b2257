// Who is served by the plugin: processes of its own user, as far as the system tells.
import assert from "node:assert/strict";
import { ownerIn } from "../../provider/src/plugin/server";

const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:9C40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1065 1 0 100 0 0 10 0
   1: 0100007F:9C40 0100007F:C2D6 01 00000000:00000000 03:000009DD 00000000  1000        0 0 3 0
   2: 0100007F:C2D6 0100007F:9C40 01 00000000:00000000 03:000009DD 00000000  1001        0 0 3 0`;

describe("who has a connection to the plugin", () => {
    it("is told by the end of it that is not the plugin's", () => {
        assert.equal(ownerIn(tables, 0xc2d6, 0x9c40), 1001);
    });

    it("is not known where the system does not list it", () => {
        assert.equal(ownerIn(tables, 0xc2d7, 0x9c40), undefined);
        assert.equal(ownerIn("", 0xc2d6, 0x9c40), undefined);
    });
});
