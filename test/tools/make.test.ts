// The acceptance's level make, in this process and without the engine: what it makes, touches and removes, whatever is answered.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assumptions, type Emulator, type Fault, type Seed } from "dataworks-emulator";
import type { Chain } from "../../tools/acceptance/chain";
import { Journal } from "../../tools/acceptance/journal";
import { starting } from "../emulator/running";
import { rpc } from "../support/rpc";
import { acceptance, verdictsOf, type Ran } from "./accepting";
import { foreign, makeHere, projectId, seed } from "./making";

describe("the acceptance's level make", () => {
    const start = starting();
    const accepting = acceptance();
    const { run } = accepting;
    // What is done at once is never seen under way.
    const at = (more: Seed = seed) => start({ seed: more, making: { mode: "after", polls: 2 } });

    async function filesOf({ url }: Emulator): Promise<string[]> {
        const { json } = await rpc(url, "ListFiles", { ProjectId: projectId });
        return (json?.["Data"] as { Files: { FileName: string }[] }).Files.map(({ FileName }) => FileName);
    }

    /** Nothing is there but what was there before, which runs on, and nobody wrote to it. */
    async function assertClean(service: Emulator, ran: Ran): Promise<void> {
        assert.deepEqual(await filesOf(service), [foreign.name], ran.err);
        const { instance } = await service.control.task({ projectId, fileId: foreign.fileId });
        assert.equal(instance, "RUN");
        await assertUntouched(service);
        assert.deepEqual(readdirSync(accepting.journals), [], ran.err);
    }

    async function assertUntouched({ control }: Emulator): Promise<void> {
        const about = (await control.journal()).filter(
            ({ operation, parameters }) =>
                !/^(Get|List|Query)/.test(operation) && Object.values(parameters).includes(foreign.fileId),
        );
        assert.deepEqual(about, []);
    }

    it("sees that everything holds, with a task of its own, which it deletes", async () => {
        const service = await at();
        const ran = await run(makeHere(), { at: service });
        assert.deepEqual([ran.code, verdictsOf(ran, "holds").length], [0, assumptions.length], ran.err);
        assert.match(ran.err, /\nmake makes two tasks of its own in workspace 10000 in cn-hangzhou, named pulumi-data/);
        assert.match(ran.err, /^Removed: pulumi-dataworks-acceptance-[0-9a-f]{20}\.$/m);
        assert.deepEqual(ran.report?.chain, { verdict: "went through", seen: "not made at all" });
        const made = (await service.control.journal()).filter(({ operation }) => operation === "CreateDISyncTask");
        for (const { parameters } of made)
            assert.match(parameters["TaskName"] ?? "", /^pulumi-dataworks-acceptance-[0-9a-f]{20}$/);
        await assertClean(service, ran);
    });

    it("does not see what takes a second table without one", async () => {
        const service = await at();
        const ran = await run(
            makeHere().filter((_, index, all) => all[index] !== "customers" && all[index + 1] !== "customers"),
            {
                at: service,
            },
        );
        assert.deepEqual([ran.code, verdictsOf(ran, "not seen")], [0, ["change-tables"]], ran.err);
    });

    it("has the name in its journal before the creation goes out, for nobody else's eyes", async () => {
        const service = await at();
        await service.control.addFault({ operation: "CreateDISyncTask", kind: "hangAfter" });
        const stop = new AbortController();
        const running = run(makeHere(), { at: service, signal: stop.signal });
        await service.control.waitFor({
            operation: "CreateDISyncTask",
            moment: "received",
            count: 1,
            timeoutMs: 60_000,
        });
        const [file = ""] = readdirSync(accepting.journals).filter((name) => name.endsWith(".json"));
        const text = readFileSync(join(accepting.journals, file), "utf8");
        const mode = statSync(join(accepting.journals, file)).mode;
        stop.abort(Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 }));
        const ran = await running;
        const [name] = (await service.control.journal())
            .filter(({ operation }) => operation === "CreateDISyncTask")
            .map(({ parameters }) => parameters["TaskName"]);
        assert.deepEqual(JSON.parse(text), {
            ...{ projectId, region: "cn-hangzhou", endpoint: service.url },
            tasks: [{ name, asked: 1, fileIds: [] }],
        });
        // Windows has no such permissions: there the home is the user's own.
        if (process.platform !== "win32") assert.equal(mode & 0o077, 0);
        // Nobody knows what became of the creation: the name tells.
        assert.equal(ran.code, 130, ran.err);
        await assertClean(service, ran);
    });

    for (const [what, fault] of Object.entries({
        "is lost": { kind: "resetAfter" },
        "names somebody's task": {
            ...{ kind: "body", applied: true },
            text: JSON.stringify({
                ...{ RequestId: "1", Success: true },
                Data: { Status: "success", Message: null, FileId: 200 },
            }),
        },
        "names no task": {
            ...{ kind: "body", applied: true },
            text: JSON.stringify({ RequestId: "1", Success: true, Data: { Status: "success", FileId: 999 } }),
        },
    } satisfies Record<string, object>))
        it(`finds its task by the name where the reply to the creation ${what}, and touches no other`, async () => {
            const service = await at();
            await service.control.addFault({ operation: "CreateDISyncTask", times: 1, ...fault } as Fault);
            const ran = await run(makeHere(), { at: service });
            assert.equal(ran.code, 0, ran.err);
            // Of its own task it sees the rest all the same.
            assert.deepEqual(verdictsOf(ran, "not seen"), ["new-file-listed"]);
            await assertClean(service, ran);
        });

    it("lists what it cannot remove, and removes it the next time, and nothing else that has the prefix", async () => {
        const service = await at();
        await service.control.addFault({ operation: "DeleteDISyncTask", kind: "fail", message: "no such luck" });
        const first = await run(makeHere(), { at: service });
        assert.equal(first.code, 1, first.err);
        const [, name, fileId] =
            /^Not removed: (\S+), file id (\d+): .*no such luck/m.exec(first.err) ?? assert.fail(first.err);
        assert.deepEqual(await filesOf(service), [foreign.name, name]);
        await service.control.clearFaults();
        const second = await run(makeHere(), { at: service });
        assert.equal(second.code, 0, second.err);
        assert.match(second.err, new RegExp(`First it removes what earlier runs left there: ${name}[,;]`));
        assert.equal((await rpc(service.url, "GetFile", { ProjectId: projectId, FileId: fileId ?? "" })).status, 200);
        await assertClean(service, second);
    });

    it("ends at once where it is interrupted a second time, and what it made is removed the next time", async () => {
        const service = await at();
        const [stop, now] = [new AbortController(), new AbortController()];
        const reason = Object.assign(new Error("Interrupted by SIGINT."), { exitCode: 130 });
        const chain: Chain = () => {
            stop.abort(reason);
            return Promise.reject(reason);
        };
        // It is being removed when the second signal comes.
        await service.control.addFault({ operation: "DeleteDISyncTask", kind: "fail" });
        await service.control.addFault({ operation: "ListFiles", kind: "hang", skip: 1 });
        const running = run(makeHere(), { at: service, signal: stop.signal, now: now.signal, chain });
        await service.control.waitFor({ operation: "ListFiles", moment: "received", count: 2, timeoutMs: 60_000 });
        now.abort(reason);
        const ran = await running;
        await service.control.clearFaults();
        assert.deepEqual([ran.code, (await filesOf(service)).length], [130, 2], ran.err);
        assert.match(ran.err, /^What this run made may still be there; the next one removes it \(.*\.json\)\.$/m);
        const next = await run(makeHere(), { at: service });
        assert.equal(next.code, 0, next.err);
        await assertClean(service, next);
    });

    it("leaves a task alone whose name somebody changed, and says so", async () => {
        const service = await at();
        const journal = Journal.begin(accepting.journals, "earlier", {
            ...{ projectId, region: "cn-hangzhou", endpoint: service.url },
        });
        journal.asks("pulumi-dataworks-acceptance-of-mine");
        journal.learned("pulumi-dataworks-acceptance-of-mine", foreign.fileId);
        journal.leave();
        const ran = await run(makeHere(), { at: service });
        assert.equal(ran.code, 1, ran.err);
        assert.match(
            ran.err,
            /^Not removed: pulumi-dataworks-acceptance-of-mine, file id 200: the file of that id has another name$/m,
        );
        await assertUntouched(service);
    });

    it("leaves alone what a run makes that still goes on, and what was made elsewhere", async () => {
        const service = await at();
        const place = { projectId, region: "cn-hangzhou", endpoint: service.url };
        const goesOn = Journal.begin(accepting.journals, "running", place);
        goesOn.asks(foreign.name);
        const elsewhere = Journal.begin(accepting.journals, "elsewhere", { ...place, projectId: "20000" });
        elsewhere.asks(foreign.name);
        elsewhere.leave();
        const ran = await run(makeHere(), { at: service });
        assert.equal(ran.code, 0, ran.err);
        assert.match(
            ran.err,
            new RegExp(`^An earlier run still goes on as process ${process.pid}, and is left alone\\.`, "m"),
        );
        await assertUntouched(service);
        goesOn.end();
    });

    it("does nothing where the journal of an earlier run cannot be read", async () => {
        const service = await at();
        mkdirSync(accepting.journals);
        const journal = Journal.begin(accepting.journals, "broken", { projectId, region: "", endpoint: "" });
        journal.asks("a");
        const file = join(accepting.journals, "broken.json");
        journal.leave();
        writeFileSync(file, readFileSync(file, "utf8").slice(0, 30));
        const ran = await run(makeHere(), { at: service });
        assert.deepEqual([ran.code, await service.control.journal()], [1, []]);
        assert.match(ran.err, /broken\.json, cannot be read: .*Nothing was done\. Remove the file once/);
    });

    for (const [what, args, said] of [
        [
            "is not there",
            ["--source", "shops"],
            /workspace 10000 has no data source "shops", and nothing was made: check --source/,
        ],
        [
            "is of another type",
            ["--source", "warehouse"],
            /"warehouse" is of the type "holo", .* --source takes one of mysql\.$/m,
        ],
        [
            "is nothing to write to",
            ["--destination", "archive"],
            /"archive" is of the type "oss", .* one of odps, kafka, holo\.$/m,
        ],
    ] as const)
        it(`makes nothing where a data source ${what}`, async () => {
            const service = await at();
            const ran = await run(makeHere(...args), { at: service });
            assert.deepEqual([ran.code, ran.report, await filesOf(service)], [1, undefined, [foreign.name]], ran.err);
            assert.match(ran.err, said);
        });

    it("makes nothing where it has no right to look a data source up, and says which", async () => {
        const service = await at();
        await service.control.addFault({
            operation: "ListDataSources",
            kind: "error",
            status: 403,
            code: "Forbidden.Access",
        });
        const ran = await run(makeHere(), { at: service });
        assert.deepEqual([ran.code, await filesOf(service)], [1, [foreign.name]]);
        assert.match(
            ran.err,
            /no right to ListDataSources: Forbidden\.Access\. The account needs the right to dataworks:ListDataSources\.$/m,
        );
    });

    it("says where the chain failed, in words that tell nothing, and ends with 1", async () => {
        const service = await at();
        const ran = await run(makeHere(), {
            at: service,
            chain: () =>
                Promise.resolve({ verdict: "failed", step: "the task is made", seen: "error: hunter2 of shop" }),
        });
        assert.equal(ran.code, 1, ran.err);
        assert.equal(ran.report?.chain?.verdict, "failed");
        assert.match(ran.markdown, /It failed at the step "the task is made": error: \{word 1\} of \{name 1\}\./);
        await assertClean(service, ran);
    });

    it("tells nothing in its report of whose workspace it was", async () => {
        const secrets = [
            "hunter2-made-up",
            "肉店订单",
            "user_table",
            "zhang.wei",
            "1822931104030001",
            "group_of_zhang",
        ];
        const [{ tasks, ...workspace } = { projectId }] = seed.workspaces ?? [];
        const service = await at({
            workspaces: [
                {
                    ...workspace,
                    tasks: tasks ?? [],
                    dataSources: [
                        { name: "肉店订单", type: "mysql" },
                        { name: "zhang.wei", type: "holo" },
                    ],
                },
            ],
        });
        const message = `zhang.wei (1822931104030001) of 肉店订单 has no right to user_table on group_of_zhang: "hunter2-made-up"`;
        const names = new Set<string>();
        const texts: string[] = [];
        const operations = [
            "GenerateDISyncTaskConfigForCreating",
            "CreateDISyncTask",
            "ListFiles",
            "DeleteDISyncTask",
        ] as const;
        for (const operation of [undefined, ...operations]) {
            if (operation !== undefined)
                await service.control.addFault({
                    operation,
                    kind: "error",
                    status: 400,
                    code: "Strange.hunter2-made-up",
                    message,
                    times: 2,
                });
            const ran = await run(
                [
                    ...["make", "--project", projectId, "--source", "肉店订单", "--destination", "zhang.wei", "--yes"],
                    ...["--table", "user_table", "--table", "orders_of_zhang", "--resource-group", "group_of_zhang"],
                ],
                {
                    at: service,
                    chain: ({ task }) =>
                        Promise.resolve({ verdict: "failed", step: "x", seen: `${task.name}: ${message}` }),
                },
            );
            assert.ok(ran.report !== undefined && ran.markdown !== "", ran.err);
            texts.push(ran.out, ran.markdown, JSON.stringify(ran.report));
            await service.control.clearFaults();
        }
        for (const { operation, parameters } of await service.control.journal())
            if (operation === "CreateDISyncTask") names.add(parameters["TaskName"] ?? "");
        const told = texts.join("\n");
        assert.ok(names.size > 2);
        for (const one of [...secrets, ...names, "60000000", "orders_of_zhang", projectId, service.url])
            assert.ok(!told.includes(one), one);
    });

    for (const [what, args, said] of [
        [
            "without one of its arguments",
            makeHere().filter((_, index) => index < 7),
            /^make needs --table and --resource-group: /,
        ],
        [
            "with a task of somebody's",
            makeHere("--file-id", "200"),
            /^make takes no --file-id: it makes a task of its own/,
        ],
        ["with a table twice", makeHere("--table", "orders"), /^--table orders is there twice\./],
        ["with an empty name", makeHere("--source", ""), /^--source takes a name\./],
        ["with --running", makeHere("--running"), /^--running is about the task of the level deploy/],
        [
            "with its arguments at another level",
            ["look", "--project", projectId, "--source", "shop", "--table", "orders"],
            /^--source and --table are about the tasks of the level make\./,
        ],
        [
            "with its arguments, and no project",
            ["make", "--source", "shop"],
            /^--source is about the real service: give --project/,
        ],
    ] as const)
        it(`is wrong usage ${what}`, async () => {
            const ran = await run(args);
            assert.deepEqual([ran.code, ran.report], [2, undefined], ran.err);
            assert.match(ran.err, said);
        });

    it("makes no call where nobody agreed", async () => {
        const service = await at();
        const ran = await run(
            makeHere().filter((one) => one !== "--yes"),
            { at: service },
        );
        assert.deepEqual([ran.code, await service.control.journal()], [2, []], ran.err);
    });
});
