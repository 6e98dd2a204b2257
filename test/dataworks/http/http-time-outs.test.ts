// What time does to a request: how long a connection, silence and a whole reply may take.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { HttpFailure, type HttpOptions, type HttpReply } from "../../../provider/src/dataworks/http/http";
import { HttpStage, request } from "./http-stage";
import { rawReply, type RawServer, type Respond } from "./raw-server";

const stage = new HttpStage();
const head = "HTTP/1.1 200 OK\r\n";

/** Does something that much later, unless the connection is closed before. */
function later(socket: Socket, milliseconds: number, act: () => void): void {
    const timer = setTimeout(act, milliseconds);
    socket.once("close", () => clearTimeout(timer));
}

/** Writes a piece now and then, for ever: it is never silent for long. */
function drip(socket: Socket, start: string, piece: string): void {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), 10);
    socket.once("close", () => clearInterval(timer));
}

interface Row {
    what: string;
    limits: HttpOptions;
    respond: Respond;
    /** The status of the reply, or what the failure says. */
    outcome: number | RegExp;
}

// The client watches silence with a clock that ticks every half second, so the limits are chosen to leave it several ticks
// before the deadline, which is twice the read time-out. What happens is asserted, not when.
const long = 60_000;
const rows: readonly Row[] = [
    {
        what: "a reply later than the connect time-out, but within the read time-out, is a success",
        limits: { connectTimeout: 200, readTimeout: long },
        respond: (socket) => later(socket, 1300, () => socket.write(rawReply("200 OK", "{}"))),
        outcome: 200,
    },
    {
        what: "a body that pauses for longer than the connect time-out, but within the read time-out, is a success",
        limits: { connectTimeout: 200, readTimeout: long },
        respond: (socket) => {
            socket.write(`${head}Content-Length: 2\r\n\r\n{`);
            later(socket, 1300, () => socket.write("}"));
        },
        outcome: 200,
    },
    {
        what: "a server that says nothing is given up after the read time-out",
        limits: { connectTimeout: long, readTimeout: 1490 },
        respond: () => undefined,
        outcome: /no reply came within 1490 ms/,
    },
    {
        what: "a body that stops is given up after the read time-out",
        limits: { connectTimeout: long, readTimeout: 1490 },
        respond: (socket) => socket.write(`${head}Content-Length: 2\r\n\r\n{`),
        outcome: /stopped in the middle for 1490 ms/,
    },
    {
        what: "a body that drips is given up at the deadline",
        limits: { connectTimeout: long, readTimeout: 300 },
        respond: (socket) => drip(socket, `${head}Content-Length: 1000000\r\n\r\n`, "x"),
        outcome: /not complete after 600 ms/,
    },
    {
        what: "chunks that never end are given up at the deadline",
        limits: { connectTimeout: long, readTimeout: 300 },
        respond: (socket) => drip(socket, `${head}Transfer-Encoding: chunked\r\n\r\n`, "1\r\nx\r\n"),
        outcome: /not complete after 600 ms/,
    },
    {
        what: "a head that drips is given up",
        limits: { connectTimeout: long, readTimeout: 300 },
        respond: (socket) => drip(socket, `${head}X-Long: `, "x"),
        outcome: /no reply came within 300 ms|not complete after 600 ms/,
    },
];

describe("http: time-outs", function () {
    this.timeout(20_000);

    const begun = new Map<Row, { server: RawServer; outcome: Promise<HttpReply | HttpFailure> }>();

    // All at once, so that together they take as long as the longest.
    before(async () => {
        for (const row of rows) {
            const server = await stage.serving(row.respond);
            const reply = stage.client(row.limits).send(request(server.origin));
            const outcome = reply.catch((error: unknown) => {
                if (error instanceof HttpFailure) return error;
                throw error;
            });
            begun.set(row, { server, outcome });
        }
    });

    after(() => stage.clear());

    for (const row of rows) {
        it(`${row.what}: ${JSON.stringify(row.limits)}`, async () => {
            const { server, outcome } = begun.get(row) ?? assert.fail("it was not begun");
            const came = await outcome;
            if (typeof row.outcome === "number") {
                assert.ok(!(came instanceof HttpFailure), came instanceof HttpFailure ? came.what : "");
                assert.equal(came.status, row.outcome);
                assert.equal(came.body.toString(), "{}");
            } else {
                assert.ok(came instanceof HttpFailure, "a reply came");
                assert.equal(came.sent, true);
                assert.match(came.what, row.outcome);
                await server.idle(); // given up means that the connection is closed too
            }
            assert.equal(server.requests.length, 1);
        });
    }

    it("a TLS handshake that is never answered is given up after the connect time-out: nothing was sent", async () => {
        const server = await stage.accepting(() => undefined, "https");
        const limits = { connectTimeout: 200, readTimeout: long };
        const failure: unknown = await stage
            .client(limits)
            .send(request(server.origin))
            .catch((error: unknown) => error);
        assert.ok(failure instanceof HttpFailure);
        assert.equal(failure.sent, false);
        assert.notEqual(failure.what, "");
    });
});
