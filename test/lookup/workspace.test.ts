// Finding a workspace by its name: in one call, else in the pages of the list, or an error that says what there is.
import assert from "node:assert/strict";
import type { Fault } from "dataworks-emulator";
import type { DataWorks } from "../../provider/src/dataworks/client";
import { LookupError } from "../../provider/src/lookup/error";
import { findWorkspace } from "../../provider/src/lookup/workspace";
import { clientOf, Lifecycle } from "../support/lifecycle";

const workspace = (projectId: number, identifier: string, more: object = {}) => ({ projectId, identifier, ...more });

/**
 * An account with so many workspaces, the last one named "last", of which GetProject knows none by its name. The first was deleted,
 * and has the name of the 251st.
 */
function accountOf(count: number) {
    const pages: number[] = [];
    const facts = { operation: "ListProjects", subject: { projectId: "" } } as const;
    const api: Pick<DataWorks, "getProjectByIdentifier" | "listProjects"> = {
        getProjectByIdentifier: () => Promise.resolve(undefined),
        listProjects: (page) => {
            pages.push(page);
            const from = 100 * (page - 1);
            const projects = Array.from({ length: Math.min(100, count - from) }, (_, at) => {
                const index = from + at;
                const received = index === count - 1 ? "last" : index % 250 === 0 ? "reborn" : `shop_${index}`;
                const status = index === 0 ? "DELETED" : "AVAILABLE";
                const more = { identifier: received, name: "", description: "", status };
                return { projectId: String(20_000 + index), ...more, received };
            });
            return Promise.resolve({ projects, total: count, facts });
        },
    };
    return { find: (identifier: string) => findWorkspace(api as DataWorks, identifier), pages };
}

