// examples/whole-chain: one program on three stacks makes, deploys and runs a task in each workspace, and a table is promoted.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { filesOfExample } from "../support/example";
import { Stack } from "../support/stack";

/** The workspace, source, destination and resource group of each stack, by their ids. */
const stacks = {
    dev: ["10000", "shop_mysql", "shop_hologres", "group_di_shop"],
    staging: ["10001", "shop_mysql", "shop_hologres", "group_di_staging"],
    prod: ["20000", "shop_mysql_prod", "shop_hologres_prod", "group_di_prod"],
} as const;
/** What the configuration names in place of ids: workspace and resource group. */
const names = {
    dev: ["shop", "shop_data_integration"],
    staging: ["shop_staging", "shop_staging"],
    prod: ["shop_prod", "shop_prod"],
} as const;
type Name = keyof typeof stacks;

describe("examples/whole-chain", () => {
    let emulator: Emulator;
    let stack: Stack;
    /** The file ids that were made, by stack. */
    const made: Partial<Record<Name, string | undefined>> = {};

    before(async () => {
        const all = Object.entries(stacks) as [Name, (typeof stacks)[Name]][];
        const workspaces = all.map(([name, [projectId, source, destination]]) => ({
            projectId,
            identifier: names[name][0],
            dataSources: [
                { name: source, type: "mysql" },
                { name: destination, type: "holo" },
            ],
        }));
        const resourceGroups = all.map(([name, [, , , identifier]]) => ({ identifier, name: names[name][1] }));
        emulator = await startEmulator({ seed: { workspaces, resourceGroups } });
        const files = await filesOfExample("whole-chain");
        // Staging and prod wait ten seconds for each start.
        for (const name of ["Pulumi.staging.yaml", "Pulumi.prod.yaml"])
            files[name] = `${files[name] ?? ""}  dataworks-whole-chain:stableSeconds: 0\n`;
        stack = await Stack.open({ endpoint: emulator.url, files });
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    /** `pulumi up` of a stack: what it wrote, each call with its workspace. */
    async function writtenBy(name: Name): Promise<string[]> {
        await emulator.control.clearJournal();
        await stack.okUp("--stack", name);
        const journal = await emulator.control.journal();
        const deployed = journal.find(({ operation }) => operation === "DeployDISyncTask");
        made[name] ??= deployed?.parameters["FileId"];
        return journal
            .filter(({ operation }) => /^(Create|Update|Delete|Deploy|Start|Stop|Terminate)/.test(operation))
            .map(({ operation, parameters }) => `${operation} ${parameters["ProjectId"] ?? ""}`);
    }

    /** The tables that the task of a stack reads, and whether it runs. */
    async function liveOf(name: Name) {
        const task = await emulator.control.task({ projectId: stacks[name][0], fileId: made[name] ?? "" });
        const tables = [...task.definition.matchAll(/"srcTable":"(.*?)"/g)].map(([, table]) => table);
        return { tables, definition: task.definition, instance: task.instance };
    }

    it("has no id in its program, nor in its configuration", async () => {
        const files = Object.entries(await filesOfExample("whole-chain")).filter(([name]) =>
            /^(Pulumi|index)\./.test(name),
        );
        assert.equal(files.length, 5);
        for (const [name, text] of files) assert.doesNotMatch(text, /\d{3}|group_/, name);
    });

    for (const [name, [projectId, ...rest]] of Object.entries(stacks) as [Name, (typeof stacks)[Name]][]) {
        it(`makes, deploys and starts the task in ${name}'s workspace, of what its configuration names`, async () => {
            await stack.ok("stack", "init", name);
            const writes = ["CreateDISyncTask", "DeployDISyncTask", "StartDISyncInstance"];
            assert.deepEqual(
                await writtenBy(name),
                writes.map((write) => `${write} ${projectId}`),
            );
            const { tables, definition, instance } = await liveOf(name);
            assert.deepEqual([tables, instance], [["orders", "customers"], "RUN"]);
            for (const named of rest) assert.ok(definition.includes(`"${named}"`), named);
        });
    }

    it("takes a table from dev by staging to prod, each in its turn: changed, deployed, restarted", async () => {
        const order: Name[] = ["dev", "staging", "prod"];
        for (const [index, name] of order.entries()) {
            const file = `Pulumi.${name}.yaml`;
            const text = await readFile(join(stack.folder, file), "utf8");
            await stack.write(file, text.replace(/^( *- )customers\n/m, "$&$1returns\n"));
            const writes = ["UpdateDISyncTask", "DeployDISyncTask", "StopDISyncInstance", "StartDISyncInstance"];
            assert.deepEqual(
                await writtenBy(name),
                writes.map((write) => `${write} ${stacks[name][0]}`),
            );
            for (const [place, each] of order.entries()) {
                const { tables, instance } = await liveOf(each);
                const expected = ["orders", "customers", ...(place <= index ? ["returns"] : [])];
                assert.deepEqual([tables, instance], [expected, "RUN"], `${each}, after ${name}`);
            }
        }
    });
});
