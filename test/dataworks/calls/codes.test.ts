// What a user is told to do about an error code.
import assert from "node:assert/strict";
import { aboutOf, adviceFor, knownCodes } from "../../../provider/src/dataworks/calls/codes";
import { RefusedError } from "../../../provider/src/dataworks/calls/errors";

const known: readonly (readonly [code: string, advice: RegExp])[] = [
    ["Param.Invalid", /projectId, taskType and fileId/],
    ["Forbidden.Access", /member.*edition/],
    ["ResourceNotAuthorized.Api", /RAM/],
    ["Forbidden.RAM", /RAM policy/],
    ["NoPermission", /RAM policy/],
    ["Forbidden.Not.Server", /region setting/],
    ["InvalidAccessKeyId.NotFound", /access key does not exist/],
    ["InvalidAccessKeyId.Inactive", /disabled/],
    ["InvalidSecurityToken.Expired", /security token/],
    ["InvalidSecurityToken.Malformed", /security token/],
    ["SignatureDoesNotMatch", /secret key/],
    ["IncompleteSignature", /secret key/],
    ["SignatureNonceUsed", /repeats requests/],
    ["InvalidTimeStamp.Expired", /clock/],
    ["InvalidAction.NotFound", /endpoint and region/],
    ["InvalidVersion", /endpoint and region/],
    ["Throttling.Api.Risk", /calls of the day/],
    ["Throttling.Resource", /edition/],
    ["Throttling.Api", /calls a second.*maxRetryTimeout/],
    ["Throttling.User", /calls a second.*maxRetryTimeout/],
    ["Throttling.System", /calls a second.*maxRetryTimeout/],
    ["Throttling", /calls a second.*maxRetryTimeout/],
    ["Rejected.Throttling", /calls a second.*maxRetryTimeout/],
    ["9990020002", /calls a second.*maxRetryTimeout/],
    ["InternalError.System", /again later/],
    ["InternalError.UserId.Missing", /again later/],
    ["ServiceUnavailable", /again later/],
    ["9990040003", /projectId and the region/],
    ["1101080008", /projectId and the region/],
    ["1101080166", /not a member/],
    ["1000010005", /data source/],
    ["1201111431", /new Data Studio/],
];

const subject = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;

describe("advice", () => {
    for (const [code, advice] of known) {
        it(`${code} comes with advice: ${String(advice)}`, () => {
            assert.match(adviceFor(code), advice);
            const { message } = new RefusedError({ operation: "DeployDISyncTask", subject, code }, "no");
            assert.ok(message.endsWith(`${code}: no. ${adviceFor(code)}.`), message);
        });
    }

    it("no two kinds of code share a text by mistake: the daily quota is not the one of a second", () => {
        assert.notEqual(adviceFor("Throttling.Api.Risk"), adviceFor("Throttling.Api"));
        assert.notEqual(adviceFor("Throttling.Resource"), adviceFor("Throttling.User"));
    });

    for (const code of [undefined, "", "SomethingNew", "param.invalid", "X.Param.Invalid", "9990020001"]) {
        it(`nothing is invented for ${code === undefined ? "no code" : JSON.stringify(code)}`, () => {
            assert.equal(adviceFor(code), "");
            const { message } = new RefusedError({ operation: "DeployDISyncTask", subject, code }, "no");
            assert.match(
                message,
                /no\. Look at the task in DataWorks; Alibaba Cloud.s support can tell more by the RequestId\.$/,
            );
        });
    }
});

describe("what a code speaks of", () => {
    it("is known of no code that only begins like one of digits, or like the one that says no with a 5xx status", () => {
        const strict = knownCodes.filter((code) => /^\d+$/.test(code) || code === "Forbidden.Not.Server");
        assert.ok(strict.length > 4);
        for (const code of strict) {
            assert.ok(aboutOf(code), code);
            for (const more of ["1", "X", "Ready", ".1"]) assert.equal(aboutOf(code + more), undefined, code + more);
        }
    });

    it("is throttling wherever the word stands, also behind a known code, but for what is spent", () => {
        for (const code of knownCodes.map((known) => `${known.replace(/\.$/, "")}.Throttling`)) {
            const spent = /^Throttling\.(Api\.Risk|Resource)/.test(code);
            assert.equal(aboutOf(code) === "throttled", !spent, code);
        }
        assert.equal(aboutOf("SomeGateway.Throttling.Now"), "throttled");
    });
});
