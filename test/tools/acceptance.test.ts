// `npm run acceptance`, in this process: what it finds of an embedded DataWorks, what it does there, and what its report tells.
import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { assumptions, type Emulator, type Level, type Seed, type SeedTask } from "dataworks-emulator";
import { guarded, OutOfBoundsError } from "../../tools/acceptance/guard";
import { answererAt, type Report } from "../../tools/acceptance/report";
import { heldBy } from "../../tools/docs/verified";
import { starting } from "../emulator/running";
import { acceptance, verdictsOf } from "./accepting";

const projectId = "10000";
const fileId = "7567482277219412494";
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };

/** A workspace with two tasks: one that is as it is told, and one that runs and is nobody's business. */
function seedOf(task: Partial<SeedTask>): Seed {
    const other = { fileId: "200", name: "other", definition, deployed: true, instance: "RUN" } as const;
    const ours = { fileId, nodeId: "700000001", name: "orders_to_hologres", definition, ...task };
    return { workspaces: [{ projectId, identifier: "shop", tasks: [ours, other] }] };
}

describe("the acceptance", () => {
    const start = starting();
    const accepting = acceptance();
    const { run } = accepting;

    it("finds that everything holds of an embedded DataWorks that nothing is said of", async () => {
        const ran = await run([]);
        const all = assumptions.map(({ id }) => id);
        assert.deepEqual([ran.code, verdictsOf(ran, "holds")], [0, all], ran.err);
        assert.deepEqual(verdictsOf(ran, "differs"), []);
    });

    for (const { id, answers, given } of assumptions) {
        for (const answer of Object.keys(answers).filter((one) => one !== given))
            it(`finds that ${id} alone differs where it is switched to ${answer}`, async () => {
                const ran = await run(["make", "--assume", `${id}=${answer}`]);
                assert.deepEqual([ran.code, verdictsOf(ran, "differs")], [7, [id]], ran.err);
                const seen = ran.report?.assumptions.find((one) => one.id === id)?.seen;
                assert.equal(seen, `${answer}: ${String(answers[answer])}`);
                // What is this repository's own to say, needs no stand-in.
                for (const one of ran.report?.assumptions ?? []) assert.doesNotMatch(one.seen, /\{/, one.id);
            });
    }

    const deploying = ["DeployDISyncTask", "StartDISyncInstance", "StopDISyncInstance", "TerminateDISyncInstance"];
    const isLook = (id: string) => assumptions.some((one) => one.id === id && one.level === "look");
    const isRead = (operation: string) => /^(Get|List|Query)/.test(operation);

    /** The operations that changed something, and the tasks that they were about. */
    async function touched(at: Emulator): Promise<{ operations: string[]; fileIds: string[] }> {
        const journal = (await at.control.journal()).filter(({ operation }) => !isRead(operation));
        const unique = (values: readonly string[]) => [...new Set(values)].sort();
        return {
            operations: unique(journal.map(({ operation }) => operation)),
            fileIds: unique(journal.map(({ parameters }) => parameters["FileId"] ?? "")),
        };
    }

    const at = (given: Partial<SeedTask> = {}) => start({ seed: seedOf(given) });
    const deployHere = (...more: string[]) => ["deploy", "--project", projectId, "--file-id", fileId, ...more];
    const lookHere = (...more: string[]) => ["look", "--project", projectId, "--file-id", fileId, ...more];

    it("says by look that everything holds as far as looks tell, and changes nothing", async () => {
        const service = await at({ deployed: true, instance: "RUN" });
        const ran = await run(lookHere(), { at: service });
        assert.equal(ran.code, 0, ran.err);
        assert.match(
            ran.err,
            /^Asks http:\S+, as the settings have it, which is not Alibaba Cloud's: .*\nlook changes nothing\. Reads from workspace 10000 in cn-hangzhou: /,
        );
        assert.deepEqual(
            [ran.report?.service, heldBy("unknown-file", ran.report ? [ran.report] : [])],
            ["another endpoint", "nobody yet"],
        );
        assert.match(ran.markdown, /an endpoint that is not Alibaba Cloud's in cn-hangzhou/);
        assert.deepEqual(await touched(service), { operations: [], fileIds: [] });
        assert.deepEqual(verdictsOf(ran, "differs"), []);
        assert.ok(verdictsOf(ran, "holds").includes("reference-node-id"));
    });

    it("deploys, starts, stops and undeploys the one task that it is given, and nothing else", async () => {
        const service = await at();
        const ran = await run(deployHere("--yes"), { at: service });
        assert.equal(ran.code, 0, ran.err);
        assert.deepEqual(await touched(service), { operations: [...deploying].sort(), fileIds: [fileId] });
        const task = await service.control.task({ projectId, fileId });
        assert.deepEqual(
            [JSON.parse(task.definition), task.instance, task.deployedDefinition],
            [definition, undefined, undefined],
        );
    });

    for (const [how, task] of Object.entries({
        "is deployed": { deployed: true },
        runs: { deployed: true, instance: "RUN" },
    } satisfies Record<string, Partial<SeedTask>>))
        it(`refuses to deploy a task that ${how}; with --running it leaves it as it found it`, async () => {
            const service = await at(task);
            const before = await service.control.task({ projectId, fileId });
            const refused = await run(deployHere("--yes"), { at: service });
            assert.deepEqual([refused.code, await touched(service)], [1, { operations: [], fileIds: [] }]);
            assert.match(
                refused.err,
                new RegExp(`${how}, and would be interrupted\\. .* say by --running that this one may be`),
            );
            const ran = await run(deployHere("--yes", "--running"), { at: service });
            assert.equal(ran.code, 0, ran.err);
            const after = await service.control.task({ projectId, fileId });
            assert.deepEqual(
                [after.instance, after.deployedDefinition, after.definition],
                [before.instance, before.deployedDefinition, before.definition],
            );
        });

    it("never deploys what somebody edited since the task was deployed", async () => {
        const service = await at({ deployed: true });
        await service.control.editTask({ projectId, fileId, definition: "{}", user: "1" });
        const ran = await run(deployHere("--yes", "--running"), { at: service });
        assert.deepEqual([ran.code, await touched(service)], [1, { operations: [], fileIds: [] }]);
        assert.match(ran.err, /was edited since: a deployment would take the edits to production/);
    });

    it("makes no call where nobody agreed to what it would change", async () => {
        const service = await at();
        const unasked = await run(deployHere(), { at: service });
        assert.deepEqual([unasked.code, await service.control.journal()], [2, []]);
        assert.match(
            unasked.err,
            /\ndeploy deploys, starts, .*\ndeploy changes something, and there is nobody to ask: --yes agrees\./,
        );
        const no = await run(deployHere(), { at: service, answer: false });
        assert.deepEqual([no.code, await service.control.journal()], [1, []]);
        const yes = await run(lookHere(), { at: service, answer: true });
        assert.equal(yes.code, 0, yes.err);
    });

    it("leaves the task as it found it where it is interrupted", async () => {
        const service = await at();
        const stop = new AbortController();
        const reason = Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 });
        const running = run(deployHere("--yes"), { at: service, signal: stop.signal });
        await service.control
            .waitFor({ operation: "StartDISyncInstance", moment: "replied", count: 1, timeoutMs: 60_000 })
            .then(() => stop.abort(reason));
        const ran = await running;
        assert.deepEqual([ran.code, ran.report], [130, undefined], ran.err);
        const { instance, deployedDefinition } = await service.control.task({ projectId, fileId });
        assert.deepEqual([instance, deployedDefinition], [undefined, undefined]);
    });

    for (const [what, fault, why] of [
        [
            "it has no right to",
            { kind: "error", code: "Forbidden.Access", status: 403 },
            /no right to ListRefDISyncTasks: Forbidden\.Access$/,
        ],
        [
            "is cut",
            { kind: "truncated" },
            /^ListRefDISyncTasks got no usable answer: the connection was closed before the reply was complete$/,
        ],
        [
            "is throttled for good",
            { kind: "throttled", code: "Throttling.Api.Risk" },
            /^the calls of the account are spent: Throttling\.Api\.Risk$/,
        ],
        [
            "fails in the service",
            { kind: "error", code: "InternalError.System", status: 500 },
            /^ListRefDISyncTasks got no usable answer: InternalError\.System/,
        ],
    ] as const)
        it(`does not see what ${what}, says so, and sees the rest`, async () => {
            const service = await at({ deployed: true, instance: "RUN" });
            await service.control.addFault({ ...fault, operation: "ListRefDISyncTasks" });
            const ran = await run(lookHere(), { at: service });
            assert.equal(ran.code, 0, ran.err);
            const missing = ran.report?.assumptions.filter(({ verdict, id }) => verdict === "not seen" && isLook(id));
            assert.deepEqual(
                missing?.map(({ id }) => id),
                ["reference-node-id"],
            );
            assert.match(missing[0]?.seen ?? "", why);
        });

    for (const operation of ["GetProject", "GetFile"] as const)
        for (const [what, fault] of [
            ["has no right to it", { kind: "error", code: "Forbidden.Access", status: 403 }],
            ["gets a cut reply", { kind: "truncated" }],
            [
                "is refused",
                { kind: "error", code: "UnsupportedFileType.900", status: 400, message: "This type has none" },
            ],
        ] as const)
            it(`sees the rest where it ${what}: ${operation}`, async () => {
                const service = await at({ deployed: true, instance: "RUN" });
                await service.control.addFault({ ...fault, operation });
                const ran = await run(lookHere(), { at: service });
                assert.ok(verdictsOf(ran, "holds").includes("production-version"), ran.err);
                assert.match(ran.err, /was not told.*(GetProject|GetFile)/);
                if (operation !== "GetFile" || what !== "is refused") return;
                const deployed = await run(deployHere("--yes"), { at: service });
                assert.deepEqual([deployed.code, deployed.report], [1, undefined]);
                assert.match(
                    deployed.err,
                    /GetFile was refused for file \d+ of workspace 10000: HTTP 400, Unsupported/,
                );
            });

    it("waits and goes on where a call comes too soon", async () => {
        const service = await at({ deployed: true, instance: "RUN" });
        await service.control.addFault({ kind: "throttled", operation: "*", times: 3 });
        const ran = await run(lookHere(), { at: service });
        assert.deepEqual([ran.code, verdictsOf(ran, "differs")], [0, []], ran.err);
    });

    it("makes no call where its report could not be written", async () => {
        const service = await at();
        const ran = await run([...deployHere("--yes"), "--report", join(accepting.folder, "nowhere", "report.md")], {
            at: service,
            plain: true,
        });
        assert.deepEqual([ran.code, await service.control.journal()], [1, []]);
        assert.match(ran.err, /report\.md cannot be written: ENOENT/);
    });

    it("writes no report over the other, however their file is named", async () => {
        const service = await at();
        const file = join(accepting.folder, "one.md");
        symlinkSync(file, join(accepting.folder, "link.json"));
        for (const other of [file, join(accepting.folder, "link.json"), relative(".", file)]) {
            const ran = await run([...lookHere(), "--report", file, "--json", other], { at: service, plain: true });
            assert.deepEqual([ran.code, await service.control.journal()], [2, []], other);
            assert.match(ran.err, /^--report and --json name the same file\./);
        }
    });

    it("leaves no earlier report where it fails", async () => {
        const service = await at();
        const file = join(accepting.folder, "report.md");
        const looked = await run(lookHere(), { at: service });
        assert.match(looked.markdown, /^# Acceptance report/);
        const ran = await run(["look", "--project", "30000", "--report", file], { at: service, plain: true });
        assert.deepEqual([ran.code, readFileSync(file, "utf8")], [1, ""]);
    });

    it("has no terminal obey what the service says", async () => {
        const service = await at();
        const message = "\u001b]0;owned\u0007\u001b[2J\u202e";
        const error = { kind: "error", status: 400, code: `X.Y${message}`, message } as const;
        for (const operation of ["GetProject", "GetFile", "StopDISyncInstance"]) {
            await service.control.addFault({ ...error, operation });
            const ran = await run(deployHere("--yes"), { at: service });
            await service.control.clearFaults();
            assert.doesNotMatch(`${ran.err}${ran.out}`.replaceAll("\n", ""), /\p{C}/u, operation);
            if (operation === "StopDISyncInstance") assert.match(ran.err, /X\.Y\\u001b\]0;owned/);
        }
    });

    it("tells nothing in its report of whose workspace it was", async () => {
        const own = [
            "hunter2-made-up",
            "LTAImadeup0001",
            "肉店订单",
            "user_table",
            "zhang.wei",
            "1822931104030001",
            "700000001",
        ];
        const name = "user_table";
        const service = await at({
            ...{ deployed: true, instance: "RUN", name, owner: "zhang.wei", folder: "Business Flow/肉店订单" },
            definition: { steps: [{ parameter: { datasource: name, password: "hunter2-made-up", 肉店订单: 1 } }] },
        });
        const message = `zhang.wei (1822931104030001) of 肉店订单 has no right to ${name}, file ${fileId}: "hunter2-made-up" LTAImadeup0001`;
        const refusal = { kind: "error", code: "Strange.hunter2-made-up", message } as const;
        const texts: string[] = [];
        for (const operation of ["GetDISyncTask", "ListFileVersions", "QueryDISyncTaskConfigProcessResult"]) {
            await service.control.addFault({ ...refusal, status: 400, operation });
            // What runs is not deployed where nobody tells which version does.
            const how = operation === "ListFileVersions" ? lookHere() : deployHere("--yes", "--running");
            const ran = await run(how, { at: service });
            assert.ok(ran.report !== undefined && ran.markdown !== "", ran.err);
            texts.push(ran.out, ran.markdown, JSON.stringify(ran.report));
            await service.control.clearFaults();
        }
        const told = texts.join("\n");
        assert.match(told, /none of the answers: HTTP 400, /);
        for (const one of [...own, fileId, projectId, service.url]) assert.ok(!told.includes(one), one);
    });

    for (const [what, args, said] of [
        ["a level that is not there", ["try"], /^There is no level "try": there are look, deploy, make\.\n/],
        ["deploy without a task", ["deploy", "--project", projectId], /^deploy needs --file-id: /],
        ["an id that is none", ["--project", "shop"], /^--project has to be a DataWorks workspace id, /],
        [
            "an unknown assumption",
            ["--assume", "unknown-files=fail"],
            /^--assume unknown-files: is no assumption \(there is: /,
        ],
        [
            "an unknown answer",
            ["--assume", "unknown-file=maybe"],
            /^--assume unknown-file: must be one of invalid, notFound, fail\./,
        ],
        [
            "an assumption of the real service",
            ["--project", projectId, "--assume", "a=b"],
            /^--assume is for the embedded/,
        ],
        [
            "what is about the service without one",
            ["--file-id", "1"],
            /^--file-id is about the real service: give --project/,
        ],
        [
            "--running to look at a task",
            ["look", "--project", projectId, "--running"],
            /^--running is about the task of/,
        ],
        ["more than it has a use for", ["look", "deploy"], /^"deploy" belongs to no option\./],
        ["an option that it has not", ["--all"], /^Unknown option '--all'/],
    ] as const)
        it(`calls ${what} wrong usage`, async () => {
            const ran = await run(args);
            assert.deepEqual([ran.code, ran.report], [2, undefined], ran.err);
            assert.match(ran.err, said);
        });

    it("fails where the workspace is not there, the key is wrong or a setting is missing, and says what to do", async () => {
        const service = await at();
        const nowhere = await run(["--project", "30000"], { at: service });
        assert.deepEqual([nowhere.code, nowhere.report], [1, undefined]);
        assert.match(
            nowhere.err,
            /no right to GetProject: Forbidden\.Access|GetProject was refused for workspace 30000: /,
        );
        const wrongKey = await run(lookHere(), {
            at: service,
            env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "made-up-secret" },
        });
        assert.equal(wrongKey.code, 1);
        assert.match(wrongKey.err, /SignatureDoesNotMatch/);
        assert.doesNotMatch(wrongKey.err, /made-up-secret/);
        const none = await run(lookHere());
        assert.equal(none.code, 1);
        assert.match(none.err, /ALIBABA_CLOUD_REGION_ID/);
    });
});

