// What is evidence that a task is gone, reply by reply: anything that may speak of something else is none.
import assert from "node:assert/strict";
import type { DataWorks } from "../../provider/src/dataworks/client";
import { NoAnswerError, RefusedError } from "../../provider/src/dataworks/calls/errors";
import { isGone } from "../../provider/src/resources/gone";

const task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;
const get = { operation: "GetFile", subject: task } as const;

/** A DataWorks whose workspace answers, or fails, and whose file is so, or fails. */
function dataworks(file: string | Error, workspace?: Error): DataWorks {
    const answer = (found: string | Error) =>
        found instanceof Error ? Promise.reject(found) : Promise.resolve({ deletedStatus: found });
    return { getProject: () => answer(workspace ?? ""), getFile: () => answer(file) } as unknown as DataWorks;
}

const refusal = (status: number | undefined, code: string, said: string) =>
    new RefusedError({ ...get, status, code }, said);

/** Whether GetFile's refusal is evidence: what it fails with otherwise is the refusal itself. */
async function isEvidence(code: string, said: string, status = 400): Promise<boolean> {
    const error = refusal(status, code, said);
    try {
        return await isGone(task, dataworks(error));
    } catch (thrown) {
        assert.equal(thrown, error);
        return false;
    }
}

const noSuchFile = "The file does not exist.";
/** What codes and messages say of something else, each by one word. */
const ofSomethingElse = (
    "Throttled Quota FlowControl TooMany Signature AccessKey SecurityToken Credential TimeStamp Nonce Forbidden Authorized " +
    "Authorised Permission Denied Tenant Project Workspace Member Account User Region Edition Unsupported NotSupport " +
    "ApiVersion InvalidVersion Operation InvalidAction Api DataStudio InternalError Unavailable TimeOut Incomplete " +
    "Service Busy Access Role Lock Decrypt KMS Environment Connection DataSource"
).split(" ");

describe("a task that is not known", () => {
    it("is gone where its file is deleted, and not where it is in any other state", async () => {
        for (const status of ["RECYCLE_BIN", "RECYCLE", "DELETED"])
            assert.equal(await isGone(task, dataworks(status)), true, status);
        for (const status of ["NORMAL", "", "deleted?"])
            assert.equal(await isGone(task, dataworks(status)), false, status);
    });

    it("is gone where it is a solution: no file is asked for", async () => {
        assert.equal(await isGone({ ...task, taskType: "DI_SOLUTION" }, dataworks(new Error("asked"))), true);
    });

    it("is not gone where the workspace does not answer, whatever the file is", async () => {
        for (const taskType of ["DI_REALTIME", "DI_SOLUTION"] as const)
            await assert.rejects(isGone({ ...task, taskType }, dataworks("DELETED", new Error("no workspace"))), {
                message: "no workspace",
            });
    });

    for (const [code, said] of [
        ["X", "fileId:[100] is invalid."],
        ["X", "file id 100 was not found"],
        ["X", noSuchFile],
        ["X", "The specified file is unknown."],
        ["X", "The requested file has been deleted!"],
        ["X", "File is not known"],
        ["X", "file-id=100 is not valid"],
        ["X", "The file doesn't exist"],
        ["X", "The file did not exist"],
        ["X", "The file do not exist"],
        ["X", "The file could not be found."],
        ["Param.Invalid", ""],
        ["Param.Invalid", "The specified parameter is invalid."],
        ["Param.Invalid", "Params are not valid. FileId is not known."],
        ["InvalidFile", "x"],
        ["InvalidFileId", "x"],
        ["Invalid.File.Id", "x"],
        ["InvalidFile.NotFound", "x"],
        ["InvalidFileId.NotExists", "x"],
        ["FileNotFound", "x"],
        ["File.NotExist", "x"],
        ["FileIdNotExists", "x"],
        ["FileInvalid", "x"],
        ["File.Deleted", "x"],
    ] as const) {
        it(`is gone where the file's refusal says that there is none: ${code} ${said}`, async () => {
            assert.equal(await isEvidence(code, said), true);
            assert.equal(await isEvidence(code, said, 404), true);
        });
    }

    for (const [code, said] of [
        ["X", "x"],
        ["X", ""],
        ["", ""],
        ["X", "fileId:[101 and more] is invalid."],
        ["X", "Query file failed: The file does not exist."],
        ["X", "The file does not exist yet here"],
        ["X", "The file is unknowns"],
        ["X", "The specified parameter is invalid."],
        ["Param.Invalid.PageNumber", ""],
        ["Param.Invalid", "The parameter PageNumber is invalid"],
        ["InvalidFileType", "x"],
        ["XInvalidFile", "x"],
        ["FileNotFoundHere", "x"],
        ["FileMoved", "x"],
        ["MissingFileId", noSuchFile],
        ["NoPermission", noSuchFile],
        ["1101080008", noSuchFile],
        ["Throttling.User", noSuchFile],
    ] as const) {
        it(`is not gone where the refusal does not say so: ${code} ${said}`, async () =>
            assert.equal(await isEvidence(code, said), false));
    }

    for (const word of ofSomethingElse) {
        it(`is not gone where the refusal may be about something else, in code or message: ${word}`, async () => {
            assert.equal(await isEvidence(`New.${word}`, noSuchFile), false);
            assert.equal(await isEvidence("FileNotFound", word.replace(/(?<=[a-z])(?=[A-Z])/g, " ")), false);
        });
    }

    it("is not gone where the file's refusal has another status, or is none", async () => {
        for (const status of [403, 500, 200, undefined]) {
            const error = refusal(status, "FileNotFound", noSuchFile);
            await assert.rejects(isGone(task, dataworks(error)), error);
        }
        const error = new NoAnswerError({ ...get, status: 404, code: "FileNotFound" }, noSuchFile);
        await assert.rejects(isGone(task, dataworks(error)), error);
    });
});
