// examples/environments: one program on three stacks, each of which has the workspace and the tasks under other ids.
import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { filesOfExample } from "../support/example";
import { Stack } from "../support/stack";
import { callsOf, definition } from "../support/tasks";

/** The workspace of each stack: its name, its id, and the file ids in it. */
const stacks = {
    dev: ["shop", "10000", "100", "101"],
    staging: ["shop_staging", "10001", "7567482277219412494", "7"],
    prod: ["shop_prod", "20000", "1", "2"],
};

describe("examples/environments", () => {
    let emulator: Emulator;
    let stack: Stack;

    before(async () => {
        const workspaces = Object.values(stacks).map(
            ([identifier = "", projectId = "", orders = "", customers = ""]) => ({
                ...{ identifier, projectId },
                tasks: [
                    { fileId: orders, name: "orders_to_maxcompute", definition: definition("orders") },
                    { fileId: customers, name: "customers_to_maxcompute", definition: definition("customers") },
                ],
            }),
        );
        emulator = await startEmulator({ seed: { workspaces } });
        stack = await Stack.open({ endpoint: emulator.url, files: await filesOfExample("environments") });
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    it("has no id in its program, nor in its configuration", async () => {
        const files = Object.entries(await filesOfExample("environments")).filter(([name]) =>
            /^(Pulumi|index)\./.test(name),
        );
        assert.equal(files.length, 5);
        for (const [name, text] of files) assert.doesNotMatch(text, /\d{3}/, name);
    });

    for (const [name, [identifier, projectId, orders, customers]] of Object.entries(stacks)) {
        it(`deploys the same tasks by their names on ${name}, in the workspace of that name`, async () => {
            await emulator.control.clearJournal();
            await stack.ok("stack", "init", name);
            await stack.okUp("--stack", name);
            const { stdout } = await stack.ok("stack", "output", "--json", "--stack", name);
            assert.deepEqual(JSON.parse(stdout), { fileIds: [orders, customers], statuses: ["success", "success"] });
            const journal = await emulator.control.journal();
            const deployed = callsOf(journal).filter((call) => call.startsWith("Deploy"));
            assert.deepEqual(deployed.sort(), [`DeployDISyncTask ${orders}`, `DeployDISyncTask ${customers}`].sort());
            const [byName, ...others] = journal;
            assert.deepEqual(
                [byName?.operation, byName?.parameters],
                ["GetProject", { ProjectIdentifier: identifier }],
            );
            assert.ok(others.every(({ parameters }) => parameters["ProjectId"] === projectId));
        });
    }
});
