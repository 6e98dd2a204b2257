// The claims of a run, told among its processes.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    lutimesSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { claimsOfRun } from "../../../provider/src/resources/claims/shared";
import { seal } from "../../../provider/src/definition/fingerprint/seal";
import { eventOf, forms, lineOf, type Event } from "../../../provider/src/resources/claims/ledger";
import type { Task } from "../../../provider/src/dataworks/task";
import { seed } from "../../support/seed";

const task: Task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const region = "cn-hangzhou";
const week = 7 * 24 * 60 * 60_000;

describe("claims", () => {
    let parent: string;
    let warnings: string[];

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "dataworks-test-"));
        warnings = [];
    });

    afterEach(() => {
        rmSync(parent, { recursive: true, force: true });
    });

    const warn = (text: string) => void warnings.push(text);
    const hostOf = (address: string, now?: number) =>
        claimsOfRun(warn, ["node", "dynamic-provider", address], parent, now);
    /** The only folder of claims. */
    const folder = () => join(parent, readdirSync(parent)[0] ?? assert.fail("there is no folder"));
    /** Makes a file or folder older than any run. */
    const age = (path: string) => utimesSync(path, 0, 0);

    it("are known to every host of a run, and to no other run", () => {
        const first = hostOf("127.0.0.1:4001");
        const second = hostOf("127.0.0.1:4001");
        first.of("deployment").announce(region, task);
        assert.equal(second.of("deployment").find(region, task, ""), "announced");
        first.of("deployment").hold("a", region, task);
        assert.equal(second.of("deployment").find(region, task, ""), "held");
        assert.equal(second.of("deployment").find(region, task, "a"), "announced");
        first.replace("a", "retain", region, task);
        second.of("deployment").takeDown("b");
        assert.equal(second.onDeleteOf("a"), "retain");
        assert.deepEqual(first.of("deployment").extent(), { announced: 1, takenDown: 1 });
        assert.equal(hostOf("127.0.0.1:4002").of("deployment").find(region, task, ""), undefined);
        assert.deepEqual(warnings, []);
    });

    it("are about one task of one region", () => {
        const claims = hostOf("127.0.0.1:4001");
        claims.of("deployment").announce(region, task);
        assert.equal(claims.of("deployment").find("cn-shanghai", task, ""), undefined);
        for (const other of [{ fileId: "101" }, { projectId: "10001" }, { taskType: "DI_SOLUTION" as const }])
            assert.equal(claims.of("deployment").find(region, { ...task, ...other }, ""), undefined);
    });

    it("tell every host that what takes the place of a resource has failed, and of which kind that was", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        one.replace("a", "retain", region, task);
        assert.equal(another.isReplacedInVain("a", "deployment"), false);
        one.of("deployment").refuse("b", region, task);
        assert.deepEqual(
            [another.isReplacedInVain("a", "deployment"), another.isReplacedInVain("a", "instance")],
            [true, false],
        );
    });

    it("are for this user alone to read", function () {
        if (process.platform === "win32") this.skip();
        hostOf("127.0.0.1:4001");
        assert.deepEqual(
            [folder(), join(folder(), own())].map((path) => statSync(path).mode & 0o077),
            [0, 0],
        );
    });

    it("count once for a resource: one that is refused holds nothing any more, and the others still hold", () => {
        const claims = hostOf("127.0.0.1:4001");
        for (let check = 0; check < 2; check += 1) claims.of("deployment").announce(region, task);
        claims.of("deployment").hold("a", region, task);
        claims.of("deployment").refuse("a", region, task);
        assert.equal(hostOf("127.0.0.1:4001").of("deployment").find(region, task, ""), "refused");
        hostOf("127.0.0.1:4001").of("deployment").hold("b", region, task);
        assert.equal(claims.of("deployment").find(region, task, ""), "held");
    });

    it("of one kind do not count for another, and what is taken down counts for its kind", () => {
        const claims = hostOf("127.0.0.1:4001");
        claims.of("deployment").announce(region, task);
        claims.of("deployment").hold("a", region, task);
        claims.of("instance").takeDown("b");
        const other = hostOf("127.0.0.1:4001");
        assert.equal(other.of("instance").find(region, task), undefined);
        assert.deepEqual(other.of("instance").extent(), { announced: 0, takenDown: 1 });
        assert.deepEqual(other.of("deployment").extent(), { announced: 1, takenDown: 0 });
    });

    it("of the resource itself count too where its id is that of every resource of the task", () => {
        const claims = hostOf("127.0.0.1:4001").of("instance");
        claims.hold("a", region, task);
        assert.deepEqual([claims.find(region, task, "a"), claims.find(region, task)], [undefined, "held"]);
    });

    it("tell in every host what two resources of one task do not agree on, and nothing of another task or kind", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        const running = { state: "running", parameters: { a: 1, b: undefined } };
        assert.deepEqual(one.of("instance").announce(region, task, running), []);
        assert.deepEqual(another.of("instance").announce(region, task, { ...running }), []);
        const { parameters } = running;
        const stopped = { state: "stopped", parameters };
        assert.deepEqual(another.of("instance").announce(region, { ...task, fileId: "101" }, stopped), []);
        assert.deepEqual(another.of("deployment").announce(region, task, stopped), []);
        assert.deepEqual(another.of("instance").announce(region, task, stopped), ["state"]);
        assert.deepEqual(one.of("instance").announce(region, task, { ...stopped, parameters: undefined }), [
            "state",
            "parameters",
        ]);
    });

    it("tell in every host what is wanted of a task, until whoever wants it is asked anew", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        const isWanted = () => another.of("instance").isWanted(region, task, "state", "running");
        assert.equal(isWanted(), false);
        for (let times = 0; times < 2; times += 1) one.of("instance").announce(region, task, { state: "running" });
        assert.equal(isWanted(), true);
        one.of("instance").withdraw(region, task, { state: "running" });
        assert.equal(isWanted(), true, "another one wants it too");
        one.of("instance").withdraw(region, task, { state: "running" });
        assert.equal(isWanted(), false);
        assert.deepEqual(another.of("instance").announce(region, task, { state: "stopped" }), []);
    });

    it("tell what two do not agree on where each is of a host of its own, whichever values of an object differ", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        assert.deepEqual(one.of("instance").announce(region, task, { parameters: { a: 1 } }), []);
        assert.deepEqual(another.of("instance").announce(region, task, { parameters: { a: 2 } }), ["parameters"]);
    });

    it("count what is wanted once, however often a host looks in between, and of what was never wanted nothing", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        const [running, stopped] = [{ state: "running" }, { state: "stopped" }];
        const wanted = () =>
            [running, stopped].map(({ state }) => another.of("instance").isWanted(region, task, "state", state));
        one.of("instance").withdraw(region, task, stopped);
        for (let times = 0; times < 3; times += 1) {
            one.of("instance").announce(region, task, running);
            assert.deepEqual(wanted(), [true, false]);
        }
        for (let times = 0; times < 3; times += 1) one.of("instance").withdraw(region, task, running);
        assert.deepEqual(wanted(), [false, false]);
        one.of("instance").announce(region, task, stopped);
        assert.deepEqual([warnings, wanted()], [[], [false, true]]);
    });

    it("tell a task that this run has deployed from one that is only held", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        one.of("deployment").hold("a", region, task);
        assert.equal(another.isDeployed(region, task), false);
        one.deploy(region, task);
        assert.equal(another.isDeployed(region, task), true);
        assert.equal(another.isDeployed(region, { ...task, fileId: "101" }), false);
    });

    it("tell every host which definitions a DiSyncTask of this run wrote, by seals, and of which it could not be read back", () => {
        const [one, another] = [hostOf("127.0.0.1:4001"), hostOf("127.0.0.1:4001")];
        assert.deepEqual(another.writtenOf(region, task), []);
        one.write(region, task, seal("{}", "00"));
        assert.deepEqual(another.writtenOf(region, task), [seal("{}", "00")]);
        another.write(region, { ...task, fileId: "101" });
        assert.deepEqual(one.writtenOf(region, { ...task, fileId: "101" }), [""]);
        assert.deepEqual(hostOf("127.0.0.1:4002").writtenOf(region, task), []);
        assert.deepEqual(another.writtenOf("cn-shanghai", task), []);
    });

    it("agree on until when deployments wait for production: what the first one said", () => {
        const [one, another, other] = ["127.0.0.1:4001", "127.0.0.1:4001", "127.0.0.1:4002"].map(hostOf);
        assert.equal(one?.waitUntil(1000), 1000);
        assert.equal(another?.waitUntil(2000), 1000);
        assert.equal(one.waitUntil(3000), 1000);
        assert.equal(other?.waitUntil(4000), 4000, "another run");
    });

    it("of a process that has ended are of an older run, whoever has its number now: they do not count", async () => {
        const claims = hostOf("127.0.0.1:4001");
        const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
        const takenDown = (start: string, file: number) => {
            const path = join(folder(), `${other.pid}-${start}-${file}.claims`);
            writeFileSync(path, `takenDown deployment ${file}\n`);
            return claims.of("deployment").extent().takenDown;
        };
        // Only Linux says when a process began.
        const start = () =>
            readFileSync(`/proc/${other.pid}/stat`, "latin1").split(") ").at(-1)?.split(" ")[19] ?? assert.fail();
        const began = process.platform === "linux" ? start() : "0";
        try {
            assert.equal(takenDown("1", 1), 0, "it was another one's number");
            assert.equal(takenDown(began, 2), 1, "it is alive");
        } finally {
            await end(other);
        }
        assert.equal(takenDown(began, 3), 1, "it has ended");
    });

    const own = () => readdirSync(folder())[0] ?? assert.fail("there is no file");

    async function end(child: ChildProcess): Promise<void> {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
    }

    it("take in no line that is not whole, and none of another form", () => {
        hostOf("127.0.0.1:4001");
        const path = join(folder(), own());
        const claims = hostOf("127.0.0.1:4001");
        const [some, one] = ["takenDown deployment a", "takenDown deployment e"];
        const lines = [
            some,
            "takenDown a",
            `${some} b`,
            "takenDown  a",
            "takenDown deployment ",
            "takenDown deployment c d",
            "nonsense d",
            "toString",
            "",
            one,
        ].join("\n");
        writeFileSync(path, lines);
        assert.equal(claims.of("deployment").extent().takenDown, 1);
        writeFileSync(path, `${lines}\n`);
        assert.equal(claims.of("deployment").extent().takenDown, 2);
    });

    it("as lines are what they were, and no other line is a claim", () => {
        const word = fc.stringMatching(/^[0-9a-f]{1,32}$/);
        const events = fc.oneof(
            ...Object.entries(forms).map(([what, fields]) =>
                fc
                    .tuple(...fields.map(() => word))
                    .map(
                        (texts) =>
                            Object.fromEntries([["what", what], ...fields.map((name, n) => [name, texts[n]])]) as Event,
                    ),
            ),
        );
        fc.assert(
            fc.property(events, (event) => assert.deepEqual(eventOf(lineOf(event)), { ...event })),
            { seed },
        );
        fc.assert(
            fc.property(fc.string(), (text) => assert.equal(eventOf(`x${text}`), undefined)),
            { seed },
        );
    });

    describe("swept", () => {
        it("are what older runs left, a week old, and nothing that is younger", () => {
            hostOf("127.0.0.1:4001").of("deployment").announce(region, task);
            const old = folder();
            hostOf("127.0.0.1:4002", Date.now() + week - 60_000);
            assert.ok(existsSync(old));
            hostOf("127.0.0.1:4003", Date.now() + week + 60_000);
            assert.ok(!existsSync(old));
        });

        it("is no folder that another process has made, and has no file in yet", () => {
            hostOf("127.0.0.1:4001");
            const empty = folder();
            for (const name of readdirSync(empty)) rmSync(join(empty, name));
            hostOf("127.0.0.1:4002");
            assert.ok(existsSync(empty));
        });

        it("is no folder of which anything is young, or of another form", () => {
            hostOf("127.0.0.1:4001");
            const path = folder();
            const file = join(path, own());
            age(path);
            hostOf("127.0.0.1:4002");
            assert.ok(existsSync(file), "its file is young");
            writeFileSync(join(path, "mine.txt"), "precious");
            for (const name of readdirSync(path)) age(join(path, name));
            age(path);
            hostOf("127.0.0.1:4003");
            assert.ok(existsSync(file) && existsSync(join(path, "mine.txt")), "it holds something of another form");
        });

        it("is no folder with a file that is only named like one", () => {
            hostOf("127.0.0.1:4001");
            const [path, file] = [folder(), own()];
            for (const name of [`x${file}`, `${file}.old`]) {
                writeFileSync(join(path, name), "precious");
                for (const each of readdirSync(path)) age(join(path, each));
                age(path);
                hostOf("127.0.0.1:4002");
                assert.ok(existsSync(join(path, name)), name);
                rmSync(join(path, name));
            }
        });

        it("is nothing that is only named alike: a link, a file, a folder with more or less in its name, an older version's", () => {
            hostOf("127.0.0.1:4001");
            const prefix = folder().slice(parent.length + 1, -32);
            const target = join(parent, "target");
            const other = "0".repeat(32);
            const folders = [
                `${prefix}backup`,
                `${prefix}${other}.old`,
                `${prefix}${other}0`,
                `x${prefix}${other}`,
                "target",
            ];
            const older = `pulumi-dataworks-${process.getuid?.() ?? "user"}-${other}`;
            const all = [...folders, older].map((each) => join(parent, each));
            for (const path of all) {
                mkdirSync(path);
                writeFileSync(join(path, "1-1-1.claims"), "");
                age(join(path, "1-1-1.claims"));
                age(path);
            }
            symlinkSync(target, join(parent, prefix + other), "junction"); // the kind that Windows lets anybody make
            lutimesSync(join(parent, prefix + other), 0, 0); // as old as what it leads to
            hostOf("127.0.0.1:4002", Date.now() + week / 2);
            for (const path of all) assert.ok(existsSync(join(path, "1-1-1.claims")), path);
            assert.ok(existsSync(join(parent, prefix + other)));
        });
    });

    it("of processes that start at once are known to all of them", async () => {
        const script = `
            const { claimsOfRun } = require("../../../provider/src/resources/claims/shared");
            const claims = claimsOfRun((text) => console.log(text), ["127.0.0.1:4001"], process.argv[1]);
            claims.of("deployment").hold(String(process.pid), "r", { projectId: "1", taskType: "DI_REALTIME", fileId: String(process.argv[2]) });
            process.stdin.once("data", () => {
                const known = [0, 1, 2, 3].filter((n) =>
                    claims.of("deployment").find("r", { projectId: "1", taskType: "DI_REALTIME", fileId: String(n) }, "") === "held");
                console.log(known.length);
            });
            console.log("ready");
        `;
        const hosts = [0, 1, 2, 3].map((n) =>
            spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script, parent, String(n)], {
                cwd: __dirname,
                stdio: ["pipe", "pipe", "inherit"],
            }),
        );
        const printed: string[] = [];
        for (const host of hosts) {
            host.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(...text.trim().split("\n")));
        }
        try {
            // A host that cannot begin closes its output without a word.
            const said = () =>
                Promise.all(hosts.map((host) => Promise.race([once(host.stdout, "data"), once(host.stdout, "end")])));
            await said();
            const counted = said();
            for (const host of hosts) host.stdin.write("\n");
            await counted; // only then may one end: what it claims counts no more
            assert.deepEqual(printed.sort(), ["4", "4", "4", "4", "ready", "ready", "ready", "ready"]);
        } finally {
            for (const host of hosts) host.kill("SIGKILL");
        }
    });

    it("are kept by the process alone, which is said once, where there is no address or no folder", () => {
        writeFileSync(join(parent, "file"), "");
        for (const alone of [
            () => claimsOfRun(warn, ["node", "script"], parent),
            () => claimsOfRun(warn, ["node", "script2.js"], parent),
            () => claimsOfRun(warn, ["node", "dynamic-provider", "127.0.0.1:4001"], join(parent, "missing", "\0")),
            () => claimsOfRun(warn, ["node", "dynamic-provider", "127.0.0.1:4001"], join(parent, "file")),
        ]) {
            warnings = [];
            const claims = alone();
            claims.of("deployment").hold("a", region, task);
            assert.equal(claims.of("deployment").find(region, task, ""), "held");
            claims.of("deployment").refuse("a", region, task);
            assert.equal(claims.of("deployment").find(region, task, ""), "refused");
            assert.equal(warnings.length, 1);
            assert.match(warnings.join(), /this run's providers cannot tell each other what they deploy: /);
        }
    });

    it("go on in the process alone, which is said once, where the folder vanishes or is a link", () => {
        const claims = hostOf("127.0.0.1:4001");
        const path = folder();
        rmSync(path, { recursive: true });
        claims.of("deployment").hold("a", region, task);
        claims.of("deployment").hold("b", region, task);
        assert.equal(claims.of("deployment").find(region, task, ""), "held");
        assert.equal(warnings.length, 1);
        mkdirSync(join(parent, "elsewhere"));
        symlinkSync(join(parent, "elsewhere"), path, "junction");
        hostOf("127.0.0.1:4001").of("deployment").announce(region, task);
        assert.deepEqual(readdirSync(join(parent, "elsewhere")), []);
        assert.equal(warnings.length, 2);
    });
});
