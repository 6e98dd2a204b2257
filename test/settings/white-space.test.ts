// White space around a setting is dropped, wherever it comes from; a key that holds what no key has is an error.
import assert from "node:assert/strict";
import { readSettings } from "../../provider/src/settings/settings";
import { rowOf, table, type Key } from "../../provider/src/settings/table";
import { placed, reading, type Values } from "./reading";

const roleArn = "acs:ram::123456789012:role/deployer";
const oidcProviderArn = "acs:ram::123456789012:oidc-provider/pipeline";

/** A right value of each setting, and what else has to be set with it. */
const right: Readonly<Record<Key, { readonly value: string; readonly beside?: readonly Key[] }>> = {
    region: { value: "cn-hangzhou" },
    accessKey: { value: "fake-id", beside: ["secretKey"] },
    secretKey: { value: "fake-secret", beside: ["accessKey"] },
    securityToken: { value: "fake-token", beside: ["accessKey", "secretKey"] },
    profile: { value: "fake-profile" },
    ecsRoleName: { value: "fake-role" },
    assumeRoleWithOidc: { value: JSON.stringify({ roleArn, oidcProviderArn, oidcToken: "fake.token" }) },
    assumeRole: { value: JSON.stringify({ roleArn }) },
    endpoint: { value: "https://dataworks.example.com" },
    network: { value: "vpc" },
    clientConnectTimeout: { value: "5" },
    clientReadTimeout: { value: "5" },
    maxRetryTimeout: { value: "5" },
    requestsPerSecond: { value: "5" },
};
const spaces = ["\n", "\r\n", " ", "\t", "\u00a0", "\ufeff"];

/** The settings of a place, each key's with or without white space around it. */
function valuesOf(names: (key: Key) => string | undefined, key: Key, around: (text: string) => string): Values {
    const keys = [key, ...(right[key].beside ?? [])];
    return Object.fromEntries(keys.map((each) => [names(each) ?? "", around(right[each].value)]));
}

describe("settings: white space", () => {
    for (const key of Object.keys(table) as Key[]) {
        const families = (rowOf(key).variables ?? []).length;
        const places: readonly (readonly [
            name: string,
            names: (key: Key) => string | undefined,
            isVariable: boolean,
        ])[] = [
            ...["dataworks", "alicloud"].map((space) => [space, (each: Key) => `${space}:${each}`, false] as const),
            ...Array.from({ length: families }, (_, family) => {
                return [
                    String(rowOf(key).variables?.[family]),
                    (each: Key) => rowOf(each).variables?.[family],
                    true,
                ] as const;
            }),
        ];
        for (const [place, names, isVariable] of places) {
            it(`around ${key} is dropped: ${place}`, () => {
                const read = (values: Values) => (isVariable ? reading({}, values) : reading(values));
                const expected = read(valuesOf(names, key, (text) => text));
                for (const space of spaces) {
                    for (const around of [(text: string) => text + space, (text: string) => space + text + space])
                        assert.deepEqual(read(valuesOf(names, key, around)), expected, JSON.stringify(space));
                    const blank = valuesOf(names, key, () => space);
                    assert.deepEqual(read(blank), reading({}), "white space alone is nothing");
                }
            });
        }
    }

    it("around the proxy of the environment is dropped", () => {
        const environment = { HTTPS_PROXY: " http://proxy.example.com:3128\r\n", NO_PROXY: " a \n" };
        assert.deepEqual(reading({}, environment).settings.proxy, {
            address: "http://proxy.example.com:3128/",
            except: "a",
        });
    });

    it("around the endpoint in alicloud:endpoints is dropped", () => {
        const at = (text: string) =>
            reading({ "alicloud:endpoints": JSON.stringify({ dataworkspublic: text }) }).settings;
        assert.equal(at(" https://dataworks.example.com\n").endpoint, "https://dataworks.example.com");
        assert.equal(at(" ").endpoint, undefined);
    });
});

describe("settings: what no key holds", () => {
    const places = [
        ["dataworks:accessKey", "dataworks:secretKey", "dataworks:securityToken"],
        ["alicloud:accessKey", "alicloud:secretKey", "alicloud:securityToken"],
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
        ["ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_SECURITY_TOKEN"],
        ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
    ];
    const strange = {
        '"fake-hunter2"': "a quotation mark",
        "'fake-hunter2'": "a quotation mark",
        "'\"fake-hunter2\"'": "a quotation mark",
        "“fake-hunter2”": "a quotation mark",
        "fake hunter2": "white space",
        "fake\r\nhunter2": "white space",
        "fake\u0000hunter2": "a control character",
        "fake\u200bhunter2": "a control character",
        "fake-hunter２": "a character that is not ASCII",
    };
    for (const names of places) {
        for (const name of names) {
            it(`is an error that names where it is, and shows nothing of it: ${name}`, () => {
                for (const [value, holds] of Object.entries(strange)) {
                    const values = { ...Object.fromEntries(names.map((each) => [each, "fake"])), [name]: value };
                    const isVariable = !name.includes(":");
                    const { settings, problems, reasons } = isVariable
                        ? reading(placed, values)
                        : reading({ ...placed, ...values });
                    assert.deepEqual(reasons, [`${name} holds ${holds}, which no key has: set it anew, without`]);
                    assert.equal(settings.credentials.accessKey, undefined);
                    assert.doesNotMatch(JSON.stringify({ settings, problems }), /hunter/);
                }
            });
        }
    }

    it("is an error for the key of the CLI profile that `profile` names", () => {
        const profiles = () => ({
            profiles: [
                { name: "fake-profile", region_id: "cn-hangzhou", access_key_id: '"a"', access_key_secret: " b\n" },
            ],
        });
        const { problems } = readSettings((key) => ({ "dataworks:profile": "fake-profile" })[key], {}, profiles);
        assert.deepEqual(
            problems.map(({ reason }) => reason),
            [
                'access_key_id of the CLI profile "fake-profile" holds a quotation mark, which no key has: set it anew, without',
            ],
        );
    });

    it("may stand in what is no key", () => {
        assert.deepEqual(reading({ ...placed, "dataworks:profile": "it's mine" }).reasons, []);
    });
});
