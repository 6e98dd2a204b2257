// What a failed call says: what happened, what the API said, and what to do.
import assert from "node:assert/strict";
import {
    type CallError,
    InvalidFileIdError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    seconds,
    ServiceFailedError,
    ThrottledError,
    UnknownProcessError,
    UnreachableError,
} from "../../../provider/src/dataworks/calls/errors";
import { RequestId, task } from "./scripted";

const deploy = { operation: "DeployDISyncTask", subject: task } as const;
const get = { operation: "GetDISyncTask", subject: task } as const;

const rows: readonly (readonly [error: CallError, message: string])[] = [
    [
        new RefusedError(
            { ...deploy, status: 403, code: "Forbidden.RAM", requestId: RequestId },
            "User not authorized",
        ),
        "DeployDISyncTask was refused for DI_REALTIME 100 of workspace 10000: Forbidden.RAM: User not authorized " +
            `(HTTP 403, RequestId ${RequestId}). A RAM policy denies this: grant the RAM user or role the dataworks ` +
            "actions it needs.",
    ],
    [
        new RefusedError({ ...deploy, status: 200, requestId: RequestId, code: "" }, "The table is missing."),
        "DeployDISyncTask was refused for DI_REALTIME 100 of workspace 10000: The table is missing. " +
            `(HTTP 200, RequestId ${RequestId}). Look at the task in DataWorks; Alibaba Cloud's support can tell more by ` +
            "the RequestId.",
    ],
    [
        new InvalidFileIdError({ ...get, status: 200 }, "fileId:[100] is invalid."),
        "GetDISyncTask was refused for DI_REALTIME 100 of workspace 10000: fileId:[100] is invalid. (HTTP 200). Check " +
            "projectId, taskType and fileId: the task has to exist in that workspace and region. Where it was deleted, " +
            "restore it in DataWorks, or make it anew and give its new file id, or remove the resource from the program " +
            '(docs/faq.md, "What if somebody deletes the task?").',
    ],
    [
        new ThrottledError({ ...deploy, status: 429, code: "SomethingNew" }, "Slow down"),
        "DeployDISyncTask was refused for DI_REALTIME 100 of workspace 10000: SomethingNew: Slow down (HTTP 429). The " +
            "account makes more calls a second than its DataWorks edition allows, and other programs count too: run " +
            "again when they make fewer, or raise maxRetryTimeout.",
    ],
    [
        new QuotaSpentError({ ...deploy, status: 429, code: "Throttling.Api.Risk" }, "Daily limit"),
        "DeployDISyncTask was refused for DI_REALTIME 100 of workspace 10000: Throttling.Api.Risk: Daily limit " +
            "(HTTP 429). The account has spent its calls of the day: run again tomorrow. Editions differ in how many " +
            "there are (Basic: 100).",
    ],
    [
        new UnreachableError(deploy, "dataworks.cn-hangzhou.aliyuncs.com", "getaddrinfo ENOTFOUND"),
        "DeployDISyncTask for DI_REALTIME 100 of workspace 10000 could not be sent: dataworks.cn-hangzhou.aliyuncs.com " +
            "could not be reached: getaddrinfo ENOTFOUND. Nothing was changed by it. Check the network, and the endpoint " +
            "setting if there is one, and run again.",
    ],
    [
        new NoAnswerError({ ...get, status: 502 }, "an HTML page instead of the API's JSON"),
        "GetDISyncTask for DI_REALTIME 100 of workspace 10000 was sent, but no usable answer came back: an HTML page " +
            "instead of the API's JSON (HTTP 502). Nothing was changed by it: run again. If it stays so, look for a proxy " +
            "or firewall on the way to DataWorks.",
    ],
    [
        new NotUnderstoodError({ ...get, status: 200 }, "a reply without the task's definition"),
        "GetDISyncTask for DI_REALTIME 100 of workspace 10000 was sent, but no usable answer came back: a reply without " +
            "the task's definition (HTTP 200). Nothing was changed by it: run again. Look at the task in DataWorks; Alibaba " +
            "Cloud's support can tell more by the RequestId.",
    ],
    [
        new UnreachableError(deploy, "dataworks.cn-hangzhou.aliyuncs.com", "a line feed in a header", "unbuildable"),
        "DeployDISyncTask for DI_REALTIME 100 of workspace 10000 could not be sent: the request could not be built: a line " +
            "feed in a header. Nothing was changed by it. Check the credentials and the settings for characters that cannot " +
            "be in them, such as line feeds.",
    ],
    [
        new UnreachableError(deploy, "dataworks.cn-hangzhou.aliyuncs.com", "wrong version number", "noTls"),
        "DeployDISyncTask for DI_REALTIME 100 of workspace 10000 could not be sent: dataworks.cn-hangzhou.aliyuncs.com " +
            "could not be reached: wrong version number. Nothing was changed by it. Look for a proxy on the way that answers " +
            "in its place.",
    ],
    [
        new ServiceFailedError({ ...get, status: 503, code: "ServiceUnavailable" }, ""),
        "GetDISyncTask for DI_REALTIME 100 of workspace 10000 failed in DataWorks itself: ServiceUnavailable (HTTP 503). " +
            "Nothing was changed by it. DataWorks is not available right now: run again later.",
    ],
    [
        new ServiceFailedError({ ...get, status: 500, code: "SomethingNew" }, "Oops"),
        "GetDISyncTask for DI_REALTIME 100 of workspace 10000 failed in DataWorks itself: SomethingNew: Oops (HTTP 500). " +
            "Nothing was changed by it. DataWorks failed by itself: run again later.",
    ],
    [
        new UnknownProcessError({ ...get, status: 400, code: "Param.Invalid" }, "no such process"),
        "GetDISyncTask was refused for DI_REALTIME 100 of workspace 10000: Param.Invalid: no such process (HTTP 400). " +
            "Nothing was changed by it: run again, and DataWorks works the definition out anew.",
    ],
    [
        new NoAnswerError({ operation: "TerminateDISyncInstance", subject: task }, "the connection was reset"),
        "TerminateDISyncInstance for DI_REALTIME 100 of workspace 10000 was sent, but no usable answer came back: the " +
            "connection was reset. It may have been applied all the same: look at the task in DataWorks, and run again.",
    ],
];

