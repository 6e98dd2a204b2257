// Finding a resource group by its name: exactly one, or an error that says what there is.
import assert from "node:assert/strict";
import type { ResourceGroup } from "dataworks-emulator";
import { LookupError } from "../../provider/src/lookup/error";
import { findResourceGroup } from "../../provider/src/lookup/resource-group";
import type { ResourceGroupType } from "../../provider/src/lookup/types";
import { Lifecycle } from "../support/lifecycle";

const group = (identifier: string, name: string, more: Partial<ResourceGroup> = {}): ResourceGroup => ({
    ...{ identifier, name },
    ...more,
});

describe("finding a resource group", () => {
    let lifecycle: Lifecycle;
    const find = (name: string, type: ResourceGroupType = "dataIntegration") =>
        findResourceGroup(lifecycle.context().dataworks("cn-hangzhou"), { name, type });
    const fails = (name: string, message: string, type?: ResourceGroupType) =>
        assert.rejects(find(name, type), (error) => {
            assert.ok(error instanceof LookupError, String(error));
            assert.equal(error.message, message);
            return true;
        });

    before(async () => {
        lifecycle = await Lifecycle.begin({
            resourceGroups: [
                group("group_1", "shop", { mode: "SHARE" }),
                group("group_2", "shop_frozen", { status: 1 }),
                group("group_3", "twin"),
                group("group_4", "twin"),
                group("group_5", "reborn", { status: 2 }),
                group("group_6", "reborn"),
                group("S_1", "nightly", { type: 1 }),
                group("S_2", "bought", { type: 7 }),
            ],
        });
    });

    after(() => lifecycle.end());
    beforeEach(async () => {
        await lifecycle.emulator.control.clearFaults();
        await lifecycle.calls();
    });

    it("gives what DataWorks says of the one with that name, in one call", async () => {
        assert.deepEqual(await find("shop"), { identifier: "group_1", name: "shop", status: "normal", mode: "SHARE" });
        assert.equal((await lifecycle.calls()).length, 1);
    });

    it("finds those for scheduling, the bought ones too", async () => {
        assert.equal((await find("nightly", "scheduling")).identifier, "S_1");
        assert.equal((await find("bought", "scheduling")).identifier, "S_2");
    });

    it("finds one that is frozen, and says so; and takes no released one for the one that has its name now", async () => {
        assert.equal((await find("shop_frozen")).status, "frozen");
        assert.equal((await find("reborn")).identifier, "group_6");
    });

    const noKeyword = () =>
        lifecycle.emulator.control.addFault({
            operation: "ListResourceGroups",
            kind: "body",
            text: '{"Success":true,"RequestId":"r-1","Data":[]}',
            times: 1,
        });

    it("finds one that a keyword does not find", async () => {
        await noKeyword();
        assert.equal((await find("shop")).identifier, "group_1");
    });

    for (const [what, before] of [
        ["by the keyword", () => Promise.resolve()],
        ["among all of them, where a keyword finds none", noKeyword],
    ] as const) {
        it(`names those that share the name, ${what}`, async () => {
            await before();
            await fails(
                "twin",
                '2 resource groups for data integration are named "twin": "twin" (group_3), "twin" (group_4). Use the identifier instead of the name',
            );
        });
    }

    it("names the most similar ones, what has the name as its identifier, and where there is none at all", async () => {
        await assert.rejects(
            find("Shop"),
            /no resource group for data integration named "Shop" in this region\. It sees "shop" \(group_1\), "twin" /,
        );
        await fails(
            "group_2",
            'this account sees no resource group for data integration named "group_2" in this region: that is the identifier of ' +
                '"shop_frozen" (group_2, frozen). Check the name, the type and the region setting',
        );
        await fails(
            "shop",
            'this account sees no resource group for DataService named "shop" in this region, and no other one. ' +
                "Check the name, the type and the region setting",
            "dataService",
        );
    });
});
