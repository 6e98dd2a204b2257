// What the providers of one process share.
import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { Host } from "../../provider/src/dynamic/host";
import { OwnClaims } from "../../provider/src/resources/claims/ledger";

const configOf = (values: Readonly<Record<string, unknown>>) =>
    ({ get: (key: string) => values[key] }) as unknown as dynamic.Config;

describe("the host of the providers of a process", () => {
    const settings = {
        "dataworks:region": "cn-hangzhou",
        "dataworks:accessKey": "fake",
        "dataworks:secretKey": "fake",
    };

    it("has one account for the same settings, so that all kinds of resources keep one quota", () => {
        const host = new Host(() => new OwnClaims());
        const account = host.open(configOf(settings));
        assert.equal(host.open(configOf({ ...settings })), account);
    });

    it("has another account for other settings, were they other in nothing but a key", () => {
        const host = new Host(() => new OwnClaims());
        const account = host.open(configOf(settings));
        for (const [name, value] of [
            ["dataworks:secretKey", "another-fake"],
            ["dataworks:region", "cn-beijing"],
            ["dataworks:region", undefined],
            ["dataworks:requestsPerSecond", 2],
        ] as const) {
            const other = host.open(configOf({ ...settings, [name]: value }));
            assert.notEqual(other, account, name);
            assert.equal(other.region, name === "dataworks:region" ? value : "cn-hangzhou");
        }
    });

    it("knows one set of claims, also where its process is the only one that knows them", () => {
        const host = new Host(() => new OwnClaims());
        assert.equal(host.claims, host.claims);
    });
});
