// The option `ignoreChanges` of an instance: the provider is not told of it, so the class says that it names the state.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "../../provider/src/index";

describe("an instance whose option ignoreChanges", () => {
    const given: Record<string, unknown> = {};

    before(() =>
        pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => {
                given[name] = (inputs as Record<string, unknown>)["ignoresState"];
                return { id: name, state: inputs as object };
            },
            call: () => ({}),
        }),
    );

    const saysSo = async (...ignoreChanges: readonly string[]) => {
        const name = `ignores ${ignoreChanges.join()}`;
        const args = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100", state: "running" } as const;
        const { urn } = new dataworks.DiSyncInstance(name, args, { ignoreChanges: [...ignoreChanges] });
        await new Promise<string>((resolve) => void urn.apply(resolve));
        return given[name];
    };

    for (const path of ["state", '["state"]', "*", "[*]"]) {
        it(`is ${path} is not owned by the program`, async () => {
            assert.equal(await saysSo("drift", path), true);
        });
    }

    it("names other properties is owned by it", async () => {
        assert.equal(await saysSo("drift", "triggers.state", "stat*", "states"), undefined);
    });
});
