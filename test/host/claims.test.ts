// The claims of a run, told among its processes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimsOfRun } from "../../provider/src/host/claims";
import type { Task } from "../../provider/src/dataworks/subject";

const task: Task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const region = "cn-hangzhou";

describe("claims", () => {
    let parent: string;

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "dataworks-test-"));
    });

    afterEach(() => {
        rmSync(parent, { recursive: true, force: true });
    });

    const hostOf = (address: string) => claimsOfRun(["node", "dynamic-provider", address], parent);

    it("are known to every host of a run, and to no other run", () => {
        hostOf("127.0.0.1:4001").add(region, task);
        assert.equal(hostOf("127.0.0.1:4001").find(region, task), "made");
        assert.equal(hostOf("127.0.0.1:4002").find(region, task), undefined);
    });

    it("are about one task of one region", () => {
        const claims = hostOf("127.0.0.1:4001");
        claims.add(region, task);
        assert.equal(claims.find("cn-shanghai", task), undefined);
        assert.equal(claims.find(region, { ...task, fileId: "101" }), undefined);
    });

    it("that failed are known as such, unless another one holds", () => {
        const claims = hostOf("127.0.0.1:4001");
        claims.add(region, task);
        claims.fail(region, task);
        assert.equal(hostOf("127.0.0.1:4001").find(region, task), "failed");
        hostOf("127.0.0.1:4001").add(region, task);
        assert.equal(claims.find(region, task), "made");
    });

    it("of a process that has ended are of an older run: they do not count, and are swept away", () => {
        const claims = hostOf("127.0.0.1:4001");
        claims.add(region, task);
        const { pid } = spawnSync(process.execPath, ["--version"]);
        const [folder = ""] = readdirSync(parent);
        for (const file of readdirSync(join(parent, folder))) {
            rmSync(join(parent, folder, file));
            writeFileSync(join(parent, folder, file.replace(`.${process.pid}.`, `.${pid}.`)), "");
        }
        assert.equal(claims.find(region, task), undefined);
        hostOf("127.0.0.1:4002");
        assert.ok(!readdirSync(parent).includes(folder), "a run sweeps what others left");
    });

    it("hold although another run swept before there were any", () => {
        const claims = hostOf("127.0.0.1:4001");
        hostOf("127.0.0.1:4002");
        claims.add(region, task);
        hostOf("127.0.0.1:4003");
        assert.equal(hostOf("127.0.0.1:4001").find(region, task), "made");
    });

    it("are kept by the process alone where the engine gives no address or the folder cannot be made", () => {
        for (const claims of [
            claimsOfRun(["node", "script"], parent),
            claimsOfRun(["node", "dynamic-provider", "127.0.0.1:4001"], join(parent, "missing", "\0")),
        ]) {
            claims.add(region, task);
            assert.equal(claims.find(region, task), "made");
            claims.fail(region, task);
            assert.equal(claims.find(region, task), "failed");
        }
    });
});
