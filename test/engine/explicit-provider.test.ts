// dataworks.Provider on the real engine: another account or region in the same program.
import assert from "node:assert/strict";
import { defaultAccessKeyId, defaultAccessKeySecret } from "dataworks-emulator";
import { adapters } from "../support/adapters";
import { plannedIn } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const otherKey = { accessKey: "other-access-key-id", secretKey: "other-access-key-secret" };
const rotatedKey = { accessKey: "rotated-access-key-id", secretKey: "rotated-access-key-secret" };
const args = (fileId: string) => ({ projectId, taskType: "DI_REALTIME", fileId });

for (const adapter of adapters)
    describe(`dataworks.Provider, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            const credentials = [otherKey, rotatedKey].map(({ accessKey, secretKey }) => ({
                accessKeyId: accessKey,
                accessKeySecret: secretKey,
            }));
            credentials.push({ accessKeyId: defaultAccessKeyId, accessKeySecret: defaultAccessKeySecret });
            story = await Story.begin(
                { seed: { ...seedOf(...realtime("100", "101", "102")), credentials } },
                { adapter },
            );
            const { stack } = story;
            // What the stack says is for the default provider alone.
            await stack.ok("config", "set", "dataworks:clientReadTimeout", "50000");

            const other = { region: "cn-hangzhou", clientReadTimeout: 30_000, network: null, ...otherKey };
            const program = (moving: object) => ({
                ours: { args: args("100") },
                theirs: { args: args("101"), opts: { provider: "other" } },
                moving: { args: args("102"), opts: moving },
            });
            await stack.declare(program({}), { other });
            await story.step("up", () => stack.okUp());

            await stack.declare(program({ provider: "other" }), { other });
            await story.step("plan to move", () => stack.ok("preview", "--json"));
            await story.step("move", () => stack.okUp());

            await stack.declare(program({ provider: "other" }), { other: { ...other, ...rotatedKey } });
            await story.step("plan to rotate", () => stack.ok("preview", "--json"));
            await story.step("rotate", () => stack.okUp());
            await story.step("refresh", () => stack.ok("preview", "--refresh", "--expect-no-changes"));

            await stack.declare(program({ provider: "other" }), {
                other: { ...other, ...rotatedKey, region: "cn-shanghai" },
            });
            await story.step("plan for another region", () => stack.ok("preview", "--json"));

            const wrong = { region: "somewhere", accessKey: "alone", network: "private", clientReadTimeout: 0 };
            await stack.declare({ theirs: { args: args("101"), opts: { provider: "other" } } }, { other: wrong });
            await story.step("contradictions", () => stack.pulumi("preview"));
            const { ALIBABA_CLOUD_REGION_ID: region } = stack.env;
            stack.env["ALIBABA_CLOUD_REGION_ID"] = undefined;
            await stack.ok("config", "set", "dataworks:region", "cn-hangzhou");
            await stack.declare({ theirs: { args: args("101"), opts: { provider: "other" } } }, { other: {} });
            await story.step("no region", () => stack.pulumi("preview"));
            stack.env["ALIBABA_CLOUD_REGION_ID"] = region;
            await stack.declare({}, { other: { regoin: "cn-hangzhou" } });
            await story.step("misspelt", () => stack.pulumi("preview"));
        });

        after(async () => {
            await story.close();
        });

        it("deploys with its own keys, and leaves the default provider's to the others", () => {
            const keyOf = (fileId: string) =>
                new Set(
                    story
                        .after("up")
                        .journal.filter(({ parameters }) => parameters["FileId"] === fileId)
                        .map(({ accessKeyId }) => accessKeyId),
                );
            assert.deepEqual([...keyOf("100")], [defaultAccessKeyId]);
            assert.deepEqual([...keyOf("101")], [otherKey.accessKey]);
        });

        it("keeps its secrets encrypted in the state, although the program did not mark them", () => {
            const { stateText } = story.after("up");
            assert.ok(stateText.includes(otherKey.accessKey));
            assert.ok(!stateText.includes(otherKey.secretKey));
        });

        it("replaces and deploys nothing where a deployment moves to it from the default provider", () => {
            assert.deepEqual(plannedIn(story.after("plan to move").run), {});
            assert.deepEqual(story.after("move").calls, []);
            assert.equal(story.deployment("move", "moving").id, story.deployment("up", "moving").id);
        });

        it("replaces and deploys nothing where its keys are rotated, and uses the new ones", () => {
            assert.deepEqual(plannedIn(story.after("plan to rotate").run), {});
            assert.deepEqual(story.after("rotate").calls, []);
            assert.equal(story.after("refresh").run.code, 0);
        });

        it("replaces the deployments where its region changes", () => {
            assert.deepEqual(plannedIn(story.after("plan for another region").run), {
                theirs: "replace",
                moving: "replace",
            });
        });

        it("says at preview all that is wrong with its settings", () => {
            const { run, calls } = story.after("contradictions");
            assert.equal(run.code, 1);
            assert.deepEqual(calls, []);
            for (const what of [
                "region has to be a region id",
                "secretKey is missing",
                'network has to be "public" or "vpc"',
                "clientReadTimeout has to be a number of milliseconds",
            ]) {
                assert.ok(run.output.includes(`dataworks.Provider "other": ${what}`), what);
            }
        });

        it("without a region is told its own argument, not the stack's configuration, which it does not take", () => {
            const { run } = story.after("no region");
            assert.equal(run.code, 1);
            assert.match(run.output, /dataworks\.Provider "other": region is not set, .*\{ region: "cn-hangzhou" \}\)/);
            assert.doesNotMatch(run.output, /pulumi config set/);
        });

        it("says that a setting does not exist, without a stack trace", () => {
            const { run } = story.after("misspelt");
            assert.equal(run.code, 1);
            assert.match(
                run.output,
                adapter === "plugin"
                    ? /dataworks resource 'other' has a problem: regoin is no setting: did you mean region\?/
                    : /dataworks.Provider "other" has no setting regoin: it has region, /,
            );
            assert.doesNotMatch(run.output, /\n\s+at /);
        });
    });
