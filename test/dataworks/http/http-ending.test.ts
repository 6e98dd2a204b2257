// A request whose signal ends it: at once, whatever it waits for, and it tells what was never sent.
import assert from "node:assert/strict";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { failureOf, HttpStage, patient, request } from "./http-stage";

const stage = new HttpStage();

describe("http: a request that is ended", () => {
    afterEach(() => stage.clear());

    for (const fresh of [true, false]) {
        it(`was sent, where it is on its way: its connection is closed (${fresh ? "fresh" : "kept"})`, async () => {
            const end = new AbortController();
            let closed: Promise<unknown> = Promise.reject(new Error("nothing came"));
            closed.catch(() => undefined);
            const server = await stage.serving((socket) => {
                closed = new Promise((resolve) => socket.once("close", resolve));
                end.abort(new Error("the run was interrupted"));
            });
            const sending = stage.client(patient).send(request(server.origin, { fresh }), end.signal);
            const { sent, what } = await failureOf(sending);
            assert.deepEqual([sent, what], [true, "the run was interrupted"]);
            await closed;
        });
    }

    it("was not sent, where it was ended before, and nobody hears of it", async () => {
        let heard = 0;
        const server = await stage.serving(() => void (heard += 1));
        const client = stage.client(patient);
        const over = AbortSignal.abort(new Error("it is over"));
        const { sent, what } = await failureOf(client.send(request(server.origin), over));
        assert.deepEqual([sent, what, heard], [false, "it is over", 0]);
    });

    it("was not sent, where no connection stands yet, and is not sent when one does", async () => {
        const bytes: number[] = [];
        const sockets: Socket[] = [];
        const server = createServer((socket) => {
            sockets.push(socket);
            socket.on("data", ({ length }) => void bytes.push(length)).on("error", () => undefined);
        });
        await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        const connected = new Promise((resolve) => server.once("connection", resolve));
        const end = new AbortController();
        const sending = stage.client(patient).send(request(`http://127.0.0.1:${port}`), end.signal);
        end.abort(new Error("the run was interrupted")); // before the first turn: no connection can stand
        const { sent } = await failureOf(sending);
        assert.equal(sent, false);
        const socket = (await connected) as Socket;
        await new Promise((resolve) => socket.once("close", resolve));
        assert.deepEqual(bytes, []);
        await new Promise((resolve) => server.close(resolve));
    });
});
