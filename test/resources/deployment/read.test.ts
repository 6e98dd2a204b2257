// Reading a deployment, against the embedded DataWorks: unchanged, edited, gone, or not to be told.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import type { Fault } from "dataworks-emulator";
import { digestOf } from "../../../provider/src/definition/index";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { adopt } from "../../../provider/src/resources/deployment/adopt";
import { read } from "../../../provider/src/resources/deployment/read";
import { driftBeside } from "../../../provider/src/resources/last-edit";
import { shortList } from "../../../provider/src/resources/short-list";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import { create, inputs, Lifecycle, region } from "../../support/lifecycle";
import { definition, projectId, realtime, seedOf, solution } from "../../support/tasks";

const task = { projectId, fileId: "100" };
const editor = { user: "182293110403", time: "2026-11-21T17:03:09Z" };
const edited = "last edited 2026-11-21T17:03:09Z by 182293110403";
/** How drift says, last, what approves a definition. */
async function approving(edit: object, ignore: readonly string[] = []): Promise<string> {
    const placed = { ...task, taskType: "DI_REALTIME", region };
    return `approve it with approvedDigest: ${await digestOf(JSON.stringify(edit), placed, ignore)}`;
}
/** A fingerprint of a version that took one digest of the whole definition. */
const firstForm = JSON.stringify({ v: 1, salt: "00", digest: "00" });
const wholeSolution = { projectId, taskType: "DI_SOLUTION", fileId: "500" } as const;

