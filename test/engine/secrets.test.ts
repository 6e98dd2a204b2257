// Secrets that are planted wherever one can stand, and looked for wherever one could show.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DiSyncDeploymentArgs } from "../../provider/src/index";
import { adapters } from "../support/adapters";
import { stateIn, type Deployments } from "../support/stack";
import { Story } from "../support/story";
import { projectId, seedOf } from "../support/tasks";

const planted = {
    secretKey: "planted-fake-secret-key",
    token: "planted+fake/security=token",
    definition: "planted-fake-password-of-a-definition",
    edited: "planted-fake-password-after-an-edit",
};
/** Whether a text holds a secret, as it is or as it stands in an address. */
const holds = (text: string, secret: string) => text.includes(secret) || text.includes(encodeURIComponent(secret));
const accessKeyId = "STS.fake-planted";

const definition = (password: string) => ({ type: "job", steps: [{ stepType: "mysql", parameter: { password } }] });
/** One that is deployed, one that is refused, and one whose reply is lost. */
const fileIds = ["100", "101", "102"];

for (const adapter of adapters)
    describe(`secrets, by the ${adapter}`, () => {
        let story: Story;
        let grpc: string;

        before(async () => {
            const tasks = fileIds.map((fileId) => ({
                fileId,
                name: `task_${fileId}`,
                definition: definition(planted.definition),
            }));
            const credentials = [{ accessKeyId, accessKeySecret: planted.secretKey, securityToken: planted.token }];
            story = await Story.begin({ seed: { ...seedOf(...tasks), credentials } }, { adapter });
            const { stack, emulator } = story;
            Object.assign(stack.env, {
                ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: planted.secretKey,
                ALIBABA_CLOUD_SECURITY_TOKEN: planted.token,
                PULUMI_DEBUG_GRPC: join(stack.folder, "grpc.json"),
            });
            await stack.declare(
                Object.fromEntries(
                    fileIds.map((fileId) => [
                        `task${fileId}`,
                        { args: { projectId, taskType: "DI_REALTIME", fileId } },
                    ]),
                ),
            );
            // A gateway that says back what it was sent: secrets in a code, a message and a RequestId.
            const echo = JSON.stringify({
                RequestId: planted.token,
                Code: `Forbidden.${planted.secretKey}`,
                Message: `you sent ${planted.token}, as ${encodeURIComponent(planted.token)}, and ${planted.secretKey}`,
            });
            const { control } = emulator;
            const match = (FileId: string) => ({ operation: "DeployDISyncTask", match: { FileId }, times: 1 }) as const;
            await control.addFault({ ...match("101"), kind: "body", text: echo, status: 403, applied: false });
            await control.addFault({ ...match("102"), kind: "truncated" });
            const loud = ["--logtostderr", "-v=9"] as const;
            await story.step("up", () => stack.up("--continue-on-error", ...loud));
            await control.editTask({ projectId, fileId: "100", definition: definition(planted.edited), user: "1" });
            await story.step("review", () => stack.ok("preview", "--refresh", "--diff", ...loud));
            await story.step("healing up", () => stack.ok("up", "--yes", "--skip-preview", "--refresh", ...loud));
            await story.step("destroy", () => stack.ok("destroy", "--yes", "--skip-preview", ...loud));
            grpc = await readFile(join(stack.folder, "grpc.json"), "utf8");
        });

        after(async () => {
            await story.close();
        });

        it("are where they were planted: calls were signed with them, and the edit was seen", async () => {
            const journal = await story.emulator.control.journal();
            assert.deepEqual(journal, [], "a destroy that retains calls nothing");
            assert.equal(story.after("up").run.code, 1);
            assert.match(
                story.after("up").run.output,
                /Forbidden\.\[redacted\]: you sent \[redacted\], as \[redacted\], and \[redacted\]/,
            );
            assert.match(
                story.after("review").run.output,
                /definition changed since .*: steps\[0\]\.parameter\.password/,
            );
            assert.equal(Object.keys(story.after("healing up").state).length, fileIds.length);
            assert.match(grpc, /DiSyncDeployment/);
        });

        for (const [what, secret] of Object.entries(planted)) {
            it(`are not printed, not at -v=9 either: ${what}`, () => {
                for (const step of ["up", "review", "healing up", "destroy"]) {
                    assert.ok(!holds(story.after(step).run.output, secret), step);
                }
            });

            it(`are not in what goes between engine and provider: ${what}`, () => {
                assert.ok(!holds(grpc, secret));
            });

            it(`are not in the state: ${what}`, () => {
                assert.ok(!holds(story.after("healing up").stateText, secret));
                for (const step of ["up", "healing up"]) {
                    assert.ok(
                        !holds(JSON.stringify(story.after(step).state), secret),
                        `${step}, with secrets in clear`,
                    );
                }
            });
        }

        it("are not in the emulator's journal", async () => {
            await story.stack.okUp();
            const journal = JSON.stringify(await story.emulator.control.journal());
            assert.ok(journal.includes("DeployDISyncTask") && journal.includes(accessKeyId));
            for (const secret of Object.values(planted)) assert.ok(!holds(journal, secret));
        });
    });

