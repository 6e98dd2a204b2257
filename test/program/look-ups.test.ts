// Look-ups outside of the engine, in a script or a unit test.
import assert from "node:assert/strict";
import { root } from "../../tools/root";
import { run } from "../support/cli";

describe("a look-up outside of the engine", () => {
    for (const [what, statement] of [
        ["a look-up", `dataworks.getDiSyncFile({ projectId: "10000", name: "orders" })`],
        ["its Output form", `dataworks.getDiSyncFileOutput({ projectId: "10000", name: "orders" })`],
        ["one of a task", `dataworks.getDiSyncTask({ projectId: "10000", taskType: "DI_REALTIME", fileId: 1 })`],
    ]) {
        it(`that nobody catches says why first, and nothing of the error's object: ${what}`, async () => {
            const program = `const dataworks = require("pulumi-dataworks"); ${statement ?? ""};`;
            const env = { PATH: process.env["PATH"], ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
            const { code, output } = await run(process.execPath, ["--eval", program], root, env);
            assert.equal(code, 1, output);
            const [message = "", ...rest] = output.trimEnd().split("\n");
            assert.match(message, /^RunError: getDiSync(File "orders"|Task 1): region is not set/);
            // Beneath it stand the place in this package, and the version of Node.js.
            assert.deepEqual(
                rest.filter((line) => line !== "" && !/^ {4}at shown \(.*\)$|^Node\.js v/.test(line)),
                [],
            );
        });
    }
});