describe("the guard of the acceptance", () => {
    const own = { ProjectId: projectId, TaskType: "DI_REALTIME", FileId: fileId };
    const bounds = { projectId, fileIds: new Set([fileId]), names: new Set<string>() };

    async function isMade(
        level: Level,
        operation: string,
        parameters: Readonly<Record<string, string>>,
        form?: Readonly<Record<string, string>>,
    ): Promise<boolean> {
        let made = false;
        const reply = { status: 200, body: {} };
        const call = () => {
            made = true;
            return Promise.resolve(reply);
        };
        const service = guarded({ call, wait: () => Promise.resolve() }, { ...bounds, level });
        await service
            .call(operation, parameters, form)
            .catch((error: unknown) => assert.ok(error instanceof OutOfBoundsError));
        return made;
    }

    it("lets nothing out that changes something, but of the level and for the one task", async () => {
        assert.equal(await isMade("look", "GetDISyncTask", { ...own, FileId: "1" }), true);
        assert.equal(await isMade("look", "StopDISyncInstance", own), false);
        assert.equal(await isMade("deploy", "StopDISyncInstance", own), true);
        for (const other of [{ FileId: "200" }, { ProjectId: "20000" }, { TaskType: "DI_SOLUTION" }])
            assert.equal(
                await isMade("deploy", "StopDISyncInstance", { ...own, ...other }),
                false,
                JSON.stringify(other),
            );
        for (const operation of ["DeleteDISyncTask", "UpdateDISyncTask", "CreateDISyncTask", "NobodyKnows"])
            assert.equal(await isMade("deploy", operation, own), false, operation);
        assert.equal(await isMade("deploy", "StopDISyncInstance", { ...own, FileId: "200" }, own), false, "two tasks");
        assert.equal(await isMade("deploy", "StopDISyncInstance", {}, own), true, "in the form alone");
    });
});

