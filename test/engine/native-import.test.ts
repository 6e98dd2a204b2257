// Tasks that are deployed already come under the plugin by their ids, on the real engine: many by a file, one by the command, one by an option.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pluginsOf } from "../support/adapters";
import type { Run } from "../support/cli";
import { runCommand } from "../support/command";
import { databaseTask } from "../support/database-task";
import { dataSources } from "../support/new-task";
import { Story } from "../support/story";
import { projectId, realtime } from "../support/tasks";

describe("tasks that are imported by their ids", () => {
    let story: Story;
    const refused = new Map<string, Run>();

    before(async () => {
        const documented = {
            definition: databaseTask(["orders", "returns"]),
            folder: "Business Flow/shop",
            deployed: true,
        };
        const tasks = [
            { fileId: "100", name: "orders", ...documented, instance: "RUN" as const },
            { fileId: "101", name: "pay ${orders.name} $$", ...documented },
            ...realtime("102", "103").map((task) => ({ ...task, deployed: true })),
            ...realtime("104"),
        ];
        const files = {
            "Pulumi.yaml": `name: test\nruntime: yaml\n${pluginsOf("plugin")}`,
            "Main.yaml": "resources: {}\n",
        };
        story = await Story.begin(
            { seed: { workspaces: [{ projectId, dataSources, tasks }] } },
            { files, adapter: "plugin", language: "yaml" },
        );
        const { stack } = story;
        const command = async (...args: string[]) => {
            const run = await runCommand(stack, "import", "--project", projectId, "--native", "--force", ...args);
            assert.equal(run.code, 0, run.output);
            return run;
        };
        const imports = (...args: string[]) => stack.pulumi("import", "--yes", "--protect=false", ...args);
        const some = ["--with-definitions", "--with-instances", "--name", "!task_*"];
        await story.step("write", () => command(...some, "--program", "Main.yaml"));
        await story.step("import", () => imports("--generate-code=false", "--file", "import.json"));
        await story.step("review", () => stack.pulumi("preview", "--expect-no-changes"));
        await story.step("refreshed review", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
        const deployment = "dataworks:index:DiSyncDeployment";
        for (const id of ["10000/DI_REALTIME/104", "10000/DI_REALTIME/999", "orders"])
            refused.set(id, await imports(deployment, "wrong", id));
        await story.step("one", () => imports(deployment, "late", "10000/DI_REALTIME/102"));
        const program = await readFile(join(stack.folder, "Main.yaml"), "utf8");
        const task = `{ projectId: "10000", taskType: DI_REALTIME, fileId: "102"`;
        await stack.write(
            "Main.yaml",
            `${program}  late:\n    type: ${deployment}\n    properties: ${task} }\n` +
                `  stands:\n    type: dataworks:index:DiSyncInstance\n    properties: ${task}, state: stopped }\n` +
                "    options: { import: cn-hangzhou/10000/DI_REALTIME/102 }\n",
        );
        await story.step("option", () => stack.okUp());
        await story.step("last review", () => stack.pulumi("preview", "--refresh", "--expect-no-changes"));
        // From here on, nothing that reaches the plugin says the region.
        await stack.ok("config", "set", "alicloud:region", "cn-hangzhou");
        delete stack.env["ALIBABA_CLOUD_REGION_ID"];
        await story.step("write again", () => command("--with-definitions", "--with-instances"));
    });

    after(() => story.close());

    it("are under Pulumi as they are, with what the command would write by itself", () => {
        const { state, instances, tasks } = story.after("import");
        const own = ({
            id,
            outputs: { status, state },
        }: {
            id?: string;
            outputs: Readonly<Record<string, unknown>>;
        }) => [id, status ?? state];
        const place = "cn-hangzhou/10000/DI_REALTIME";
        assert.deepEqual(
            Object.entries(tasks)
                .map(([name, one]) => [name, ...own(one)])
                .sort(),
            [
                ["orders", `${place}/100`, "imported"],
                ["pay-orders.name", `${place}/101`, "imported"],
            ],
        );
        assert.deepEqual(
            Object.entries(instances)
                .map(([name, { id, outputs }]) => [name, id, outputs["state"]])
                .sort(),
            [
                ["orders", `${place}/100`, "running"],
                ["pay-orders.name", `${place}/101`, "stopped"],
            ],
        );
        for (const { id, outputs } of Object.values(state)) {
            assert.match(id ?? "", /^disync-[0-9a-f]{16}$/);
            assert.deepEqual([outputs["status"], outputs["requestId"], outputs["deployedAt"]], ["imported", "", ""]);
        }
        assert.equal(Object.keys(state).length, 2);
        assert.match(story.after("import").stateText, /"definition":\s*\{\s*"4dabf18193072939515e22adb298388d"/);
    });

    it("have a program in YAML in which task, deployment and instance are wired together, and nothing else is", async () => {
        const program = await readFile(join(story.stack.folder, "Main.yaml"), "utf8");
        assert.deepEqual(
            [...new Set(program.match(/(?<!\$)\$\{.*?\}/g))],
            [
                "${orders-task.fileId}",
                "${orders-task.revision}",
                "${orders-deployment.deployedAt}",
                "${pay-orders-name-task.fileId}",
                "${pay-orders-name-task.revision}",
                "${pay-orders-name-deployment.deployedAt}",
            ],
        );
    });

    it("show nothing to do in a review, with and without a refresh, and were neither deployed nor started", () => {
        for (const step of ["review", "refreshed review", "last review"])
            assert.equal(story.after(step).run.code, 0, story.after(step).run.output);
        const calls = ["import", "review", "refreshed review", "one", "option", "last review"].flatMap(
            (step) => story.after(step).calls,
        );
        assert.deepEqual(
            calls.filter((call) => !/^(Get|List)/.test(call)),
            [],
        );
    });

    it("are imported one by one, too: the region is that of the settings, and the declaration is printed", () => {
        const { run } = story.after("one");
        assert.equal(run.code, 0, run.output);
        assert.match(run.stdout, /type: dataworks:DiSyncDeployment\n {4}properties:\n {6}fileId: '102'/);
        assert.equal(story.deployment("one", "late").outputs["region"], "cn-hangzhou");
    });

    it("are imported by an option of the program, too", () => {
        const { id, outputs } = story.instance("option", "stands");
        assert.deepEqual([id, outputs["state"]], ["cn-hangzhou/10000/DI_REALTIME/102", "stopped"]);
    });

    for (const [id, said] of [
        ["10000/DI_REALTIME/104", /DI_REALTIME 104 of workspace 10000 has no version in production/],
        ["10000/DI_REALTIME/999", /DI_REALTIME 999 of workspace 10000 is not in DataWorks \(cn-hangzhou\)/],
        [
            "orders",
            /"orders" is no id that a task can be imported by: it has 1 part, .*such as cn-hangzhou\/10000\/DI_REALTIME\/510001/,
        ],
    ] as const) {
        it(`are not imported, and are told why, by ${id}`, () => {
            const run = refused.get(id);
            assert.notEqual(run?.code, 0);
            assert.match(run?.output ?? "", said);
            assert.equal(story.after("one").state["wrong"], undefined);
        });
    }

    it("are left out of a second import, which says to set the region where only alicloud: has it", () => {
        const { stdout } = story.after("write again").run;
        assert.match(stdout, /^Left out, since the stack has them already:\n {2}orders \(100\), as orders\n/m);
        assert.match(stdout, /^import\.json: 1 task, 0 definitions and 1 instance of /m);
        assert.match(
            stdout,
            /\n {2}pulumi config set dataworks:region cn-hangzhou\n {2}pulumi import --file import\.json --yes/,
        );
    });
});
