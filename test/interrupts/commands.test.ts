// The pipelines' commands, told to end while the Pulumi CLI runs: it is told, waited for and read to its end, and nothing stays behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { constants } from "node:os";
import { basename } from "node:path";
import { startEmulator } from "dataworks-emulator";
import { environmentFor } from "../../tools/cli/find";
import { wishes } from "../../provider/src/cli/interruption";
import { pulumiCli } from "../support/cli";
import { bin } from "../support/command";
import { commitAll, git } from "../support/repository";
import { StandIn } from "../support/stand-in";
import { Stack } from "../support/stack";
import { projectId, realtime, seedOf } from "../support/tasks";
import { homeOf, processesOf } from "./processes";
import { pendingIn } from "./twenty";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof signals)[number];

interface Ended {
    /** The exit code; null where a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    readonly output: string;
}

/** Starts a command; `sees` is given all that it has printed so far, and the means to send it a signal. */
async function interrupted(
    command: readonly string[],
    folder: string,
    env: NodeJS.ProcessEnv,
    sees: (output: string, send: (signal: Signal) => void) => void,
): Promise<Ended> {
    const child = spawn(process.execPath, command, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, output] = ["", ""];
    const send = (signal: Signal): void => void child.kill(signal);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
            output += text;
            sees(output, send);
        });
    }
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stdout, output };
}

const command = (...args: readonly string[]) => [bin, ...args];

/** Sends a signal when the stand-in is ready, and another one for each that it got, up to a number. */
function sending(signal: Signal, times = 1): (output: string, send: (signal: Signal) => void) => void {
    let sent = 0;
    return (output, send) => {
        const seen = output.split("\n").filter((line) => line === "ready" || line.startsWith("got ")).length;
        while (sent < Math.min(seen, times)) {
            sent += 1;
            send(signal);
        }
    };
}

describe("the pipelines' commands, told to end while the Pulumi CLI runs", () => {
    let pulumi: StandIn;

    before(async () => {
        pulumi = await StandIn.open();
    });
    after(() => pulumi.close());

    beforeEach(async () => {
        await pulumi.forget();
        const update = { kind: "update", result: "succeeded", environment: { "git.head": pulumi.commit } };
        const resources = [{ type: "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment" }];
        await pulumi.answer("preview", JSON.stringify({ changeSummary: { same: 1 } }));
        await pulumi.answer("history", JSON.stringify([update]));
        await pulumi.answer("export", JSON.stringify({ deployment: { manifest: {}, resources } }));
        await pulumi.answer("up", "the end of up\n");
    });

    async function assertClean(): Promise<void> {
        assert.deepEqual(await readdir(pulumi.temporary), []);
        assert.equal((await git(pulumi.folder, "worktree", "list")).split("\n").length, 1);
    }

    for (const signal of signals) {
        for (const [args, running] of [
            [command("review", "dev"), "preview"],
            [command("promote", "dev", "prod"), "preview"],
            [command("promote", "dev", "prod"), "up"],
            [command("nightly", "dev"), "export"],
            [command("nightly", "dev"), "preview"],
            [command("promote", "dev", "prod", "--oidc", "gitlab"), "up"],
        ] as const) {
            const name = args.slice(1).join(" ");
            it(`hand ${signal} on, wait, clean up, and end as the signal asks: ${name}, during ${running}`, async () => {
                await pulumi.answer(`${running}.waits`, "1");
                const env = { ...pulumi.env, OIDC_TOKEN: "fake.gitlab.token" };
                const { code, stdout, output } = await interrupted(args, pulumi.folder, env, sending(signal));
                assert.equal(code, 128 + constants.signals[signal], output);
                // What the CLI does not know is told it as what it knows.
                assert.deepEqual(await pulumi.signalsOf(running), [signal === "SIGHUP" ? "SIGTERM" : signal]);
                assert.match(output, new RegExp(`\nInterrupted by ${signal}\\.\n`));
                assert.doesNotMatch(output, /deployed commit|no drift|change nothing|This is no review|check failed/);
                // The token is there until what it was for has ended.
                const held = args.includes("--oidc") ? Array(2).fill("fake.gitlab.token") : [];
                assert.deepEqual(
                    (await pulumi.tokensOf(running)).map(([, token]) => token),
                    held,
                );
                if (running === "up") {
                    assert.match(
                        stdout,
                        /the end of up\ndev: failed\. .*was interrupted.* 42\.\nprod: not reached\.\n/,
                    );
                }
                await assertClean();
            });
        }
    }

    it("wait for what is being deployed where nobody reads what they print any more", async () => {
        await pulumi.answer("up.waits", "1");
        const args = command("promote", "dev", "prod");
        const child = spawn(process.execPath, args, { cwd: pulumi.folder, env: pulumi.env, stdio: "pipe" });
        let output = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            output += text;
            if (!output.includes("ready") || child.stdout.destroyed) return;
            child.stdout.destroy();
            child.kill("SIGTERM");
        });
        const [code] = (await once(child, "exit")) as [number | null];
        assert.equal(code, 143, output);
        assert.deepEqual(await pulumi.signalsOf("up"), ["SIGTERM"]);
    });

    it("hand a signal that comes twice on twice", async () => {
        await pulumi.answer("up.waits", "2");
        const args = command("promote", "dev", "--oidc", "gitlab");
        const env = { ...pulumi.env, OIDC_TOKEN: "fake.gitlab.token" };
        const { code, output } = await interrupted(args, pulumi.folder, env, sending("SIGINT", 2));
        assert.equal(code, 130, output);
        assert.deepEqual(await pulumi.signalsOf("up"), ["SIGINT", "SIGINT"]);
        await assertClean();
    });

    // A stop of a container or of a systemd unit: each process gets the signal, and then those that the ones above it hand on.
    for (const outermostFirst of [true, false]) {
        it(`let the CLI get one signal where one reached every process, the ${outermostFirst ? "outermost" : "innermost"} first`, async () => {
            await pulumi.answer("up.waits", "1");
            await pulumi.answer("up.told", "SIGTERM received; cancelling.\n");
            // Longer than a signal is handed on after.
            await pulumi.answer("up.lasts", "2500");
            const args = command("promote", "dev", "--oidc", "gitlab");
            const env = { ...pulumi.env, OIDC_TOKEN: "fake.gitlab.token" };
            const child = spawn(process.execPath, args, {
                cwd: pulumi.folder,
                env,
                stdio: ["ignore", "pipe", "pipe"],
            });
            let [output, isReady] = ["", false];
            const closed = once(child, "close") as Promise<[number | null]>;
            await new Promise<void>((resolve) => {
                for (const stream of [child.stdout, child.stderr]) {
                    stream.setEncoding("utf8").on("data", (text: string) => {
                        output += text;
                        if (!isReady && output.includes("ready\n")) resolve();
                        isReady ||= output.includes("ready\n");
                    });
                }
                void closed.then(() => resolve());
            });
            const all = [child.pid ?? assert.fail(), ...(await pulumi.processesOf("up"))];
            for (const pid of outermostFirst ? all : all.reverse()) process.kill(pid, "SIGTERM");
            const [code] = await closed;
            assert.deepEqual(await pulumi.signalsOf("up"), ["SIGTERM"], output);
            assert.equal(code, 143, output);
            await assertClean();
        });
    }

    it("count signals that come together as one wish to end, and a later one as the next", () => {
        let time = 5;
        const isWish = wishes(() => time);
        const told: number[] = [];
        for (const at of [5, 6, 900, 1_004, 1_005, 1_006, 2_000, 2_005]) {
            time = at;
            if (isWish()) told.push(at);
        }
        assert.deepEqual(told, [5, 1_005, 2_005]);
    });

    it("leave no installation of packages running", async () => {
        const env = { ...pulumi.env, PIPELINE_INSTALL: "echo ready >&2; sleep 1000; echo not reached >&2" };
        const { code, output } = await interrupted(command("nightly", "dev"), pulumi.folder, env, sending("SIGTERM"));
        assert.equal(code, 143, output);
        assert.doesNotMatch(output, /not reached/);
        await assertClean();
    });

    it("say what was deployed where the deployment was done all the same", async () => {
        await pulumi.answer("up.waits", "1");
        await pulumi.answer("up.ends", "0");
        const args = command("promote", "dev", "prod");
        const { code, stdout, output } = await interrupted(args, pulumi.folder, pulumi.env, sending("SIGTERM"));
        assert.equal(code, 143, output);
        assert.ok(stdout.endsWith(`dev: deployed commit ${pulumi.commit}.\nprod: not reached.\n`), stdout);
    });
});

