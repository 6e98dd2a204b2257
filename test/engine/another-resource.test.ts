// Another resource, with two arguments, on the real engine: one value is all that it takes.
import assert from "node:assert/strict";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { root } from "../../tools/root";
import { Stack, type Step } from "../support/stack";
import { callsOf, projectId, realtime, seedOf } from "../support/tasks";

const dist = (...path: string[]) => JSON.stringify(join(root, "provider", "dist", ...path));

/** The value, and what its text in the state loads: as provider.ts has it for those of the table. */
const fileName = `
const { Host } = require(${dist("dynamic", "host.js")});
const { DynamicProvider } = require(${dist("dynamic", "provider.js")});
const { id } = require(${dist("resources", "types.js")});
const read = async ({ drift, ...olds }, { dataworks }) => {
    const { name, deletedStatus } = await dataworks(olds.region).getFile(olds.projectId, olds.fileId);
    return deletedStatus === "NORMAL" ? { ...olds, name } : undefined;
};
const inputsOf = ({ projectId, fileId, region }) => ({ projectId, fileId, region });
exports.DiFileName = new DynamicProvider({
    name: "DiFileName",
    arguments: {
        projectId: { meaning: "The workspace.", type: id({ what: "a workspace id", most: 10n ** 10n }), required: true, replaces: true },
        fileId: { meaning: "The file.", type: id({ what: "a file id", most: 2n ** 63n - 1n }), required: true },
    },
    outputs: { region: { meaning: "The region." }, name: { meaning: "The file's name." } },
    describe: ({ fileId }) => \`file \${fileId}\`,
    idOf: ({ fileId }) => fileId,
    diff: (olds, news) => ({
        changes: olds.projectId !== news.projectId || olds.fileId !== news.fileId,
        replaces: olds.projectId !== news.projectId ? ["projectId"] : [],
        notices: [],
    }),
    create: read,
    update: (olds, news, context) => read(news, context),
    read: async (olds, context) => {
        const outputs = await read(olds, context);
        return outputs && { outputs, inputs: inputsOf(outputs) };
    },
    delete: async () => {},
}, new Host());
`;
const program = `
const pulumi = require("@pulumi/pulumi");
const text = "exports.handler=()=>require(" + JSON.stringify(__dirname + "/file-name.js") + ").DiFileName;";
const named = new pulumi.CustomResource("pulumi-nodejs:dynamic/test:DiFileName", "orders", {
    name: undefined, region: undefined, ...require("./arguments.json"), __provider: text,
});
exports.name = named.name;
`;

describe("a resource that is one value more", () => {
    let emulator: Emulator;
    let stack: Stack;

    before(async () => {
        emulator = await startEmulator({ seed: seedOf(...realtime("100", "200")) });
        stack = await Stack.open({
            endpoint: emulator.url,
            files: {
                "index.js": program,
                "file-name.js": fileName,
                "arguments.json": "{}",
            },
        });
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    async function plannedFor(args: object): Promise<string[]> {
        await stack.write("arguments.json", JSON.stringify(args));
        const { steps } = JSON.parse((await stack.ok("preview", "--json")).stdout) as { steps: Step[] };
        return steps.filter(({ urn }) => urn.endsWith("::orders")).map(({ op }) => op);
    }

    it("is checked by its arguments: all that is wrong at once", async () => {
        await stack.write("arguments.json", JSON.stringify({ projectId: "x", fileID: 1 }));
        const { code, output } = await stack.pulumi("preview");
        assert.notEqual(code, 0);
        for (const said of [
            "projectId has to be a workspace id, from 1 to 10000000000, as digits",
            "fileId is missing: it has to be a file id, from 1 to 9223372036854775807, as digits",
            "fileID is not a property of DiFileName: did you mean fileId?",
        ]) {
            assert.ok(output.includes(said), said);
        }
    });

    it("is created, refreshed, updated, replaced and deleted by its verbs alone", async () => {
        await stack.write("arguments.json", JSON.stringify({ projectId, fileId: 100 }));
        await stack.okUp();
        assert.equal((await stack.ok("stack", "output", "name")).stdout.trim(), "task_100");
        await stack.ok("refresh", "--yes", "--skip-preview", "--expect-no-changes");
        assert.deepEqual(await plannedFor({ projectId: "10001", fileId: 100 }), ["replace"]);
        assert.deepEqual(await plannedFor({ projectId, fileId: 200 }), ["update"]);
        await stack.okUp();
        assert.equal((await stack.ok("stack", "output", "name")).stdout.trim(), "task_200");
        await stack.ok("destroy", "--yes");
        assert.deepEqual(callsOf(await emulator.control.journal()), ["GetFile 100", "GetFile 100", "GetFile 200"]);
    });
});
