// What one HTTP request comes to: a reply, a request that never left, or one that got no whole reply.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { failureOf, freshOrKept, HttpStage, patient, request } from "./http-stage";
import { rawReply, type Respond } from "./raw-server";

const stage = new HttpStage();
const ok = "HTTP/1.1 200 OK\r\n";
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;

describe("http: a reply", () => {
    afterEach(() => stage.clear());

    it("comes with its status, its headers in lower case and the bytes of its body", async () => {
        const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
        const server = await stage.serving((socket) => {
            socket.write(`HTTP/1.1 429 Slow\r\nContent-Length: 4\r\nX-Acs-Retry-After: 7\r\nA: 1\r\nA: 2\r\n\r\n`);
            socket.write(body);
        });
        const reply = await stage.client(patient).send(request(server.origin));
        assert.equal(reply.status, 429);
        assert.equal(reply.headers["x-acs-retry-after"], "7");
        assert.match(reply.headers["a"] ?? "", /1.*2/);
        assert.deepEqual(reply.body, body);
    });

    for (const { fresh, name } of freshOrKept) {
        it(`answers what was sent: path, headers and body (${name})`, async () => {
            const server = await stage.serving((socket) => socket.write(rawReply("200 OK", "")));
            const headers = { "x-acs-action": "DeployDISyncTask", host: "dataworks.example.com" };
            const more = { path: "/?FileId=100&ProjectId=10000", headers, body: "a=1&b=2", fresh };
            await stage.client(patient).send(request(server.origin, more));
            assert.equal(server.requests.length, 1);
            const [sent] = server.requests;
            assert.match(sent?.head ?? "", /^POST \/\?FileId=100&ProjectId=10000 HTTP\/1\.1\r\n/);
            assert.match(sent?.head ?? "", /^x-acs-action: DeployDISyncTask$/m);
            assert.match(sent?.head ?? "", /^host: dataworks\.example\.com$/m);
            assert.equal(sent?.body, "a=1&b=2");
        });
    }

    const whole: readonly (readonly [what: string, bytes: string, status: number, body: string])[] = [
        ["an error of the server", rawReply("500 Oh", "{}"), 500, "{}"],
        ["a page of a proxy", rawReply("502 Bad Gateway", "<html>"), 502, "<html>"],
        ["nothing but a head", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""],
        ["a body in chunks", `${chunked}1\r\n{\r\n1\r\n}\r\n0\r\n\r\n`, 200, "{}"],
        [
            "one that follows an interim one",
            `HTTP/1.1 103 Early\r\nLink: x\r\n\r\n${rawReply("200 OK", "{}")}`,
            200,
            "{}",
        ],
        ["a redirect, which is not followed", rawReply("302 Found", "", ["Location: /elsewhere"]), 302, ""],
    ];
    for (const [what, bytes, status, body] of whole) {
        it(`may be ${what}: ${JSON.stringify(bytes)}`, async () => {
            const server = await stage.serving((socket) => socket.write(bytes));
            const reply = await stage.client(patient).send(request(server.origin));
            assert.equal(reply.status, status);
            assert.equal(reply.body.toString(), body);
            assert.equal(server.requests.length, 1);
        });
    }
});

describe("http: a request that never left", () => {
    afterEach(() => stage.clear());

    for (const host of ["127.0.0.1", "localhost"]) {
        for (const { fresh, name } of freshOrKept) {
            it(`is one that ${host} refused (${name})`, async () => {
                const server = await stage.serving(() => undefined);
                const origin = `http://${host}:${server.port}`;
                await server.stop();
                const failure = await failureOf(stage.client(patient).send(request(origin, { fresh })));
                assert.equal(failure.sent, false);
                assert.match(failure.what, /ECONNREFUSED/);
            });
        }
    }

    const handshakes: readonly (readonly [what: string, onHello: (socket: Socket) => void])[] = [
        ["closed", (socket) => socket.end()],
        ["reset", (socket) => socket.resetAndDestroy()],
        ["answered in plain text", (socket) => socket.end(rawReply("400 Bad", ""))],
    ];
    for (const [what, onHello] of handshakes) {
        it(`is one whose TLS handshake was ${what}`, async () => {
            const server = await stage.accepting((socket) => socket.once("data", () => onHello(socket)), "https");
            const failure = await failureOf(stage.client(patient).send(request(server.origin)));
            assert.equal(failure.sent, false);
            assert.notEqual(failure.what, "");
        });
    }

    it("is one with a header that cannot be written, and the header's value is not shown", async () => {
        const server = await stage.serving((socket) => socket.write(rawReply("200 OK", "")));
        const headers = { authorization: "fake-secret\nx" };
        const failure = await failureOf(stage.client(patient).send(request(server.origin, { headers })));
        assert.equal(failure.sent, false);
        assert.doesNotMatch(failure.what, /fake-secret/);
        assert.equal(server.requests.length, 0);
    });
});

describe("http: a request without a whole reply", () => {
    afterEach(() => stage.clear());

    const broken: readonly (readonly [what: string, respond: Respond])[] = [
        ["the connection was closed without a reply", (socket) => socket.end()],
        ["the connection was reset without a reply", (socket) => socket.resetAndDestroy()],
        ["the head was cut off", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Le")],
        ["the body was cut off", (socket) => socket.end(`${ok}Content-Length: 100\r\n\r\n{"Success":`)],
        ["a chunk was cut off", (socket) => socket.end(`${chunked}5\r\n{"a`)],
        ["the last chunk is missing", (socket) => socket.end(`${chunked}2\r\n{}\r\n`)],
        [
            "the connection was reset in the body",
            (socket) => {
                socket.write(`${ok}Content-Length: 100\r\n\r\n{"Success":`, () => socket.resetAndDestroy());
            },
        ],
        ["what came is not HTTP", (socket) => socket.end("SSH-2.0-fake\r\n\r\n")],
        ["there are two lengths", (socket) => socket.end(`${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`)],
        [
            "an upgrade was offered",
            (socket) => socket.end("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
        ],
    ];
    for (const [what, respond] of broken) {
        for (const { fresh, name } of freshOrKept) {
            it(`was sent, and once only: ${what} (${name})`, async () => {
                const server = await stage.serving(respond);
                const send = stage.client(patient).send(request(server.origin, { fresh, body: "a=1" }));
                const failure = await failureOf(send);
                assert.equal(failure.sent, true);
                assert.notEqual(failure.what, "");
                assert.equal(server.requests.length, 1);
            });
        }
    }

    it("was sent, and is given up where the reply would fill the memory", async () => {
        const mebibyte = Buffer.alloc(1024 * 1024, "x");
        const server = await stage.serving((socket) => {
            let left = 80;
            socket.write(`${ok}Content-Length: ${left * mebibyte.length}\r\n\r\n`);
            const more = () => {
                while (left > 0 && !socket.destroyed) {
                    left--;
                    if (!socket.write(mebibyte)) return;
                }
            };
            socket.on("drain", more);
            more();
        });
        const failure = await failureOf(stage.client(patient).send(request(server.origin)));
        assert.equal(failure.sent, true);
        assert.match(failure.what, /longer than/);
    });
});
