// Every kind of fault does what its entry in faultKinds says.
import assert from "node:assert/strict";
import { faultKinds, type Fault, type FaultKind } from "dataworks-emulator";
import type { RpcReply } from "../support/rpc";
import { at, deployed, fresh, project, running } from "./running";

const operation = "DeployDISyncTask";
/** The kinds that keep the operation from taking effect; said here once more, because the list could be wrong. */
const preventing = ["error", "fail", "successFalse", "throttled", "hang", "resetBefore"];
const example = (kind: FaultKind) =>
    ({ operation, kind, times: 1, ...faultKinds.find((one) => one.kind === kind)?.example }) as unknown as Fault;

/** What a caller can make of a call: the answer, a refusal in the API's form, or nothing it could go by. */
function seen(reply: RpcReply | undefined): "answer" | "refusal" | "unknown" {
    if (!reply?.json) return "unknown";
    if (reply.status !== 200) return "refusal";
    if (at(reply, "Success") === false || at(reply, "Data", "Status") === "fail") return "refusal";
    return at(reply, "Data", "Status") === "success" ? "answer" : "unknown";
}

describe("a fault", () => {
    const dataworks = running();
    const deployments = async () => (await dataworks.control.task({ projectId: project, fileId: fresh })).deployments;

    /** Deploys; gives no reply where none comes before the connection is gone, or before somebody stops waiting. */
    async function deploy(more: Record<string, string> = {}): Promise<RpcReply | undefined> {
        const stop = new AbortController();
        const call = dataworks.task(operation, fresh, more, { signal: stop.signal }).catch(() => undefined);
        await dataworks.control.waitFor({ operation, moment: "received", count: 1, timeoutMs: 5000 });
        const { fault } = (await dataworks.control.journal()).at(-1) ?? {};
        if (fault === "hang" || fault === "hangAfter") stop.abort();
        return call;
    }

    for (const { kind, description, takesEffect, caller } of faultKinds)
        it(`of the kind ${kind}: ${description}`, async () => {
            await dataworks.control.addFault(example(kind));
            const reply = await deploy();
            assert.equal(seen(reply), caller, reply?.text);
            const effect = !preventing.includes(kind);
            assert.equal(takesEffect !== false, effect);
            assert.equal(await deployments(), effect ? 1 : 0);
            const [entry] = await dataworks.control.journal();
            assert.deepEqual([entry?.fault, entry?.applied], [kind, effect]);
            assert.equal(entry?.repliedAt === undefined, /^(hang|reset)/.test(kind));
            assert.equal(entry?.status, entry?.repliedAt === undefined ? undefined : (reply?.status ?? 200));
        });
    for (const kind of ["html", "body"] as const)
        it(`of the kind ${kind} has no effect where it says so`, async () => {
            await dataworks.control.addFault({ ...example(kind), applied: false } as Fault);
            assert.equal(seen(await deploy()), "unknown");
            assert.equal(await deployments(), 0);
        });

    it("meets as many calls as it says, after as many as it skips", async () => {
        await dataworks.control.addFault({ operation, kind: "fail", skip: 1, times: 2 });
        const outcomes = [];
        for (let call = 0; call < 5; call += 1) outcomes.push(seen(await deploy()));
        assert.deepEqual(outcomes, ["answer", "refusal", "refusal", "answer", "answer"]);
    });
    it("meets every call until it is cleared", async () => {
        await dataworks.control.addFault({ operation, kind: "fail" });
        for (let call = 0; call < 5; call += 1) assert.equal(seen(await deploy()), "refusal");
        await dataworks.control.clearFaults();
        assert.equal(seen(await deploy()), "answer");
    });
    it("meets its own operation only, and calls with its parameters", async () => {
        await dataworks.control.addFault({ operation, kind: "fail", match: { FileId: fresh } });
        assert.equal(at(await dataworks.task(operation, deployed), "Data", "Status"), "success");
        assert.equal(at(await dataworks.task("GetDISyncTask", fresh), "Data", "Status"), "success");
        assert.equal(seen(await deploy()), "refusal");
    });
    it("for * meets every operation, as far as its kind can", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "fail", message: "no" });
        assert.equal(at(await dataworks.task("GetDISyncTask", fresh), "Data", "Message"), "no");
        assert.equal(at(await dataworks.call("GetProject", { ProjectId: project }), "Success"), true);
        await dataworks.control.addFault({ operation: "*", kind: "error", status: 500, code: "InternalError.System" });
        assert.equal((await dataworks.call("GetProject", { ProjectId: project })).status, 500);
    });
    it("gives way to the next one when it is used up", async () => {
        await dataworks.control.addFault({ operation, kind: "error", status: 500, code: "A", times: 1 });
        await dataworks.control.addFault({ operation, kind: "error", status: 500, code: "B", times: 1 });
        assert.deepEqual(
            [at((await deploy()) as RpcReply, "Code"), at((await deploy()) as RpcReply, "Code")],
            ["A", "B"],
        );
    });
    it("is not met by a call that may not be made", async () => {
        await dataworks.control.addFault({ operation, kind: "resetAfter", times: 1 });
        const credentials = { accessKeyId: "unknown", accessKeySecret: "unknown" };
        assert.equal(
            at(await dataworks.task(operation, fresh, {}, { credentials }), "Code"),
            "InvalidAccessKeyId.NotFound",
        );
        assert.equal(seen(await deploy()), "unknown");
    });
    it("that lets the operation run does not make a wrong call right", async () => {
        await dataworks.control.addFault({ operation, kind: "latency", ms: 0 });
        const reply = await deploy({ FileId: "x" });
        assert.deepEqual([reply?.status, reply && at(reply, "Code")], [400, "Param.Invalid"]);
        assert.equal((await dataworks.control.journal())[0]?.applied, false);
    });
    it("that was there from the start is there no more after a reset", async () => {
        await dataworks.control.addFault({ operation, kind: "fail" });
        await dataworks.control.reset();
        assert.equal(seen(await deploy()), "answer");
    });
});

