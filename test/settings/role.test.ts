// The roles to assume: objects whose fields are those of `@pulumi/alicloud`.
import assert from "node:assert/strict";
import { placed, reading } from "./reading";

const roleArn = "acs:ram::123456789012:role/deployer";
const oidcProviderArn = "acs:ram::123456789012:oidc-provider/pipeline";
const policy = '{"Version":"1","Statement":[]}';
const whole = { roleArn, sessionName: "deploy@team_1.x-y", policy, sessionExpiration: 900, externalId: "a=b,c:d/e" };
const least = { oidcProviderArn, roleArn, oidcToken: "fake.token" };

interface Row {
    readonly given: unknown;
    /** What is read; absent where it is refused. */
    readonly role?: object;
    /** The fields that something is wrong with; "" for the whole. */
    readonly wrong?: readonly string[];
}

const roles: readonly Row[] = [
    { given: { roleArn }, role: { roleArn } },
    { given: whole, role: whole },
    { given: { roleArn, sessionExpiration: "43200" }, role: { roleArn, sessionExpiration: 43200 } },
    { given: { roleArn, sessionName: "", policy: null }, role: { roleArn } },
    { given: { roleArn, policy: ` ${policy}\n` }, role: { roleArn, policy } },
    { given: { roleArn: ` ${roleArn}\r\n`, externalId: "ab\n" }, role: { roleArn, externalId: "ab" } },
    { given: { roleArn: " " }, wrong: ["roleArn"] },
    { given: {}, wrong: ["roleArn"] },
    { given: { roleArn: "" }, wrong: ["roleArn"] },
    { given: { roleArn: "deployer" }, wrong: ["roleArn"] },
    { given: { roleArn: oidcProviderArn }, wrong: ["roleArn"] },
    { given: { roleArn: 5 }, wrong: ["roleArn"] },
    { given: { roleArn, roleARN: roleArn }, wrong: ["roleARN"] },
    { given: { roleArn, roleSessionName: "x" }, wrong: ["roleSessionName"] },
    { given: { roleArn, sessionName: "x" }, wrong: ["sessionName"] },
    { given: { roleArn, sessionName: "with space" }, wrong: ["sessionName"] },
    { given: { roleArn, sessionName: "x".repeat(65) }, wrong: ["sessionName"] },
    { given: { roleArn, policy: "Allow" }, wrong: ["policy"] },
    { given: { roleArn, policy: "[]" }, wrong: ["policy"] },
    { given: { roleArn, policy: { Version: "1" } }, wrong: ["policy"] },
    { given: { roleArn, policy: JSON.stringify({ x: "x".repeat(2048) }) }, wrong: ["policy"] },
    { given: { roleArn, sessionExpiration: 899 }, wrong: ["sessionExpiration"] },
    { given: { roleArn, sessionExpiration: 43201 }, wrong: ["sessionExpiration"] },
    { given: { roleArn, sessionExpiration: 1800.5 }, wrong: ["sessionExpiration"] },
    { given: { roleArn, sessionExpiration: "1h" }, wrong: ["sessionExpiration"] },
    { given: { roleArn, sessionExpiration: [1800] }, wrong: ["sessionExpiration"] },
    { given: { roleArn, externalId: "x" }, wrong: ["externalId"] },
    { given: { roleArn, externalId: "with space" }, wrong: ["externalId"] },
    { given: { sessionName: "x", externalId: "x" }, wrong: ["roleArn", "sessionName", "externalId"] },
    { given: [], wrong: [""] },
    { given: [{ roleArn }], wrong: [""] },
    { given: roleArn, wrong: [""] },
    { given: true, wrong: [""] },
];

const oidcRoles: readonly Row[] = [
    { given: least, role: least },
    {
        given: {
            oidcProviderArn,
            roleArn,
            oidcTokenFile: "/fake/token",
            roleSessionName: "xx",
            sessionExpiration: "900",
        },
        role: { oidcProviderArn, roleArn, oidcTokenFile: "/fake/token", roleSessionName: "xx", sessionExpiration: 900 },
    },
    { given: { ...least, policy }, role: { ...least, policy } },
    { given: { ...least, oidcTokenFile: "/fake/token" }, wrong: [""] },
    { given: { oidcProviderArn, roleArn }, wrong: [""] },
    { given: { oidcToken: "fake.token" }, wrong: ["roleArn", "oidcProviderArn"] },
    { given: { ...least, oidcProviderArn: roleArn }, wrong: ["oidcProviderArn"] },
    { given: { ...least, oidcToken: "a b c" }, wrong: ["oidcToken"] },
    { given: { ...least, sessionName: "xx" }, wrong: ["sessionName"] },
    { given: { ...least, externalId: "xx" }, wrong: ["externalId"] },
];

describe("settings: roles", () => {
    for (const [key, rows] of [
        ["assumeRole", roles],
        ["assumeRoleWithOidc", oidcRoles],
    ] as const) {
        for (const { given, role, wrong = [] } of rows) {
            const configuration = { ...placed, [`alicloud:${key}`]: JSON.stringify(given) };
            const outcome = wrong.length > 0 ? `is refused for ${wrong.join() || "itself"}` : "is taken";
            it(`${key} ${JSON.stringify(given).slice(0, 150)} ${outcome}`, () => {
                const { settings, names } = reading(configuration);
                assert.deepEqual(settings.credentials[key], role);
                const expected = wrong.map((field) => (field ? `alicloud:${key}.${field}` : `alicloud:${key}`));
                assert.deepEqual(names.toSorted(), expected.sort());
            });
        }

        it(`${key} that is no JSON is refused, with the fields that it has`, () => {
            const [reason = "", ...more] = reading({ ...placed, [`dataworks:${key}`]: "fake {" }).reasons;
            assert.match(reason, new RegExp(`^dataworks:${key} has to be an object of .*roleArn.*policy`));
            assert.deepEqual(more, []);
        });
    }
});
