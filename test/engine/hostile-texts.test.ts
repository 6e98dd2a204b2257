// Texts of replies that the engine's protocol, a terminal or a reader cannot take: every run ends, and nothing is lost.
import assert from "node:assert/strict";
import { defaultAccessKeySecret } from "dataworks-emulator";
import { Story } from "../support/story";
import { definition, projectId, seedOf } from "../support/tasks";

const half = "\ud83d";
/** Half a surrogate, a terminal's codes, a direction, a line's end and a secret. */
const hostile = `half ${half}, red \u001b[31m, turned \u202e, two\nlines, ${defaultAccessKeySecret}`;
const shown = "half \ufffd, red \\u001b[31m, turned \\u202e, two lines, [redacted]";
/** A pair stands over the place where a text is cut. */
const long = `${"x".repeat(499)}😀 more`;
const cut = `${"x".repeat(499)}…`;

const name = "red \u001b[31m";
const looked = { fileId: "109", name, folder: hostile, owner: hostile, lastEditUser: hostile, deployed: true };
const tasks = [
    ...["101", "102", "103", "104", "105", "106", "107", "108"].map((fileId) => ({
        fileId,
        definition: definition(`table_${fileId}`),
    })),
    { ...looked, definition: `{"table":"${half}"}` },
];

/** What the tasks' operations are answered, by the file id. */
const answers: Record<string, { operation: string; skip?: number; status?: number; text: object }> = {
    "101": deployed({ RequestId: hostile, Data: { Status: "success", Message: hostile } }),
    "102": deployed({ RequestId: "r", Data: { Status: "success", Message: long } }),
    "103": deployed({ RequestId: "r", Data: { Status: "fail", Message: long } }),
    "104": { ...deployed({ RequestId: hostile, Code: hostile, Message: hostile }), status: 400 },
    "105": deployed({ RequestId: hostile, Data: {} }),
    "106": { operation: "GetDISyncTask", status: 400, text: { RequestId: hostile, Code: "No", Message: hostile } },
    "107": {
        operation: "ListFileVersions",
        skip: 1, // the one before the deployment
        text: {
            Success: true,
            RequestId: "r",
            Data: { FileVersions: [{ FileVersion: hostile, IsCurrentProd: true }] },
        },
    },
};

function deployed(body: object): { operation: string; text: object } {
    return { operation: "DeployDISyncTask", text: { Success: true, ...body } };
}

/** A refusal of an operation other than deploying. */
const failed = { text: { Success: true, RequestId: "r", Data: { Status: "fail", Message: hostile } } };

const program = `
const dataworks = require("pulumi-dataworks");
const { deployments } = require("./deployments.json");
module.exports = async () => {
    for (const [name, { args }] of Object.entries(deployments)) new dataworks.DiSyncDeployment(name, args);
    const file = await dataworks.getDiSyncFile({ projectId: "10000", name: process.env.LOOKED_FOR });
    const task = await dataworks.getDiSyncTask({ projectId: "10000", taskType: "DI_REALTIME", fileId: file.fileId });
    return { file, task };
};`;

