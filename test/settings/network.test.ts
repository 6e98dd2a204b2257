// The network: the public one, or the inside of a VPC.
import assert from "node:assert/strict";
import { openAccount } from "../../provider/src/settings/account";
import { reading, wrongNames, type Values } from "./reading";

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
            assert.equal(reading(configuration).settings.network, network);
            assert.deepEqual(wrongNames(configuration), []);
        });
    }

    it("vpc is a problem at once where the region has no endpoint inside a VPC that is known, unless one is set", () => {
        const given = { "dataworks:network": "vpc", "dataworks:region": "ap-south-1" };
        assert.deepEqual(
            reading(given).problems.map(({ reason }) => reason),
            [
                'dataworks:network is "vpc", and no endpoint inside a VPC is known for region ap-south-1: set it to public, or set dataworks:endpoint',
            ],
        );
        assert.deepEqual(reading({ ...given, "dataworks:endpoint": "dataworks.example.com" }).problems, []);
    });

    it("vpc with such a region stands in the way of no other, where a resource has been deployed to", () => {
        const given: Values = { "dataworks:network": "vpc", "dataworks:region": "ap-south-1" };
        const account = openAccount((key) => given[key], {}, { warn: () => undefined });
        account.api("cn-hangzhou");
        assert.throws(() => account.api("ap-southeast-2"), /^Error: dataworks:network is "vpc", and no endpoint/);
    });

    it("asks for an account's own region only where that is meant", () => {
        const given: Values = {
            "dataworks:region": "cn-hangzhou",
            "dataworks:endpoint": "https://dataworks.example.com",
        };
        const account = openAccount((key) => given[key], {}, { warn: () => undefined });
        account.ownApi();
        assert.throws(() => account.api(undefined as unknown as string), /no call was made/);
    });

    for (const name of ["dataworks:network", "alicloud:network"]) {
        for (const network of ["VPC", "private", "v pc"]) {
            it(`${JSON.stringify(network)} in ${name} is refused with what is allowed`, () => {
                assert.deepEqual(wrongNames({ [name]: network }), [name]);
                const reasons = reading({ [name]: network }).problems.map(({ reason }) => reason);
                assert.ok(reasons.includes(`${name} has to be "public" or "vpc"`), reasons.join("; "));
            });
        }
    }
});
