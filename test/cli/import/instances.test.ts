// Which instances the command import takes over as they are, which it leaves out and why, and what it writes of them.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { whyLeft } from "../../../provider/src/cli/import/instances";
import { callsOf, projectId } from "../../support/tasks";
import { ImportStage } from "./import-stage";

interface Told {
    readonly instances: {
        readonly imported: readonly { name: string; fileId: string; state: string }[];
        readonly leftOut: readonly { fileId: string; reason: string; status?: string }[];
    };
}

const passing = "they are on their way, and can be taken over once they run or stand still";
const unknown = "nobody has documented what their status means";
const noStop = "these solutions do not run, and DataWorks has no call that stops one";

describe("pulumi-dataworks import --with-instances", () => {
    const stage = new ImportStage();
    const { importing, written } = stage;
    const calls = async () => callsOf(await stage.emulator.control.journal());
    const read = (name: string) => readFile(join(stage.folder, name), "utf8");

    /** What is taken, as "FILEID STATE NAME", and what is left out, as "FILEID STATUS: REASON". */
    async function looked(...args: string[]): Promise<{ taken: string[]; left: string[] }> {
        const { code, output, stdout } = await importing("--with-instances", "--json", "--force", ...args);
        assert.equal(code, 0, output);
        const { imported, leftOut } = (JSON.parse(stdout) as Told).instances;
        return {
            taken: imported.map(({ fileId, state, name }) => `${fileId} ${state} ${name}`),
            left: leftOut.map(({ fileId, status, reason }) => `${fileId} ${status ?? "-"}: ${reason}`),
        };
    }

    const only = ["--file-id", "100"];
    for (const [status, found] of [
        ["RUN", { taken: ["100 running task_100"], left: [] }],
        ["NORUN", { taken: ["100 stopped task_100"], left: [] }],
        ["PAUSE", { taken: ["100 stopped task_100"], left: [] }],
        ["WAIT", { taken: [], left: [`100 WAIT: ${passing}`] }],
        ["KILLING", { taken: [], left: [`100 KILLING: ${passing}`] }],
    ] as const) {
        it(`goes by its status, in one call that reads: ${status}`, async () => {
            await stage.emulator.control.setInstance({ projectId, fileId: "100", status });
            assert.deepEqual(await looked(...only), found);
            assert.deepEqual(await calls(), [
                `ListFiles ${projectId}`,
                "ListFileVersions 100",
                "GetDISyncTask 100",
                "GetDISyncInstanceInfo 100",
            ]);
        });
    }

    it("guesses no status that nobody knows", async () => {
        const text = '{"Success":true,"RequestId":"r-1","Data":{"Status":"toString","Name":"task_100"}}';
        await stage.emulator.control.addFault({ operation: "GetDISyncInstanceInfo", kind: "body", text });
        assert.deepEqual(await looked(...only), { taken: [], left: [`100 toString: ${unknown}`] });
    });

    it("leaves out that of a task which is not deployed, and takes its deployment as it was asked to", async () => {
        const { taken, left } = await looked("--file-id", "201", "--no-check-versions");
        assert.deepEqual([taken, left], [[], ["201 -: their tasks are not deployed"]]);
        assert.match(await read("import.json"), /"name": "orders_test"/);
    });

    for (const [status, found] of [
        [2, { taken: ["500 running solution_500"], left: [] }],
        [1, { taken: [], left: [`500 1: ${noStop}`] }],
        [3, { taken: [], left: [`500 3: ${noStop}`] }],
        [7, { taken: [], left: [`500 7: ${unknown}`] }],
    ] as const) {
        it(`takes a solution only where it runs: ${status}`, async () => {
            const reference = { projectId, fileId: "500" };
            await stage.emulator.control.setSolution({ ...reference, status: String(status) as "1" });
            assert.deepEqual(await looked("--solution", "500"), found);
        });
    }

    it("writes a program in which an instance restarts after its deployment, and stops where that is undeployed", async () => {
        await stage.emulator.control.setInstance({ projectId, fileId: "100", status: "RUN" });
        const args = ["--with-instances", "--on-delete", "undeploy", "--program", "index.ts", ...only];
        const { code, stdout, output } = await importing(...args);
        assert.equal(code, 0, output);
        assert.match(
            stdout,
            /^import\.json: 1 task and 1 instance of workspace 10000 in cn-hangzhou, for `pulumi import`\.$/m,
        );
        const declared = (await read("index.ts")).split("\n\n")[1];
        assert.equal(
            declared,
            `{
    const deployment = new dataworks.DiSyncDeployment("task_100", {
        projectId: "10000",
        taskType: "DI_REALTIME",
        fileId: "100",
        onDelete: "undeploy",
    });
    new dataworks.DiSyncInstance("task_100", {
        projectId: "10000",
        taskType: "DI_REALTIME",
        fileId: "100",
        state: "running",
        onDelete: "stop",
        triggers: { deployment: deployment.deployedAt },
    });
}
`,
        );
        const before = [await read("import.json"), await read("index.ts")];
        assert.equal((await importing(...args, "--force")).code, 0);
        assert.deepEqual([await read("import.json"), await read("index.ts")], before, "the same at a second time");
    });

    describe("into the list of a stack's file", () => {
        const into = ["--config", "Pulumi.dev.yaml"];
        const config =
            'config:\n  dataworks:region: cn-hangzhou\n  dataworks-di-sync:projectId: "10000"\n  dataworks-di-sync:tasks:\n';
        const entry = (fileId: string, more: string) =>
            `    - { name: mine_${fileId}, taskType: DI_REALTIME, fileId: "${fileId}"${more} }\n`;

        it("writes whether each runs, and nothing for one that is left out", async () => {
            await stage.emulator.control.setInstance({ projectId, fileId: "100", status: "RUN" });
            await stage.emulator.control.setInstance({ projectId, fileId: "202", status: "PAUSE" });
            await stage.emulator.control.setInstance({ projectId, fileId: "7567482277219412494", status: "WAIT" });
            const { taken } = await looked(...into);
            assert.deepEqual(taken, ["202 stopped orders_test", "100 running task_100"]);
            const list = (await read("Pulumi.dev.yaml")).split("tasks:\n")[1] ?? "";
            const runs = list
                .split(/^ +- /m)
                .slice(1)
                .map((each) => [/name: "(\w+)"/.exec(each)?.[1], /run: (\w+)/.exec(each)?.[1]]);
            assert.deepEqual(runs, [
                ["orders_long", undefined],
                ["orders_test", "false"],
                ["task_100", "true"],
            ]);
            const triggers = (await read("import.json")).match(/"triggers": \{\s*"deployment": ""/g);
            assert.equal(triggers?.length, 4, "as the root program has them, in inputs and outputs");
        });

        it("takes those that it lists where it says so of them as they are, and leaves out the others", async () => {
            for (const fileId of ["100", "202"])
                await stage.emulator.control.setInstance({ projectId, fileId, status: "RUN" });
            await writeFile(
                join(stage.folder, "Pulumi.dev.yaml"),
                config +
                    entry("100", ", run: true, onDelete: undeploy") +
                    entry("202", ", run: false") +
                    entry("7567482277219412494", ""),
            );
            const { taken, left } = await looked(...into);
            assert.deepEqual(taken, ["100 running mine_100"]);
            assert.deepEqual(left.sort(), [
                `202 RUN: ${whyLeft.otherwise}`,
                `7567482277219412494 -: ${whyLeft.otherwise}`,
            ]);
            assert.match(await read("import.json"), /"onDelete": "stop"/);
        });
    });

    it("names those that it leaves out, each with its status, and says nothing of them where it was not asked", async () => {
        await stage.emulator.control.setInstance({ projectId, fileId: "100", status: "KILLING" });
        const { stdout } = await importing("--with-instances", ...only);
        assert.match(stdout, /^import\.json: 1 task and 0 instances of/m);
        assert.ok(stdout.includes(`\nInstances left out, since ${passing}:\n  task_100 (100), KILLING\n\n`), stdout);
        await stage.emulator.control.clearJournal();
        const plain = await importing("--force", ...only);
        assert.doesNotMatch(plain.stdout, /nstance/);
        assert.ok(!(await calls()).includes("GetDISyncInstanceInfo 100"));
    });

    it("writes nothing where one cannot be read, and names it", async () => {
        const fault = {
            operation: "GetDISyncInstanceInfo",
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        } as const;
        await stage.emulator.control.addFault(fault);
        const { code, output } = await importing("--with-instances", ...only);
        assert.equal(code, 1);
        assert.match(
            output,
            /could not be read.*\n {2}- GetDISyncInstanceInfo was refused for DI_REALTIME 100 of workspace/,
        );
        assert.deepEqual(await written(), []);
    });
});
