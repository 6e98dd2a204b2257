// What a reply is taken for: a success, a refusal, an invalid file id, or no answer at all.
import assert from "node:assert/strict";
import {
    CallError,
    InvalidFileIdError,
    NoAnswerError,
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ServiceFailedError,
    ThrottledError,
} from "../../../provider/src/dataworks/calls/errors";
import { Sanitizer } from "../../../provider/src/dataworks/sanitizer";
import type { HttpReply } from "../../../provider/src/dataworks/http/http";
import { readAnswer, type Answer } from "../../../provider/src/dataworks/calls/reply";
import type { Subject } from "../../../provider/src/dataworks/task";

const RequestId = "0bc1411515937635973****";
const task: Subject = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const operation = "DeployDISyncTask";
const secret = "fake-hunter2";
const sanitizer = new Sanitizer([secret]);

type Body = Buffer | string | Readonly<Record<string, unknown>>;

function reply(status: number, body: Body, headers: Record<string, string> = {}): HttpReply {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    return { status, headers, body: bytes };
}

function read(answer: HttpReply, subject: Subject = task): Answer {
    return readAnswer(answer, { operation, subject }, sanitizer);
}

function errorOf(answer: HttpReply, subject?: Subject): CallError {
    try {
        read(answer, subject);
    } catch (error) {
        if (error instanceof CallError) return error;
        throw error;
    }
    return assert.fail("it was taken for an answer");
}

function title(status: number, body: Body): string {
    const text = Buffer.isBuffer(body) ? body.toString("hex") : typeof body === "string" ? body : JSON.stringify(body);
    return `HTTP ${status} ${text.length > 150 ? `${text.slice(0, 150)}...` : text}`;
}

const success = { Success: true, RequestId, Data: { Status: "success" } };

describe("reply: a success", () => {
    const rows: readonly Readonly<Record<string, unknown>>[] = [
        success,
        { ...success, Data: { Status: "success", Message: "submit and deploy fail." } },
        { ...success, Data: { Status: "success", Message: "fileId:[100] is invalid." } },
        { ...success, Data: { Status: "success", Message: null } },
        { ...success, Code: "200", HttpStatusCode: 200, ErrorCode: "", ErrorMessage: "" },
        { Success: true, Data: { Status: "success" } },
    ];
    for (const body of rows) {
        it(`${title(200, body)} is a success`, () => {
            const answer = read(reply(200, body));
            assert.deepEqual(answer.data, body["Data"]);
            assert.equal(answer.requestId, body["RequestId"] ?? "");
        });
    }

    for (const Data of [{}, { Status: "RUN" }, { Status: "SUCCESS" }, { File: { FileId: 100 } }]) {
        it(`what Data ${JSON.stringify(Data)} says is left for the operation to judge`, () => {
            assert.deepEqual(read(reply(200, { Success: true, RequestId, Data })).data, Data);
        });
    }

    it("ids keep all their digits", () => {
        const text = '{"Success":true,"RequestId":"r","Data":{"FileId":7567482277219412494,"Size":5,"Part":0.5}}';
        assert.deepEqual(read(reply(200, text)).data, { FileId: "7567482277219412494", Size: 5, Part: 0.5 });
    });

    it("a RequestId that is only in the headers is known", () => {
        const { RequestId: _, ...body } = success;
        assert.equal(read(reply(200, body, { "x-acs-request-id": "from-the-headers" })).requestId, "from-the-headers");
    });
});

