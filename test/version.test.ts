// The version that the API is told, and the command says, is the one that is published.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../provider/src/version";
import { root } from "../tools/root";

describe("the version in the code", () => {
    it("is that of package.json", () => {
        const manifest = readFileSync(join(root, "provider", "package.json"), "utf8");
        assert.equal(version, (JSON.parse(manifest) as { version: string }).version);
    });
});
