// The pipelines' files: GitHub's and GitLab's against their schemas, Flow's by its structure; and that what they run is there.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { root } from "../../tools/root";

const folder = join(root, "pipelines");
const schemas = { github: "github-workflow.json", gitlab: "gitlab-ci.json" };
const files = ["github", "gitlab", "flow"].flatMap((platform) =>
    readdirSync(join(folder, platform)).map((name) => ({ platform, name, path: join(folder, platform, name) })),
);

function read(path: string): unknown {
    return parse(readFileSync(path, "utf8"));
}

/** Compiled once each, at the first file. */
const validators = new Map<string, ValidateFunction>();

/** What a schema finds wrong with a value, a text each. */
function faults(schema: string, value: unknown): string[] {
    const validate = validators.get(schema) ?? validatorOf(schema);
    validators.set(schema, validate);
    return validate(value)
        ? []
        : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

function validatorOf(schema: string): ValidateFunction {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    return ajv.compile(JSON.parse(readFileSync(join(root, "test/fixtures/schemas", schema), "utf8")) as object);
}

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

        it(`run scripts that there are: ${platform}/${name}`, () => {
            const scripts = [...readFileSync(path, "utf8").matchAll(/pipelines\/scripts\/[\w.-]+/g)].map(
                ([script]) => script,
            );
            assert.ok(scripts.length > 0 || /workflow_call|promote-stack/.test(readFileSync(path, "utf8")));
            for (const script of scripts) assert.ok(existsSync(join(root, script)), script);
        });
    }

    it("give GitLab's token to one command alone, in a file that no other job knows", () => {
        const text = readFileSync(join(folder, "gitlab", "gitlab-ci.yaml"), "utf8");
        const jobs = read(join(folder, "gitlab", "gitlab-ci.yaml")) as Record<string, { script?: string[] }>;
        const lines = Object.values(jobs).flatMap(({ script = [] }) => script.filter((line) => line.includes("node ")));
        assert.equal(lines.length, 3);
        for (const line of lines) assert.match(line, /^node pipelines\/scripts\/with-oidc-token\.mjs node /);
        assert.doesNotMatch(text, /ALIBABA_CLOUD_OIDC_TOKEN_FILE|\/tmp/);
    });

    it("give what packages run when they are installed nothing by which the job's token is had", () => {
        const names: Readonly<Record<string, readonly string[]>> = {
            github: ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
            gitlab: ["OIDC_TOKEN"],
        };
        let installs = 0;
        for (const { platform, path } of files) {
            const hidden = names[platform] ?? [];
            for (const line of readFileSync(path, "utf8").split("\n")) {
                if (!line.endsWith("npm ci") || hidden.length === 0) continue;
                installs += 1;
                assert.ok(
                    line.endsWith(`env ${hidden.map((name) => `-u ${name} `).join("")}npm ci`),
                    `${path}: ${line}`,
                );
            }
        }
        assert.equal(installs, 3);
    });

    it("are found wrong by the schemas where they are", () => {
        const wrong = { on: "push", jobs: { a: { "runs-on": "x", steps: [{ use: "y" }] } } };
        assert.notDeepEqual(faults(schemas.github, wrong), []);
        assert.notDeepEqual(faults(schemas.gitlab, { review: { script: "x", stage: 7 } }), []);
    });

    it("pin the actions of others to a commit, and give a workflow no permission that its jobs do not name", () => {
        for (const { path } of files.filter(({ platform }) => platform === "github")) {
            const text = readFileSync(path, "utf8");
            for (const [, action = ""] of text.matchAll(/uses: (\S+)/g)) {
                assert.match(action, /^\.\/|@[0-9a-f]{40}$/, `${path}: ${action}`);
            }
            assert.deepEqual((read(path) as { permissions?: unknown }).permissions, {}, path);
        }
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
