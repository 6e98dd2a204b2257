// The API reference can be made of the docstrings without a warning: broken links, types that are not exported, and public
// things without a docstring are such.
import assert from "node:assert/strict";
import { join } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";

describe("the API reference", () => {
    it("is made without a warning", async () => {
        const typedoc = join(root, "node_modules", "typedoc", "bin", "typedoc");
        const { code, output } = await run(process.execPath, [typedoc, "--emit", "none"], root, process.env);
        assert.equal(code, 0, output);
    });
});
