// The access key: five sources, each used whole or not at all.
import assert from "node:assert/strict";
import { placed, reading, type Values } from "./reading";

interface Source {
    names: readonly [accessKey: string, secretKey: string, securityToken: string];
    from: "configuration" | "environment";
}

/** In the order in which they win. */
const sources: readonly Source[] = [
    { names: ["dataworks:accessKey", "dataworks:secretKey", "dataworks:securityToken"], from: "configuration" },
    { names: ["alicloud:accessKey", "alicloud:secretKey", "alicloud:securityToken"], from: "configuration" },
    {
        names: ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
        from: "environment",
    },
    {
        names: ["ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_SECURITY_TOKEN"],
        from: "environment",
    },
    { names: ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"], from: "environment" },
];
const [first] = sources as [Source];

/** Which parts are set, and which of the source's names are missing then. */
const sets: readonly { parts: readonly (0 | 1 | 2)[]; missing: readonly (0 | 1)[] }[] = [
    { parts: [0, 1], missing: [] },
    { parts: [0, 1, 2], missing: [] },
    { parts: [0], missing: [1] },
    { parts: [1], missing: [0] },
    { parts: [2], missing: [0, 1] },
    { parts: [0, 2], missing: [1] },
    { parts: [1, 2], missing: [0] },
];

function given(source: Source, parts: readonly (0 | 1 | 2)[]): { configuration: Values; environment: Values } {
    const values = Object.fromEntries(parts.map((part) => [source.names[part], `fake-${source.names[part]}`]));
    return {
        configuration: source.from === "configuration" ? { ...placed, ...values } : placed,
        environment: source.from === "environment" ? values : {},
    };
}

function both(a: ReturnType<typeof given>, b: ReturnType<typeof given>): ReturnType<typeof given> {
    return {
        configuration: { ...a.configuration, ...b.configuration },
        environment: { ...a.environment, ...b.environment },
    };
}

function keyOf({ names }: Source, withToken: boolean) {
    return {
        accessKey: `fake-${names[0]}`,
        secretKey: `fake-${names[1]}`,
        securityToken: withToken ? `fake-${names[2]}` : undefined,
    };
}

describe("settings: access key", () => {
    it("none is set: the chain is asked later, and nothing is wrong", () => {
        const { settings, reasons } = reading(placed);
        assert.equal(settings.credentials.accessKey, undefined);
        assert.deepEqual(reasons, []);
    });

    for (const source of sources) {
        for (const { parts, missing } of sets) {
            const set = parts.map((part) => source.names[part]);
            const { configuration, environment } = given(source, parts);
            const outcome =
                missing.length > 0 ? `lacks ${missing.map((part) => source.names[part]).join()}` : "is whole";
            it(`${set.join(" and ")} ${outcome}`, () => {
                const expected = missing.length > 0 ? undefined : keyOf(source, parts.includes(2));
                const { settings, names } = reading(configuration, environment);
                assert.deepEqual(settings.credentials.accessKey, expected);
                assert.deepEqual(
                    names,
                    missing.map((part) => source.names[part]),
                );
            });
        }
    }

    for (const [place, winner] of sources.entries()) {
        for (const loser of sources.slice(place + 1)) {
            it(`${winner.names[0]} wins over ${loser.names[0]}, and takes no token from there`, () => {
                const { configuration, environment } = both(given(winner, [0, 1]), given(loser, [0, 1, 2]));
                const { settings, reasons } = reading(configuration, environment);
                assert.deepEqual(settings.credentials.accessKey, keyOf(winner, false));
                assert.deepEqual(reasons, []);
            });

            it(`half of a key in ${winner.names[0]} is not completed from ${loser.names[0]}`, () => {
                const { configuration, environment } = both(given(winner, [0]), given(loser, [0, 1, 2]));
                const { settings, names } = reading(configuration, environment);
                assert.equal(settings.credentials.accessKey, undefined);
                assert.deepEqual(names, [winner.names[1]]);
            });
        }
    }

    it("empty values count as absent: the next source is used", () => {
        const empty = Object.fromEntries(first.names.map((name) => [name, ""]));
        const next = { "alicloud:accessKey": "fake-id", "alicloud:secretKey": "fake-secret" };
        assert.deepEqual(reading({ ...empty, ...next }).settings.credentials.accessKey, {
            accessKey: "fake-id",
            secretKey: "fake-secret",
            securityToken: undefined,
        });
    });

    it("what is missing is said together with what it belongs to", () => {
        assert.deepEqual(reading({ ...placed, "dataworks:accessKey": "fake-id" }).reasons, [
            "dataworks:secretKey is missing: dataworks:accessKey is set, and belongs to one",
        ]);
    });
});
