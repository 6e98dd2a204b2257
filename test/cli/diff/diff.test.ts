// The command diff as its user meets it: what it compares, what it says of what it cannot compare, and its exit codes. A stand-in for the
// Pulumi CLI has the stack.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { DoctorStage, deploymentOf } from "../doctor/doctor-stage";
import { run } from "../../support/cli";
import { bin } from "../../support/command";
import { assertGolden } from "../../support/golden";
import { definition, projectId, realtime, seedOf, solution } from "../../support/tasks";
import { readArguments } from "../../../provider/src/cli/diff/arguments";
import { page, pagerFor, styleFor } from "../../../provider/src/cli/diff/page";
import { UsageError } from "../../../provider/src/cli/error";

const fileId = "100";

/** What a terminal would obey, apart from the ends of lines. */
// eslint-disable-next-line no-control-regex -- these are what must not come out
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}]/u;

/** More than a page of ListFileVersions has. */
const versions = Array.from({ length: 150 }, (_, at) => ({ definition: definition(`table_${at}`) }));
const manyVersions = (id: string) => ({ fileId: id, name: `task_${id}`, definition: definition("table_0") });

describe("pulumi-dataworks diff", () => {
    const stage = new DoctorStage(() =>
        seedOf(
            ...realtime("100", "200"),
            solution("300"),
            { ...manyVersions("400"), versions: versions.map((each, at) => ({ ...each, inProduction: at === 0 })) },
            { ...manyVersions("500"), versions },
        ),
    );
    const one = ["diff", "--project", projectId, "--file-id", fileId];
    const config = { "dataworks:region": { value: "cn-hangzhou", secret: false } };

    beforeEach(async () => {
        await stage.emulator.control.reset();
        for (const id of ["100", "200"])
            await stage.emulator.control.deployTask({ projectId, fileId: id, user: "1002", time: 1_764_000_000_000 });
    });

    const edit = (table: string, id = fileId) =>
        stage.emulator.control.editTask({ projectId, fileId: id, definition: definition(table), user: "1009" });

    /** Gives the stack these deployments, each under the name `task_FILEID`. */
    async function stack(...deployments: object[]): Promise<void> {
        await stage.cliAnswers({ config, state: { version: 3, deployment: { resources: deployments } } });
    }

    /** GetFileVersion answers with this content. */
    async function versionHolds(content: unknown): Promise<void> {
        const body = {
            HttpStatusCode: 200,
            Success: true,
            RequestId: "r-1",
            Data: { FileVersion: 1, IsCurrentProd: true, FileContent: content },
        };
        await stage.emulator.control.addFault({
            operation: "GetFileVersion",
            kind: "body",
            text: JSON.stringify(body),
        });
    }

    it("shows the old and the new value of what somebody edited, with the digest that approves it, and ends with 7", async () => {
        await stack();
        await edit("payments");
        const { code, stdout, stderr } = await stage.command(one);
        assert.deepEqual([code, stderr], [7, ""]);
        await assertGolden("diff.txt", stdout);
        const calls = (await stage.emulator.control.journal()).map(({ operation }) => operation);
        assert.deepEqual(calls, ["ListFileVersions", "GetFileVersion", "GetDISyncTask"]);
    });

    it("ends with 0 where nothing differs, or nothing but what is ignored", async () => {
        const { code, stdout } = await stage.command(one);
        assert.deepEqual(
            [code, stdout],
            [0, `DI_REALTIME 100 of workspace ${projectId} in cn-hangzhou: the same as version 1 in production\n`],
        );
        await edit("payments");
        assert.equal((await stage.command([...one, "--ignore", "**.table"])).code, 0);
    });

    it("shows everything as new where no version is in production, and ends with 7", async () => {
        await stage.emulator.control.undeployTask({ projectId, fileId });
        const { code, stdout } = await stage.command(one);
        assert.equal(code, 7);
        assert.match(stdout, /^--- no version in production\n\+\+\+ .*\n@@ -0,0 \+1,\d+ @@\n\+\{\n/m);
    });

    it("finds the version in production among more than a page of newer ones, or that there is none", async () => {
        const of = (id: string) => stage.command(["diff", "--project", projectId, "--file-id", id]);
        const { code, stdout } = await of("400");
        assert.equal(code, 0);
        assert.match(stdout, /: the same as version 1 in production$/m);
        const calls = (await stage.emulator.control.journal()).map(({ operation }) => operation);
        assert.deepEqual(calls, ["ListFileVersions", "ListFileVersions", "GetFileVersion", "GetDISyncTask"]);
        const none = await of("500");
        assert.equal(none.code, 7);
        assert.match(none.stdout, /^--- no version in production$/m);
    });

    for (const [what, listed] of [
        [
            "two versions are said to be in production",
            [3, 1].map((FileVersion) => ({ FileVersion, IsCurrentProd: true })),
        ],
        ["each page of the versions is the first one again", [{ FileVersion: 1, IsCurrentProd: false }]],
    ] as const) {
        it(`fails where ${what}`, async () => {
            const data = { TotalCount: 2, FileVersions: listed };
            const text = JSON.stringify({ HttpStatusCode: 200, Success: true, RequestId: "r-1", Data: data });
            await stage.emulator.control.addFault({ operation: "ListFileVersions", kind: "body", text });
            const { code, stdout, stderr } = await stage.command(one);
            assert.deepEqual([code, stdout], [1, ""]);
            assert.match(stderr, /ListFileVersions does not tell which one version runs in production/);
        });
    }

    it("takes the deployments of a stack with their own ignoreDefinitionPaths, and ends with the gravest of their codes", async () => {
        const paths = {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            plaintext: '["**.table"]',
        };
        await stack(deploymentOf(projectId, "100", { ignoreDefinitionPaths: paths }), deploymentOf(projectId, "200"));
        await edit("payments");
        assert.equal((await stage.command(["diff", "--stack", "dev"])).code, 0);
        await edit("payments", "200");
        const both = await stage.command(["diff", "--stack", "dev"]);
        assert.equal(both.code, 7);
        assert.match(both.stdout, /^task_100: .*the same as version 1.*\n\ntask_200: [^]*\+ .*"payments"/);
        assert.equal((await stage.command(["diff", "--stack", "dev", "task_100"])).code, 0);
        await stage.emulator.control.deleteTask({ projectId, fileId });
        const gone = await stage.command(["diff", "--stack", "dev"]);
        assert.equal(gone.code, 1);
        assert.match(gone.stderr, /^error: task_100: DI_REALTIME 100 of workspace \d+ in cn-hangzhou: .*100/m);
        assert.match(gone.stdout, /^task_200: /);
    });

    it("leaves a stack's solutions out by name, and fails for one that is asked for", async () => {
        await stack(deploymentOf(projectId, "100"), deploymentOf(projectId, "300", { taskType: "DI_SOLUTION" }));
        const all = await stage.command(["diff", "--stack", "dev"]);
        assert.deepEqual(
            [all.code, all.stderr],
            [0, "Left out. Solutions have no versions to compare with: task_300.\n"],
        );
        for (const names of [["task_300"], ["task_100", "task_300"]]) {
            const { code, stderr } = await stage.command(["diff", "--stack", "dev", ...names]);
            assert.deepEqual([code, stderr], [1, "error: Solutions have no versions to compare with: task_300.\n"]);
        }
    });

    for (const [what, wrong, said] of [
        ["a task of another type", { taskType: "DI_OFFLINE" }, "taskType"],
        ["a solution in another spelling", { taskType: "di_solution" }, "taskType"],
        ["a task in what is no region", { region: "evil.example/\u001b[31m" }, "region"],
        ["a workspace that cannot be", { projectId: "0" }, "projectId"],
        ["a file id that cannot be", { fileId: "../x\u202e" }, "fileId"],
    ] as const) {
        it(`fails for ${what} in the state, asks for nothing of it, and compares the others`, async () => {
            await stack(deploymentOf(projectId, "100", wrong), deploymentOf(projectId, "200"));
            const { code, stdout, stderr } = await stage.command(["diff", "--stack", "dev"]);
            assert.equal(code, 1);
            assert.match(
                stderr,
                new RegExp(`^error: task_100: .*The state of the stack is not right: ${said} has to be`),
            );
            assert.match(stdout, /^task_200: .*the same as version 1/);
            // What a terminal would obey is escaped.
            assert.doesNotMatch(stderr, control);
            assert.equal((await stage.emulator.control.journal()).length, 3);
            const { stdout: json } = await stage.command(["diff", "--stack", "dev", "task_100", "--json"]);
            assert.match(json, /"result": "failed"/);
            assert.doesNotMatch(json, control);
        });
    }

    it("lets no control or direction character of a resource's name reach a terminal, on either output", async () => {
        const named = (name: string, more: object = {}) => {
            const deployment = deploymentOf(projectId, "100", more) as { urn: string };
            return { ...deployment, urn: deployment.urn.replace("task_100", name) };
        };
        const [good, gone, solution] = ["a\u001b[31mb\u202e", "b\u009b1m\u2066", "s\u001b]0;pwn\u0007"];
        const of = { taskType: "DI_SOLUTION", fileId: "9" };
        await stack(named(good), named(gone, { fileId: "999" }), named(solution, of));
        const all = await stage.command(["diff", "--stack", "dev"]);
        assert.match(all.stdout, /^a\\u001b\[31mb\\u202e: /);
        assert.match(all.stderr, /^error: b\\u009b1m\\u2066: /m);
        assert.match(all.stderr, /^Left out\..*: s\\u001b\]0;pwn\\u0007\.$/m);
        assert.doesNotMatch(all.stdout + all.stderr, control);
        for (const args of [
            ["--stack", "dev", "x\u009b\u202e"],
            ["--stack", "dev", solution],
            ["x\u001b[31m", "--project", "1"],
        ]) {
            const { stdout, stderr } = await stage.command(["diff", ...args]);
            assert.doesNotMatch(stdout, control);
            assert.doesNotMatch(stderr, control);
        }
    });

    it("fails for a stack without deployments, for a name that it has not, and without a project", async () => {
        await stack();
        assert.match(
            (await stage.command(["diff", "--stack", "dev"])).stderr,
            /^error: The stack dev has no deployments/,
        );
        await stack(deploymentOf(projectId, "100"));
        const { code, stderr } = await stage.command(["diff", "--stack", "dev", "orders"]);
        assert.deepEqual([code, stderr], [1, 'error: The stack dev has no deployment "orders". It has task_100.\n']);
        await stage.noProject();
        assert.equal((await stage.command(["diff", "--stack", "dev"])).code, 1);
    });

    for (const [what, content, said] of [
        ["missing", undefined, /without what the version holds/],
        ["no JSON", "SELECT 1", /no JSON object/],
        ["cut in the middle", '{"steps":[{"na', /cut off/],
        ["of another shape", '{"code":"{}"}', /another shape/],
    ] as const) {
        it(`fails, and says why, where the version's content is ${what}`, async () => {
            await versionHolds(content);
            const { code, stdout, stderr } = await stage.command(one);
            assert.deepEqual([code, stdout], [1, ""]);
            assert.match(stderr, said);
        });
    }

    it("fails where a reply is cut in the middle, for each of its calls", async () => {
        for (const operation of ["ListFileVersions", "GetFileVersion", "GetDISyncTask"]) {
            await stage.emulator.control.addFault({ operation, kind: "truncatedJson" });
            const { code, stderr } = await stage.command(one, { DATAWORKS_MAX_RETRY_TIMEOUT: "0" });
            assert.deepEqual([code, stderr.includes(operation)], [1, true], stderr);
            await stage.emulator.control.clearFaults();
        }
    });

    it("gives all of it as JSON, with values and without secrets or control characters", async () => {
        const text = (secret: string, table: string) =>
            JSON.stringify({ steps: [{ name: "Reader", parameter: { password: secret, table } }] });
        await stage.emulator.control.editTask({
            projectId,
            fileId,
            definition: text("fake-hunter1", "orders"),
            user: "1",
        });
        await stage.emulator.control.deployTask({ projectId, fileId, user: "1002" });
        await stage.emulator.control.editTask({
            projectId,
            fileId,
            definition: text("fake-hunter2", "a\u202e"),
            user: "1",
        });
        const { code, stdout } = await stage.command([...one, "--json"]);
        assert.equal(code, 7);
        assert.doesNotMatch(stdout, /hunter|\u202e/);
        const { tasks } = JSON.parse(stdout) as { tasks: Record<string, unknown>[] };
        const [{ diff, digest, ...task } = {}] = tasks;
        assert.match(String(digest), /^d1-/);
        assert.match(String(diff), /^@@ /);
        const place = { kind: "changed", name: 'name "Reader"' };
        assert.deepEqual(task, {
            ...{ region: "cn-hangzhou", projectId, fileId, result: "different", version: "2" },
            changes: [
                { ...place, path: "steps[0].parameter.password", before: "***", after: "(changed)" },
                { ...place, path: "steps[0].parameter.table", before: "orders", after: "a\u202e" },
            ],
        });
    });

    it("prints no escape where there is no terminal, whatever the environment says", async () => {
        await edit("payments");
        const env = stage.environment({ PAGER: "sed s/^/paged/", FORCE_COLOR: "1", TERM: "xterm-256color" });
        const { code, output } = await run(process.execPath, [bin, ...one], stage.folder, env);
        assert.equal(code, 7);
        // eslint-disable-next-line no-control-regex -- these are what must not come out
        assert.doesNotMatch(output, /\u001b|^paged/);
    });

    it("is in colours on a terminal unless NO_COLOR or TERM says otherwise, and shown by PAGER, else by less", () => {
        const of = (environment: Record<string, string>, isTerminal = true, platform: NodeJS.Platform = "linux") => {
            const output = { isTerminal, platform, environment };
            return [styleFor(output)("-x", "gone"), pagerFor(output)];
        };
        const red = "\u001b[31m-x\u001b[39m";
        assert.deepEqual(of({}), [red, "less"]);
        assert.deepEqual(of({ PAGER: "more -d", NO_COLOR: "1" }), ["-x", "more -d"]);
        assert.deepEqual(of({ PAGER: "cat", NO_COLOR: "" }), [red, undefined]);
        assert.deepEqual(of({ PAGER: "" }), [red, undefined]);
        assert.deepEqual(of({ TERM: "dumb" }), ["-x", undefined]);
        assert.deepEqual(of({ PAGER: "more" }, false), ["-x", undefined]);
        assert.deepEqual(of({}, true, "win32"), [red, undefined], "Windows has no less");
        assert.deepEqual(of({ PAGER: "more" }, true, "win32"), [red, "more"]);
    });

    it("says that a pager failed, and shows the text without it", () => {
        const shown = (pager: string) => {
            let [stdout, stderr] = ["", ""];
            const output = { isTerminal: true, platform: process.platform, environment: { PAGER: pager } };
            page("-x\n", output, { out: (text) => void (stdout += text), err: (text) => void (stderr += text) });
            return [stdout, stderr];
        };
        const failed = (pager: string, how: string) => [
            "-x\n",
            `The pager "${pager}" failed (${how}): this is the text without it.\n`,
        ];
        for (const code of [1, 126, 127])
            assert.deepEqual(shown(`exit ${code}`), failed(`exit ${code}`, `exit code ${code}`));
        assert.deepEqual(shown("kill -9 $$"), failed("kill -9 $$", "SIGKILL"));
        for (const ended of ["cat > /dev/null", "exit 0", "exit 130", "kill -2 $$"])
            assert.deepEqual(shown(ended), ["", ""]);
    });

    it("ends at once by Ctrl-C, with 130", async () => {
        await stage.emulator.control.addFault({ operation: "GetFileVersion", kind: "hang" });
        const child = spawn(process.execPath, [bin, ...one], {
            cwd: stage.folder,
            env: stage.environment(),
            stdio: "ignore",
        });
        const closed = once(child, "close");
        while (!(await stage.called()).includes("GetFileVersion")) assert.equal(child.exitCode, null);
        child.kill("SIGINT");
        assert.deepEqual((await closed)[0], 130);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends at once by ${signal} in the middle of a long computation too, and takes it as before after one`, async () => {
            const code = `const { catchSignals, endingAtOnce } = require(${JSON.stringify(join(dirname(bin), "..", "dist", "cli", "interruption.js"))});
                catchSignals();
                endingAtOnce(() => undefined);
                const before = process.listenerCount("${signal}");
                endingAtOnce(() => {
                    require("node:fs").writeSync(1, String(before));
                    for (const end = Date.now() + 60_000; Date.now() < end; );
                });`;
            const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
            const closed = once(child, "close");
            const [listeners] = (await once(child.stdout, "data")) as [Buffer];
            child.kill(signal);
            assert.deepEqual([String(listeners), ...((await closed) as unknown[])], ["1", null, signal]);
        });
    }

    for (const [line, said] of [
        ["", /^Say which task/],
        ["--project 1", /^--file-id is missing/],
        ["--project shop --file-id 1", /^--project /],
        ["--project 1 --file-id 0", /^--file-id /],
        ["--project 1 --file-id 1 --ignore a..b", /^--ignore has no step of a path at character/],
        ["--project 1 --file-id 1 --region Hangzhou", /^--region /],
        ["--project 1 --file-id 1 orders", /^"orders" belongs to no option/],
        ["--stack dev --project 1", /^--project does not go with --stack/],
        ["--stack dev --file-id 1", /^--file-id does not go with --stack/],
        ["--stack dev --ignore a", /^--ignore does not go with --stack/],
        ["--stack dev --region cn-hangzhou", /^--region does not go with --stack/],
        ["--stack=", /^--stack takes the name of a stack/],
        ["--stack dev --jsn", /^Unknown option '--jsn'/],
    ] as const) {
        it(`is wrong: diff ${line}`, () => {
            assert.throws(
                () => readArguments(line.split(" ").filter(Boolean)),
                (error: Error) => error instanceof UsageError && said.test(error.message),
            );
        });
    }
});
