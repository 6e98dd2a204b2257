// What a program warns of its stack's configuration: misspelt keys, secrets in clear.
import assert from "node:assert/strict";
import { warningsOf } from "../../provider/src/settings/keys";
import { table } from "../../provider/src/settings/table";

function warnings(
    values: Readonly<Record<string, string>>,
    secret: readonly string[] = [],
    project = "shop",
): string[] {
    return warningsOf({ values, isSecret: (key) => secret.includes(key), project });
}

describe("settings: keys of the stack's configuration", () => {
    it("that are all right, and those of other packages, are warned of by nothing", () => {
        const right = Object.fromEntries(Object.keys(table).map((key) => [`dataworks:${key}`, "fake"]));
        const secret = ["dataworks:secretKey", "dataworks:securityToken"];
        assert.deepEqual(warnings(right, secret), []);
        assert.deepEqual(warnings({ "alicloud:regoin": "x", "shop:secretKey": "x", "aws:secretKey": "x" }), []);
    });

    for (const [misspelt, meant] of [
        ["regoin", "region"],
        ["Region", "region"],
        ["accesskey", "accessKey"],
        ["endpoints", "endpoint"],
        ["requestPerSecond", "requestsPerSecond"],
        ["assumeRoleWithOIDC", "assumeRoleWithOidc"],
    ] as const) {
        it(`that are misspelt are warned of with the nearest one: ${misspelt}`, () => {
            assert.deepEqual(warnings({ [`dataworks:${misspelt}`]: "fake-hunter2" }), [
                `dataworks:${misspelt} in the stack's configuration is no setting, and is ignored: did you mean dataworks:${meant}?`,
            ]);
        });
    }

    it("are a project's own where it is named dataworks", () => {
        assert.deepEqual(warnings({ "dataworks:tasks": "x", "dataworks:secretKey": "x" }, [], "dataworks"), []);
    });

    for (const space of ["dataworks", "alicloud"]) {
        for (const key of ["secretKey", "securityToken"]) {
            it(`that are secrets in clear are warned of with the command, without the value: ${space}:${key}`, () => {
                const [said, ...more] = warnings({ [`${space}:${key}`]: "fake-hunter2" });
                assert.match(
                    said ?? "",
                    new RegExp(`^${space}:${key} is a secret, .*\`pulumi config set --secret ${space}:${key}\``),
                );
                assert.doesNotMatch(said ?? "", /hunter/);
                assert.deepEqual(more, []);
                assert.deepEqual(warnings({ [`${space}:${key}`]: "fake-hunter2" }, [`${space}:${key}`]), []);
                assert.deepEqual(warnings({ [`${space}:${key}`]: "" }), []);
            });
        }
    }

    it("that are roles are warned of where a token stands in them", () => {
        const key = "dataworks:assumeRoleWithOidc";
        const [said] = warnings({ [key]: '{"oidcToken":"fake-hunter2"}' });
        assert.match(said ?? "", /`pulumi config set --secret --path dataworks:assumeRoleWithOidc\.oidcToken`/);
        assert.deepEqual(
            warnings({ [key]: '{"oidcTokenFile":"/fake"}', "dataworks:assumeRole": '{"policy":"{}"}' }),
            [],
        );
    });
});
