// What happens to the connection itself: kept, reset, closed under a request, ended when the emulator closes.
import assert from "node:assert/strict";
import { Agent, request } from "node:http";
import { rpc, type RpcReply } from "../support/rpc";
import { fresh, project, running, seed, starting } from "./running";

describe("a kept connection", () => {
    const dataworks = running();
    let agent: Agent;
    beforeEach(() => (agent = new Agent({ keepAlive: true, maxSockets: 1 })));
    afterEach(() => agent.destroy());
    const get = () => dataworks.call("GetProject", { ProjectId: project }, { agent });
    const connections = async () => (await dataworks.control.journal()).map((entry) => entry.connection);

    it("carries one call after another, and has one number", async () => {
        await get();
        await get();
        await dataworks.call("GetProject", { ProjectId: project });
        const [first, second, third] = await connections();
        assert.equal(first, second);
        assert.notEqual(first, third);
    });
    it("closed when the next request arrives leaves that request unanswered and without effect", async () => {
        await dataworks.control.addFault({ operation: "GetProject", kind: "closeKept", times: 1 });
        assert.equal((await get()).status, 200);
        const waited = dataworks.control.waitFor({ moment: "received", count: 2, timeoutMs: 5000 });
        await dataworks.control.quotaUse(); // a round trip, so that the wait comes in first
        await assert.rejects(dataworks.task("DeployDISyncTask", fresh, {}, { agent }));
        await waited;
        const [first, second] = await dataworks.control.journal();
        assert.deepEqual(
            [second?.connection, second?.fault, second?.status],
            [first?.connection, "closeKept", undefined],
        );
        assert.equal(second?.applied, false);
        assert.equal((await dataworks.control.task({ projectId: project, fileId: fresh })).deployments, 0);
        assert.equal((await dataworks.task("DeployDISyncTask", fresh, {}, { agent })).status, 200);
    });
    it("carries on after a reply that came slowly, whole and with its headers", async () => {
        await dataworks.control.addFault({ operation: "GetProject", kind: "slow", ms: 0, times: 1 });
        const [slow, next] = [await get(), await get()];
        assert.equal(slow.headers["content-length"], String(slow.text.length));
        assert.equal(slow.headers["content-type"], "application/json;charset=utf-8");
        assert.deepEqual([slow.status, next.status], [200, 200]);
        const [first, second] = await connections();
        assert.equal(first, second);
    });
    it("closed right after the reply takes no more requests", async () => {
        const fault = { operation: "GetProject", kind: "closeKept", when: "afterReply", times: 1 } as const;
        await dataworks.control.addFault(fault);
        const closed = new Promise((resolve) => {
            agent.once("free", (socket: NodeJS.EventEmitter) => socket.once("close", resolve));
        });
        assert.equal((await get()).headers.connection, "keep-alive");
        await closed;
        assert.equal((await get()).status, 200);
        const [first, second] = await connections();
        assert.notEqual(first, second);
    });
});

describe("a connection", () => {
    const dataworks = running();
    const broken = async (kind: "resetBefore" | "truncated") => {
        await dataworks.control.addFault({ operation: "GetProject", kind, times: 1 });
        const problem = await dataworks.call("GetProject", { ProjectId: project }).catch((error: unknown) => error);
        return problem as { code: string; reply?: RpcReply };
    };

    it("that is reset ends with ECONNRESET and no reply", async () => {
        const { code, reply } = await broken("resetBefore");
        assert.deepEqual([code, reply], ["ECONNRESET", undefined]);
    });
    it("that is closed halfway through a reply has announced the whole of it", async () => {
        const { code, reply } = await broken("truncated");
        const whole = await dataworks.call("GetProject", { ProjectId: project });
        const half = Math.floor(whole.text.length / 2);
        assert.deepEqual([code, reply?.status, reply?.text.length], ["ECONNRESET", 200, half]);
        assert.equal(reply?.headers["content-length"], String(whole.text.length));
    });
    it("that breaks off in the middle of a request leaves nothing behind", async () => {
        const sent = request(dataworks.url, { method: "POST", agent: false, headers: { "content-length": 100 } });
        const ended = new Promise((resolve) => sent.once("close", resolve));
        sent.on("error", () => undefined);
        sent.write("half", () => sent.destroy());
        await ended;
        assert.equal((await dataworks.call("GetProject", { ProjectId: project })).status, 200);
        assert.equal((await dataworks.control.journal()).length, 1);
    });
});

describe("a mistake of the emulator's own", () => {
    let clock = Date.now;
    const dataworks = running({ now: () => clock() });
    afterEach(() => (clock = Date.now));

    it("is answered with a plain 500, and the next call is served", async () => {
        clock = () => {
            throw new Error("the clock stands still");
        };
        const reply = await dataworks.call("GetProject", { ProjectId: project });
        assert.deepEqual([reply.status, reply.headers["content-type"]], [500, "text/plain"]);
        assert.match(reply.text, /^The emulator failed: Error: the clock stands still/);
        await assert.rejects(dataworks.control.setQuota({}), /answered 500 and no JSON: .*the clock stands still/);
        clock = Date.now;
        assert.equal((await dataworks.call("GetProject", { ProjectId: project })).status, 200);
    });
    it("within an operation is no error of the API's", async () => {
        const times = [0, 0];
        clock = () => times.pop() ?? assert.fail("no more time");
        const reply = await dataworks.task("DeployDISyncTask", fresh);
        assert.deepEqual([reply.status, reply.json], [500, undefined]);
        assert.match(reply.text, /no more time/);
    });
});

describe("closing the emulator", () => {
    const start = starting();
    it("ends calls that hang, waits that wait and connections that are kept", async () => {
        const emulator = await start({ seed, faults: [{ operation: "GetProject", kind: "hang" }] });
        const agent = new Agent({ keepAlive: true });
        const hangs = rpc(emulator.url, "GetProject", { ProjectId: project }, { agent });
        const late = emulator.control.waitFor({ moment: "replied", count: 9, timeoutMs: 60_000 });
        await emulator.control.waitFor({ moment: "received", count: 1, timeoutMs: 5000 });
        await Promise.all([emulator.close(), assert.rejects(hangs), assert.rejects(late)]);
        agent.destroy();
    });
    it("frees the port, and may be done twice", async () => {
        const first = await start();
        await first.close();
        await first.close();
        const second = await start({ port: first.port });
        assert.equal(second.url, first.url);
    });
    it("is the only way to start another on its port: until then that fails", async () => {
        const first = await start();
        await assert.rejects(start({ port: first.port }), { code: "EADDRINUSE" });
    });
});