for (const adapter of adapters)
    describe(`arguments that become secrets, or were, by the ${adapter}`, () => {
        type Args = Required<DiSyncDeploymentArgs>;
        const marker = "planted-fake-argument";
        /** Every argument, in clear. */
        const args: Record<keyof Args, unknown> = {
            projectId,
            taskType: "DI_REALTIME",
            fileId: "100",
            triggers: { release: 7, k: `${marker}-trigger` },
            onDelete: "retain",
            ignoreDefinitionPaths: ["name", `${marker}-path`],
            compareVersions: false,
            approvedDigest: "d1-51aee1ad1a829674",
        };
        /** The digest is of one task and list. */
        const { approvedDigest: _, ...unpinned } = args;
        const secret = (value: unknown) => ({ $secret: value });
        const each = (change: (value: unknown) => unknown, all: object) =>
            Object.fromEntries(Object.entries(all).map(([key, value]) => [key, change(value)]));
        const whole = each(secret, args);
        /** A secret in each place where one may stand inside of an argument. */
        const inside = {
            ...unpinned,
            triggers: each((value) => (typeof value === "string" ? secret(value) : value), args.triggers as object),
            ignoreDefinitionPaths: (args.ignoreDefinitionPaths as unknown[]).map(secret),
        };
        const nested = ["triggers", "ignoreDefinitionPaths"];
        /** Changed, and lost, in the run in which they become secrets: the engine keeps the inputs of before. */
        const lost = {
            ...{ projectId, taskType: "DI_REALTIME", fileId: "102" },
            triggers: { k: secret(`${marker}-changed`) },
            ignoreDefinitionPaths: [secret(`${marker}-changed`)],
        };

        /** The one was a secret, and becomes plain in a run in which its start is refused; the other one becomes one while it starts. */
        const instances = (later: boolean) => {
            const task = { projectId, taskType: "DI_REALTIME", stableSeconds: 0, timeoutSeconds: 2 };
            const kept = { ...task, fileId: "103", state: "running", triggers: { k: secret(`${marker}-before`) } };
            const starting = { ...task, fileId: "104", state: "stopped", triggers: {} };
            const started = { state: "running", triggers: { k: secret(`${marker}-later`) } };
            return later
                ? {
                      kept: { ...kept, triggers: { k: "plain" } },
                      starting: { ...starting, ...started },
                      fresh: { ...task, fileId: "105", ...started },
                  }
                : { kept, starting };
        };

        let story: Story;

        /** The arguments of a deployment that stand in clear in the state after a step, as inputs or outputs. */
        function inClear(name: string, deployment: string): string[] {
            const { resources = [] } = stateIn(story.after(name).stateText);
            const found = resources.find(({ urn }) => urn.endsWith(`::${deployment}`)) ?? assert.fail(deployment);
            return Object.keys(args).filter((key) =>
                [found.inputs[key], found.outputs[key]].some(
                    (value) =>
                        value !== undefined && typeof (value as { ciphertext?: unknown }).ciphertext !== "string",
                ),
            );
        }

        before(async () => {
            const tasks = ["100", "101", "102", "103", "104", "105", "106"].map((fileId) => ({
                fileId,
                name: fileId,
                deployed: true,
            }));
            story = await Story.begin({ seed: seedOf(...tasks) }, { adapter });
            const { stack, emulator } = story;
            const declare = (deployments: Record<string, object>, later: boolean) => {
                const all = (
                    resources: Record<string, object>,
                    kind?: "DiSyncInstance",
                ): [string, Deployments[string]][] =>
                    Object.entries(resources).map(([name, args]) => [name, { ...(kind && { kind }), args }]);
                return stack.declare(
                    Object.fromEntries([...all(deployments), ...all(instances(later), "DiSyncInstance")]),
                );
            };
            const before = { ...lost, triggers: {}, ignoreDefinitionPaths: [] };
            await declare({ whole: args, inside: { ...unpinned, fileId: "101" }, lost: before }, false);
            await story.step("in clear", () => stack.okUp());
            const freshLost = { ...lost, fileId: "106" };
            await declare({ whole, inside: { ...inside, fileId: "101" }, lost, freshLost }, true);
            const taskType = "DI_REALTIME";
            await emulator.control.setInstances({
                start: { refused: "no" },
                task: { projectId, taskType, fileId: "103" },
            });
            for (const fileId of ["104", "105"])
                await emulator.control.setInstances({ mode: "byHand", task: { projectId, taskType, fileId } });
            for (const FileId of ["102", "106"])
                await emulator.control.addFault({
                    ...{ operation: "DeployDISyncTask", match: { FileId }, kind: "truncated", times: 1 },
                });
            await story.step("secret", () => stack.up("--continue-on-error"));
            await story.step("refreshed", () => stack.ok("refresh", "--yes", "--skip-preview"));
            await emulator.control.setInstances({ task: { projectId, taskType, fileId: "103" } });
            await emulator.control.settleInstances();
            await story.step("healed", () => stack.okUp());
        });

        after(() => story.close());

        it("were in clear in the state before", () => {
            assert.deepEqual(inClear("in clear", "whole"), Object.keys(args));
            assert.equal(story.after("secret").run.code, 1);
            for (const name of ["lost", "freshLost"])
                assert.equal(story.deployment("secret", name).outputs["status"], "unknown");
            for (const [name, value] of [
                ["kept", "before"],
                ["starting", "later"],
                ["fresh", "later"],
            ] as const) {
                const { pending, triggers } = story.instance("secret", name).outputs;
                assert.deepEqual({ pending, triggers }, { pending: "start", triggers: { k: `${marker}-${value}` } });
            }
            assert.deepEqual(story.calls("secret", "100"), []);
        });

        for (const name of ["secret", "refreshed", "healed"]) {
            it(`are nowhere in clear in the state, whole or inside of an argument: ${name}`, () => {
                // A digest is no secret: the class takes that off, and a program that knows the plugin by its tokens alone has no class.
                assert.deepEqual(inClear(name, "whole"), adapter === "plugin" ? [] : ["approvedDigest"]);
                const shown = inClear(name, "inside");
                // The plugin keeps such an argument as a whole until it was a secret for once, and then what of it is one.
                assert.deepEqual(
                    nested.filter((key) => shown.includes(key)),
                    adapter === "plugin" && name === "healed" ? nested : [],
                );
                assert.ok(!story.after(name).stateText.includes(marker));
                assert.ok(!story.after(name).run.output.includes(marker));
            });
        }
    });
