// The options that every resource of Pulumi has, each tried once, in one stack. What does nothing or cannot work is in docs/faq.md.
import assert from "node:assert/strict";
import { plannedIn, type StateResource } from "../support/stack";
import { Story } from "../support/story";
import { otherProjectId, projectId, realtime, seedOf } from "../support/tasks";

/** One deployment for each option, of a task of its own; phase 2 changes what the options speak of. */
const program = `
const dataworks = require("pulumi-dataworks");
const pulumi = require("@pulumi/pulumi");
const { phase, extra } = require("./phase.json");
function deploy(fileId, name, opts, more = {}) {
    const args = { projectId: "${projectId}", taskType: "DI_REALTIME", fileId, onDelete: "undeploy" };
    return new dataworks.DiSyncDeployment(name, { ...args, ...more }, opts);
}
const changed = { triggers: { phase } };
const moved = { projectId: phase === 1 ? "${projectId}" : "${otherProjectId}" };
const transform = (by) => ({ props, opts }) => ({ props: { ...props, triggers: { by } }, opts });
const importing = ({ props, opts }) => ({ props, opts: { ...opts, import: "cn-hangzhou/10000/DI_REALTIME/130" } });
const first = deploy(100, "first", {}, moved);
deploy(101, "parent", { parent: new pulumi.ComponentResource("test:index:Group", "group") });
deploy(102, "dependsOn", { dependsOn: first });
deploy(103, "provider", { provider: new dataworks.Provider("explicit", { region: "cn-hangzhou" }) });
deploy(104, phase === 1 ? "old" : "aliases", { aliases: [{ name: "old" }] });
deploy(105, "ignoreChanges", { ignoreChanges: ["triggers"] }, changed);
deploy(106, "replaceOnChanges", { replaceOnChanges: ["triggers"] }, changed);
deploy(107, "deleteBeforeReplace", { deleteBeforeReplace: true }, moved);
deploy(108, "replaceWith", { replaceWith: [first] });
deploy(109, "replacementTrigger", { replacementTrigger: phase });
deploy(110, "additionalSecretOutputs", { additionalSecretOutputs: ["requestId"] });
deploy(111, "customTimeouts", { customTimeouts: { create: "1ns" } });
deploy(112, "transforms", { transforms: [transform("transforms")] });
deploy(113, "transformations", { transformations: [transform("transformations")] });
deploy(114, "hideDiffs", { hideDiffs: ["triggers"] }, changed);
deploy(115, "protect", { protect: true });
if (phase === 1) {
    deploy(116, "retainOnDelete", { retainOnDelete: true });
    deploy(117, "deletedWith", { deletedWith: deploy(118, "owner") });
}
const extras = {
    id: { id: "cn-hangzhou/10000/DI_REALTIME/130" },
    envVarMappings: { envVarMappings: { A: "B" } },
    import: { import: "cn-hangzhou/10000/DI_REALTIME/130" },
    "import by a transform": { transforms: [importing] },
};
extras["import by a parent"] = extra === "import by a parent" && {
    parent: new pulumi.ComponentResource("test:index:Group", "importing", {}, { transforms: [importing] }),
};
if (extra) deploy(130, extra, extras[extra]);
`;

describe("the options of a resource", () => {
    let story: Story;

    const extras = ["id", "envVarMappings", "import", "import by a transform", "import by a parent"];
    const phase = (number: number, extra?: string) =>
        story.stack.write("phase.json", JSON.stringify({ phase: number, extra }));

    before(async () => {
        const ids = Array.from({ length: 40 }, (_, index) => String(100 + index));
        story = await Story.begin(
            { seed: seedOf(...realtime(...ids)) },
            {
                files: {
                    "index.js": program,
                    "phase.json": '{ "phase": 1 }',
                },
            },
        );
        await story.step("up", () => story.stack.okUp());
        await phase(2);
        await story.step("preview", () => story.stack.ok("preview", "--json"));
        await story.step("again", () => story.stack.okUp("--diff"));
        for (const extra of extras) {
            await phase(2, extra);
            await story.step(extra, () => story.stack.pulumi("preview"));
        }
        await phase(2);
        await story.step("destroy", () => story.stack.pulumi("destroy", "--yes", "--skip-preview"));
    });

    after(async () => {
        await story.close();
    });
    /** What the state says of a resource, beside its inputs and outputs. */
    const said = (name: string) => story.deployment("up", name) as StateResource & Readonly<Record<string, unknown>>;

    it("parent, dependsOn, provider, protect, additionalSecretOutputs and aliases do what they do for every resource", () => {
        assert.match(said("parent").urn, /test:index:Group\$pulumi-nodejs:/);
        assert.deepEqual(said("dependsOn")["dependencies"], [said("first").urn]);
        assert.match(String(said("provider")["provider"]), /::explicit::/);
        assert.equal(said("protect")["protect"], true);
        assert.notEqual(story.after("destroy").run.code, 0);
        assert.deepEqual(story.calls("destroy", "115"), []);
        assert.deepEqual(said("additionalSecretOutputs")["additionalSecretOutputs"], ["requestId", "definition"]);
        assert.deepEqual(story.calls("again", "104"), []);
        assert.ok(story.after("again").state["aliases"]);
    });

    it("transforms and transformations change arguments", () => {
        for (const by of ["transforms", "transformations"]) assert.deepEqual(said(by).outputs["triggers"], { by });
    });

    it("ignoreChanges keeps an argument as it is, deleteBeforeReplace undeploys first", () => {
        assert.deepEqual(story.calls("again", "105"), []);
        const order = (fileId: string) =>
            story
                .calls("again", fileId)
                .map((call) => call.split(" ")[0])
                .filter((call) => /Deploy|Terminate/.test(call ?? ""));
        assert.deepEqual(order("107"), ["TerminateDISyncInstance", "DeployDISyncTask"]);
        assert.deepEqual(order("100"), ["DeployDISyncTask", "TerminateDISyncInstance"]);
    });

    it("retainOnDelete and deletedWith leave the task deployed, whatever onDelete says", () => {
        assert.deepEqual(story.calls("again", "116"), []);
        assert.deepEqual(story.calls("again", "117"), []);
        assert.ok(story.calls("again", "118").includes("TerminateDISyncInstance 118"));
    });

    it("replaceOnChanges and customTimeouts do nothing", () => {
        assert.equal(plannedIn(story.after("preview").run)["replaceOnChanges"], "update");
        assert.equal(said("customTimeouts").outputs["status"], "success");
    });

    for (const [extra, message] of [
        ["import", /DiSyncDeployment "import": Pulumi cannot import/],
        ["import by a transform", /DiSyncDeployment "import by a transform": Pulumi cannot import/],
        ["import by a parent", /code must be a string, not undefined|Cannot read properties of undefined/],
        ["id", /Pulumi cannot read a DiSyncDeployment by its id, so the option id does not work\. Take it out/],
        ["envVarMappings", /envVarMappings can only be used with provider resources/],
    ] as const) {
        it(`${extra} cannot work: the preview fails`, () => {
            const { code, output } = story.after(extra).run;
            assert.notEqual(code, 0);
            assert.match(output, message);
        });
    }
});
