// What an error code speaks of, and what is said where nobody knows. The advice for each is held by test/golden/errors.txt.
import assert from "node:assert/strict";
import { aboutOf, adviceFor, knownCodes } from "../../../provider/src/dataworks/calls/codes";
import { RefusedError } from "../../../provider/src/dataworks/calls/errors";

const subject = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;

describe("advice", () => {
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

    it("is known of a code of its kind, and of none that only begins like it", () => {
        assert.equal(aboutOf("Param.Invalid.FileId"), "parameters");
        assert.equal(aboutOf("InvalidTimeStamp.Expired"), "signature");
        assert.equal(aboutOf("InternalError.Timeout"), "service");
        for (const code of ["Param.InvalidFileId", "InternalError", "NoPermissions", "X.Param.Invalid"])
            assert.equal(aboutOf(code), undefined, code);
    });

    it("is that the calls are spent of every code that begins so: no gateway's word behind it lets a call be tried again", () => {
        for (const more of ["", "Control", ".Throttling"]) {
            assert.equal(aboutOf(`Throttling.Api.Risk${more}`), "spent for the day", more);
            assert.equal(aboutOf(`Throttling.Resource${more}`), "spent", more);
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
