// Which tasks an import pins to what runs of them, and which it takes without a pin, and says so.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../../../provider/src/definition/index";
import { callsOf, definition, projectId } from "../../support/tasks";
import { ImportStage } from "./import-stage";

const deployed = { deployed: true, folder: "pins" };

describe("pulumi-dataworks import --approve", () => {
    const stage = new ImportStage(
        { ...deployed, fileId: "401", name: "pin_same", definition: definition("same") },
        {
            ...deployed,
            fileId: "402",
            name: "pin_edited",
            definition: "{}",
            versions: [{ definition: definition("was") }],
        },
        // A version that was committed, and is not in production.
        {
            ...{ fileId: "403", name: "pin_newer", folder: "pins" },
            versions: [{ definition: '{"a":1}', inProduction: true }, { definition: '{"a":2}' }],
        },
    );
    const { importing, written } = stage;
    const digest = () =>
        digestOf(
            JSON.stringify(definition("same")),
            { region: "cn-hangzhou", projectId, taskType: "DI_REALTIME", fileId: "401" },
            [],
        );
    const read = (name: string) => readFile(join(stage.folder, name), "utf8");
    const untold = ["--name", "pin_*", "--solution", "500", "--approve"];

    it("pins what runs as it is, in the program and in the import file, and names all others, with no call more", async () => {
        const { code, output, stdout } = await importing(...untold, "--program", "index.ts");
        assert.equal(code, 0, output);
        assert.match(stdout, /^Pinned to what runs, by approvedDigest: 1 task\.$/m);
        assert.match(
            stdout,
            /^Imported without a pin, since they were edited since they were deployed:\n {2}pin_edited \(402\)\n {2}pin_newer \(403\)\n\n/m,
        );
        assert.match(
            stdout,
            /^Imported without a pin, since DataWorks does not tell what of them runs:\n {2}solution_500 \(500\)\n\n/m,
        );
        const pin = await digest();
        assert.deepEqual((await read("index.ts")).match(/approvedDigest: .*/g), [`approvedDigest: "${pin}",`]);
        const { resources } = JSON.parse(await read("import.json")) as {
            resources: { name: string; inputs: Record<string, unknown>; outputs: Record<string, unknown> }[];
        };
        for (const { name, inputs, outputs } of resources) {
            const own = name === "pin_same" ? pin : undefined;
            assert.deepEqual(
                [inputs["approvedDigest"], outputs["approvedDigest"], outputs["digest"]],
                [own, own, own ?? ""],
            );
        }
        const calls = callsOf(await stage.emulator.control.journal());
        assert.deepEqual(calls.filter((call) => call.endsWith(" 401")).sort(), [
            "GetDISyncTask 401",
            "ListFileVersions 401",
        ]);
    });

    it("says so as JSON too", async () => {
        const { stdout } = await importing(...untold, "--program", "index.ts", "--json");
        const { imported, unpinned } = JSON.parse(stdout) as Record<
            string,
            { fileId: string; [key: string]: string }[]
        >;
        assert.deepEqual(
            imported?.map(({ fileId, approvedDigest }) => [fileId, approvedDigest]).filter(([, pin]) => pin),
            [["401", await digest()]],
        );
        assert.deepEqual(
            unpinned?.map(({ fileId, reason }) => `${fileId} ${reason}`),
            [
                "402 they were edited since they were deployed",
                "403 they were edited since they were deployed",
                "500 DataWorks does not tell what of them runs",
            ],
        );
    });

    it("pins in the list of a stack, where what is listed already stays as it stands", async () => {
        const before = `config:\n  dataworks:region: cn-hangzhou\n  dataworks-di-sync:projectId: "${projectId}"\n  dataworks-di-sync:tasks:\n    - name: own\n      taskType: DI_REALTIME\n      fileId: "100"\n`;
        await writeFile(join(stage.folder, "Pulumi.dev.yaml"), before);
        const args = ["--file-id", "100", "--file-id", "401", "--approve", "--config", "Pulumi.dev.yaml", "--force"];
        const { code, output, stdout } = await importing(...args);
        assert.equal(code, 0, output);
        assert.equal(
            await read("Pulumi.dev.yaml"),
            `${before}    - name: "pin_same"\n      taskType: DI_REALTIME\n      fileId: "401"\n      approvedDigest: ${await digest()}\n`,
        );
        assert.match(
            stdout,
            /^Imported without a pin, since the stack's file lists them already, and what it says stays:\n {2}task_100 \(100\)\n\n/m,
        );
    });

    it("pins in a program of native resources, and says that the first update stores the pins", async () => {
        const { stdout } = await importing("--file-id", "401", "--approve", "--native", "--program", "Main.yaml");
        assert.ok((await read("Main.yaml")).includes(`approvedDigest: ${await digest()}`));
        assert.match(
            stdout,
            /\n {2}pulumi import .*\n {2}pulumi up\n {2}pulumi preview --refresh --expect-no-changes\n/,
        );
    });

    for (const [what, args, reason] of [
        [
            "with --no-check-versions",
            ["--program", "index.ts", "--no-check-versions"],
            "--approve does not go with --no-check-versions: ",
        ],
        ["without a place that says the pin", [], "--approve goes with --program or --config: "],
    ] as const) {
        it(`is refused ${what}`, async () => {
            const { code, output } = await importing("--approve", ...args);
            assert.equal(code, 2);
            assert.ok(output.includes(reason), output);
            assert.deepEqual(await written(), []);
        });
    }
});
