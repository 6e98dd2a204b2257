// Finding a file by its name: exactly one, or an error that says what there is.
import assert from "node:assert/strict";
import { LookupError } from "../../provider/src/lookup/error";
import { findFile } from "../../provider/src/lookup/file";
import { Lifecycle } from "../support/lifecycle";
import { otherProjectId, projectId } from "../support/tasks";

const file = (fileId: string, name: string, folder = "", more: object = {}) => ({ fileId, name, folder, ...more });

describe("finding a file", () => {
    let lifecycle: Lifecycle;
    const find = (name: string, folder?: string, workspace = projectId) =>
        findFile(lifecycle.context().dataworks("cn-hangzhou"), { projectId: workspace, name, folder });
    const fails = (promise: Promise<unknown>, message: string) =>
        assert.rejects(promise, (error) => {
            assert.ok(error instanceof LookupError);
            assert.equal(error.message, message);
            return true;
        });

    before(async () => {
        const many = Array.from({ length: 7 }, (_, index) => file(String(300 + index), "twin", `f${index}`));
        const tasks = [
            file("7567482277219412494", "orders", "Flow/shop", {
                owner: "1823",
                lastEditUser: "2044",
                lastEditTime: "2026-11-20T08:12:44Z",
            }),
            file("101", "customers", "Flow/shop"),
            file("102", "customers", "Flow/old"),
            file("103", "orders_backup", "Flow/shop"),
            file("104", "report", "", { fileType: 10 }),
            ...many,
        ];
        lifecycle = await Lifecycle.begin({ workspaces: [{ projectId, tasks }, { projectId: otherProjectId }] });
    });

    after(() => lifecycle.end());
    beforeEach(() => lifecycle.calls());

    it("gives what the API says of the one with that name, in one call", async () => {
        assert.deepEqual(await find("orders"), {
            ...{ fileId: "7567482277219412494", name: "orders", folder: "Flow/shop", taskType: "DI_REALTIME" },
            ...{ owner: "1823", lastEditUser: "2044", lastEditTime: "2026-11-20T08:12:44.000Z" },
            ...{ currentVersion: "0", committed: false },
        });
        assert.deepEqual(await lifecycle.calls(), [`ListFiles ${projectId}`]);
    });

    it("takes the one in the folder, with or without slashes around it", async () => {
        for (const folder of ["Flow/old", "/Flow/old/"]) assert.equal((await find("customers", folder)).fileId, "102");
    });

    it("names those that share the name, and asks for a folder", () =>
        fails(
            find("customers"),
            'workspace 10000 has 2 real-time tasks named "customers": "customers" (file id 101, folder "Flow/shop"), ' +
                '"customers" (file id 102, folder "Flow/old"). Say which one with folder.',
        ));

    it("names where the name is instead of in the folder", () =>
        fails(
            find("orders", "Flow"),
            'workspace 10000 has no real-time task named "orders" in the folder "Flow". ' +
                'It has "orders" (file id 7567482277219412494, folder "Flow/shop").',
        ));

    it("names those that have the name in theirs", () =>
        fails(
            find("backup"),
            'workspace 10000 has no real-time task named "backup". It has "orders_backup" (file id 103, folder "Flow/shop").',
        ));

    it("names the most similar ones where none has", async () => {
        await assert.rejects(find("ordres"), /named "ordres"\. It has "orders" \(file id 7567482277219412494, /);
        assert.deepEqual(await lifecycle.calls(), Array(3).fill(`ListFiles ${projectId}`));
    });

    it("does not name more than five", async () =>
        assert.rejects(find("twin"), /has 7 .*folder "f4"\) and 2 more\. Say which one with folder\.$/));

    it("finds no file of another kind, and says where there is nothing at all", async () => {
        await assert.rejects(find("report"), LookupError);
        await fails(
            find("orders", undefined, otherProjectId),
            'workspace 10001 has no real-time task named "orders". It has none at all, as far as this account can see.',
        );
    });
});