describe("the details of a fault", () => {
    const dataworks = running();
    const parameters = { ProjectId: project };

    it("error: status, code and message are as given", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "error", status: 418, code: "Tea", message: "pot" });
        const reply = await dataworks.call("GetProject", parameters);
        assert.deepEqual([reply.status, at(reply, "Code"), at(reply, "Message")], [418, "Tea", "pot"]);
    });
    it("throttled: the code, and x-acs-retry-after in milliseconds", async () => {
        await dataworks.control.addFault({
            operation: "*",
            kind: "throttled",
            code: "Throttling.Api",
            retryAfter: 1500,
        });
        const reply = await dataworks.call("GetProject", parameters);
        assert.deepEqual([reply.status, at(reply, "Code")], [429, "Throttling.Api"]);
        assert.equal(reply.headers["x-acs-retry-after"], "1500");
    });
    it("throttled: no such header where none is wanted", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "throttled" });
        const reply = await dataworks.call("GetProject", parameters);
        assert.deepEqual([at(reply, "Code"), reply.headers["x-acs-retry-after"]], ["Throttling.User", undefined]);
    });
    it("fail: the rest of the reply says that all is well", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "fail", message: "no" });
        const reply = await dataworks.task("GetDISyncTask", fresh);
        assert.deepEqual([at(reply, "Success"), at(reply, "Data")], [true, { Status: "fail", Message: "no" }]);
    });
    it("successFalse: in the form of the operation's family", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "successFalse", message: "no" });
        const sync = await dataworks.task("GetDISyncTask", fresh);
        assert.deepEqual([at(sync, "Success"), at(sync, "Data")], [false, { Message: "no" }]);
        const file = await dataworks.call("ListFiles", parameters, { where: "form" });
        assert.deepEqual([at(file, "Success"), at(file, "ErrorMessage"), at(file, "Data")], [false, "no", undefined]);
    });
    it("halfSurrogate: at the end of texts, and nowhere in what is decided by", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "halfSurrogate" });
        const deployed = await dataworks.task(operation, fresh);
        assert.match(deployed.text, /"Status":"success"/);
        assert.match(deployed.text, /"Message":"[^"]*\\ud83d"/);
        assert.match(deployed.text, /"RequestId":"\w+\\ud83d"/);
        const { text } = await dataworks.call("ListFiles", parameters, { where: "form" });
        assert.match(text, /"FileId":\d+,"FileName":"\w+"/);
        assert.match(text, /"Owner":"\w+\\ud83d"/);
    });
    it("html: another status", async () => {
        await dataworks.control.addFault({ operation: "*", kind: "html", status: 504 });
        const reply = await dataworks.call("GetProject", parameters);
        assert.deepEqual([reply.status, reply.headers["content-type"]], [504, "text/html"]);
    });
    it("body: any bytes, with status and content type", async () => {
        const base64 = Buffer.from("\u00e9").toString("base64");
        await dataworks.control.addFault({
            operation: "*",
            kind: "body",
            base64,
            status: 203,
            contentType: "text/plain",
        });
        const reply = await dataworks.call("GetProject", parameters);
        assert.deepEqual([reply.status, reply.text, reply.headers["content-type"]], [203, "\u00e9", "text/plain"]);
    });
    it("latency: the reply comes so many milliseconds later, the effect at once", async () => {
        await dataworks.control.addFault({ operation: "DeployDISyncTask", kind: "latency", ms: 60_000 });
        const stop = new AbortController();
        const call = dataworks.task("DeployDISyncTask", fresh, {}, { signal: stop.signal }).catch(() => "stopped");
        await dataworks.control.waitFor({ moment: "received", count: 1, timeoutMs: 5000 });
        assert.equal((await dataworks.control.task({ projectId: project, fileId: fresh })).deployments, 1);
        stop.abort();
        assert.equal(await call, "stopped");
        assert.equal((await dataworks.control.journal())[0]?.repliedAt, undefined);
    });

    for (const [wrong, message] of [
        [{ kind: "fail" }, /operation: is missing/],
        [{ operation: "GetFiles", kind: "hang" }, /operation: must be one of \*, DeployDISyncTask/],
        [{ operation: "*", kind: "explode" }, /kind: must be one of error, /],
        [{ operation: "*", kind: "latency" }, /ms: is missing/],
        [{ operation: "*", kind: "hang", ms: 1 }, /ms: is not known here/],
        [{ operation: "*", kind: "hang", times: 0 }, /times: must be a number from 1/],
        [{ operation: "*", kind: "hang", match: { FileId: 100 } }, /match\.FileId: must be a text/],
        [{ operation: "GetFile", kind: "fail" }, /GetFile has no Data\.Status/],
        [{ operation: "*", kind: "body" }, /takes either text or base64/],
        [{ operation: "*", kind: "body", text: "", base64: "" }, /takes either text or base64/],
    ] as [unknown, RegExp][])
        it(`are checked: ${JSON.stringify(wrong)}`, async () => {
            await assert.rejects(dataworks.control.addFault(wrong as Fault), message);
        });
});
