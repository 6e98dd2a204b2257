// The endpoint: its four places, and what may stand in it.
import assert from "node:assert/strict";
import { readSettings } from "../../provider/src/settings/settings";
import { placed, reading, type Values } from "./reading";

const good: readonly (readonly [given: string, endpoint: string])[] = [
    ["https://dataworks.example.com", "https://dataworks.example.com"],
    ["https://dataworks.example.com/", "https://dataworks.example.com"],
    ["https://dataworks.example.com:8443", "https://dataworks.example.com:8443"],
    ["HTTPS://DataWorks.Example.com", "https://dataworks.example.com"],
    ["dataworks.example.com", "https://dataworks.example.com"],
    ["dataworks.example.com:8443", "https://dataworks.example.com:8443"],
    ["localhost:8080", "https://localhost:8080"],
    ["127.0.0.1:8080", "https://127.0.0.1:8080"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://LOCALHOST:8080", "http://localhost:8080"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.255.0.9", "http://127.255.0.9"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["http://[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"],
];

const notHttps: readonly string[] = [
    "http://dataworks.example.com",
    "http://10.0.0.1:8080",
    "http://0.0.0.0:8080",
    "http://127.0.0.1.example.com",
    "http://127.example.com",
    "http://localhost.example.com",
    "http://example.com:127",
    "http://[::2]:8080",
];

const noHost: readonly string[] = [
    "https://dataworks.example.com/path",
    "https://dataworks.example.com//",
    "https://dataworks.example.com?query=1",
    "https://dataworks.example.com#part",
    "https://user@dataworks.example.com",
    "https://user:fake-password@dataworks.example.com",
    "https://:fake-password@dataworks.example.com",
    "http://127.0.0.1@dataworks.example.com",
    "http://localhost:8080/path",
    "dataworks.example.com/path",
    "user@dataworks.example.com",
    "ftp://dataworks.example.com",
    "file:///etc/hosts",
    "data:text/plain,x",
    "https://",
    "https://dataworks.example.com:99999",
    "not a host",
    "a b",
    "%",
];

interface Place {
    configuration?: Values;
    environment?: Values;
    endpoint: string | undefined;
}

const at = {
    "dataworks:endpoint": "https://first.example.com",
    "alicloud:endpoint": "https://second.example.com",
    "alicloud:endpoints": JSON.stringify({ dataworkspublic: "https://third.example.com" }),
};
const environment = { DATAWORKS_ENDPOINT: "https://fourth.example.com" };
const { "dataworks:endpoint": _, ...fromSecond } = at;

const places: Place[] = [
    { configuration: at, environment, endpoint: "https://first.example.com" },
    { configuration: fromSecond, environment, endpoint: "https://second.example.com" },
    {
        configuration: { "alicloud:endpoints": at["alicloud:endpoints"] },
        environment,
        endpoint: "https://third.example.com",
    },
    { environment, endpoint: "https://fourth.example.com" },
    { endpoint: undefined },
    { configuration: { "dataworks:endpoint": "" }, environment, endpoint: "https://fourth.example.com" },
    ...[
        [{ dataworkspublic: "third.example.com" }],
        [{ ecs: "ecs.example.com" }, { dataworkspublic: "third.example.com" }],
        { ecs: "ecs.example.com", dataworkspublic: "third.example.com" },
    ].map((endpoints) => ({
        configuration: { "alicloud:endpoints": JSON.stringify(endpoints) },
        environment,
        endpoint: "https://third.example.com",
    })),
    ...[{}, [], [{}], [null], { ecs: "ecs.example.com" }, { dataworkspublic: "" }].map((endpoints) => ({
        configuration: { "alicloud:endpoints": JSON.stringify(endpoints) },
        environment,
        endpoint: "https://fourth.example.com",
    })),
];

describe("settings: endpoint", () => {
    for (const [endpoint, expected] of good) {
        it(`${JSON.stringify(endpoint)} means ${expected}`, () => {
            const { settings, reasons } = reading({ ...placed, "dataworks:endpoint": endpoint });
            assert.equal(settings.endpoint, expected);
            assert.deepEqual(reasons, []);
        });
    }

    for (const endpoint of notHttps) {
        it(`${JSON.stringify(endpoint)} is refused: plain http is for this machine only`, () =>
            assertRefused(
                endpoint,
                "has to use https: plain http is for a host on this machine only (localhost, 127.0.0.1)",
            ));
    }

    for (const endpoint of noHost) {
        it(`${JSON.stringify(endpoint)} is refused: it is no host`, () =>
            assertRefused(
                endpoint,
                'has to be a host or an address without a path, such as "https://dataworks.example.com"',
            ));
    }

    function assertRefused(endpoint: string, reason: string): void {
        const { settings, reasons } = reading({ ...placed, "dataworks:endpoint": endpoint });
        assert.equal(settings.endpoint, undefined);
        assert.deepEqual(reasons, [`dataworks:endpoint ${reason}`]);
    }

    for (const { configuration = {}, environment = {}, endpoint } of places) {
        it(`${endpoint ?? "none"} is the endpoint of ${JSON.stringify({ configuration, environment })}`, () => {
            const { settings, reasons } = reading({ ...placed, ...configuration }, environment);
            assert.equal(settings.endpoint, endpoint);
            assert.deepEqual(reasons, []);
        });
    }

    const wrongPlaces: readonly (readonly [Values, Values, string])[] = [
        [{ "alicloud:endpoint": "http://example.com" }, {}, "alicloud:endpoint"],
        [{}, { DATAWORKS_ENDPOINT: "http://example.com" }, "DATAWORKS_ENDPOINT"],
        [
            { "alicloud:endpoints": '{"dataworkspublic":"http://example.com"}' },
            {},
            "alicloud:endpoints.dataworkspublic",
        ],
        [{ "alicloud:endpoints": "{" }, {}, "alicloud:endpoints"],
        [{ "alicloud:endpoints": '"https://example.com"' }, {}, "alicloud:endpoints"],
        [{ "alicloud:endpoints": '["https://example.com"]' }, {}, "alicloud:endpoints"],
        [{ "alicloud:endpoints": '{"dataworkspublic":5}' }, {}, "alicloud:endpoints.dataworkspublic"],
    ];
    for (const [configuration, environment, name] of wrongPlaces) {
        it(`what is wrong with ${JSON.stringify({ ...configuration, ...environment })} is said of ${name}`, () => {
            assert.deepEqual(reading({ ...placed, ...configuration }, environment).names, [name]);
        });
    }
});

describe("settings: where messages say that calls go", () => {
    const profile = { profiles: [{ name: "fake-profile", region_id: "cn-hangzhou" }] };
    const provider = { "dataworks:providerName": "east", "dataworks:region": "cn-shanghai" };
    for (const [configuration, environment, regionFrom, endpointFrom] of [
        [
            { "dataworks:region": "cn-hangzhou" },
            { DATAWORKS_ENDPOINT: "a.example" },
            "dataworks:region",
            "DATAWORKS_ENDPOINT",
        ],
        [
            { "alicloud:endpoint": "a.example" },
            { ALICLOUD_REGION: "cn-hangzhou" },
            "ALICLOUD_REGION",
            "alicloud:endpoint",
        ],
        [
            { "dataworks:profile": "fake-profile", "alicloud:endpoints": '{ "dataworkspublic": "a.example" }' },
            {},
            'region_id of the CLI profile "fake-profile"',
            "alicloud:endpoints.dataworkspublic",
        ],
        [
            { ...provider, "dataworks:endpoint": "a.example" },
            {},
            'dataworks.Provider "east": region',
            'dataworks.Provider "east": endpoint',
        ],
    ] as const satisfies readonly (readonly [Values, Values, string, string])[]) {
        it(`is by ${regionFrom} and ${endpointFrom}`, () => {
            const given: Values = configuration;
            const { settings } = readSettings(
                (key) => given[key],
                environment,
                () => profile,
            );
            assert.deepEqual([settings.regionFrom, settings.endpointFrom], [regionFrom, endpointFrom]);
        });
    }
});
