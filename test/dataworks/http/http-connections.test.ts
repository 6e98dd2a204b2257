// Which connection a request goes out on: kept ones serve again, fresh requests never share theirs.
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { Http, type HttpRequest } from "../../../provider/src/dataworks/http/http";
import { failureOf, freshOrKept, HttpStage, patient, request } from "./http-stage";
import { rawReply, type RawServer, type Respond } from "./raw-server";

const stage = new HttpStage();
const answer: Respond = (socket) => socket.write(rawReply("200 OK", "{}"));
const answerOrBreak: Respond = (socket, sent) => {
    if (sent.body === "break") socket.resetAndDestroy();
    else answer(socket, sent);
};

/** The connections that the requests came in on, in their order. */
function connections(server: RawServer): number[] {
    return server.requests.map(({ connection }) => connection);
}

/** Sends a request once the connection of the one before is free again: one turn of the event loop after its reply. */
async function sendNext(http: Http, next: HttpRequest): Promise<void> {
    await turn();
    await http.send(next);
}

describe("http: connections", () => {
    afterEach(() => stage.clear());

    it("a kept connection serves one request after the other", async () => {
        const server = await stage.serving(answer);
        const http = stage.client(patient);
        for (let count = 0; count < 3; count++) await sendNext(http, request(server.origin, { fresh: false }));
        assert.deepEqual(connections(server), [1, 1, 1]);
    });

    it("a fresh request never goes out on a connection that served another, and leaves none behind", async () => {
        const server = await stage.serving(answer);
        const http = stage.client(patient);
        for (const fresh of [false, true, true, false, true, false]) {
            await sendNext(http, request(server.origin, { fresh }));
        }
        assert.deepEqual(connections(server), [1, 2, 3, 1, 4, 1]);
    });

    it("a fresh request closes its connection even where the server would keep it", async () => {
        const server = await stage.serving((socket) =>
            socket.write(rawReply("200 OK", "{}", ["Connection: keep-alive", "Keep-Alive: timeout=600"])),
        );
        await stage.client(patient).send(request(server.origin));
        await server.idle();
    });

    it("fresh requests at the same time have a connection each", async () => {
        const server = await stage.serving(answer);
        const http = stage.client(patient);
        await Promise.all([1, 2, 3].map(() => http.send(request(server.origin))));
        assert.deepEqual(connections(server).sort(), [1, 2, 3]);
    });

    it("a kept connection that breaks under a request does not send it again", async () => {
        const server = await stage.serving(answerOrBreak);
        const http = stage.client(patient);
        await http.send(request(server.origin, { fresh: false }));
        await turn();
        const failure = await failureOf(http.send(request(server.origin, { fresh: false, body: "break" })));
        assert.equal(failure.sent, true);
        assert.deepEqual(connections(server), [1, 1]);
    });

    it("a kept connection that the server closed since is not used", async () => {
        const server = await stage.serving((socket) => socket.end(rawReply("200 OK", "{}")));
        const http = stage.client(patient);
        await http.send(request(server.origin, { fresh: false }));
        await server.idle();
        await http.send(request(server.origin, { fresh: false }));
        assert.deepEqual(connections(server), [1, 2]);
    });

    for (const { fresh, name } of freshOrKept) {
        it(`after a failure the next request is served (${name})`, async () => {
            const server = await stage.serving(answerOrBreak);
            const http = stage.client(patient);
            await failureOf(http.send(request(server.origin, { fresh, body: "break" })));
            assert.equal((await http.send(request(server.origin, { fresh }))).status, 200);
        });
    }

    it("kept connections are bounded: the 33rd request waits for one of 32", async () => {
        const waiting: Socket[] = [];
        const server = await stage.serving((socket, sent) => {
            waiting.push(socket);
            if (waiting.length === 32) for (const each of waiting) answer(each, sent);
            if (waiting.length > 32) answer(socket, sent);
        });
        const http = stage.client(patient);
        const sends = Array.from({ length: 33 }, () => http.send(request(server.origin, { fresh: false })));
        assert.equal((await Promise.all(sends)).length, 33);
        assert.equal(server.accepted, 32);
    });

    it("closing lets go of the kept connections", async () => {
        const server = await stage.serving(answer);
        const http = new Http(patient);
        await http.send(request(server.origin, { fresh: false }));
        await http.destroy();
        await server.idle();
    });
});
