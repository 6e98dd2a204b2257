// What operations make of replies that are almost right: an error of ours or what the body says, and never anything else.
import assert from "node:assert/strict";
import fc from "fast-check";
import { startEmulator } from "dataworks-emulator";
import {
    CallError,
    InvalidFileIdError,
    NoAnswerError,
    RefusedError,
} from "../../../provider/src/dataworks/calls/errors";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import { operationsOf, type DataWorks } from "../../../provider/src/dataworks/operations";
import type { OwnOperation } from "../../../provider/src/dataworks/operation";
import { clientOf } from "../../support/lifecycle";
import { seed } from "../../support/seed";
import { realtime, seedOf } from "../../support/tasks";
import { methods } from "../operations/methods";
import { reply, Script } from "./scripted";
import { hostileReplies, mutated, planted, shapes, type Mutated } from "./mutated-bodies";

type Json = Record<string, unknown>;

/** The JSON object of a body, by JSON.parse: nothing of the code under test has a part in it. */
function oracle(body: Buffer): Json | undefined {
    try {
        const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

const isObject = (value: unknown): value is Json =>
    typeof value === "object" && value !== null && !Array.isArray(value);
/** What an object itself holds under a name; not what it got from elsewhere. */
const own = (value: unknown, name: string): unknown =>
    isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
/** True where a text may go anywhere: to the engine, into the state, onto a terminal. */
const isFit = (text: string) =>
    text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text) && !text.includes(planted);
/** True where a text is what a value says: what is fit of a text, the start of a long one, a number in the body's own digits. */
const says = (value: unknown, text: unknown, body: Buffer) => {
    if (typeof value === "number") return String(value) === text || body.includes(String(text));
    if (typeof value !== "string" || typeof text !== "string") return false;
    if (isFit(value)) return value === text || `${value.slice(0, 500)}…` === text || `${value.slice(0, 499)}…` === text;
    const start = /^[ -~]*/.exec(value.split(planted)[0] ?? "")?.[0] ?? "";
    return text.startsWith(start.slice(0, 499));
};
/** The texts of a value, but those that go on as they were received. */
const textsOf = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    const asReceived = ["code", "content", "solutionDetail", "received"];
    return Object.entries(value).flatMap(([key, entry]) => (asReceived.includes(key) ? [] : textsOf(entry)));
};

/** True where a value is this very string; an integer that no number holds is taken for one too, with all its digits. */
const isText = (value: unknown, text: unknown, body: Buffer) =>
    value === text ||
    (typeof value === "number" &&
        !Number.isSafeInteger(value) &&
        /^-?\d+$/.test(String(text)) &&
        body.includes(String(text)));

/** Holds what an operation returned against what the body says. */
const justified: Readonly<Record<OwnOperation, (data: unknown, result: unknown, body: Buffer) => boolean>> = {
    DeployDISyncTask: (data) => own(data, "Status") === "success",
    GenerateDISyncTaskConfigForCreating: (data, result, body) =>
        own(data, "Status") === "success" && says(own(data, "ProcessId"), result, body),
    GenerateDISyncTaskConfigForUpdating: (data, result, body) =>
        own(data, "Status") === "success" && says(own(data, "ProcessId"), result, body),
    QueryDISyncTaskConfigProcessResult: (data, result, body) => {
        const content = own(data, "TaskContent");
        // That there is nothing yet is what everything but a text says.
        if (result === undefined) return typeof content !== "string" || content === "" || isText(content, "", body);
        return own(data, "Status") === "success" && isText(content, own(result, "content"), body);
    },
    CreateDISyncTask: (data, result, body) =>
        own(data, "Status") === "success" && says(own(data, "FileId"), own(result, "fileId"), body),
    UpdateDISyncTask: (data) => own(data, "Status") === "success",
    DeleteDISyncTask: (data) => own(data, "Status") === "success",
    StartDISyncInstance: (data) => own(data, "Status") === "success",
    StopDISyncInstance: (data) => own(data, "Status") === "success",
    TerminateDISyncInstance: (data) => own(data, "Status") === "success",
    GetProject: isObject,
    ListProjects: (page, result, body) => {
        const [projects, listed] = [own(page, "ProjectList"), own(result, "projects") as unknown[]];
        return (
            Array.isArray(projects) &&
            projects.length === listed.length &&
            listed.every((project, index) =>
                says(own(projects[index], "ProjectId"), own(project, "projectId"), body),
            ) &&
            says(own(page, "TotalCount"), String(own(result, "total")), body)
        );
    },
    ListResourceGroups: (list, result) => {
        const listed = result as unknown[];
        return (
            Array.isArray(list) &&
            list.length === listed.length &&
            listed.every((group, index) => own(list[index], "Identifier") === own(group, "identifier"))
        );
    },
    ListFiles: (data, result, body) => {
        const files = own(data, "Files");
        const listed = own(result, "files") as unknown[];
        return (
            Array.isArray(files) &&
            files.length === listed.length &&
            listed.every((file, index) => says(own(files[index], "FileId"), own(file, "fileId"), body)) &&
            says(own(data, "TotalCount"), String(own(result, "total")), body)
        );
    },
    ListRefDISyncTasks: (data, result, body) => {
        const [tasks, listed] = [own(data, "DISyncTasks"), result as unknown[]];
        return (
            Array.isArray(tasks) &&
            tasks.length === listed.length &&
            listed.every((task, index) => says(own(tasks[index], "NodeId"), own(task, "nodeId"), body))
        );
    },
    GetDISyncTask: (data, result, body) =>
        own(data, "Status") === "success" && isText(own(data, "Code"), own(result, "code"), body),
    GetDISyncInstanceInfo: (data, result, body) => {
        const solution = own(data, "SolutionInfo");
        const status = own(isObject(solution) ? solution : data, "Status");
        const told = own(result, "status");
        return told !== "" && (isText(status, told, body) || (typeof status === "string" && says(status, told, body)));
    },
    GetFile: (data, result, body) => {
        const file = own(data, "File");
        const names = { deletedStatus: "DeletedStatus", lastEditUser: "LastEditUser", lastEditTime: "LastEditTime" };
        return Object.entries(names).every(([mine, theirs]) => {
            const text = own(result, mine);
            return text === "" || says(own(file, theirs), text, body);
        });
    },
    GetFileVersion: (data, result, body) => {
        const content = own(data, "FileContent");
        const told = own(result, "content");
        const isTold =
            told === ""
                ? typeof content !== "string" || content === "" || isText(content, "", body)
                : isText(content, told, body);
        const facts = { commitUser: "CommitUser", commitTime: "CommitTime" };
        return (
            isTold &&
            says(own(data, "FileVersion"), "2", body) &&
            Object.entries(facts).every(([mine, theirs]) => {
                const text = own(result, mine);
                return text === "" || says(own(data, theirs), text, body);
            })
        );
    },
    ListFileVersions: (data, result, body) => {
        const versions = own(data, "FileVersions") as unknown[] | undefined;
        if (!Array.isArray(versions)) return false;
        if (result === undefined) return true;
        const runs = (value: boolean) => versions.filter((version) => own(version, "IsCurrentProd") === value);
        if (result !== "") return runs(true).some((version) => says(own(version, "FileVersion"), result, body));
        return runs(false).length === versions.length && says(own(data, "TotalCount"), String(versions.length), body);
    },
};

