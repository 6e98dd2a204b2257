// The policy pack of examples/policy on the real engine. Only what starts the pack is ours: the host for Node.js that can be built from
// Go modules is too old to run policy packs, and the engine takes an executable in the place of a pack's folder too.
import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { root } from "../../tools/root";
import { adapters, typeOf } from "../support/adapters";
import type { Run } from "../support/cli";
import { filesOfExample } from "../support/example";
import type { Deployments, Stack } from "../support/stack";
import { Story } from "../support/story";
import { realtime, seedOf } from "../support/tasks";

/** Puts the pack beside the project, and gives what runs it. */
async function packFor({ home }: Stack): Promise<string> {
    const pack = join(home, "pack");
    await mkdir(pack);
    await symlink(join(root, "node_modules"), join(pack, "node_modules"));
    const {
        "index.ts": program = "",
        "package.json": manifest = "",
        "PulumiPolicy.yaml": policies = "",
    } = await filesOfExample("policy");
    // Compiled once, as `npm run typecheck` checks its types: compiling it at each start takes longer than all the rest.
    const { code } = await transform(program, { loader: "ts", format: "cjs" });
    const files = {
        "index.js": code,
        "package.json": manifest.replace("index.ts", "index.js"),
        "PulumiPolicy.yaml": policies,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(pack, name), text);
    const run = join(root, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
    const executable = join(home, "run-pack");
    await writeFile(executable, `#!/bin/sh\ncd "${pack}" && exec node "${run}" "$1" .\n`, { mode: 0o755 });
    return executable;
}

/** What the policies had against which resource, such as "mandatory dataworks-retain-only TYPE NAME". */
function violations({ stdout }: Run): string[] {
    const all = stdout.matchAll(/^ *- \[(\w+)\] +(dataworks-\S+) +\((\S+): (\S+)\)$/gm);
    return [...all].map(([, level, policy, type, name]) => [level, policy, type, name].join(" ")).sort();
}

const task = (fileId: string) => ({ projectId: "10000", taskType: "DI_REALTIME", fileId });
const solution = { projectId: "10000", taskType: "DI_SOLUTION", fileId: "200" };
const made = {
    ...{ projectId: "10000", name: "returns", resourceGroup: "group_shop" },
    source: { type: "mysql", datasources: [{ name: "shop", tables: ["returns"] }] },
    destination: { type: "hologres", datasource: "warehouse" },
};

const deployments: Deployments = {
    unapproved: { args: task("100") },
    approved: { args: { ...task("102"), approvedDigest: "d1-0123456789abcdef" } },
    undeploys: { args: { ...task("101"), onDelete: "undeploy" } },
    solution: { args: solution },
    stops: { kind: "DiSyncInstance", args: { ...task("100"), state: "running", onDelete: "stop" } },
    runs: { kind: "DiSyncInstance", args: { ...solution, state: "running" } },
    deletes: { kind: "DiSyncTask", args: { ...made, onDelete: "delete" } },
    makes: { kind: "DiSyncTask", args: { ...made, name: "refunds", taskType: "DI_SOLUTION" } },
};

for (const adapter of adapters) {
    describe(`examples/policy, ${adapter}`, () => {
        let story: Story;

        before(async () => {
            story = await Story.begin({ seed: seedOf(...realtime("100", "101", "102")) }, { adapter });
            const { stack } = story;
            const pack = await packFor(stack);
            const late = { undeploys: { args: { ...task("101"), onDelete: { $later: "undeploy" } } } };
            await stack.write("deployments.json", JSON.stringify({ deployments: late }));
            await story.step("late", () => stack.pulumi("up", "--yes", "--skip-preview", "--policy-pack", pack));
            const providers = { own: { region: "cn-hangzhou", accessKey: "explicit-id", secretKey: "explicit-key" } };
            await stack.write("deployments.json", JSON.stringify({ deployments, providers }));
            const keys = [
                "--plaintext",
                "dataworks:accessKey=stack-key-id",
                "--secret",
                "dataworks:secretKey=stack-key-secret",
            ];
            await stack.ok("config", "set-all", ...keys);
            await story.step("all", () => stack.pulumi("preview", "--policy-pack", pack));
        });

        after(async () => {
            await story.close();
        });

        const against = (policy: string, kind: string, name: string) =>
            `mandatory dataworks-${policy} ${typeOf(adapter, kind)} ${name}`;

        it("refuses in a preview what undeploys, stops or deletes, what nobody approved, and solutions", () => {
            const { run } = story.after("all");
            assert.notEqual(run.code, 0);
            assert.deepEqual(
                violations(run).filter((each) => !each.includes("pulumi:providers:")),
                [
                    ...["unapproved", "undeploys", "solution"].map((name) =>
                        against("approved-only", "DiSyncDeployment", name),
                    ),
                    against("no-solution", "DiSyncDeployment", "solution"),
                    against("no-solution", "DiSyncInstance", "runs"),
                    against("no-solution", "DiSyncTask", "makes"),
                    against("retain-only", "DiSyncDeployment", "undeploys"),
                    against("retain-only", "DiSyncInstance", "stops"),
                    against("retain-only", "DiSyncTask", "deletes"),
                ].sort(),
            );
        });

        it("refuses access keys in the stack's configuration, and takes those of an explicit provider", () => {
            const provider = `pulumi:providers:${adapter === "plugin" ? "dataworks" : "pulumi-nodejs"}`;
            const { run } = story.after("all");
            const line = `mandatory dataworks-no-key-in-configuration ${provider} default`;
            assert.deepEqual(
                violations(run).filter((each) => each.includes("pulumi:providers:")),
                [line, line],
            );
            for (const key of ["accessKey", "secretKey"]) assert.ok(run.stdout.includes(`dataworks:${key}`));
            for (const value of ["stack-key-id", "stack-key-secret"]) assert.ok(!run.stdout.includes(value));
        });

        it("stops an update before it deploys what is known only then", () => {
            const { run, calls } = story.after("late");
            assert.notEqual(run.code, 0);
            assert.ok(violations(run).includes(against("retain-only", "DiSyncDeployment", "undeploys")));
            assert.deepEqual(calls, []);
        });
    });
}
