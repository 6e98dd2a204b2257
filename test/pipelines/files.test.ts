// The pipelines' files: GitHub's and GitLab's against their schemas, Flow's by its structure; and that they run commands that there are.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../provider/src/cli/command";
import { root } from "../../tools/root";
import { faults, read } from "./schemas";

const folder = join(root, "pipelines");
const schemas = { github: "github-workflow.json", action: "github-action.json", gitlab: "gitlab-ci.json" };
const action = { platform: "action", name: "action.yml", path: join(folder, "github", "action", "action.yml") };
const files = ["github", "gitlab", "flow"]
    .flatMap((platform) => {
        const names = readdirSync(join(folder, platform)).filter((name) => /\.ya?ml$/.test(name));
        return names.map((name) => ({ platform, name, path: join(folder, platform, name) }));
    })
    .concat(action);

/** The parts of a Flow pipeline that has to have some, each under an id. */
function partsOf(part: unknown): Record<string, unknown>[] {
    const parts = Object.entries((part ?? {}) as Record<string, Record<string, unknown>>);
    assert.notEqual(parts.length, 0);
    for (const [id] of parts) assert.match(id, /^[a-z]\w{0,63}$/i);
    return parts.map(([, each]) => each);
}

describe("the pipelines' files", () => {
    for (const { platform, name, path } of files) {
        if (platform in schemas) {
            it(`follow ${platform}'s schema: ${name}`, () => {
                assert.deepEqual(faults(schemas[platform as keyof typeof schemas], read(path)), []);
            });
        }

        it(`run commands that there are, with options that they take: ${platform}/${name}`, () => {
            const text = readFileSync(path, "utf8");
            const run = [...text.matchAll(/^(?! *#).*?(\S*)pulumi-dataworks +("?\$?\w+"?) (.*)$/gm)];
            assert.ok(run.length > 0 || /actions\/pulumi-dataworks\n|promote-stack/.test(text));
            for (const [, by, command = "", rest = ""] of run) {
                // By npx, it would end at a signal before it has handed that on.
                assert.equal(by, "node_modules/.bin/");
                if (command.includes("$")) continue; // the action's, which the workflows give
                const args = rest.replace(/"\$\w+"/, "stack").split(" ");
                assert.equal(typeof commands.get(command)?.read(args), "function", `${command} ${rest}`);
            }
        });
    }

    it("use GitHub's action with a command and a stack that it runs", () => {
        const { inputs, runs } = read(action.path) as {
            inputs: Record<string, unknown>;
            runs: { steps: { run?: string; env?: Record<string, string> }[] };
        };
        let uses = 0;
        for (const { path } of files.filter(({ platform }) => platform === "github")) {
            const { jobs } = read(path) as { jobs: Record<string, { steps?: { uses?: string; with?: object }[] }> };
            for (const step of Object.values(jobs).flatMap(({ steps = [] }) => steps)) {
                if (!step.uses?.startsWith("./.github/actions/pulumi-dataworks")) continue;
                uses += 1;
                assert.deepEqual(Object.keys(step.with ?? {}), Object.keys(inputs));
                const { command } = step.with as { command: string };
                const publish = command === "promote" ? [] : ["--publish"];
                assert.equal(typeof commands.get(command)?.read(["stack", "--oidc", "github", ...publish]), "function");
            }
        }
        assert.equal(uses, 3);
        // No shell stands between the runner and the command: what is cancelled is told.
        const last = runs.steps.at(-1);
        assert.match(
            last?.run ?? "",
            /^exec node_modules\/\.bin\/pulumi-dataworks "\$COMMAND" "\$STACK" --oidc github \$PUBLISH$/,
        );
        // What may be published by is not given to what deploys.
        assert.equal(last?.env?.["GITHUB_TOKEN"], "${{ inputs.command != 'promote' && github.token || '' }}");
    });

    it("give GitLab's token to one command alone, in a file that no other job knows", () => {
        const text = readFileSync(join(folder, "gitlab", "gitlab-ci.yaml"), "utf8");
        const jobs = read(join(folder, "gitlab", "gitlab-ci.yaml")) as Record<string, { script?: string[] }>;
        const lines = Object.values(jobs).flatMap(({ script = [] }) =>
            script.filter((line) => line.includes("pulumi-dataworks ")),
        );
        assert.equal(lines.length, 3);
        for (const line of lines) assert.match(line, /^node_modules\/\.bin\/pulumi-dataworks .* --oidc gitlab( |$)/);
        assert.doesNotMatch(text, /ALIBABA_CLOUD_OIDC_TOKEN_FILE|\/tmp/);
    });

    it("give what packages run when they are installed nothing by which the job's token is had", () => {
        const names: Readonly<Record<string, readonly string[]>> = {
            action: ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
            gitlab: ["OIDC_TOKEN"],
        };
        let installs = 0;
        for (const { platform, path } of files) {
            const hidden = names[platform] ?? [];
            for (const line of readFileSync(path, "utf8").split("\n")) {
                if (!line.endsWith("npm ci") || (hidden.length === 0 && platform === "flow")) continue;
                installs += 1;
                assert.ok(
                    line.endsWith(`env ${hidden.map((name) => `-u ${name} `).join("")}npm ci`),
                    `${path}: ${line}`,
                );
            }
        }
        assert.equal(installs, 2); // of GitHub's action, and of all of GitLab's jobs
    });

    it("are found wrong by the schemas where they are", () => {
        const wrong = { on: "push", jobs: { a: { "runs-on": "x", steps: [{ use: "y" }] } } };
        assert.notDeepEqual(faults(schemas.github, wrong), []);
        assert.notDeepEqual(faults(schemas.gitlab, { review: { script: "x", stage: 7 } }), []);
        const steps = [{ run: "true" }]; // without the shell that a step of an action has to name
        assert.notDeepEqual(
            faults(schemas.action, { name: "x", description: "y", runs: { using: "composite", steps } }),
            [],
        );
    });

    for (const { name, path } of files.filter(({ platform }) => platform === "flow")) {
        it(`are a Flow pipeline with a source, stages, jobs and steps: ${name}`, () => {
            const { name: title, sources, stages } = read(path) as Record<string, unknown>;
            assert.equal(typeof title, "string");
            assert.equal(partsOf(sources).length, 1);
            for (const stage of partsOf(stages)) {
                for (const job of partsOf(stage["jobs"])) {
                    assert.ok(job["runsOn"]);
                    for (const { step, with: what } of partsOf(job["steps"])) {
                        assert.ok(step === "Command" ? typeof (what as { run?: unknown }).run === "string" : step);
                    }
                }
            }
        });
    }
});
