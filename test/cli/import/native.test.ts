// pulumi-dataworks import --native: what it writes for the plugin, which takes over the same by each id as the command does by itself.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readImportId } from "../../../provider/src/plugin/import-id";
import { Driver } from "../../../provider/src/resources/driver";
import type { Values } from "../../../provider/src/resources/resource";
import { resources } from "../../../provider/src/resources/table";
import { databaseTask } from "../../support/database-task";
import { clientOf, contextOf } from "../../support/lifecycle";
import { ImportStage } from "./import-stage";

interface Entry {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly inputs?: Values;
    readonly outputs?: Values;
}

describe("pulumi-dataworks import --native", () => {
    const stage = new ImportStage({
        ...{ fileId: "600", name: "shop", folder: "Business Flow/shop", deployed: true, instance: "RUN" },
        definition: databaseTask(["orders", "returns"]),
    });
    const { importing } = stage;
    const all = ["--with-definitions", "--with-instances", "--solution", "500", "--name", "*"];

    const written = async (file: string, ...args: string[]) => {
        const { code, output, stdout } = await importing("--out", file, ...all, ...args);
        assert.equal(code, 0, output);
        const { resources } = JSON.parse(await readFile(join(stage.folder, file), "utf8")) as { resources: Entry[] };
        return { resources, stdout };
    };

    it("writes the type, the name and the id of each task, instance and deployment, and no more, and says what is left out as ever", async () => {
        const { resources, stdout } = await written("native.json", "--native");
        const id = (fileId: string, taskType = "DI_REALTIME") => `cn-hangzhou/10000/${taskType}/${fileId}`;
        const entry = (kind: string, name: string, of: string) => ({ type: `dataworks:index:${kind}`, name, id: of });
        const deployed = [
            ["orders_long", id("7567482277219412494")],
            ["orders_test", id("202")],
            ["shop", id("600")],
            ["task_100", id("100")],
        ] as const;
        assert.deepEqual(resources, [
            entry("DiSyncTask", "shop", id("600")),
            entry("DiSyncDeployment", "orders_long", id("7567482277219412494")),
            entry("DiSyncDeployment", "orders_test", id("202")),
            entry("DiSyncDeployment", "shop", id("600")),
            entry("DiSyncDeployment", "solution_500", id("500", "DI_SOLUTION")),
            entry("DiSyncDeployment", "task_100", id("100")),
            ...deployed.map(([name, of]) => entry("DiSyncInstance", name, of)),
        ]);
        assert.match(stdout, /^Left out, since no version of them is in production:\n {2}orders_test \(201\)$/m);
        assert.match(
            stdout,
            /^Definitions left out, since they have another form [^]*^Instances left out, since these solutions do not run/m,
        );
        assert.ok(
            stdout.endsWith(
                "What to run next, where `pulumi import` prints the declarations that go into the program:\n" +
                    "  pulumi import --file native.json --yes --protect=false\n" +
                    "  pulumi preview --refresh --expect-no-changes\n",
            ),
            stdout,
        );
    });

    it("imports without generated code where it writes the program, in YAML", async () => {
        const { stdout } = await written("native.json", "--native", "--program", "Main.yaml");
        assert.match(stdout, /\nMain\.yaml: the program that declares them\.\n/);
        assert.match(
            stdout,
            /\nWhat to run next:\n {2}pulumi import --file native\.json --generate-code=false --yes --protect=false\n/,
        );
        const program = await readFile(join(stage.folder, "Main.yaml"), "utf8");
        assert.match(
            program,
            /\n {2}shop-deployment:\n {4}type: dataworks:index:DiSyncDeployment\n {4}name: shop\n {4}properties:\n {6}projectId: "10000"\n {6}taskType: DI_REALTIME\n {6}fileId: \$\{shop-task\.fileId\}\n {6}triggers:\n {8}revision: \$\{shop-task\.revision\}\n/,
        );
    });

    it("has the plugin take over what the command writes for dynamic resources, but for what is wired there", async () => {
        const [native, dynamic] = [await written("native.json", "--native"), await written("dynamic.json")];
        const client = clientOf(stage.emulator.url);
        try {
            assert.equal(native.resources.length, 10);
            for (const { type, name, id } of native.resources) {
                const kind = type.split(":").at(-1) as keyof typeof resources;
                const adopted = await new Driver(resources[kind], contextOf(client)).adopt(
                    readImportId(id, "cn-hangzhou"),
                );
                const entry = dynamic.resources.find((each) => each.type.endsWith(`:${kind}`) && each.name === name);
                const { id: given, inputs, outputs } = entry ?? assert.fail(`no ${kind} ${name}`);
                assert.equal(adopted.id, given);
                assert.deepEqual([adopted.inputs, adopted.outputs], [inputs, outputs].map(unwired));
            }
        } finally {
            client.close();
        }
    });

    it("says to set the region where the plugin would not have it: the settings of `alicloud:` do not reach it", async () => {
        const { stdout } = await written("native.json", "--native", "--region", "cn-hangzhou");
        assert.match(
            stdout,
            /\n {2}pulumi config set dataworks:region cn-hangzhou\n {2}pulumi import --file native\.json/,
        );
    });
});

/** The values without the provider's text, and without triggers that are "": these count as absent. */
function unwired(values: Values | undefined): Values {
    const { __provider: _, triggers, ...others } = values ?? {};
    assert.ok(Object.values(triggers ?? {}).every((value) => value === ""));
    return others;
}
