// What doctor says of credentials: of which kind they are, and until when they last, and nothing else of them.
import assert from "node:assert/strict";
import { credentialsCheck } from "../../../provider/src/cli/doctor/calls";
import type { FoundCredentials } from "../../../provider/src/dataworks/credentials/credentials";
import { askAccessKey } from "../../../provider/src/dataworks/credentials/credentials";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import { Sts } from "../../../provider/src/dataworks/credentials/sts";
import { SteppingClock } from "../../support/stepping-clock";
import { fixed, issued, role } from "../../dataworks/credentials/credentials-stage";

const none = { role: undefined, ending: "y-id", isTemporary: false, end: undefined };

describe("what doctor says of credentials", () => {
    for (const [what, credentials, message] of [
        [
            "a key",
            { ...none, source: "access key" },
            "access key: the access key id ends in y-id; lasts until it is disabled",
        ],
        [
            "a token whose end nobody says",
            { ...none, source: "access key", isTemporary: true },
            "access key: the access key id ends in y-id; temporary, nobody says until when",
        ],
        [
            "a role",
            {
                ...none,
                source: 'profile "ci" of the Alibaba Cloud CLI',
                role: role.roleArn,
                isTemporary: true,
                end: Date.UTC(2026, 10, 27, 17),
            },
            `profile "ci" of the Alibaba Cloud CLI, and the role ${role.roleArn} that is assumed with it: ` +
                "the access key id ends in y-id; temporary, until 2026-11-27T17:00:00Z",
        ],
        [
            "a key that is too short to be shown in part",
            { ...none, source: "access key", ending: "" },
            "access key: the access key id ends in ...; lasts until it is disabled",
        ],
    ] as const) {
        it(`is the kind and the end of ${what}`, () => {
            assert.deepEqual(credentialsCheck(credentials), { name: "credentials", status: "ok", message, advice: "" });
        });
    }

    it("has the end that STS tells of a role's credentials, and none of a key", async () => {
        const { body } = issued(1);
        const expiration = /"Expiration":"([^"]+)"/.exec(body)?.[1] ?? "";
        const reply = { status: 200, headers: {}, body: Buffer.from(body) };
        for (const [assumeRole, end] of [
            [role, Date.parse(expiration)],
            [undefined, undefined],
        ] as const) {
            let found: FoundCredentials | undefined;
            const ask = askAccessKey(
                { accessKey: fixed, assumeRole },
                new Sts({ send: () => Promise.resolve(reply) }, "test/1"),
                {
                    ...{
                        clock: new SteppingClock(),
                        random: () => 0.5,
                        maxRetryTimeout: 1,
                        sanitizer: new Sanitizer(),
                    },
                    onFound: (where) => (found = where),
                },
            );
            await ask();
            assert.deepEqual([found?.source, found?.end()], ["access key", end]);
        }
    });
});
