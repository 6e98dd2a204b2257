// The option `import`, which no dynamic resource can have.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DiSyncDeployment } from "../../provider/src/index";

describe("the option import", () => {
    it("is an error that names the resource and the command to run", () => {
        assert.throws(
            () =>
                new DiSyncDeployment(
                    "orders",
                    { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" },
                    { import: "100" },
                ),
            (error) =>
                error instanceof pulumi.RunError &&
                error.message.startsWith('DiSyncDeployment "orders": ') &&
                error.message.includes("npx pulumi-dataworks import"),
        );
    });
});
