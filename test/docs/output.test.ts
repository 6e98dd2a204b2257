// What the documentation shows of commands and what they print, on the real engine: `npm run docs` puts it into the pages.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SeedTask } from "dataworks-emulator";
import { root } from "../../tools/root";
import type { Run } from "../support/cli";
import { runCommand } from "../support/command";
import { databaseTask, tableName, tableRule } from "../support/database-task";
import { filesOfExample, shop } from "../support/example";
import { assertGolden, inOrder } from "../support/golden";
import { Story } from "../support/story";
import { callsOf } from "../support/tasks";
import { settled } from "./settled";

const project = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "package.json": '{ "main": "index.ts" }' };
/** The task of the README's program and of examples/running, which somebody edits or stops. */
const edited = { projectId: "10000", fileId: "7567482277219412494" };

/** The first program of the README. */
async function program(): Promise<string> {
    const [, text] = /```ts\n(.*?)```/s.exec(await readFile(join(root, "README.md"), "utf8")) ?? [];
    return text ?? assert.fail("the README has no program");
}

describe("what the documentation shows", () => {
    let story: Story;

    async function begin(
        files: Record<string, string>,
        more: readonly SeedTask[] = [],
        stack: "prod" | "dev" = "prod",
    ): Promise<void> {
        const seed = await shop();
        seed.workspaces?.[0]?.tasks?.push(...more);
        story = await Story.begin({ seed }, { files });
        await story.stack.ok("stack", "init", stack);
    }

    /** Runs `pulumi ARGS`, which has to end with this code, and holds what is shown of it against the file that keeps it. */
    async function shows(name: string, args: string, code = 0, ordered = settled): Promise<void> {
        const run = await story.stack.pulumi(...args.split(" "));
        assert.equal(run.code, code, run.output);
        await held(name, `pulumi ${args}`, { ...run, output: ordered(run.output) });
    }

    async function held(name: string, command: string, { code, output }: Run): Promise<void> {
        const ending = code === 0 ? "" : `$ echo $?\n${String(code)}\n`;
        await assertGolden(`docs/${name}.txt`, `$ ${command}\n${output.trimEnd()}\n${ending}`);
    }

    afterEach(() => story.close());

    it("of a drift review is what the engine prints", async () => {
        await begin({ ...project, "index.ts": await program() });
        await shows("drift-deploy", "up --yes --skip-preview");
        const { control } = story.emulator;
        const { definition } = await control.task(edited);
        const changed = definition.replace('"dwd_clicks"', '"dwd_clicks_2026"');
        await control.editTask({ ...edited, definition: changed, user: "182293110403" });
        await shows("drift-preview", "preview --refresh --diff");
        const args = ["diff", "--stack", "prod", "orders"];
        const diff = await runCommand(story.stack, ...args);
        assert.equal(diff.code, 7, diff.output);
        await held("drift-diff", `npx pulumi-dataworks ${args.join(" ")}`, diff);
        await shows("drift-gate", "preview --refresh --expect-no-changes", 7);
        await shows("drift-up", "up --yes --skip-preview --refresh");
        await shows("drift-clean", "preview --refresh --expect-no-changes");
    });

    it("of the drift of a large task is what the engine prints", async () => {
        const tables = Array.from({ length: 500 }, (_, index) => tableName(index));
        const task = { projectId: "10000", fileId: "510099" };
        const large = { fileId: task.fileId, name: "shop_to_hologres", definition: databaseTask(tables) };
        const text = (await program()).replace(edited.fileId, task.fileId).replace('"orders"', '"shop"');
        await begin({ ...project, "index.ts": text }, [large]);
        await story.stack.okUp();
        const rule = (table: string) => tableRule(table, { type: table === tableName(421) ? "varchar(32)" : "int8" });
        const now = databaseTask(tables.toSpliced(250, 0, "gift_cards"), rule);
        await story.emulator.control.editTask({ ...task, definition: now, user: "182293110403" });
        await shows("drift-large", "preview --refresh --diff");
    });

    it("of a task that runs is what the engine prints for the example", async () => {
        await begin(await filesOfExample("running"));
        const { control } = story.emulator;
        const written = async () => {
            const writes = callsOf(await control.journal()).filter((call) => !/^(Get|List)/.test(call));
            await control.clearJournal();
            return writes.map((call) => call.replace(` ${edited.fileId}`, ""));
        };
        await shows("running-up", "up --yes --skip-preview");
        assert.deepEqual(await written(), ["DeployDISyncTask", "StartDISyncInstance"]);
        await control.setInstance({ ...edited, status: "NORUN" });
        await shows("running-review", "preview --refresh --diff");
        assert.deepEqual(await written(), []);
        await shows("running-start", "up --yes --skip-preview --refresh");
        assert.deepEqual(await written(), ["StartDISyncInstance"]);
        assert.equal((await control.task(edited)).instance, "RUN");
    });

    it("of a task as code is what the engine prints for the example", async () => {
        await begin(await filesOfExample("whole-chain"), [], "dev");
        const { control } = story.emulator;
        const made = { projectId: "10000", fileId: "600000001" };
        const configured = async (from: string, to: string) => {
            const text = await readFile(join(story.stack.folder, "Pulumi.dev.yaml"), "utf8");
            await story.stack.write("Pulumi.dev.yaml", text.replace(from, to));
        };
        await shows("whole-chain-up", "up --yes --skip-preview");
        await configured("- customers\n", "- customers\n    - returns\n");
        await shows("whole-chain-table", "preview");
        await shows("whole-chain-table-up", "up --yes --skip-preview");
        const { definition } = await control.task(made);
        const [returns = ""] = /\{"enable":true,"table":"returns".*?\}/.exec(definition) ?? [];
        const edited = definition.replace(returns, `${returns},${returns.replaceAll("returns", "gift_cards")}`);
        await control.editTask({ ...made, definition: edited, user: "182293110403" });
        await shows("whole-chain-review", "preview --refresh --diff", 0, inOrder);
        await shows("whole-chain-back", "up --yes --skip-preview --refresh");
        assert.equal((await control.task(made)).definition, definition);
        await configured("shop_hologres", "shop_hologres_2");
        await shows("whole-chain-destination", "preview");
        await control.clearJournal();
        await shows("whole-chain-destination-up", "up --yes --skip-preview");
        const writes = callsOf(await control.journal()).filter((call) => !/^(Generate|Query|Get|List)/.test(call));
        assert.deepEqual(writes, [
            "StopDISyncInstance 600000001",
            "TerminateDISyncInstance 600000001",
            "DeleteDISyncTask 600000001",
            "CreateDISyncTask 10000",
            "DeployDISyncTask 600000002",
            "StartDISyncInstance 600000002",
        ]);
        await shows("whole-chain-destroy", "destroy --yes --skip-preview");
    });

    it("of an import is what the command and the engine print", async () => {
        await begin(project);
        const args = ["import", "--project", "10000", "--name", "*_to_maxcompute", "--program", "index.ts"];
        const run = await runCommand(story.stack, ...args);
        assert.equal(run.code, 0, run.output);
        await held("import-write", `npx pulumi-dataworks ${args.join(" ").replace(/\*\S+/, "'$&'")}`, {
            ...run,
            output: run.stdout,
        });
        const text = await readFile(join(story.stack.folder, "index.ts"), "utf8");
        await assertGolden("docs/import-program.txt", text);
        await shows("import-import", "import --file import.json --generate-code=false --yes --protect=false");
        await shows("import-preview", "preview --refresh --expect-no-changes");
    });
});