describe("who answered, in a report,", () => {
    it("is the service where the endpoint is one of Alibaba Cloud's, and nowhere else", () => {
        for (const host of ["dataworks.cn-hangzhou.aliyuncs.com", "dataworks-vpc.cn-shanghai.aliyuncs.com"])
            assert.equal(answererAt(`https://${host}`), "DataWorks", host);
        for (const url of [
            "http://127.0.0.1:4010",
            "https://aliyuncs.com.example.org",
            "https://dataworksaliyuncs.com",
        ])
            assert.equal(answererAt(url), "another endpoint", url);
    });
});

describe("the count of who saw an assumption hold", () => {
    const reportOf = (
        verdict: Report["assumptions"][number]["verdict"],
        service: Report["service"] = "DataWorks",
    ): Report => ({
        ...{
            version: "0.1.0",
            date: "2026-11-27",
            service,
            region: "cn-hangzhou",
            workspaceMode: "basic",
            level: "look",
        },
        assumptions: [{ id: "unknown-file", verdict, seen: "" }],
    });

    it("counts those that saw it at the real service, and no others", () => {
        assert.equal(heldBy("unknown-file", []), "nobody yet");
        assert.equal(heldBy("unknown-file", [reportOf("not seen"), reportOf("holds", "emulator")]), "nobody yet");
        assert.equal(heldBy("unknown-file", [reportOf("holds"), reportOf("differs"), reportOf("holds")]), "2/3");
        assert.equal(heldBy("unknown-process", [reportOf("holds")]), "nobody yet");
    });
});