describe("finding a workspace", () => {
    let lifecycle: Lifecycle;
    const find = (identifier: string) => findWorkspace(lifecycle.context().dataworks("cn-hangzhou"), identifier);
    const fails = (identifier: string, message: string) =>
        assert.rejects(find(identifier), (error) => {
            assert.ok(error instanceof LookupError, String(error));
            assert.equal(error.message, message);
            return true;
        });
    const fault = (more: object) => lifecycle.emulator.control.addFault(more as Fault);
    const calls = async () => (await lifecycle.calls()).map((call) => call.trim().split(" ")[0]);
    /** GetProject answers by a name with what is no answer: that of an account of which nothing is known. */
    const noName = () => fault({ operation: "GetProject", kind: "error", status: 400, code: "MissingProjectId" });

    before(async () => {
        lifecycle = await Lifecycle.begin({
            workspaces: [
                workspace(10_000, "shop_prod", { name: "Shop", description: "Sells." }),
                workspace(10_001, "shop_test"),
                workspace(10_002, "unpaid", { status: "FROZEN" }),
                workspace(10_003, "reborn", { status: "DELETED" }),
                workspace(10_004, "reborn"),
                workspace(10_005, "gone", { status: "DELETED" }),
                workspace(10_006, "twin"),
                workspace(10_007, "twin", { status: "UPDATING" }),
            ],
        });
    });

    after(() => lifecycle.end());
    beforeEach(async () => {
        await lifecycle.emulator.control.clearFaults();
        await lifecycle.calls();
    });

    const shop = {
        projectId: "10000",
        identifier: "shop_prod",
        name: "Shop",
        description: "Sells.",
        status: "AVAILABLE",
    };

    it("gives what DataWorks says of the one with that name, in one call", async () => {
        assert.deepEqual(await find("shop_prod"), shop);
        assert.deepEqual(await calls(), ["GetProject"]);
    });

    for (const [what, more] of [
        ["refuses the name", { kind: "error", status: 400, code: "MissingProjectId" }],
        ["does not let anybody see it", { kind: "error", status: 403, code: "Forbidden.Access" }],
        ["answers without a workspace", { kind: "body", text: '{"Success":true,"RequestId":"r-1"}' }],
        ["answers without an id", { kind: "body", text: '{"Success":true,"Data":{"ProjectIdentifier":"shop_prod"}}' }],
        ["answers without a name", { kind: "body", text: '{"Success":true,"Data":{"ProjectId":10001}}' }],
        [
            "answers with another one",
            { kind: "body", text: '{"Success":true,"Data":{"ProjectId":10001,"ProjectIdentifier":"Shop_prod"}}' },
        ],
    ] as const) {
        it(`finds it in the list where GetProject ${what}`, async () => {
            await fault({ operation: "GetProject", ...more });
            assert.deepEqual(await find("shop_prod"), shop);
            assert.deepEqual(await calls(), ["GetProject", "ListProjects"]);
        });
    }

    it("finds it whatever GetProject answers by a name, and says of none that there is none, whatever is said of one", async () => {
        const { control } = lifecycle.emulator;
        const answers = [
            ["found", "forbidden"],
            ["missing", "invalid"],
            ["nothing", "notFound"],
        ] as const;
        try {
            for (const [byName, unknown] of answers) {
                await control.assume({ "project-by-name": byName, "unknown-workspace": unknown });
                assert.deepEqual(await find("shop_prod"), shop, byName);
                await assert.rejects(find("shop_dev"), /^LookupError: this account sees no workspace named "shop_dev"/);
            }
        } finally {
            await control.assume({ "project-by-name": "found", "unknown-workspace": "forbidden" });
        }
    });

    it("finds one that is not as it should be, and says so, by either call", async () => {
        assert.equal((await find("unpaid")).status, "FROZEN");
        await noName();
        assert.equal((await find("unpaid")).status, "FROZEN");
        assert.equal((await find("gone")).status, "DELETED");
    });

    it("takes no deleted one for the one that has its name now, by either call, on whatever page they are", async () => {
        for (const fails of [false, true]) {
            if (fails) await noName();
            const { projectId, status } = await find("reborn");
            assert.deepEqual([projectId, status], ["10004", "AVAILABLE"]);
        }
        const { find: findIn } = accountOf(1_000);
        assert.equal((await findIn("reborn")).projectId, "20250");
    });

    it("gives a deleted one where GetProject knows it, and nobody may see the list", async () => {
        await fault({ operation: "ListProjects", kind: "error", status: 403, code: "Forbidden.RAM" });
        assert.equal((await find("gone")).status, "DELETED");
    });

    it("gives a deleted one where GetProject knows it, and the list has no deleted ones", async () => {
        await fault({
            operation: "ListProjects",
            kind: "body",
            text: '{"Success":true,"RequestId":"r-1","PageResult":{"TotalCount":1,"ProjectList":[{"ProjectId":10000,"ProjectIdentifier":"shop_prod"}]}}',
        });
        const { projectId, status } = await find("gone");
        assert.deepEqual([projectId, status], ["10005", "DELETED"]);
        await assert.rejects(
            find("shop_dev"),
            /^LookupError: .* named "shop_dev" in this region\. It sees "shop_prod" \(id 10000\)\. /,
        );
    });

    it("names those that share the name", async () => {
        await noName();
        await fails(
            "twin",
            '2 workspaces are named "twin": "twin" (id 10006), "twin" (id 10007, UPDATING). Use the id instead of the name',
        );
    });

    it("names the most similar ones where none has the name, in its own case", async () => {
        await fails(
            "Shop_prod",
            'this account sees no workspace named "Shop_prod" in this region. It sees "shop_prod" (id 10000), "shop_test" (id 10001), ' +
                '"unpaid" (id 10002, FROZEN), "reborn" (id 10003, DELETED), "reborn" (id 10004). Check the name and the region setting',
        );
        assert.deepEqual(await calls(), ["GetProject", "ListProjects"]);
    });

    it("says whose display name it is", () =>
        fails(
            "Shop",
            'this account sees no workspace named "Shop" in this region: that is the display name of "shop_prod" (id 10000). Check the name and the region setting',
        ));

    it("tells of both refusals where the list is refused too", async () => {
        await fault({ operation: "ListProjects", kind: "error", status: 403, code: "Forbidden.RAM", message: "No." });
        await assert.rejects(
            find("shop"),
            /^LookupError: GetProject was refused for workspace "shop": Forbidden\.Access: .* Nor can it be found in the list: ListProjects was refused for the workspaces of the account: Forbidden\.RAM: No\. /,
        );
    });

    for (const [code, status] of [
        ["SignatureDoesNotMatch", 400],
        ["Forbidden.Not.Server", 500],
        ["Throttling.User", 429],
        // The last one: for a minute after it, the client does not ask again.
        ["Throttling.Api.Risk", 429],
    ] as const) {
        it(`does not ask for the list where GetProject is refused for another reason: ${code}`, async () => {
            await fault({ operation: "GetProject", kind: "error", status, code });
            await assert.rejects(
                find("shop_prod"),
                new RegExp(`GetProject was refused for workspace "shop_prod": ${code}`),
            );
            assert.deepEqual([...new Set(await calls())], ["GetProject"]);
        });
    }

    it("finds the last of 10,000 with 100 calls of the list, and stops at the page that has it", async () => {
        const { find: findIn, pages } = accountOf(10_000);
        assert.equal((await findIn("last")).projectId, "29999");
        assert.equal(pages.splice(0).length, 100);
        assert.equal((await findIn("shop_150")).projectId, "20150");
        assert.deepEqual(pages, [1, 2]);
    });

    it("says of one more where the list ends, for it is no evidence of what is behind", async () => {
        const { find: findIn, pages } = accountOf(10_001);
        await assert.rejects(
            findIn("last"),
            /^LookupError: no workspace is named "last" among the 10000 of 10001 that DataWorks lists\. Use the id/,
        );
        assert.equal(pages.length, 100);
    });

    it("ends at once where the run is given up, in the middle of the list too", async () => {
        const client = clientOf(lifecycle.emulator.url);
        try {
            await noName();
            await fault({ operation: "ListProjects", kind: "hang" });
            const end = new AbortController();
            const looking = findWorkspace(client.forOperation(end.signal), "shop_prod");
            await lifecycle.emulator.control.waitFor({
                operation: "ListProjects",
                moment: "received",
                count: 1,
                timeoutMs: 10_000,
            });
            end.abort(new Error("the run was interrupted"));
            await assert.rejects(looking, /ListProjects for the workspaces of the account .*the run was interrupted/);
        } finally {
            client.close();
        }
    });
});
