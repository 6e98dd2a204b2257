// The network: the public one, or the inside of a VPC.
import assert from "node:assert/strict";
import { accountOf, placed, reading, type Values } from "./reading";

const good: readonly (readonly [Values, "public" | "vpc"])[] = [
    [{}, "public"],
    [{ "dataworks:network": "" }, "public"],
    [{ "dataworks:network": "public" }, "public"],
    [{ "dataworks:network": "vpc" }, "vpc"],
    [{ "alicloud:network": "vpc" }, "vpc"],
    [{ "dataworks:network": "public", "alicloud:network": "vpc" }, "public"],
];

describe("settings: network", () => {
    for (const [configuration, network] of good) {
        it(`${network} is the network of ${JSON.stringify(configuration)}`, () => {
            const { settings, reasons } = reading({ ...placed, ...configuration });
            assert.equal(settings.network, network);
            assert.deepEqual(reasons, []);
        });
    }

    it("vpc is a problem at once where the region has no endpoint inside a VPC that is known, unless one is set", () => {
        const given = { "dataworks:network": "vpc", "dataworks:region": "ap-south-1" };
        assert.deepEqual(reading(given).reasons, [
            'dataworks:network is "vpc", and no endpoint inside a VPC is known for region ap-south-1: set it to public, or set dataworks:endpoint',
        ]);
        assert.deepEqual(reading({ ...given, "dataworks:endpoint": "dataworks.example.com" }).problems, []);
    });

    it("vpc with such a region stands in the way of no other, where a resource has been deployed to", () => {
        const account = accountOf({ "dataworks:network": "vpc", "dataworks:region": "ap-south-1" });
        account.api("cn-hangzhou");
        assert.throws(() => account.api("ap-southeast-2"), /^Error: dataworks:network is "vpc", and no endpoint/);
    });

    it("asks for an account's own region only where that is meant", () => {
        const account = accountOf({ ...placed, "dataworks:endpoint": "https://dataworks.example.com" });
        account.ownApi();
        assert.throws(() => account.api(undefined as unknown as string), /no call was made/);
    });

    for (const name of ["dataworks:network", "alicloud:network"]) {
        for (const network of ["VPC", "private", "v pc"]) {
            it(`${JSON.stringify(network)} in ${name} is refused with what is allowed`, () => {
                assert.deepEqual(reading({ ...placed, [name]: network }).reasons, [
                    `${name} has to be "public" or "vpc"`,
                ]);
            });
        }
    }
});