/** The CLI that deploys a stack. */
async function engineOf(stack: Stack): Promise<number> {
    const running = (await processesOf(homeOf(stack))).filter(
        ({ args: [command = "", first] }) => basename(command) === "pulumi" && first === "up",
    );
    return running[0]?.pid ?? assert.fail("no CLI deploys");
}

/** The files by which commands lock the stack. */
async function locksOf(stack: Stack): Promise<string[]> {
    const entries = await readdir(stack.locks, { recursive: true, withFileTypes: true });
    return entries.map(({ name }) => name).filter((name) => name.endsWith(".json"));
}

describe("a promotion that is cancelled while it deploys", () => {
    // The CLI gets SIGTERM, for the first; for the others, it gets one as the command does.
    for (const [signal, whom] of [
        ["SIGHUP", "the command"],
        ["SIGINT", "the command and the CLI"],
        ["SIGTERM", "the command and the CLI"],
    ] as const) {
        it(`has what it was deploying in the state, and the stack is free: ${signal} to ${whom}`, async () => {
            const emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
            try {
                const stack = await Stack.open({ endpoint: emulator.url });
                try {
                    await stack.declare({ orders: { args: { projectId, taskType: "DI_REALTIME", fileId: "100" } } });
                    await commitAll(stack.folder);
                    // Longer than a signal is handed on after.
                    const deploying = { operation: "DeployDISyncTask", kind: "latency", ms: 4_000 } as const;
                    await emulator.control.addFault(deploying);
                    const env = environmentFor(await pulumiCli(), stack.env);
                    const child = spawn(process.execPath, command("promote", "test", "prod"), {
                        cwd: stack.folder,
                        env,
                        stdio: ["ignore", "pipe", "pipe"],
                    });
                    let output = "";
                    for (const stream of [child.stdout, child.stderr]) {
                        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
                    }
                    const closed = once(child, "close") as Promise<[number | null]>;
                    await emulator.control.waitFor({
                        operation: "DeployDISyncTask",
                        moment: "received",
                        count: 1,
                        timeoutMs: 120_000,
                    });
                    assert.equal((await locksOf(stack)).length, 1);
                    if (whom === "the command and the CLI") process.kill(await engineOf(stack), signal);
                    child.kill(signal);
                    const [code] = await closed;
                    assert.equal(code, 128 + constants.signals[signal], output);
                    const { orders } = await stack.deployments();
                    assert.equal(orders?.outputs["status"], "success", output);
                    assert.deepEqual(await pendingIn(stack), []);
                    assert.deepEqual(await locksOf(stack), []);
                } finally {
                    await stack.close();
                }
            } finally {
                await emulator.close();
            }
        });
    }
});
