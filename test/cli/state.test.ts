// What a stack deploys already, as its export says it.
import assert from "node:assert/strict";
import { deployedTasks } from "../../provider/src/cli/state";
import { resourceType } from "../../provider/src/program/text";

const outputs = { region: "cn-hangzhou", projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const urn = (name: string) => `urn:pulumi:dev::shop::${resourceType}::${name}`;

describe("the deployments of an exported state", () => {
    it("are found whatever they are called, and wherever they stand", () => {
        const resources = [
            { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" },
            { urn: urn("a::b"), type: resourceType, outputs },
            { urn: `urn:pulumi:dev::shop::my:Component$${resourceType}::c`, type: resourceType, outputs },
        ];
        assert.deepEqual(deployedTasks({ version: 3, deployment: { resources } }), [
            { resource: "a::b", ...outputs },
            { resource: "c", ...outputs },
        ]);
    });

    it("are told from secrets, and not from the old half of a replacement", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"100"' };
        const resources = [
            { urn: urn("a"), type: resourceType, outputs: { ...outputs, fileId: secret } },
            { urn: urn("b"), type: resourceType, outputs, delete: true },
        ];
        assert.deepEqual(deployedTasks({ deployment: { resources } }), [{ resource: "a", ...outputs }]);
    });

    it("are none in a stack that was never deployed", () => {
        assert.deepEqual(deployedTasks({ version: 3, deployment: {} }), []);
        assert.deepEqual(deployedTasks({ version: 3, deployment: { resources: null } }), []);
    });
});
