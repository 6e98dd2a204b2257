// Settings on the real engine: credentials, the region that is remembered, an endpoint that may be another region's.
import assert from "node:assert/strict";
import { defaultAccessKeyId, defaultAccessKeySecret } from "dataworks-emulator";
import { adapters } from "../support/adapters";
import { plannedIn, stateIn } from "../support/stack";
import { Story } from "../support/story";
import { projectId, realtime, seedOf } from "../support/tasks";

const secretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const keyVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";

for (const adapter of adapters)
    describe(`settings, by the ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102")) }, { adapter });
            const { stack } = story;
            const retained = { args: { projectId, taskType: "DI_REALTIME", fileId: "100" } };
            const undeployed = { args: { projectId, taskType: "DI_REALTIME", fileId: "101", onDelete: "undeploy" } };
            await stack.declare({ retained, undeployed });

            const { [keyVariable]: key = "", [secretVariable]: secret = "" } = stack.env;
            stack.env[keyVariable] = undefined;
            stack.env[secretVariable] = undefined;
            await story.step("preview without credentials", () => stack.pulumi("preview"));
            await story.step("up without credentials", () => stack.up());

            await stack.ok("config", "set", "dataworks:accessKey", key);
            await stack.ok("config", "set", "--secret", "dataworks:secretKey", "obviously-fake-and-wrong");
            await story.step("up with a wrong key", () => stack.up());
            await stack.ok("config", "set", "--secret", "dataworks:secretKey", secret);
            await story.step("up", () => stack.okUp());

            await stack.ok("config", "set", "dataworks:region", "cn-shanghai");
            await story.step("plan for another region", () => stack.ok("preview", "--json"));
            // A refresh gets the settings of the last up, so the changed region is brought by --run-program.
            await story.step("refresh for another region", () =>
                stack.pulumi("refresh", "--yes", "--skip-preview", "--run-program"),
            );
            await story.step("up for another region", () => stack.up());

            await stack.ok("config", "set", "dataworks:regoin", "cn-hangzhou");
            await stack.ok("config", "set", "--plaintext", "alicloud:secretKey", "obviously-fake-in-clear");
            await story.step("preview of a misspelt key", () => stack.pulumi("preview"));
        });

        after(async () => {
            await story.close();
        });

        it("without credentials do not stop a preview, and stop an up before any call", () => {
            assert.equal(story.after("preview without credentials").run.code, 0);
            const { run, calls, state } = story.after("up without credentials");
            assert.equal(run.code, 1);
            assert.match(run.output, /No credentials for Alibaba Cloud were found, so no call was made/);
            assert.deepEqual([calls, state], [[], {}]);
        });

        it("with a key that does not belong to the account are refused by DataWorks, and not shown", () => {
            const { run, calls, state } = story.after("up with a wrong key");
            assert.equal(run.code, 1);
            assert.match(
                run.output,
                /SignatureDoesNotMatch.*RequestId.*The secret key does not belong to the access key/,
            );
            assert.ok(!run.output.includes("obviously-fake-and-wrong"));
            assert.ok(calls.length > 0);
            assert.deepEqual(state, {});
        });

        it("from the stack's configuration work, and a secret one is not in clear in the state", () => {
            assert.equal(Object.keys(story.after("up").state).length, 2);
            assert.ok(!story.after("up").stateText.includes(defaultAccessKeySecret));
        });

        it("from the stack's configuration are in the state, among the default provider's inputs, in clear where not secret", () => {
            const [provider, space] =
                adapter === "plugin" ? ["dataworks::default", ""] : ["pulumi-nodejs::default", "dataworks:"];
            const { resources = [] } = stateIn(story.after("up").stateText);
            const { inputs } =
                resources.find(({ urn }) => urn.endsWith(provider)) ?? assert.fail("no default provider");
            assert.equal(inputs[`${space}accessKey`], defaultAccessKeyId);
            assert.equal(typeof inputs[`${space}secretKey`], "object");
        });

        it("that are misspelt are warned of once, without a value, and by the dynamic provider secrets in clear", () => {
            const { run } = story.after("preview of a misspelt key");
            // The CLI shows a warning as it comes, and once more in its summary.
            const summary = run.output.slice(run.output.indexOf("Diagnostics:"));
            assert.equal(summary.match(/dataworks:regoin .*did you mean dataworks:region\?/g)?.length, 1);
            // A plugin is handed no `alicloud:` key, and is not told which secrets stand in clear.
            const warned = summary.match(/`pulumi config set --secret alicloud:secretKey`/g) ?? [];
            assert.equal(warned.length, adapter === "plugin" ? 0 : 1);
            assert.doesNotMatch(run.output, /obviously-fake|--secret dataworks/);
            assert.doesNotMatch(story.after("up").run.output, /did you mean|config set/);
        });

        it("with another region plan a replacement", () => {
            const planned = plannedIn(story.after("plan for another region").run);
            assert.deepEqual(planned, { retained: "replace", undeployed: "replace" });
        });

        it("with another region and an endpoint do not ask the wrong region: refresh and undeploying fail clearly", () => {
            const refresh = story.after("refresh for another region");
            assert.equal(refresh.run.code, 1);
            assert.deepEqual(refresh.calls, []);
            const up = story.after("up for another region");
            assert.equal(up.run.code, 1);
            assert.deepEqual(
                up.calls.filter((call) => !/^(GetDISyncTask|DeployDISyncTask) /.test(call)),
                [],
            );
            for (const { run } of [refresh, up]) {
                assert.match(run.output, /the deployment is in region cn-hangzhou, but the settings say cn-shanghai/);
            }
            assert.equal(story.deployment("up for another region", "retained").outputs["region"], "cn-shanghai");
        });
    });
