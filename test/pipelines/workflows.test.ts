// What GitHub reads of this repository, and what users copy for it: by the schemas, by their pins, and by the checkers actionlint and zizmor.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { root } from "../../tools/root";
import { run } from "../support/cli";
import { faults, read } from "./schemas";

const github = join(root, ".github");
const copied = join(root, "pipelines", "github");
const action = join(copied, "action", "action.yml");

function filesOf(folder: string): string[] {
    return readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => join(folder, name));
}

const workflows = [...filesOf(join(github, "workflows")), ...filesOf(copied)];

/** The folder that users have of it: workflows and the action where GitHub looks for them. */
function laidOut(): string {
    const folder = mkdtempSync(join(tmpdir(), "workflows-"));
    cpSync(github, join(folder, ".github"), { recursive: true });
    for (const path of filesOf(copied)) cpSync(path, join(folder, ".github/workflows", relative(copied, path)));
    cpSync(join(copied, "action"), join(folder, ".github/actions/pulumi-dataworks"), { recursive: true });
    mkdirSync(join(folder, ".git")); // how actionlint knows a repository
    return folder;
}

/** Of a checker, where tools/workflows/get.sh or somebody else put it. */
function found(name: string): string | undefined {
    const folders = [join(root, "node_modules/.cache/workflows/bin"), ...(process.env["PATH"] ?? "").split(delimiter)];
    return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

interface Workflow {
    readonly on: { readonly workflow_call?: { readonly secrets: object } };
    readonly jobs: Readonly<
        Record<
            string,
            {
                readonly secrets?: Readonly<Record<string, string>>;
                readonly environment?: string | object;
                readonly permissions?: object;
                readonly steps?: readonly {
                    readonly uses?: string;
                    readonly run?: string;
                    readonly with?: Record<string, unknown>;
                }[];
            }
        >
    >;
}

describe("what GitHub reads of this repository", () => {
    const schemas: readonly (readonly [string, readonly string[]])[] = [
        ["github-workflow.json", workflows],
        ["github-issue-form.json", filesOf(join(github, "ISSUE_TEMPLATE"))],
        ["dependabot.json", [join(github, "dependabot.yml")]],
    ];
    for (const [schema, paths] of schemas) {
        it(`follows its schema: ${schema}`, () => {
            assert.ok(paths.length > 0);
            for (const path of paths) assert.deepEqual(faults(schema, read(path)), [], path);
        });
    }

    it("is found wrong by the schemas where it is", () => {
        const update = { "package-ecosystem": "npm", directory: "/", schedule: { interval: "sometimes" } };
        assert.notDeepEqual(faults("dependabot.json", { version: 2, updates: [update] }), []);
        const field = { type: "textarea", attributes: { name: "without a label" } };
        assert.notDeepEqual(faults("github-issue-form.json", { name: "a", description: "b", body: [field] }), []);
    });

    it("pins each action to one commit, the same wherever it is used, with its version beside it", () => {
        const pins = new Map<string, string>();
        for (const path of [...workflows, action]) {
            for (const [, used = ""] of readFileSync(path, "utf8").matchAll(/\buses: (.*)$/gm)) {
                if (used.startsWith("./")) continue;
                const [, name = "", pin = ""] = /^([\w-]+\/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(used) ?? [];
                assert.ok(pin, `${path}: ${used}`);
                assert.equal(pins.get(name) ?? pin, pin, `${path}: ${used}`);
                pins.set(name, pin);
            }
        }
        assert.ok(pins.size >= 4);
    });

    it("gives a workflow no permission that its jobs do not name", () => {
        for (const path of workflows) {
            assert.deepEqual((read(path) as { permissions?: unknown }).permissions, {}, path);
        }
    });

    it("publishes nothing that a cache had a part in", () => {
        const { jobs } = read(join(github, "workflows/release.yml")) as Workflow;
        const setUps = Object.values(jobs)
            .flatMap(({ steps = [] }) => steps)
            .filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
        assert.equal(setUps.length, 3);
        for (const { with: given } of setUps) {
            assert.deepEqual(given, { "node-version": 24, "package-manager-cache": false });
        }
    });

    it("publishes packages from a job that runs nothing but npm's own publishing: no script of a package has its right", () => {
        const { jobs } = read(join(github, "workflows/release.yml")) as Workflow;
        const publishing = Object.values(jobs).filter(({ environment }) => environment === "npm");
        assert.deepEqual(
            publishing.map(({ permissions }) => permissions),
            [{ "id-token": "write" }],
        );
        const runs = (publishing[0]?.steps ?? []).flatMap(({ run = [] }) => run);
        assert.equal(runs.length, 2);
        for (const run of runs)
            assert.match(run, /^npm publish \.\/packages\/[a-z-]+-\*\.tgz --provenance --access public$/);
    });

    it("hands a promotion each secret that its job reads, by its name, and no other", () => {
        const called = join(copied, "promote-stack.yaml");
        const withoutComments = readFileSync(called, "utf8").replace(/^ *#.*$/gm, "");
        const readByJob = [...withoutComments.matchAll(/secrets\.(\w+)/g)].map(([, name = ""]) => name).sort();
        assert.deepEqual(Object.keys((read(called) as Workflow).on.workflow_call?.secrets ?? {}).sort(), readByJob);
        const { jobs } = read(join(copied, "promote.yaml")) as Workflow;
        assert.deepEqual(Object.keys(jobs), ["dev", "staging", "prod"]);
        const handed = Object.fromEntries(readByJob.map((name) => [name, `\${{ secrets.${name} }}`]));
        for (const { secrets } of Object.values(jobs)) assert.deepEqual(secrets, handed);
    });

    it("asks whoever has a problem for what doctor says, and for the acceptance report", () => {
        const { body } = read(join(github, "ISSUE_TEMPLATE/problem.yml")) as {
            body: { id?: string; attributes: { description?: string }; validations?: { required: boolean } }[];
        };
        const of = (id: string) => body.find((field) => field.id === id) ?? assert.fail(id);
        assert.match(of("doctor").attributes.description ?? "", /`npx pulumi-dataworks doctor --json`/);
        assert.equal(of("doctor").validations?.required, true);
        assert.match(
            of("acceptance").attributes.description ?? "",
            /`npm run acceptance -- look --project ID --report \S+`/,
        );
    });

    it("looks each week for newer versions of all that it pins", () => {
        const { updates } = read(join(github, "dependabot.yml")) as {
            updates: {
                "package-ecosystem": string;
                directory?: string;
                directories?: string[];
                schedule: { interval: string };
            }[];
        };
        for (const each of updates) {
            assert.equal(each.schedule.interval, "weekly");
            for (const folder of each.directories ?? [each.directory ?? assert.fail()]) {
                assert.ok(existsSync(join(root, folder)), folder);
            }
        }
        assert.deepEqual(
            updates.map((each) => each["package-ecosystem"]),
            ["npm", "github-actions", "pip"],
        );
    });

    for (const [checker, ...args] of [
        ["actionlint", "-no-color"],
        ["zizmor", "--offline", "--no-progress", "--collect=all", "."],
    ] as const) {
        it(`passes ${checker}`, async function () {
            const path = found(checker);
            if (path === undefined) {
                console.log(`      there is no ${checker} here: tools/workflows/get.sh gets it`);
                this.skip();
            }
            const folder = laidOut();
            try {
                const { code, output } = await run(path, args, folder, process.env);
                assert.equal(code, 0, output);
            } finally {
                rmSync(folder, { recursive: true });
            }
        });
    }
});