describe("reply: a refusal", () => {
    const rows: readonly (readonly [status: number, body: Body, said: RegExp])[] = [
        [200, { Success: true, RequestId, Data: { Status: "fail", Message: "not committed" } }, /not committed/],
        [200, { Success: true, RequestId, Data: { Status: "fail", Message: null } }, /no reason given/],
        [200, { Success: false, RequestId, Data: { Status: "success" } }, /no reason given/],
        [200, { Success: false, RequestId, Message: "busy" }, /busy/],
        [200, { Success: false, RequestId, Data: null, Code: "Param.Invalid", Message: "bad" }, /Param\.Invalid: bad/],
        [
            200,
            { Success: false, RequestId, ErrorCode: "1101080008", ErrorMessage: "no project" },
            /1101080008: no project/,
        ],
        [200, { Success: false, RequestId, Data: { Status: "fail", Message: "fileId:[200] is invalid." } }, /\[200\]/],
        [400, { RequestId, Code: "Param.Invalid", Message: "bad" }, /Param\.Invalid: bad/],
        [400, { Code: "Param.Invalid", Message: "bad" }, /Param\.Invalid: bad/],
        [400, { RequestId, Code: "Param.Invalid", Message: "fileId:[100] is invalid." }, /Param\.Invalid/],
        [403, { requestId: RequestId, code: "Forbidden.Access", message: "no access" }, /Forbidden\.Access: no access/],
        [
            404,
            { RequestId, Code: "InvalidAccessKeyId.NotFound", Message: "no key" },
            /InvalidAccessKeyId\.NotFound: no key/,
        ],
        [500, { RequestId, Code: "Forbidden.Not.Server", Message: "not here" }, /Forbidden\.Not\.Server: not here/],
    ];
    for (const [status, body, said] of rows) {
        it(`${title(status, body)} is a refusal that says ${String(said)}`, () => {
            const error = errorOf(reply(status, body));
            assert.equal(error.constructor, RefusedError);
            assert.match(error.message, said);
            assert.match(error.message, /DeployDISyncTask was refused for DI_REALTIME 100 of workspace 10000/);
            assert.equal(error.facts.status, status);
            if (title(status, body).includes(RequestId)) {
                assert.equal(error.facts.requestId, RequestId);
                assert.ok(error.message.includes(`RequestId ${RequestId}`), error.message);
            }
        });
    }

    it("an error of the 5xx kind whose RequestId is in the headers is the API's own", () => {
        const body = { Code: "InternalError.System", Message: "oh" };
        assert.equal(errorOf(reply(500, body, { "x-acs-request-id": RequestId })).constructor, ServiceFailedError);
    });

    it("a numeric code is a code as text", () => {
        assert.equal(errorOf(reply(429, { RequestId, Code: 9990020002 })).facts.code, "9990020002");
    });
});

describe("reply: a service that failed by itself", () => {
    for (const [status, Code] of [
        [500, "InternalError.System"],
        [502, "BadGateway"],
        [503, "ServiceUnavailable"],
        [504, "ServiceTimeout"],
        [408, "RequestTimeout"],
        [500, 1100110],
    ] as const) {
        it(`HTTP ${status} ${Code} is no refusal: it may have been applied`, () => {
            const error = errorOf(reply(status, { RequestId, HostId: "h", Code, Message: "oh" }));
            assert.equal(error.constructor, ServiceFailedError);
            assert.ok(
                error.message.includes(
                    `failed in DataWorks itself: ${Code}: oh (HTTP ${status}, RequestId ${RequestId})`,
                ),
            );
            assert.match(error.message, /may have been applied all the same/);
        });
    }
});

describe("reply: a quota", () => {
    const throttling = [
        [429, "Throttling.Api"],
        [429, "Throttling.User"],
        [429, "Throttling.System"],
        [429, "Throttling"],
        [400, "Throttling.User"],
        [503, "Rejected.Throttling"],
        [400, 9990020002],
        [429, "SomethingNew"],
    ] as const;
    for (const [status, Code] of throttling) {
        it(`HTTP ${status} ${Code} was refused for coming too soon`, () => {
            const error = errorOf(reply(status, { RequestId, Code, Message: "too fast" }));
            assert.ok(error instanceof ThrottledError);
            assert.equal(error.retryAfter, undefined);
            assert.match(error.message, new RegExp(`${Code}: too fast .*more calls a second than`));
        });
    }

    it("a refusal within a 200 may be one too", () => {
        const body = { Success: false, RequestId, ErrorCode: "Throttling.User", ErrorMessage: "too fast" };
        assert.equal(errorOf(reply(200, body)).constructor, ThrottledError);
    });

    it("the wait that the API asks for is known, in milliseconds", () => {
        const error = errorOf(reply(429, { RequestId, Code: "Throttling.Api" }, { "x-acs-retry-after": "1500" }));
        assert.ok(error instanceof ThrottledError);
        assert.equal(error.retryAfter, 1500);
    });

    for (const [Code, advice] of [
        ["Throttling.Api.Risk", /run again tomorrow/],
        ["Throttling.Resource", /change the edition/],
    ] as const) {
        it(`${Code} means that calls are spent, which no waiting helps`, () => {
            const error = errorOf(reply(429, { RequestId, Code, Message: "no more" }));
            assert.ok(error instanceof QuotaSpentError);
            assert.match(error.message, advice);
        });
    }
});

