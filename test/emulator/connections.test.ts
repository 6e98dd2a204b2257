// What happens to the connection itself: kept, reset, closed under a request, ended when the emulator closes.
import assert from "node:assert/strict";
import { Agent } from "node:http";
import { rpc } from "../support/rpc";
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
        await assert.rejects(dataworks.task("DeployDISyncTask", fresh, {}, { agent }));
        const [first, second] = await dataworks.control.journal();
        assert.deepEqual(
            [second?.connection, second?.fault, second?.status],
            [first?.connection, "closeKept", undefined],
        );
        assert.equal(second?.applied, false);
        assert.equal((await dataworks.control.task({ projectId: project, fileId: fresh })).deployments, 0);
        assert.equal((await dataworks.task("DeployDISyncTask", fresh, {}, { agent })).status, 200);
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
    const problem = (kind: "resetBefore" | "truncated") =>
        dataworks.control
            .addFault({ operation: "GetProject", kind })
            .then(() => dataworks.call("GetProject", { ProjectId: project }))
            .then(
                () => assert.fail("it was answered"),
                (error: unknown) => (error as NodeJS.ErrnoException).code,
            );

    it("that is reset ends with ECONNRESET", async () => assert.equal(await problem("resetBefore"), "ECONNRESET"));
    it("that is closed halfway through a reply is seen as broken off", async () => {
        assert.equal(await problem("truncated"), "ECONNRESET");
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
