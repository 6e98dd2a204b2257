// Which tasks the command import takes, which it leaves out, and what it says where it cannot have them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator } from "dataworks-emulator";
import { callsOf, otherProjectId, projectId, seedOf } from "../../support/tasks";
import { ImportStage, type Summary } from "./import-stage";

describe("pulumi-dataworks import: the tasks", () => {
    const stage = new ImportStage();
    const { importing, imported, written } = stage;

    const all = [
        "DI_REALTIME 7567482277219412494 orders_long",
        "DI_REALTIME 201 orders_test-201",
        "DI_REALTIME 202 orders_test-202",
        "DI_REALTIME 100 task_100",
    ];
    const solution500 = "DI_SOLUTION 500 solution_500";
    for (const [what, args, taken] of [
        ["all real-time tasks", [], all],
        ["those whose names fit", ["--name", "orders_*"], all.slice(0, 3)],
        ["those that are not left out", ["--name", "orders_*", "--name", "!*_test"], all.slice(0, 1)],
        ["those of a folder", ["--folder", "Flow/test"], ["DI_REALTIME 201 orders_test"]],
        [
            "those of the given ids alone",
            ["--file-id", "100", "--file-id", "201"],
            ["DI_REALTIME 201 orders_test", all[3]],
        ],
        ["an id and those whose names fit", ["--file-id", "100", "--name", "*long"], [all[0], all[3]]],
        ["a solution alone", ["--solution", "500"], [solution500]],
        ["a solution and those whose names fit", ["--solution", "500", "--name", "task*"], [solution500, all[3]]],
    ] as const) {
        it(`takes ${what}`, async () => assert.deepEqual(await imported(...args), taken));
    }

    it("takes tasks of several workspaces, each with a name of its own", async () => {
        const args = ["--project", otherProjectId, "--name", "task_100"];
        assert.deepEqual(await imported(...args), [
            `DI_REALTIME 100 task_100-${projectId}-100`,
            `DI_REALTIME 100 task_100-${otherProjectId}-100`,
        ]);
    });

    it("asks for many ids in few calls", async () => {
        const ids = Array.from({ length: 51 }, (_, index) => String(1000 + index));
        const { code, output } = await importing(...ids.flatMap((id) => ["--file-id", id]));
        assert.equal(code, 1);
        assert.match(output, /Workspace 10000 has no real-time task with the file id 1000, 1001, .*1049\. Leave/);
        assert.deepEqual(callsOf(await stage.emulator.control.journal()), [`ListFiles ${projectId}`]);
    });

    it("leaves out, by name, what has no version in production", async () => {
        const { code, output, stdout } = await importing("--name", "orders*");
        assert.equal(code, 0, output);
        assert.match(stdout, /^import\.json: 2 tasks of workspace 10000 in cn-hangzhou, for `pulumi import`\.$/m);
        assert.match(stdout, /^Left out, since no version of them is in production:\n {2}orders_test \(201\)\n\n/m);
        const calls = callsOf(await stage.emulator.control.journal());
        assert.equal(calls.filter((call) => call.startsWith("ListFileVersions")).length, 3);
        assert.ok(!calls.includes("GetDISyncTask 201"));
    });

    it("takes what was never deployed with --no-check-versions alone, without asking", async () => {
        assert.deepEqual(await imported("--name", "orders_test"), [all[1], all[2]]);
        const calls = callsOf(await stage.emulator.control.journal());
        assert.ok(!calls.some((call) => call.startsWith("ListFileVersions")));
    });

    it("imports nothing, and names what it found, where nothing is in production", async () => {
        const { code, output } = await importing("--file-id", "201");
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: None of these tasks has a version in production.*:\n {2}- orders_test \(201\)\nNo file/m,
        );
        assert.deepEqual(await written(), []);
    });

    it("names the tasks of which DataWorks does not tell whether they are deployed", async () => {
        const args = ["--solution", "500", "--file-id", "100"];
        const { stdout } = await importing(...args);
        assert.match(
            stdout,
            /^Taken, although DataWorks does not tell whether they are deployed:\n {2}solution_500 \(500\)\n\n/m,
        );
        const { untold } = JSON.parse((await importing("--json", "--force", ...args)).stdout) as Summary;
        assert.deepEqual(
            untold.map(({ taskName }) => taskName),
            ["solution_500"],
        );
    });

    it("names the tasks whose definition cannot be read: they are taken without a fingerprint", async () => {
        const solution = { projectId, taskType: "DI_SOLUTION", fileId: "500", user: "1" } as const;
        await stage.emulator.control.editTask({ ...solution, definition: "" });
        const { code, output, stdout } = await importing("--solution", "500");
        await stage.emulator.control.editTask({ ...solution, definition: {} });
        assert.equal(code, 0, output);
        assert.match(
            stdout,
            /^Taken without a fingerprint, since DataWorks does not tell their definitions, .*:\n {2}solution_500 \(500\)\n\n/m,
        );
        const file = await readFile(join(stage.folder, "import.json"), "utf8");
        assert.match(file, /"definition":\s*""/);
    });

    it("says how to do without ListFileVersions where that is refused", async () => {
        await stage.emulator.control.addFault({
            ...{ operation: "ListFileVersions", kind: "error" },
            ...{ status: 403, code: "Forbidden.Access", message: "No." },
        });
        const { code, output } = await importing("--file-id", "100");
        assert.equal(code, 1);
        assert.match(output, /- ListFileVersions was refused .* --no-check-versions does without this call/);
    });

    it("says where it found nothing", async () => {
        const { code, output } = await importing("--name", "nothing*", "--folder", "Flow");
        assert.equal(code, 1);
        assert.match(output, /no real-time task whose name fits nothing\* in workspace 10000, folder "Flow"/);
    });

    it("names the tasks that could not be read, and writes nothing", async () => {
        await stage.emulator.control.addFault({
            operation: "GetDISyncTask",
            kind: "fail",
            message: "The task is broken.",
            times: 2,
        });
        const { code, output, stdout } = await importing();
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: These tasks could not be read\. Leave them out \(--name '!NAME' does\), or see to them:\n( {2}- GetDISyncTask .*\n){2}No file/m,
        );
        assert.match(output, /refused for DI_REALTIME \d+ of workspace 10000: The task is broken\./);
        assert.equal(stdout, "");
        assert.doesNotMatch(output, /\n\s+at /);
        assert.deepEqual(await written(), []);
    });

    it("stops at what is wrong with every call, says it once, and shows no secret", async () => {
        Object.assign(stage.env, { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-the-secret" });
        const { code, output } = await importing();
        assert.equal(code, 1);
        assert.match(
            output,
            /^error: ListFiles was refused for workspace 10000: SignatureDoesNotMatch: .*check the credentials\. `npx pulumi-dataworks doctor` looks further\.$/m,
        );
        assert.doesNotMatch(output, /not-the-secret/);
        assert.equal((await stage.emulator.control.journal()).length, 1);
    });

    it("says what is missing where there are no credentials and no region", async () => {
        Object.assign(stage.env, { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" });
        assert.match((await importing()).output, /^error: No credentials for Alibaba Cloud were found.*\n {2}- /m);
        Object.assign(stage.env, { ALIBABA_CLOUD_REGION_ID: "" });
        assert.match((await importing()).output, / {2}- region is not set: .*, or --region\nNo file was written/);
    });

    it("shows names and folders without what a terminal would obey, and names the resource after them", async () => {
        const name = "red \u001b[31m \u202e";
        const hostile = [
            { fileId: "1", name, folder: "a\u0007", deployed: true },
            { fileId: "2", name: `${name} 2` },
        ];
        const other = await startEmulator({ seed: seedOf(...hostile) });
        try {
            stage.env["DATAWORKS_ENDPOINT"] = other.url;
            const { code, output } = await importing("--name", `${name}*`);
            assert.equal(code, 0, output);
            assert.ok(output.includes("  red \\u001b[31m \\u202e 2 (2)"), output);
            assert.doesNotMatch(output, /\p{Cf}/u);
            assert.ok(!output.includes("\u001b"), output);
            const { code: again, stdout } = await importing("--json", "--force");
            assert.equal(again, 0);
            const { imported: taken } = JSON.parse(stdout) as { imported: unknown[] };
            assert.deepEqual(taken, [
                {
                    ...{ name: "red-u001b-31m-u202e", projectId, taskType: "DI_REALTIME", fileId: "1" },
                    ...{ taskName: "red \\u001b[31m \\u202e", folder: "a\\u0007" },
                },
            ]);
        } finally {
            await other.close();
        }
    });
});