describe("reply: an invalid file id", () => {
    const rows: readonly Readonly<Record<string, unknown>>[] = [
        { Success: true, RequestId, Data: { Status: "fail", Message: "fileId:[100] is invalid." } },
        { Success: true, RequestId, Data: { Status: null, Message: "fileId[100] is invalid" } },
        { Success: true, RequestId, Data: { Message: "fileId[100] is invalid" } },
        { Success: false, RequestId, Data: { Status: "fail", Message: "fileId:[100] is invalid." } },
        { Success: false, RequestId, Message: "fileId:[100] is invalid." },
    ];
    for (const body of rows) {
        it(`${title(200, body)} calls the file id invalid`, () => {
            const error = errorOf(reply(200, body));
            assert.equal(error.constructor, InvalidFileIdError);
            assert.match(error.message, /fileId:?\[100\] is invalid.*Check projectId, taskType and fileId/);
        });
    }

    for (const fileId of ["10", "1000", "1100", "200", undefined]) {
        it(`a message about file 100 is none about ${fileId ?? "a workspace"}`, () => {
            const body = { Success: true, RequestId, Data: { Status: "fail", Message: "fileId:[100] is invalid." } };
            const subject = fileId === undefined ? { projectId: "10000" } : { ...task, fileId };
            assert.equal(errorOf(reply(200, body), subject).constructor, RefusedError);
        });
    }

    it("all 19 digits count", () => {
        const body = {
            Success: true,
            RequestId,
            Data: { Status: "fail", Message: "fileId:[7567482277219412494] is invalid." },
        };
        const of = (fileId: string) => errorOf(reply(200, body), { ...task, fileId }).constructor;
        assert.equal(of("7567482277219412494"), InvalidFileIdError);
        assert.equal(of("7567482277219412495"), RefusedError);
    });
});