describe("errors", () => {
    for (const [error, message] of rows) {
        it(`${error.name} says what happened, what the API said and what to do: ${message.slice(0, 100)}...`, () => {
            assert.equal(error.message, message);
            assert.equal(error.name, error.constructor.name);
        });
    }

    it("say how often a call was tried, and why it is not tried again, before what to do", () => {
        const error = new ThrottledError(
            { ...deploy, status: 429, code: "Throttling.User", requestId: "r-1" },
            "Slow down",
        );
        error.conclude({ count: 14, milliseconds: 118_400 }, "maxRetryTimeout (120 s) allows no more tries");
        assert.match(
            error.message,
            /Throttling\.User: Slow down \(HTTP 429, RequestId r-1, tried 14 times in 118 s\)\. maxRetryTimeout \(120 s\) allows no more tries\. The account/,
        );
        assert.deepEqual(error.facts.tries, { count: 14, milliseconds: 118_400 });
    });

    it("say nothing of a single try", () => {
        const error = new RefusedError({ ...deploy, status: 400, code: "Param.Invalid" }, "bad");
        const before = error.message;
        error.conclude({ count: 1, milliseconds: 20 }, "");
        assert.equal(error.message, before);
        assert.equal(error.facts.tries, undefined);
    });

    it("are told apart by class: all that the API refused is a RefusedError, all without an answer a NoAnswerError", () => {
        const kinds = (error: CallError) =>
            [RefusedError, NoAnswerError, UnreachableError].filter((kind) => error instanceof kind);
        const facts = { ...get, status: 200 };
        for (const error of [
            new InvalidFileIdError(facts, ""),
            new ThrottledError(facts, ""),
            new QuotaSpentError(facts, ""),
        ]) {
            assert.deepEqual(kinds(error), [RefusedError]);
        }
        assert.deepEqual(kinds(new NotUnderstoodError(facts, "")), [NoAnswerError]);
        assert.deepEqual(kinds(new UnreachableError(facts, "", "")), [UnreachableError]);
    });

    for (const [milliseconds, said] of [
        [0, "0 s"],
        [49, "0 s"],
        [1250, "1.3 s"],
        [9900, "9.9 s"],
        [12_345, "12 s"],
        [120_000, "120 s"],
    ] as const) {
        it(`say ${milliseconds} ms as ${said}`, () => assert.equal(seconds(milliseconds), said));
    }
});
