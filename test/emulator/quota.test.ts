// The quotas of the emulated account, by a clock that the test moves.
import assert from "node:assert/strict";
import { at, fresh, project, running } from "./running";

describe("a quota", () => {
    let now = Date.parse("2026-03-01T12:00:00Z");
    const dataworks = running({ now: () => now });
    const read = async () => codeOf(await dataworks.call("GetProject", { ProjectId: project }));
    const write = async () => codeOf(await dataworks.task("DeployDISyncTask", fresh));
    const codeOf = (reply: Awaited<ReturnType<typeof dataworks.call>>) =>
        reply.status === 200 ? "ok" : `${reply.status} ${String(at(reply, "Code"))}`;
    const repeat = async (times: number, call: () => Promise<string>) => {
        const outcomes: string[] = [];
        for (let index = 0; index < times; index += 1) outcomes.push(await call());
        return outcomes;
    };
    const refused = "429 Throttling.User";

    it("is none by default", async () => {
        assert.deepEqual(new Set(await repeat(50, read)), new Set(["ok"]));
        assert.deepEqual(await dataworks.control.quotaUse(), { allowed: 50, refused: 0, refusedForTheDay: 0 });
    });
    it("lets one second's worth through at once, and refuses the next", async () => {
        await dataworks.control.setQuota({ perSecond: 5 });
        assert.deepEqual(await repeat(7, read), [...Array<string>(5).fill("ok"), refused, refused]);
        assert.deepEqual(await dataworks.control.quotaUse(), { allowed: 5, refused: 2, refusedForTheDay: 0 });
    });
    it("fills up again steadily, and no higher than one second's worth", async () => {
        await dataworks.control.setQuota({ perSecond: 5 });
        await repeat(5, read);
        now += 200;
        assert.deepEqual(await repeat(2, read), ["ok", refused]);
        now += 199;
        assert.equal(await read(), refused);
        now += 1;
        assert.equal(await read(), "ok");
        now += 60_000;
        assert.deepEqual(await repeat(6, read), [...Array<string>(5).fill("ok"), refused]);
    });
    it("of less than one call a second still lets one through", async () => {
        await dataworks.control.setQuota({ perSecond: 0.5 });
        assert.deepEqual(await repeat(2, read), ["ok", refused]);
        now += 2000;
        assert.equal(await read(), "ok");
    });
    it("for reads and one for writes are apart", async () => {
        await dataworks.control.setQuota({ readsPerSecond: 2, writesPerSecond: 1 });
        assert.deepEqual(await repeat(2, write), ["ok", refused]);
        assert.deepEqual(await repeat(3, read), ["ok", "ok", refused]);
    });
    it("of all calls holds beside them", async () => {
        await dataworks.control.setQuota({ perSecond: 2, readsPerSecond: 5, writesPerSecond: 5 });
        assert.deepEqual([await read(), await write(), await read()], ["ok", "ok", refused]);
    });
    it("of the day refuses with a code of its own, until the next day", async () => {
        await dataworks.control.setQuota({ perDay: 2 });
        assert.deepEqual(await repeat(3, read), ["ok", "ok", "429 Throttling.Api.Risk"]);
        assert.deepEqual(await dataworks.control.quotaUse(), { allowed: 2, refused: 1, refusedForTheDay: 1 });
        now = Date.parse("2026-03-02T00:00:00Z");
        assert.equal(await read(), "ok");
    });
    it("keeps what it refuses from taking effect, and from using up faults", async () => {
        await dataworks.control.setQuota({ perSecond: 1 });
        await dataworks.control.addFault({ operation: "DeployDISyncTask", kind: "errorAfter", code: "X", times: 1 });
        await read();
        assert.equal(await write(), refused);
        const { deployments } = await dataworks.control.task({ projectId: project, fileId: fresh });
        assert.equal(deployments, 0);
        now += 1000;
        assert.equal(await write(), "500 X");
    });
    it("counts no call that is not rightly signed", async () => {
        await dataworks.control.setQuota({ perSecond: 1 });
        const credentials = { accessKeyId: "unknown", accessKeySecret: "unknown" };
        await dataworks.call("GetProject", { ProjectId: project }, { credentials });
        assert.equal(await read(), "ok");
    });
    it("is gone when it is unset", async () => {
        await dataworks.control.setQuota({ perSecond: 1 });
        await dataworks.control.setQuota(undefined);
        assert.deepEqual(await repeat(3, read), ["ok", "ok", "ok"]);
    });
    for (const wrong of [{ perSecond: 0 }, { perDay: -1 }, { perDay: 1.5 }, { perHour: 1 }])
        it(`is checked: ${JSON.stringify(wrong)}`, async () => {
            await assert.rejects(dataworks.control.setQuota(wrong), /setQuota: per(Second|Day|Hour): /);
        });
});