describe("texts of replies that nobody can take as they are", () => {
    let story: Story;
    let outputs: { file: Record<string, string>; task: Record<string, string> };

    const answer = (FileId: string, { operation, skip = 0, status = 200, text }: (typeof answers)[string]) =>
        story.emulator.control.addFault({
            ...{ operation, kind: "body", match: { FileId }, skip, times: 1, status, text: JSON.stringify(text) },
        });

    before(async () => {
        const files = {
            "index.js": program,
        };
        story = await Story.begin({ seed: seedOf(...tasks) }, { files, env: { LOOKED_FOR: name } });
        const { stack, emulator } = story;
        const args = (fileId: string) => ({
            ...{ projectId, taskType: "DI_REALTIME", fileId },
            ...(fileId === "107" && { compareVersions: true }),
            ...(fileId === "108" && { onDelete: "undeploy" }),
        });
        const fileIds = tasks.map(({ fileId }) => fileId).slice(0, 8);
        await stack.declare(Object.fromEntries(fileIds.map((fileId) => [`task${fileId}`, { args: args(fileId) }])));
        for (const [fileId, each] of Object.entries(answers)) await answer(fileId, each);
        await story.step("up", () => stack.up("--continue-on-error"));
        const { stdout } = await stack.ok("stack", "output", "--json", "--show-secrets");
        outputs = JSON.parse(stdout) as typeof outputs;

        await emulator.control.editTask({ projectId, fileId: "101", definition: { [half]: 1 }, user: hostile });
        await story.step("refresh", () => stack.ok("refresh", "--yes", "--skip-preview"));
        await answer("102", { ...answers["104"], operation: "GetDISyncTask", text: answers["104"]?.text ?? {} });
        await story.step("failing refresh", () => stack.pulumi("preview", "--refresh", "--diff"));

        stack.env["LOOKED_FOR"] = "red";
        await story.step("failing look-up", () => stack.pulumi("preview"));
        await emulator.control.clearFaults();
        await answer("108", { operation: "TerminateDISyncInstance", ...failed });
        await story.step("failing destroy", () => stack.pulumi("destroy", "--yes", "--skip-preview"));
    });

    after(async () => {
        await story.close();
    });

    it("end each run with its own exit code", () => {
        const codes = ["up", "failing refresh", "failing look-up", "failing destroy"].map(
            (step) => story.after(step).run.code,
        );
        assert.deepEqual(codes, [1, 1, 1, 1]);
    });

    it("lose no deployment that was made, and keep what is fit of what the API said", () => {
        const { state } = story.after("up");
        const told = Object.entries(state).map(([resource, { outputs: each }]) => [
            ...[resource, each["status"], each["message"], each["requestId"], each["version"]],
        ]);
        const deployedOf = (fileId: string) =>
            told.find(([resource]) => resource === `task${fileId}`)?.slice(1) ?? assert.fail(`${fileId} is lost`);
        assert.deepEqual(deployedOf("101"), ["success", shown, shown, ""]);
        assert.deepEqual(deployedOf("102"), ["success", cut, "r", ""]);
        assert.deepEqual(deployedOf("105"), ["unknown", "", shown, ""]);
        assert.equal(deployedOf("106")[0], "success");
        assert.equal(deployedOf("107")[3], shown);
        assert.deepEqual(Object.keys(state).length, 6, "what was refused is not in the state");
    });

    it("say what was refused, in words that fit", () => {
        const { output } = story.after("up").run;
        for (const said of [
            `DI_REALTIME 103 of workspace 10000: ${cut}`,
            `DI_REALTIME 104 of workspace 10000: ${shown}`,
        ])
            assert.ok(output.includes(said), output);
        assert.ok(output.includes(`could be taken, so edits`) && output.includes(`No: ${shown}`), output);
        assert.ok(story.after("failing refresh").run.output.includes(`GetDISyncTask was refused for DI_REALTIME 102`));
        assert.ok(story.after("failing destroy").run.output.includes(shown));
    });

    it("stand in the drift as what is fit of them", () => {
        const drift = story.deployment("refresh", "task101").outputs["drift"] as string[];
        assert.ok(
            drift.some((line) => line.endsWith(': ["\\ud83d"]')),
            drift.join("\n"),
        );
        assert.ok(
            drift.some((line) => line.endsWith(" by half \ufffd, red \\u001b[31m, turn…u202e, two lines, [redacted]")),
            drift.join("\n"),
        );
    });

    it("come from a look-up as what is fit of them, and a definition whole", () => {
        const { file, task } = outputs;
        assert.deepEqual(
            [file["fileId"], file["name"], file["folder"], file["owner"], file["lastEditUser"]],
            ["109", "red \\u001b[31m", shown, shown, shown],
        );
        assert.equal(task["definition"], '{"table":"\ufffd"}');
        const { output } = story.after("failing look-up").run;
        assert.ok(output.includes(`"red \\u001b[31m" (file id 109, folder "${shown}")`), output);
    });

    it("leave in the state what could not be undeployed, and nothing else", () => {
        assert.deepEqual(Object.keys(story.after("failing destroy").state), ["task108"]);
    });

    it("are nowhere printed as they came", () => {
        for (const step of ["up", "refresh", "failing refresh", "failing look-up", "failing destroy"]) {
            const { output } = story.after(step).run;
            for (const raw of ["\u001b[31m", "\u202e"]) assert.ok(!output.includes(raw), step);
            assert.ok(!output.includes(defaultAccessKeySecret), step);
        }
    });
});
