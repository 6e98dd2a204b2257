// examples/yaml and examples/python, on the real engine: each does what its README says, by the plugin that `plugin install` puts into the cache.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Language } from "../../tools/cli/language-hosts";
import { root } from "../../tools/root";
import { runCommand } from "../support/command";
import { filesOfExample, shop } from "../support/example";
import { plannedIn, type Stack } from "../support/stack";
import { Story } from "../support/story";

interface Schema {
    readonly resources: Readonly<Record<string, Record<"inputProperties" | "properties", object>>>;
    readonly functions: Readonly<Record<string, { readonly outputs: { readonly properties: object } }>>;
}

const edit = { projectId: "10000", fileId: "510001", user: "182293110403" };
const payments = "cn-hangzhou/10000/DI_REALTIME/510004";

/** What the READMEs say of an import: the command, and how the program then declares what was imported. */
const importing: Readonly<Record<Language, (stack: Stack) => Promise<void>>> = {
    yaml: async (stack) => {
        const program = parse(await readFile(join(stack.folder, "Pulumi.yaml"), "utf8")) as { resources: object };
        await stack.ok(
            "import",
            "dataworks:index:DiSyncDeployment",
            "payments",
            payments,
            "--yes",
            "--out",
            "new.yaml",
        );
        const made = parse(await readFile(join(stack.folder, "new.yaml"), "utf8")) as { resources: object };
        const resources = { ...program.resources, ...made.resources };
        await stack.write("Pulumi.yaml", stringify({ ...program, resources }));
    },
    python: async (stack) => {
        const options = ["--yes", "--generate-code=false"];
        await stack.ok("import", "dataworks:index:DiSyncDeployment", "payments", payments, ...options);
        const program = await readFile(join(stack.folder, "__main__.py"), "utf8");
        const declared = /```python\n(payments = [^]*?)```/.exec((await filesOfExample("python"))["README.md"] ?? "");
        await stack.write("__main__.py", `${program}\n${declared?.[1] ?? ""}`);
    },
};

for (const language of ["yaml", "python"] as const) {
    describe(`examples/${language}`, () => {
        let story: Story;

        /** What a step changed in DataWorks. */
        const writesOf = (step: string) =>
            story.after(step).calls.filter((call) => /^(Create|Update|Delete|Deploy|Start|Stop|Terminate)/.test(call));

        before(async () => {
            const files = await filesOfExample(language);
            files["Pulumi.test.yaml"] = files["Pulumi.dev.yaml"] ?? "";
            story = await Story.begin({ seed: await shop() }, { files, language });
            const { stack, emulator } = story;
            const { code, output } = await runCommand(stack, "plugin", "install");
            assert.equal(code, 0, output);
            await story.step("up", () => stack.okUp());
            await story.step("unchanged", () => stack.pulumi("preview", "--expect-no-changes"));
            await emulator.control.editTask({ ...edit, definition: { tables: ["a"] } });
            await story.step("review", () => stack.pulumi("preview", "--refresh", "--json", "--expect-no-changes"));
            await importing[language](stack);
            await story.step("imported", () => stack.pulumi("preview", "--expect-no-changes"));
            // What is imported is protected.
            await stack.ok("state", "unprotect", "--all", "--yes");
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview"));
        });

        after(async () => {
            await story.close();
        });

        it("makes, deploys and starts the task, and deploys another that it finds by its name", () => {
            const fileId = String(story.task("up", "shop").outputs["fileId"]);
            assert.deepEqual(
                writesOf("up").filter((call) => call !== "DeployDISyncTask 510001"),
                ["CreateDISyncTask 10000", `DeployDISyncTask ${fileId}`, `StartDISyncInstance ${fileId}`],
            );
            assert.ok(writesOf("up").includes("DeployDISyncTask 510001"));
            assert.equal(story.instance("up", "shop").outputs["status"], "RUN");
            assert.equal(story.deployment("up", "orders").outputs["status"], "success");
        });

        it("proposes nothing as long as nothing has changed", () => {
            assert.equal(story.after("unchanged").run.code, 0, story.after("unchanged").run.output);
        });

        it("has a review name the deployment whose task was edited since, and fail", () => {
            const { run } = story.after("review");
            assert.equal(run.code, 7, run.output);
            assert.deepEqual(plannedIn(run), { orders: "update" });
        });

        it("imports what is deployed already, by its id", () => {
            const { run, state, calls } = story.after("imported");
            assert.equal(run.code, 0, run.output);
            assert.equal(state["payments"]?.inputs["fileId"], "510004");
            assert.ok(!calls.includes("DeployDISyncTask 510004"));
        });

        it("stops, undeploys and deletes the task it made, and leaves the others", () => {
            const fileId = String(story.task("up", "shop").outputs["fileId"]);
            const writes = writesOf("destroy");
            assert.deepEqual(
                writes.map((call) => call.split(" ")[1]),
                writes.map(() => fileId),
            );
            assert.ok(writes.includes(`DeleteDISyncTask ${fileId}`), writes.join("\n"));
            assert.deepEqual([story.after("destroy").state, story.after("destroy").tasks], [{}, {}]);
        });
    });
}

describe("examples/python/dataworks.py", () => {
    it("has every argument and output of the schema's resources, and what its look-ups give", async () => {
        const text = (await filesOfExample("python"))["dataworks.py"] ?? "";
        const schema = JSON.parse(await readFile(join(root, "provider", "plugin", "schema.json"), "utf8")) as Schema;
        const namesIn = (part: string, pattern: RegExp) => [...part.matchAll(pattern)].map(([, name]) => name).sort();
        for (const [token, { inputProperties, properties }] of Object.entries(schema.resources)) {
            const name = token.split(":").at(-1) ?? "";
            const [, own = ""] = new RegExp(`class ${name}\\(_Resource\\):\\n([^]*?)\\n\\n\\n`).exec(text) ?? [];
            assert.deepEqual(namesIn(own, /^ {12}"(\w+)":/gm), Object.keys(inputProperties).sort(), name);
            const outputs = Object.keys(properties).filter((each) => !(each in inputProperties));
            const [, listed = ""] = /outputs = \[([^\]]*)\]/.exec(own) ?? [];
            assert.deepEqual(namesIn(listed, /"(\w+)"/g), outputs.sort(), name);
            const given = namesIn(own, /= _output\("(\w+)"\)/g).filter((each) => !(String(each) in inputProperties));
            assert.deepEqual(given, outputs, name);
        }
        for (const [lookup, name] of Object.entries({
            getDiSyncFile: "get_di_sync_file",
            getWorkspace: "get_workspace",
        })) {
            const [, own = ""] = new RegExp(`def ${name}\\([^]*?\n([^]*?)\n\n\n`).exec(text) ?? [];
            const found = schema.functions[`dataworks:index:${lookup}`]?.outputs.properties ?? {};
            assert.deepEqual(namesIn(own, /found\["(\w+)"\]/g), Object.keys(found).sort(), name);
        }
    });
});