describe("reply: no answer", () => {
    const page = "<html><body>502 Bad Gateway</body></html>";
    const whole = JSON.stringify(success);
    const deep = '{"a":'.repeat(100_000);
    const rows: readonly (readonly [status: number, body: Body, instead: RegExp])[] = [
        [200, "", /an empty body/],
        [200, page, /instead of the API's JSON/],
        [200, whole.slice(0, -1), /unreadable/],
        [200, whole.slice(0, 40), /unreadable/],
        [200, `${whole}${whole}`, /unreadable/],
        [200, Buffer.concat([Buffer.from(whole.slice(0, -2)), Buffer.from([0xff]), Buffer.from(" }}")]), /unreadable/],
        [200, Buffer.from('{"Success":true,"RequestId":"\xe9","Data":{"Status":"success"}}', "latin1"), /unreadable/],
        [200, Buffer.from(whole, "utf16le"), /unreadable/],
        [200, `[${whole}]`, /unreadable/],
        [200, JSON.stringify(whole), /unreadable/],
        [200, "null", /unreadable/],
        [200, `${deep}1${"}".repeat(100_000)}`, /unreadable/],
        [200, deep, /unreadable/],
        [200, "{}", /whether it succeeded/],
        [200, { Success: true, RequestId }, /whether it succeeded/],
        [200, { Success: true, RequestId, Data: null }, /whether it succeeded/],
        [200, { Success: true, RequestId, Data: "success" }, /whether it succeeded/],
        [200, { Success: true, RequestId, Data: [{ Status: "success" }] }, /whether it succeeded/],
        [200, { Success: "true", RequestId, Data: { Status: "success" } }, /whether it succeeded/],
        [200, { Success: 1, RequestId, Data: { Status: "success" } }, /whether it succeeded/],
        [200, { success: true, RequestId, Data: { Status: "success" } }, /whether it succeeded/],
        [200, { RequestId, Data: { Status: "success" } }, /whether it succeeded/],
        [200, { Code: "Throttling.User", Message: "from a gateway that knows no RequestId" }, /whether it succeeded/],
        [200, { RequestId, Code: "Throttling.User", Message: "too fast" }, /whether it succeeded/],
        [200, { RequestId, Code: "200", Data: { Status: "success" } }, /whether it succeeded/],
        [200, { RequestId, code: "OK", Data: { Status: "success" } }, /whether it succeeded/],
        [200, { Message: "fileId:[100] is invalid." }, /whether it succeeded/],
        [200, '{"__proto__":{"Success":true,"RequestId":"r","Data":{"Status":"success"}}}', /whether it succeeded/],
        [201, success, /HTTP status 201/],
        [204, "", /an empty body/],
        [301, success, /HTTP status 301/],
        [302, "", /an empty body/],
        [307, page, /instead of the API's JSON/],
        [304, { RequestId, Code: "Param.Invalid" }, /HTTP status 304/],
        [400, page, /instead of the API's JSON/],
        [403, { message: "denied by a firewall" }, /not in the API's own form/],
        [404, { RequestId, Message: "no code" }, /not in the API's own form/],
        [500, "", /an empty body/],
        [500, success, /not in the API's own form/],
        [500, { Code: "InternalError.System", Message: "from a proxy" }, /not in the API's own form/],
        [502, page, /instead of the API's JSON/],
        [502, { code: "BadGateway", message: "upstream is gone" }, /not in the API's own form/],
        [503, { Code: "ServiceUnavailable", Message: "from a proxy" }, /not in the API's own form/],
        [504, { RequestId, Message: "no code" }, /not in the API's own form/],
    ];
    for (const [status, body, instead] of rows) {
        it(`${title(status, body)} is no answer: ${String(instead)}`, () => {
            const error = errorOf(reply(status, body));
            assert.ok(error instanceof NoAnswerError, error.message);
            // What was cut off may come whole at the next time; what is whole says the same again.
            assert.equal(error instanceof NotUnderstoodError, /whether it succeeded/.test(error.instead));
            assert.match(error.instead, instead);
            assert.match(error.message, /DeployDISyncTask for DI_REALTIME 100 of workspace 10000 was sent/);
            assert.equal(error.facts.status, status);
        });
    }

    it("an HTML page is called one", () => {
        const error = errorOf(reply(502, page, { "content-type": "text/html; charset=utf-8" }));
        assert.match(error.message, /an HTML page/);
        assert.doesNotMatch(error.message, /Bad Gateway/, "what a proxy wrote is not shown");
    });
});

describe("reply: secrets", () => {
    const bodies: readonly Readonly<Record<string, unknown>>[] = [
        { RequestId, Code: "SignatureDoesNotMatch", Message: `expected the key ${secret}` },
        { RequestId, Code: `Invalid.${secret}`, Message: "no" },
        { RequestId: secret, Code: "Param.Invalid", Message: "no" },
        { requestId: secret, code: secret, message: secret },
        { Success: false, RequestId: secret, ErrorCode: secret, ErrorMessage: secret },
        { Success: true, RequestId: secret, Data: { Status: "fail", Message: `${secret}${secret}` } },
        { Success: true, RequestId: secret, Data: { Status: "fail", Message: `fileId:[100] is invalid. ${secret}` } },
        { Success: true, RequestId: secret, Data: secret },
        { RequestId: secret, Message: secret },
    ];
    for (const body of bodies) {
        for (const status of [200, 302, 400, 500]) {
            it(`${title(status, body)} never shows the secret in its error`, () => {
                const error = errorOf(reply(status, body, { "content-type": secret, "x-acs-request-id": secret }));
                const shown = [error.message, String(error), error.stack ?? "", JSON.stringify(error)].join("\n");
                assert.ok(!shown.includes(secret), shown);
            });
        }
    }

    it("a body that is no JSON is not shown at all", () => {
        const error = errorOf(reply(200, `the key is ${secret}`, { "content-type": `text/html; ${secret}` }));
        assert.ok(!`${error.message}${JSON.stringify(error)}`.includes("key is"), error.message);
    });

    it("a RequestId that holds the secret is redacted in a success too, since it goes into the state", () => {
        assert.equal(read(reply(200, { ...success, RequestId: `${secret}-1` })).requestId, "[redacted]-1");
    });
});