describe("read", () => {
    let lifecycle: Lifecycle;
    let olds: Outputs;
    let oldSolution: Outputs;

    beforeEach(async () => {
        lifecycle = await Lifecycle.begin(seedOf(...realtime("100"), solution("500")), true);
        olds = await create(inputs("100", { triggers: { a: 1 } }), lifecycle.context());
        oldSolution = await create(inputs("500", { taskType: "DI_SOLUTION" }), lifecycle.context());
        await lifecycle.calls();
    });

    afterEach(async () => {
        await lifecycle.end();
    });

    it("leaves a task that was not edited as it is, with one call", async () => {
        assert.deepEqual((await read(olds, lifecycle.context()))?.outputs, olds);
        assert.deepEqual((await read(oldSolution, lifecycle.context()))?.outputs, oldSolution);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetDISyncTask 500"]);
    });

    it("gives an edited task a drift, in the outputs and in the inputs, and drops it when the edit is undone", async () => {
        const { control } = lifecycle.emulator;
        await control.editTask({ ...task, definition: definition("other"), ...editor });
        const drifted = await read(olds, lifecycle.context());
        const drift = [
            "definition changed since 2026-11-20T08:12:44Z: steps[0].parameter.table",
            "definition changed since 2026-11-20T08:12:44Z: steps[1].parameter.table",
            edited,
            await approving(definition("other")),
        ];
        assert.deepEqual(drifted?.outputs, { ...olds, drift });
        assert.deepEqual(drifted.inputs, { ...inputs("100", { triggers: { a: 1 } }), drift });
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "GetFile 100"]);

        await control.editTask({ ...task, definition: definition("table_100"), user: "1" });
        assert.deepEqual((await read(drifted.outputs, lifecycle.context()))?.outputs, olds);
    });

    it("says last by which digest an edit is approved: that of the deployment's own list and region", async () => {
        const { control } = lifecycle.emulator;
        const ignoreDefinitionPaths = ["steps[0].parameter.table", "**.password"];
        const ignoring = await create(inputs("100", { ignoreDefinitionPaths }), lifecycle.context());
        await control.editTask({ ...task, definition: definition("other"), user: "1" });
        const drift = (await read(ignoring, lifecycle.context()))?.outputs.drift ?? [];
        assert.equal(drift.at(-1), await approving(definition("other"), ignoreDefinitionPaths));
        assert.notEqual(drift.at(-1), await approving(definition("other")));
        const elsewhere = (await read({ ...ignoring, region: "cn-beijing" }, lifecycle.context()))?.outputs.drift;
        assert.notEqual(elsewhere?.at(-1), drift.at(-1));
    });

    it("says so of no drift that tells no path", async () => {
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("other"), user: "1" });
        const found = await read({ ...olds, definition: "v9.x.y" }, lifecycle.context());
        assert.deepEqual(
            found?.outputs.drift?.map((line) => line.split(" ")[0]),
            ["definition", "last"],
        );
    });

    it("leaves the digest out, with one warning, where there is no memory for it", async () => {
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("other"), user: "1" });
        const { scrypt } = crypto;
        const failing = (...args: unknown[]) => {
            (args.at(-1) as (error: Error) => void)(new Error("memory limit exceeded"));
        };
        Object.assign(crypto, { scrypt: failing });
        try {
            assert.equal((await read(olds, lifecycle.context()))?.outputs.drift?.length, 3);
        } finally {
            Object.assign(crypto, { scrypt });
        }
        assert.deepEqual(lifecycle.warnings, [
            "DI_REALTIME 100 of workspace 10000: its drift does not say by which digest it can be approved, because that could not be worked out: memory limit exceeded. It takes 32 MiB of memory: run again",
        ]);
    });

    it("asks no further where GetDISyncTask says anything else than that there is no such task", async () => {
        const fault = { operation: "GetDISyncTask", kind: "error", status: 403, code: "Forbidden.Access" };
        await lifecycle.emulator.control.addFault(fault as never);
        await assert.rejects(read(olds, lifecycle.context()), /Forbidden\.Access/);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100"]);
    });

    for (const kind of ["html", "hang", "error"] as const) {
        it(`does without the one who edited last where GetFile fails: ${kind}`, async () => {
            const { control } = lifecycle.emulator;
            await control.editTask({ ...task, definition: definition("other"), user: "1" });
            const details = kind === "error" ? { status: 403, code: "Forbidden.Access" } : {};
            await control.addFault({ operation: "GetFile", kind, ...details } as never);
            const found = await read(olds, lifecycle.context());
            assert.equal(found?.outputs.drift?.length, 3);
        });
    }

    it("does without the one who edited last where the API gives a time and nobody", async () => {
        const { control } = lifecycle.emulator;
        await control.editTask({ ...task, definition: definition("other"), user: "1" });
        const file = { FileId: 100, LastEditTime: Date.parse(editor.time), LastEditUser: "" };
        const text = JSON.stringify({ Success: true, RequestId: "r", Data: { File: file } });
        await control.addFault({ operation: "GetFile", kind: "body", text });
        assert.equal((await read(olds, lifecycle.context()))?.outputs.drift?.length, 3);
    });

    it("leaves ignored paths alone, and says once what it cannot compare after the list changed", async () => {
        const { control } = lifecycle.emulator;
        const ignoreDefinitionPaths = ["steps[*].parameter.table"];
        const ignoring = await create(inputs("100", { ignoreDefinitionPaths }), lifecycle.context());
        await control.editTask({ ...task, definition: definition("other"), user: "1" });
        assert.equal((await read(ignoring, lifecycle.context()))?.outputs.drift, undefined);
        assert.deepEqual(lifecycle.warnings, []);

        const whole = { ...olds, definition: firstForm, ignoreDefinitionPaths };
        assert.equal((await read(whole, lifecycle.context()))?.outputs.drift, undefined);
        assert.equal(lifecycle.warnings.length, 1);
        assert.match(lifecycle.warnings.join(), /DI_REALTIME 100 of workspace 10000: ignoreDefinitionPaths changed/);
    });

    it("names the first of many parts that it cannot compare, and how many more there are", async () => {
        const parts = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`part_${n}`, { secret: n }]));
        await lifecycle.emulator.control.editTask({ ...task, definition: parts, user: "1" });
        const ignoring = await create(inputs("100", { ignoreDefinitionPaths: ["*.secret"] }), lifecycle.context());
        await read({ ...ignoring, ignoreDefinitionPaths: [] }, lifecycle.context());
        assert.match(lifecycle.warnings.join(), /part_0.*(, part_[^,]+){9} and 4 more$/);
    });

    it("names ten parts one by one, and of eleven how many more there are", () => {
        const ten = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        assert.equal(shortList(ten), "a, b, c, d, e, f, g, h, i, j");
        assert.equal(shortList([...ten, "k"]), "a, b, c, d, e, f, g, h, i, j and 1 more");
    });

    it("sees an edited solution, and not that it runs", async () => {
        const { control } = lifecycle.emulator;
        await control.seed({
            workspaces: [
                {
                    projectId,
                    tasks: [{ ...solution("500"), solution: { status: "2", startTime: "2026-11-21T00:00:00Z" } }],
                },
            ],
        });
        assert.equal((await read(oldSolution, lifecycle.context()))?.outputs.drift, undefined);
        await control.editTask({ ...wholeSolution, definition: { tables: ["a"] }, user: "1" });
        await lifecycle.calls();
        const drift = (await read(oldSolution, lifecycle.context()))?.outputs.drift ?? [];
        assert.deepEqual([drift.length, drift.at(-1)?.startsWith("approve it with approvedDigest: d1-")], [2, true]);
        assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 500"], "nobody is asked who edited what is no file");
    });

    describe("of a task that is not as it was, and that nobody edited since", () => {
        const hour = 60 * 60_000;
        const now = Date.parse("2026-11-20T08:12:44Z");
        const byItself = "nobody edited it since: DataWorks changed it by itself";
        const driftOf = async (of: Outputs, editedAt: number, to: object = definition("other")) => {
            const time = new Date(editedAt).toISOString();
            await lifecycle.emulator.control.editTask({ ...task, definition: to, user: "1", time });
            return (await read(of, lifecycle.context()))?.outputs.drift ?? [];
        };

        it("says that DataWorks changed it by itself, and which entry of ignoreDefinitionPaths leaves it out", async () => {
            const drift = await driftOf(olds, now - hour);
            const line = `${byItself}; "steps[*].parameter.table" in ignoreDefinitionPaths leaves it out`;
            assert.equal(drift[2], line);
            assert.deepEqual(driftBeside(["steps[*].parameter.table"], drift), []);
        });

        for (const [what, before, says] of [
            ["2 s before the fingerprint", 2_000, "last edited 2026-11-20T08:12:42Z by 1"],
            ["a little more", 2_001, byItself],
        ] as const) {
            it(`says so only of edits more than 2 s before the fingerprint: ${what}`, async () => {
                assert.ok((await driftOf(olds, now - before))[2]?.startsWith(says));
            });
        }

        it("proposes no entry that is too long to be read, or that does not leave it out", async () => {
            const long = `part_${"x".repeat(240)}`;
            await lifecycle.emulator.control.editTask({ ...task, definition: { [long]: 1, rows: [1, 2] }, user: "1" });
            const before = await create(inputs("100"), lifecycle.context());
            assert.equal((await driftOf(before, now - hour, { [long]: 2, rows: [1, 2] }))[1], byItself);
            assert.equal((await driftOf(before, now - hour, { [long]: 1, rows: [0, 1, 2] }))[1], byItself);
        });

        it("says who edited it last where the fingerprint does not tell its time: of an import, and of an older state", async () => {
            const adopted = await adopt(inputs("100"), lifecycle.context());
            const older = fingerprint(JSON.stringify(definition("table_100")), "00", []);
            for (const of of [adopted.outputs, { ...olds, definition: older }])
                assert.equal((await driftOf(of, now - hour))[2], "last edited 2026-11-20T07:12:44Z by 1");
        });
    });

    it("reports no drift without a fingerprint, and takes none: what is there now is not what was deployed", async () => {
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("other"), user: "1" });
        const found = await read({ ...olds, definition: "" }, lifecycle.context());
        assert.deepEqual([found?.outputs.drift, found?.outputs.definition], [undefined, ""]);
    });

    describe("with compareVersions", () => {
        const file = { projectId, fileId: "100" };

        beforeEach(async () => {
            olds = await create(inputs("100", { compareVersions: true }), lifecycle.context());
            await lifecycle.calls();
        });

        const driftOf = async () => (await read(olds, lifecycle.context()))?.outputs.drift;

        it("finds no drift while the deployed version runs, in two calls", async () => {
            assert.equal(await driftOf(), undefined);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", "ListFileVersions 100"]);
        });

        it("says that another version was deployed by hand", async () => {
            const { control } = lifecycle.emulator;
            await control.editTask({ ...file, definition: definition("other"), user: "1" });
            await control.deployTask({ ...file, user: "1" });
            await control.editTask({ ...file, definition: definition("table_100"), user: "1" });
            assert.deepEqual(await driftOf(), ["production runs version 2, this deployment is version 1"]);
        });

        it("says that the task was undeployed by hand", async () => {
            await lifecycle.emulator.control.undeployTask(file);
            assert.deepEqual(await driftOf(), ["no version runs in production"]);
        });

        for (const [what, data] of Object.entries({
            "names no version": { TotalCount: 0, FileVersions: [{ FileVersion: 1 }] },
            "names no version, nor how many there are": { TotalCount: null, FileVersions: [] },
            "does not say which one runs": { TotalCount: 1, FileVersions: [{ FileVersion: 1 }] },
            "has more versions than a page": {
                TotalCount: 101,
                FileVersions: [{ FileVersion: 1, IsCurrentProd: false }],
            },
        })) {
            it(`says nothing where the API ${what}`, async () => {
                const text = JSON.stringify({ Success: true, RequestId: "r", HttpStatusCode: 200, Data: data });
                await lifecycle.emulator.control.addFault({ operation: "ListFileVersions", kind: "body", text });
                assert.equal(await driftOf(), undefined);
                const { version } = await create(inputs("100", { compareVersions: true }), lifecycle.context());
                assert.equal(version, "");
            });
        }

        it("has nothing to compare without a version of its own", async () => {
            await lifecycle.emulator.control.undeployTask(file);
            olds = { ...olds, version: "" };
            assert.equal(await driftOf(), undefined);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100"]);
        });

        it("fails where the versions cannot be asked", async () => {
            await lifecycle.emulator.control.addFault({ operation: "ListFileVersions", kind: "html" });
            await assert.rejects(driftOf(), /ListFileVersions for file 100 of workspace 10000/);
        });
    });

    it("says of an imported task that it changed since the import", async () => {
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("other"), user: "1" });
        const found = await read({ ...olds, status: "imported", deployedAt: "" }, lifecycle.context());
        assert.equal(found?.outputs.drift?.[0], "definition changed since the import: steps[0].parameter.table");
    });

    it("counts from the import where the only deployment since was lost", async () => {
        const lost = { ...olds, status: "unknown", deployedAt: "" } as const;
        await lifecycle.emulator.control.editTask({ ...task, definition: definition("by_hand"), user: "1" });
        const found = await read(lost, lifecycle.context());
        assert.equal(found?.outputs.drift?.[1], "definition changed since the import: steps[0].parameter.table");
    });

    for (const [what, text, reason] of [
        ["a newer version's", "v7.x.y", /made by a newer version/],
        ["a damaged one", "v3.x.y", /is damaged/],
    ] as const) {
        it(`a fingerprint that cannot be read is a drift, with its reason: ${what}`, async () => {
            await lifecycle.emulator.control.editTask({ ...task, definition: definition("other"), ...editor });
            const [line = "", ...more] =
                (await read({ ...olds, definition: text }, lifecycle.context()))?.outputs.drift ?? [];
            assert.match(line, /^definition cannot be compared: /);
            assert.match(line, reason);
            assert.deepEqual(more, [edited]);
        });
    }

    it("takes at most 4,096 bytes, whatever a definition, its names and the API's words are like", async () => {
        const text = '"列'.repeat(2000);
        const rows = (x: number) => ({ rows: Array.from({ length: 30 }, () => ({ name: text, [text]: x })) });
        await lifecycle.emulator.control.editTask({ ...task, definition: rows(1), user: "1" });
        const taken = await create(inputs("100"), lifecycle.context());
        await lifecycle.emulator.control.editTask({ ...task, definition: rows(2), user: "x".repeat(5000) });
        const found = await read({ ...taken, status: "unknown" }, lifecycle.context());
        const bytes = Buffer.byteLength(JSON.stringify(found?.outputs.drift));
        assert.ok(bytes > 1000 && bytes <= 4096, `${bytes} bytes`);
    });

    it("reports an unknown outcome as drift", async () => {
        const found = await read({ ...olds, status: "unknown" }, lifecycle.context());
        assert.deepEqual(found?.outputs.drift, [
            "outcome of the deployment is unknown: DeployDISyncTask may have been applied",
        ]);
    });

    for (const to of ["RECYCLE", "RECYCLE_BIN", "DELETED", "GONE"] as const) {
        it(`finds a task gone that is ${to}, with three calls`, async () => {
            await lifecycle.emulator.control.deleteTask({ ...task, to });
            assert.equal(await read(olds, lifecycle.context()), undefined);
            assert.deepEqual(await lifecycle.calls(), ["GetDISyncTask 100", `GetProject ${projectId}`, "GetFile 100"]);
        });
    }

    for (const [code, message] of [
        ["Param.Invalid", "The parameter is invalid."],
        ["Param.Invalid", "FileId is not known."],
        ["InvalidFile.NotFound", "The specified file is not found."],
        ["File.NotExist", "Not there."],
        ["500131", "fileId:[100] is invalid."],
        ["500131", "The file does not exist."],
    ] as const) {
        it(`finds a task gone where GetFile says that there is no such file: ${code} ${message}`, async () => {
            const { control } = lifecycle.emulator;
            await control.addFault({ operation: "GetDISyncTask", kind: "fail", message: "fileId:[100] is invalid." });
            await control.addFault({ operation: "GetFile", kind: "error", status: 400, code, message });
            assert.equal(await read(olds, lifecycle.context()), undefined);
        });
    }

    it("finds a solution gone whose status says so, or that is not known any more", async () => {
        await lifecycle.emulator.control.deleteTask(wholeSolution);
        assert.equal(await read(oldSolution, lifecycle.context()), undefined);
        await lifecycle.emulator.control.deleteTask({ ...wholeSolution, to: "GONE" });
        assert.equal(await read(oldSolution, lifecycle.context()), undefined);
    });

    const invalid = { operation: "GetDISyncTask", kind: "fail", message: "fileId:[100] is invalid." } as const;
    const doubts: Record<string, readonly Fault[]> = {
        "the file is still there": [invalid],
        "another id is called invalid": [
            { ...invalid, message: "fileId:[101] is invalid." },
            { operation: "GetFile", kind: "error", status: 404, code: "Param.Invalid" },
        ],
        "the query failed for another reason": [{ ...invalid, message: "the query failed" }],
        ...Object.fromEntries(
            [
                [400, "Throttling.User"],
                [400, "SignatureDoesNotMatch"],
                [400, "InvalidTimeStamp.Expired"],
                [400, "MissingFileId"],
                [404, "InvalidAccessKeyId.NotFound"],
                [404, "InvalidAction.NotFound"],
                [400, "1101080166"],
                [400, "1201111431"],
                [400, "9990040003"],
                [404, "1101080008"],
                [400, "Invalid.Tenant.UserNotInProject"],
                [400, "UnsupportedOperation"],
                [404, "NobodyKnows.This"],
                [404, "77"],
                [404, "NobodyKnows.This", "The file service is busy."],
                [404, "NobodyKnows.This", "The files of this tenant were not found."],
                [400, "1201111431", "The file does not exist."],
                [400, "9990040003", "The file does not exist."],
                [400, "1101080166", "The file does not exist."],
                [404, "1101080008", "The file does not exist."],
                [400, "Param.Invalid", "The parameter is invalid. ProjectId is not known."],
                [400, "UnsupportedOperation", "GetFile: the file is not known to this API version."],
                [403, "Param.Invalid", "FileId is not known."],
                [400, "1201110000", "The file does not exist or you have no access to it."],
                [400, "1", "Get file failed: unknown error"],
                [404, "FileNotAccessible", "not accessible"],
                [404, "X4", "file id not visible to the role"],
                [400, "X1", "The owner of the file was deleted"],
                [400, "X2", "Query file failed: the data source was not found"],
                [400, "X3", "file service returned an invalid response"],
                [400, "X5", "Cannot decrypt file content: KMS key not found"],
                [404, "X6", "The file is invalid in the development environment"],
                [404, "InvalidFile.Locked", "x"],
                [400, "FileNotLocked", "x"],
                [400, "InvalidFileType", "Invalid file type"],
                [400, "Param.Invalid", "RAM role expired"],
                [400, "Param.Invalid", "The parameter PageNumber is invalid"],
                [404, "InvalidFile.NotFound", "The role has no access."],
            ].map(([status, code, message]) => [
                `the refusal does not speak of the file: ${status} ${code} ${message ?? ""}`,
                [invalid, { operation: "GetFile", kind: "error", status, code, message } as Fault],
            ]),
        ),
        "the file's refusal is not the API's own": [invalid, { operation: "GetFile", kind: "html", status: 404 }],
        "the key is unknown": [{ operation: "*", kind: "error", status: 404, code: "InvalidAccessKeyId.NotFound" }],
    };
    for (const [what, faults] of Object.entries(doubts)) {
        it(`fails, and does not take the task for gone, where ${what}`, async () => {
            for (const fault of faults) await lifecycle.emulator.control.addFault(fault);
            await assert.rejects(read(olds, lifecycle.context()), /(GetDISyncTask|GetProject|GetFile) .*(100|10000)/);
        });
    }

    const nonsense: Record<string, string> = {
        "no Data": '{"Success":true,"RequestId":"r-1"}',
        "Data a string": '{"Success":true,"RequestId":"r-1","Data":"x"}',
        "no Code": '{"Success":true,"RequestId":"r-1","Data":{"Status":"success"}}',
        "Code no text": '{"Success":true,"RequestId":"r-1","Data":{"Status":"success","Code":{}}}',
        "Code cut off": JSON.stringify({
            Success: true,
            RequestId: "r-1",
            Data: { Status: "success", Code: '{"steps":[' },
        }),
        "Code of 5 MB": JSON.stringify({
            Success: true,
            RequestId: "r-1",
            Data: { Status: "success", Code: JSON.stringify({ a: "x".repeat(5 * 1024 * 1024) }) },
        }),
        "another status": '{"Success":true,"RequestId":"r-1","Data":{"Status":"perhaps","Code":"{}"}}',
    };
    it("fails, and names the task, where the reply is not UTF-8", async () => {
        const base64 = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]).toString("base64");
        await lifecycle.emulator.control.addFault({ operation: "GetDISyncTask", kind: "body", base64 });
        await assert.rejects(
            read(olds, lifecycle.context()),
            /GetDISyncTask for DI_REALTIME 100 of workspace 10000 was sent/,
        );
    });

    for (const [what, text] of Object.entries(nonsense)) {
        it(`fails, and names the task and the RequestId, where GetDISyncTask answers nonsense: ${what}`, async () => {
            await lifecycle.emulator.control.addFault({ operation: "GetDISyncTask", kind: "body", text });
            await assert.rejects(read(olds, lifecycle.context()), /DI_REALTIME 100 of workspace 10000 .*RequestId r-1/);
        });
    }
});