/** Calls an operation that gets this reply, and holds what comes of it against what the body says. */
async function verify({ operation, status, body }: Mutated, api: DataWorks): Promise<void> {
    const top = oracle(body);
    const isPage = operation === "ListProjects";
    const data = own(top, isPage ? "PageResult" : "Data");
    let result: unknown;
    try {
        result = await methods[operation](api);
    } catch (error) {
        assert.ok(error instanceof CallError, `no error of ours: ${String(error)}`);
        assert.ok(error.message.length < 3000, `a message of ${error.message.length} characters`);
        for (const text of [error.message, ...textsOf(error.facts)]) assert.ok(isFit(text), JSON.stringify(text));
        if (error instanceof NoAnswerError) return;
        // What is called a refusal was not done: the body has to say so.
        assert.ok(error instanceof RefusedError, String(error));
        assert.ok(top, `a refusal that the body does not hold: ${error.message}`);
        const codes = ["Code", "code", "ErrorCode"].map((name) => own(top, name));
        const hasCode = codes.some((code) => typeof code === "number" || (typeof code === "string" && code !== ""));
        const said = [own(data, "Message"), ...["Message", "message", "ErrorMessage"].map((name) => own(top, name))];
        const invalid = said.some((text) => typeof text === "string" && /(?<!\d)100\W*is invalid/.test(text));
        const failed = own(top, "Success") === false || own(data, "Status") === "fail";
        assert.ok(status >= 400 ? hasCode : failed || invalid, error.message);
        if (error instanceof InvalidFileIdError) assert.ok(status === 200 && invalid, error.message);
        return;
    }
    assert.equal(status, 200);
    // Of a page no Success is documented: what it holds is what tells it.
    const success = own(top, "Success");
    assert.ok(success === true || (isPage && success === undefined), "a success that the body does not tell");
    assert.ok(justified[operation](data, result, body), `it returned ${JSON.stringify(result)}`);
    for (const text of textsOf(result)) {
        assert.ok(isFit(text) && text.length <= 501, `it returned ${JSON.stringify(text)}`);
    }
}

/** The operations, of which this one gets that reply. */
function apiWith({ operation, status, body }: Mutated): DataWorks {
    const answers = { [operation]: [() => reply(status, body)] };
    const { calls } = new Script(answers, { maxRetryTimeout: 0, secrets: [planted] });
    return operationsOf(calls, calls.newBudget());
}

describe("a reply that is almost right", () => {
    for (const [operation, shape] of Object.entries(shapes) as [OwnOperation, object][]) {
        it(`is not what ${operation} is right with`, async () => {
            const whole = { operation, status: 200, body: Buffer.from(JSON.stringify(shape)) };
            await methods[operation](apiWith(whole));
            await verify(whole, apiWith(whole));
        });
    }

    it("holds a hostile text in any place of any reply, and none of it is handed on as it came", async () => {
        for (const each of hostileReplies()) await verify(each, apiWith(each));
    });

    it("is an error of ours, or what it says: never a crash, a hang or a false success, for 4,000 of them", async () => {
        await fc.assert(
            fc.asyncProperty(mutated, (each) => verify(each, apiWith(each))),
            { seed, numRuns: 4000 },
        );
    });

    it("is the same over a connection, for 100 of them", async () => {
        const emulator = await startEmulator({ seed: seedOf(...realtime("100")) });
        try {
            await fc.assert(
                fc.asyncProperty(mutated, async (each) => {
                    await emulator.control.clearFaults();
                    const base64 = each.body.toString("base64");
                    await emulator.control.addFault({ operation: "*", kind: "body", base64, status: each.status });
                    // A client of its own for each: what one reply says of a quota is nothing to the next.
                    const sanitizer = new Sanitizer([planted]);
                    const client = clientOf(emulator.url, { maxRetryTimeout: 0, readTimeout: 60_000, sanitizer });
                    await verify(each, client.forOperation()).finally(() => client.close());
                }),
                { seed, numRuns: 100 },
            );
        } finally {
            await emulator.close();
        }
    });
});
