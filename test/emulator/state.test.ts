// What the emulator holds is kept over a restart, whatever ends it; what is no state file is refused, and left as it was.
import assert from "node:assert/strict";
import {
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import promises from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { serialize } from "node:v8";
import type { Emulator, Seed } from "dataworks-emulator";
import { bytesOf, keptIn } from "../../emulator/src/persistence/format";
import { serve } from "../../emulator/src/start";
import { EmulatorState, type EmulatorOptions } from "../../emulator/src/state";
import { rpc } from "../support/rpc";
import { content, dataSources, everyCall, script } from "./calls";
import { at, deployed, fresh, project, seed as usual, solution } from "./running";

const own = { accessKeyId: "own", accessKeySecret: "own-secret", securityToken: "own-token" };
const [one, two] = [{ steps: [{ name: "one" }] }, { steps: [{ name: "two" }] }];
const hanging = { mode: "after", ms: 1000, start: { fails: { mode: "byHand", message: "no slot" } } } as const;

/** Something of everything that a seed can say. */
const whole: Seed = {
    credentials: [own],
    resourceGroups: [{ identifier: "group", name: "A group" }],
    instances: { ...hanging, deploy: { refused: "stop it first" } },
    making: { mode: "after", polls: 3, first: ["lost", { fails: "no network" }, "success", "lost"] },
    workspaces: [
        {
            projectId: project,
            identifier: "shop",
            dataSources,
            tasks: [
                {
                    fileId: fresh,
                    nodeId: "9007199254740993",
                    versions: [{ definition: one, inProduction: true }, { definition: two }],
                    instances: hanging,
                    alarms: [{ name: "late", enabled: false, metric: "bizDelay", description: "too late" }],
                },
                { fileId: deployed, deployed: true, approval: true, definition: one },
                { fileId: 301, taskType: "DI_SOLUTION" },
                {
                    fileId: solution,
                    taskType: "DI_SOLUTION",
                    solution: {
                        status: "5",
                        steps: [{ name: "full load", status: "run" }],
                        submitTime: 1,
                        startTime: 2,
                    },
                },
            ],
        },
    ],
};

describe("a state file", () => {
    let folder: string;
    let file: string;
    const running: { close(): Promise<void> }[] = [];
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "dataworks-emulator-"));
        file = join(folder, "kept.state");
    });
    const ends: (() => void)[] = [];
    afterEach(async () => {
        for (const end of ends.splice(0)) end();
        await Promise.all(running.splice(0).map((emulator) => emulator.close()));
        rmSync(folder, { recursive: true });
    });

    async function start(options: EmulatorOptions = {}): Promise<{ state: EmulatorState; emulator: Emulator }> {
        const state = new EmulatorState({ state: file, ...options });
        const emulator = await serve(state, 0);
        running.push(emulator);
        return { state, emulator };
    }
    const storeOf = ({ store }: EmulatorState) => {
        const { now: _, ...held } = store;
        return held;
    };
    const call = (url: string, action: string, more: Record<string, string> = {}, credentials = own) =>
        rpc(url, action, { ProjectId: project, TaskType: "DI_REALTIME", ...more }, { credentials });

    /** One that holds something of everything that it can hold. */
    async function full() {
        let now = 5000;
        const { state, emulator } = await start({ seed: whole, assume: { "unknown-file": "fail" }, now: () => now });
        const { url, control } = emulator;
        await control.setRewriteOnDeploy([{ path: "steps[0].name", value: "rewritten" }]);
        for (let process = 0; process < 3; process += 1)
            await call(url, "GenerateDISyncTaskConfigForCreating", {
                TaskParam: script,
                ClientToken: `token ${process}`,
            });
        await call(url, "QueryDISyncTaskConfigProcessResult", { AsyncProcessId: "9007199254740995" });
        const param = JSON.stringify({ FileFolderPath: "flow", ResourceGroup: "group", Cu: 0.5 });
        await call(url, "CreateDISyncTask", { TaskName: "made", TaskContent: content, TaskParam: param });
        await call(url, "DeployDISyncTask", { FileId: deployed }); // waits for its approval
        await control.assume({ "deploy-in-production": "later" });
        await call(url, "DeployDISyncTask", { FileId: "600000001" }); // waits for its time
        await call(url, "StartDISyncInstance", { FileId: fresh, StartParam: '{"errorLimit":{"record":1}}' });
        await control.startTask({ projectId: project, fileId: deployed });
        await control.startTask({ projectId: project, taskType: "DI_SOLUTION", fileId: 301 });
        now += 1000;
        return { state, emulator };
    }

    it("keeps everything that the store holds: fields, maps, big numbers, and what is one and the same", async () => {
        const { state, emulator } = await full();
        const before = storeOf(state);
        assert.deepEqual(
            withoutContent(before),
            [],
            "nothing of this is in what is compared: seed it, or do it, in full()",
        );
        await emulator.close();
        const { state: after } = await start({ now: state.now });
        assert.deepEqual(storeOf(after), before);
        const files = after.store.workspaces.get(project)?.files;
        const task = files?.get(deployed);
        assert.ok(task?.waiting && task.waiting === task.versions.at(-1), "an approval looks for the version itself");
        assert.equal([...after.store.due][0], files?.get("600000001"), "what is due is the task itself");
        const { control } = running.at(-1) as Emulator;
        await control.approve({ projectId: project, fileId: deployed });
        assert.equal((await control.task({ projectId: project, fileId: deployed })).deployments, 1);
    });

    it("keeps times and not statuses: what was under way has come on when the emulator is there again", async () => {
        const { state, emulator } = await full();
        await emulator.close();
        const instance = async (now: number) => {
            const { emulator } = await start({ now: () => now });
            const view = await emulator.control.task({ projectId: project, fileId: fresh });
            await emulator.close();
            return view.instance;
        };
        assert.deepEqual([await instance(5999), await instance(6000)], ["WAIT", "RUN"]);
        assert.equal(state.now(), 6000);
    });

    it("holds what each call changed before that is answered, of calls at the same time too", async () => {
        const { emulator } = await start({ seed: usual });
        const create = async (name: string) => {
            const reply = await rpc(emulator.url, "CreateDISyncTask", {
                ...{ ProjectId: project, TaskType: "DI_REALTIME", TaskName: name, TaskContent: content },
            });
            const fileId = String(at(reply, "Data", "FileId"));
            assert.ok(keptIn(readFileSync(file)).store.workspaces.get(project)?.files.has(fileId), name);
        };
        await Promise.all(Array.from({ length: 12 }, (_, index) => create(`task ${index}`)));
        await emulator.control.editTask({ projectId: project, fileId: fresh, definition: "edited", user: "me" });
        assert.equal(keptIn(readFileSync(file)).store.workspaces.get(project)?.files.get(fresh)?.definition, "edited");
    });

    it("is as it was after every call that says it changes nothing, and holds what every other one changed", async () => {
        const { state, emulator } = await start({
            seed: { ...usual, workspaces: [...(usual.workspaces ?? []), { projectId: project, dataSources }] },
            making: { mode: "after", polls: 3 },
        });
        for (const { action, parameters } of everyCall) {
            const { sequence } =
                (await rpc(emulator.url, action, parameters), (await emulator.control.journal()).at(-1)) ?? {};
            assert.deepEqual(keptIn(readFileSync(file)).store, storeOf(state), `${action}, call ${sequence}`);
        }
    });

    it("goes on where it ended: request ids are not given twice, tokens and ids are not forgotten", async () => {
        const make = async (url: string) =>
            call(url, "CreateDISyncTask", { TaskName: "made", TaskContent: content, ClientToken: "once" });
        const first = await start({ seed: { ...usual, credentials: [own] } });
        const one = await make(first.emulator.url);
        await first.emulator.close();
        const second = await start();
        const two = await make(second.emulator.url);
        assert.deepEqual(at(two, "Data"), at(one, "Data"));
        assert.notEqual(at(two, "RequestId"), at(one, "RequestId"));
    });

    it("wins over a seed, and what is said beside the seed wins over it", async () => {
        await (await start({ seed: usual, instances: { mode: "byHand" } })).emulator.close();
        const { state, emulator } = await start({
            seed: { workspaces: [{ projectId: 7 }] },
            instances: { mode: "after" },
            making: { deletes: "any" },
            rewriteOnDeploy: [{ path: "a", value: 1 }],
        });
        const { workspaces, instances, making, rewrites } = state.store;
        assert.deepEqual([...workspaces.keys()], [project, "20000"]);
        assert.deepEqual([instances.mode, making.settings.deletes, rewrites.length], ["after", "any", 1]);
        await emulator.control.reset();
        assert.deepEqual([...keptIn(readFileSync(file)).store.workspaces.keys()], ["7"]);
    });

    it("keeps no journal, no fault and no quota", async () => {
        const { emulator } = await start({ seed: usual });
        await emulator.control.addFault({ operation: "*", kind: "error", status: 500, code: "A" });
        await emulator.control.setQuota({ perSecond: 1 });
        await rpc(emulator.url, "GetProject", { ProjectId: project });
        await emulator.close();
        const again = (await start()).emulator;
        assert.deepEqual(await again.control.journal(), []);
        const replies = [1, 2].map(() => rpc(again.url, "GetProject", { ProjectId: project }));
        assert.deepEqual(
            (await Promise.all(replies)).map(({ status }) => status),
            [200, 200],
        );
    });

    it("of an older version is read with the defaults of what that did not know", async () => {
        const { state } = await full();
        const kept = { store: storeOf(state), requests: 1 };
        const places = ({ store }: typeof kept) => {
            const workspace = store.workspaces.get(project);
            return { store, making: store.making, workspace, task: workspace?.files.get(fresh) };
        };
        for (const [place, held] of Object.entries(places(kept)))
            for (const name of Object.keys(held ?? assert.fail(place)).filter((name) => !/Id$/.test(name))) {
                const older = structuredClone(kept);
                const holder = places(older)[place as "store"];
                Reflect.deleteProperty(holder, name);
                const read = places(keptIn(bytesOf(older)));
                // Without its workspaces a store has no task, and so on.
                const found: object = read[place as keyof typeof read] ?? read.store;
                assert.ok(name in found, `${place}.${name}`);
            }
    });

    const good = () => bytesOf(keptIn(readFileSync(file)));
    for (const [what, made, message] of [
        ["is empty", () => Buffer.alloc(0), /is cut, or was changed/],
        ["is cut in its first line", () => good().subarray(0, 30), /is cut, or was changed/],
        ["is cut in its last byte", () => good().subarray(0, -1), /is cut, or was changed/],
        ["has a byte too much", () => Buffer.concat([good(), Buffer.from("\n")]), /is cut, or was changed/],
        [
            "has one bit changed",
            () => good().map((byte, at) => (at === 500 ? byte ^ 1 : byte)),
            /is cut, or was changed/,
        ],
        [
            "is of a newer format",
            () => Buffer.from(good().toString("latin1").replace("state 1 ", "state 2 "), "latin1"),
            /has the format 2, and this dataworks-emulator reads the format 1\. Take the version/,
        ],
        [
            "is a seed",
            () => Buffer.from('{"workspaces":[]}'),
            /is none that a dataworks-emulator kept\. Give --state a file of its own/,
        ],
        [
            "is of a format that looks like this one",
            () => Buffer.from(good().toString("latin1").replace("state 1 ", "state 01 "), "latin1"),
            /has the format 01, and this dataworks-emulator reads the format 1\. Take the version/,
        ],
        ...[
            undefined,
            null,
            "text",
            {},
            { store: null, requests: 0 },
            { store: {}, requests: 0 },
            { store: { workspaces: {} }, requests: 0 },
            { store: { workspaces: new Map(), making: null }, requests: 0 },
        ].map((held) => [
            `holds ${inspect(held)} in place of a store`,
            () => bytesOf(held as never),
            /holds something else than a dataworks-emulator keeps\. Take another file/,
        ]),
        ["is another program's", () => serialize({ store: {} }), /is none that a dataworks-emulator kept/],
    ] as [string, () => Uint8Array, RegExp][])
        it(`that ${what} is refused, and stays as it is`, async () => {
            await (await start({ seed: usual })).emulator.close();
            const bytes = Buffer.from(made());
            writeFileSync(file, bytes);
            assert.throws(() => new EmulatorState({ state: file }), { message });
            assert.throws(
                () => new EmulatorState({ state: file }),
                (error: Error) => error.message.startsWith(`The state ${file} `),
            );
            assert.ok(readFileSync(file).equals(bytes));
            assert.ok(!existsSync(`${file}.lock`));
        });
    it("that is a folder, or in none, is refused", () => {
        assert.throws(() => new EmulatorState({ state: folder }), /is no file\./);
        assert.throws(() => new EmulatorState({ state: join(folder, "none", "a") }), /cannot be taken: ENOENT/);
        assert.throws(
            () => new EmulatorState({ state: join(folder, "x".repeat(300)) }),
            /cannot be (read|taken): E(NAMETOOLONG|NOENT)/, // Windows finds no file of such a name
        );
    });

    it("is one emulator's at a time, whatever name leads to it", async function () {
        if (process.platform === "win32") this.skip(); // not everybody may make a link to a file there
        const { emulator } = await start({ seed: usual });
        const link = join(folder, "link");
        symlinkSync(file, link);
        for (const name of [file, link])
            assert.throws(() => new EmulatorState({ state: name }), {
                message: new RegExp(`is in use by the process ${process.pid}\\. Stop that emulator`),
            });
        await emulator.close();
        await (await start({ state: link })).emulator.close();
        assert.ok(readFileSync(link).equals(readFileSync(file)), "the link leads there still");
    });
    it("is what a link leads to, also where that is not there yet", async function () {
        if (process.platform === "win32") this.skip();
        const inner = join(folder, "inner");
        mkdirSync(inner);
        symlinkSync(inner, join(folder, "door"));
        const target = join(inner, "..", "real.state");
        const [first, second] = [join(folder, "first"), join(folder, "second")];
        symlinkSync("door/../real.state", second);
        symlinkSync("second", first);
        const { emulator } = await start({ seed: usual, state: first });
        for (const name of [first, second, target])
            assert.throws(() => new EmulatorState({ state: name }), /is in use by the process/);
        await emulator.close();
        assert.ok([first, second].every((name) => lstatSync(name).isSymbolicLink()));
        assert.ok(keptIn(readFileSync(target)).store.workspaces.has(project));
    });
    for (const [what, holder] of [
        ["a process that is gone", "4194305"],
        ["one in a container before, with the same id", String(process.pid)],
        ["one that was killed before it had said which", ""],
    ] as const)
        it(`that was left by ${what} is taken`, async () => {
            writeFileSync(`${file}.lock`, holder);
            const { emulator } = await start({ seed: usual });
            assert.equal(readFileSync(`${file}.lock`, "utf8"), `${process.pid}\n`);
            await emulator.close();
            assert.ok(!existsSync(`${file}.lock`));
        });

    it("that cannot be written is refused at the start; later, the call is not answered with success, and the next one writes all", async () => {
        mkdirSync(`${file}.new`); // nobody can write a file there
        await assert.rejects(start({ seed: usual }), /^Error: The state .* cannot be written: EISDIR/);
        rmSync(`${file}.new`, { recursive: true });
        const { emulator } = await start({ seed: usual });
        mkdirSync(`${file}.new`);
        const deploy = (fileId: string) =>
            rpc(emulator.url, "DeployDISyncTask", { ProjectId: project, TaskType: "DI_REALTIME", FileId: fileId });
        const lost = await deploy(fresh);
        assert.deepEqual([lost.status, lost.json], [500, undefined]);
        assert.match(lost.text, /^The emulator failed: .*The state .* cannot be written: EISDIR/);
        rmSync(`${file}.new`, { recursive: true });
        assert.equal((await deploy(deployed)).status, 200);
        const files = keptIn(readFileSync(file)).store.workspaces.get(project)?.files;
        assert.deepEqual([files?.get(fresh)?.deployments, files?.get(deployed)?.deployments], [1, 1]);
    });

    /** Holds back the writes of state files: `held` resolves once one is, `go` lets them end. */
    function holdWrites() {
        const { rename } = promises;
        let go: () => void = () => undefined;
        const gone = new Promise<void>((resolve) => (go = resolve));
        const held = new Promise<void>((resolve) => {
            promises.rename = async (...names) => {
                resolve();
                await gone;
                await rename(...names);
            };
        });
        const end = () => {
            go();
            promises.rename = rename;
        };
        ends.push(end);
        return { held, go: end };
    }
    const production = () => keptIn(readFileSync(file)).store.workspaces.get(project)?.files.get(fresh)?.deployments;

    it("holds what a reader is told of, also while the change is written and not answered yet", async () => {
        const { emulator } = await start({ seed: usual });
        const { url, control } = emulator;
        const of = { ProjectId: project, TaskType: "DI_REALTIME", FileId: fresh };
        const watched = await fetch(`${url}/_emulator/events`);
        const events = watched.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail();
        const told = async () => {
            for (let text = ""; !text.includes('"operation":"DeployDISyncTask"');)
                text += (await events.read()).value ?? assert.fail(text);
        };
        const writes = holdWrites();
        const change = rpc(url, "DeployDISyncTask", of);
        await writes.held;
        const gone = { projectId: project, fileId: "77" };
        const readers = {
            view: control.task({ projectId: project, fileId: fresh }),
            journal: control.journal(),
            moment: control.waitFor({ operation: "DeployDISyncTask", moment: "received", count: 1, timeoutMs: 9000 }),
            refusal: control.task(gone).catch(() => undefined),
            call: rpc(url, "GetFile", { ProjectId: project, FileId: fresh }),
            error: rpc(url, "GetFile", { ProjectId: project, FileId: "77" }),
            events: told(),
        };
        const found = Object.entries(readers).map(async ([name, reader]) => {
            await reader;
            return [name, production()];
        });
        // Pages need no state: so many of them give the readers their turn.
        for (let page = 0; page < 30; page += 1) await (await fetch(`${url}/_console/icon.svg`)).text();
        writes.go();
        assert.deepEqual(
            await Promise.all(found),
            Object.keys(readers).map((name) => [name, 1]),
        );
        assert.equal((await change).status, 200);
        await events.cancel();
    });

    it("holds at the end what a write left out; nobody is told of that before, and where it cannot be written, the end says so", async () => {
        const { state, emulator } = await start({ seed: usual });
        const problems: string[] = [];
        state.onUnwritten(({ message }) => problems.push(message));
        const lose = async () => {
            mkdirSync(`${file}.new`);
            const of = { ProjectId: project, TaskType: "DI_REALTIME", FileId: fresh };
            const replies = [rpc(emulator.url, "DeployDISyncTask", of), rpc(emulator.url, "GetDISyncTask", of)];
            const seen = [await replies[0], await replies[1], await rpc(emulator.url, "GetDISyncTask", of)];
            assert.deepEqual(
                seen.map((reply) => reply?.status),
                [500, 500, 500],
            );
        };
        await lose();
        assert.equal(problems.length, 1, "once, however often it is tried");
        rmSync(`${file}.new`, { recursive: true });
        await emulator.close();
        assert.equal(production(), 1);
        const again = await start();
        mkdirSync(`${file}.new`);
        await assert.rejects(again.emulator.control.undeployTask({ projectId: project, fileId: fresh }));
        const lost =
            /^Error: The state .* cannot be written: EISDIR.* What was changed after the last write is lost\.$/;
        await assert.rejects(again.emulator.close(), lost);
        running.pop();
        assert.ok(!existsSync(`${file}.lock`));
    });
});

/** The paths where there is nothing at all: an empty map or list, or undefined, in every place of that kind. */
function withoutContent(value: unknown): string[] {
    const found = new Map<string, boolean>();
    const seen = new Set<unknown>();
    const look = (path: string, one: unknown) => {
        const inner = innerOf(one);
        found.set(path, found.get(path) === true || (inner ? inner.length > 0 : one !== undefined));
        if (inner && !seen.has(one)) {
            seen.add(one);
            for (const [name, each] of inner) look(`${path}.${nameOf(path, name)}`, each);
        }
    };
    look("store", value);
    return [...found].filter(([, filled]) => !filled).map(([path]) => path);
}

function innerOf(one: unknown): (readonly [string, unknown])[] | undefined {
    if (one instanceof Map || one instanceof Set || Array.isArray(one))
        return [...(one as Iterable<unknown>)].map((each) => ["*", one instanceof Map ? (each as [0, 1])[1] : each]);
    return typeof one === "object" && one !== null ? Object.entries(one) : undefined;
}

/** Solutions are tasks, and answers are answers: what one has, the others need not. */
function nameOf(path: string, name: string): string {
    return path === "store.assumed" ? "*" : name === "solutions" ? "files" : name;
}
