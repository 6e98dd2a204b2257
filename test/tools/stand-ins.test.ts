// What a report tells of texts that others wrote: the words of the API stay, and nothing that is somebody's.
import assert from "node:assert/strict";
import { StandIns } from "../../tools/acceptance/stand-ins";

const cleaned = (text: string, body: Readonly<Record<string, unknown>> = {}): string => {
    const standIns = new StandIns([["10000", "workspace"]]);
    standIns.learn({ status: 200, body });
    return standIns.clean(text);
};

describe("the stand-ins of a report", () => {
    it("stand for what a reply told, whatever common words it is made of", () => {
        const body = {
            Data: {
                Owner: "May",
                ProjectIdentifier: "production",
                FileName: "deploy",
                FileFolderPath: "Business Flow/user",
            },
        };
        assert.equal(
            cleaned("user May of production: deploy is locked in Business Flow/user, may be; HTTP 403, DEPLOY", body),
            "user {user 1} of {workspace 1}: {name 1} is locked in {name 2}, {user 1} be; HTTP 403, {name 1}",
        );
        assert.equal(cleaned("x of it", { Owner: "x" }), "{user 1} of it");
    });

    it("stand for what a definition tells of data sources, databases and tables", () => {
        const parameter = { datasource: "database", connection: [{ table: ["time", "status"], dbName: "number" }] };
        const Code = JSON.stringify({ steps: [{ displayName: "MySQL", parameter }] });
        assert.equal(
            cleaned("the table time of database number has no status, MySQL", { Data: { Code } }),
            "the table {name 1} of {name 2} {name 3} has no {name 4}, MySQL",
        );
    });

    it("stand for words that are joined, but for the names that the API itself has", () => {
        for (const one of [
            ...[
                "user_order_record",
                "order_service",
                "USER_ORDER.CREATE_TIME",
                "user.order",
                "user-order",
                "orderTable",
            ],
            ...[
                "Data.user",
                "_order",
                "order-",
                "Param.Invalid.user_order",
                "Type-Secret_Value-Token",
                "table1",
                "Strange.Code",
            ],
        ])
            assert.match(cleaned(one), /^\{word 1\}-?$/, one);
        const own =
            "GetDISyncTask: DI_REALTIME, Param.Invalid.FileId, InternalError.System, Throttling.User, 1101080008, fileId:[{number 1}] is " +
            'invalid, Data.Status "fail", RECYCLE_BIN, IsCurrentProd, oneclick_to_holo, InvalidFile.NotFound, real-time, HTTP 404, selectedTables.';
        assert.equal(cleaned(own.replace("{number 1}", "77")), own);
    });

    it("stand for the fields of a definition that the API's samples have not", () => {
        assert.equal(
            cleaned(
                'text of { user_order: number, "production access key": text, user: { type: text }, steps: [{ name: text }] }',
            ),
            "text of { {word 1}: number, {word 2}: text, {word 3}: { type: text }, steps: [{ name: text }] }",
        );
    });

    it("are told of a text as far as it is not too long, which is said, and no name is cut in two", () => {
        const name = "production access";
        for (let before = 980; before < 1020; before += 1) {
            const told = cleaned(`${" ".repeat(before)}${name} ${"\u{1f600}".repeat(9_000)}`, { FileName: name });
            assert.match(told, /^ +(\{name 1\})?[ ?]*… \(cut: it has \d+ characters\)$/);
        }
        assert.ok(cleaned("user ".repeat(700_000)).length < 1100);
    });

    it("leave nothing that a terminal or a reader of Markdown obeys", () => {
        assert.doesNotMatch(cleaned("\u001b]0;owned\u0007\u202e <b> | `x` \ud83d a@b.com"), /[\p{C}|@]/u);
    });
});
