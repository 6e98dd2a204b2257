// Who is answered, and how much of what is sent is read: nothing that a web page, or a program that has gone wrong, can send does harm.
import assert from "node:assert/strict";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { fresh, project, running } from "./running";

const paths = [
    ...["/", "/_console/main.js", "/page.html"],
    ...["/_emulator/reset", "/_emulator/journal", "/_emulator/events", "/_emulator/none"],
];
const limit = 16 * 1024 * 1024;

describe("the emulator's port", () => {
    const dataworks = running();
    const post = (path: string, headers: Record<string, string>) => ask("POST", path, headers);
    const ask = (method: "GET" | "POST", path: string, headers: Record<string, string>) =>
        new Promise<{ status: number; text: string }>((resolve, reject) => {
            const sent = request(new URL(path, dataworks.url), { method, headers, agent: false });
            sent.on("error", reject).on("response", (response) => {
                let text = "";
                response.setEncoding("utf8").on("data", (part: string) => (text += part));
                response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
            });
            sent.end(method === "POST" ? "{}" : "");
        });
    const port = () => new URL(dataworks.url).port;

    for (const [what, headers] of [
        ["a name that leads to loopback", { host: "evil.example" }],
        ["a name that begins as loopback does", { host: "127.0.0.1.evil.example" }],
        ["another address", { host: "10.0.0.1:4010" }],
        ["a page of another site", { origin: "https://evil.example" }],
        ["a page of another port", { origin: "http://localhost:1" }],
        ["a page without an origin of its own", { origin: "null" }],
        ["a page by TLS", { origin: "https://127.0.0.1:PORT" }],
    ] as [string, Record<string, string>][])
        it(`refuses ${what} with 403, on every path`, async () => {
            await dataworks.call("GetProject", { ProjectId: project });
            const entries = Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", port())]);
            const given = Object.fromEntries(entries) as Record<string, string>;
            for (const path of paths)
                for (const method of ["GET", "POST"] as const) {
                    const { status, text } = await ask(method, path, given);
                    assert.equal(status, 403, `${method} ${path}: ${text}`);
                    assert.match((JSON.parse(text) as { message: string }).message, /loopback alone|no other site's/);
                }
            assert.equal((await dataworks.control.journal()).length, 1, "neither reset nor journalled");
        });
    it("answers loopback by each of its names, and its own page", async () => {
        for (const host of [`127.0.0.1:${port()}`, `localhost:${port()}`, `LOCALHOST:${port()}`, "[::1]", "127.1.2.3"])
            assert.equal((await post("/_emulator/journal", { host })).status, 200, host);
        for (const name of ["127.0.0.1", "localhost"]) {
            const host = `${name}:${port()}`;
            assert.equal((await post("/_emulator/journal", { host, origin: `http://${host}` })).status, 200, host);
        }
    });

    it("takes a look at its console for no call, and a call for no look", async () => {
        const host = `127.0.0.1:${port()}`;
        for (const path of ["/", "/_console/main.js", "/_console/style.css", "/_console/icon.svg"]) {
            const { status, text } = await ask("GET", path, { host });
            assert.equal(status, 200, path);
            assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org\/2000\/svg)/, "it names nothing elsewhere");
        }
        for (const path of ["/_console/", "/_console/page.js", "/_console/..%2fpackage.json"])
            assert.equal((await ask("GET", path, { host })).status, 404, path);
        assert.deepEqual(await dataworks.control.journal(), []);
        await ask("GET", "/", { host, "x-acs-action": "GetDISyncTask" });
        await ask("GET", "/?Action=GetDISyncTask", { host });
        await ask("POST", "/", { host });
        assert.equal((await dataworks.control.journal()).length, 3);
    });

    /** Sends a request by hand, `bytes` of body in all, and gives what came back once the connection is closed. */
    async function send(head: string[], bytes: number, frame = (part: Buffer): Buffer[] => [part]): Promise<string> {
        const socket: Socket = connect(Number(port()), "127.0.0.1");
        let reply = "";
        socket.setEncoding("utf8").on("data", (text: string) => (reply += text));
        socket.on("error", () => undefined); // what is still sent when the connection is closed
        // Not once() of node:events, which fails at an error.
        const comes = (event: "close" | "drain") => new Promise<void>((resolve) => socket.once(event, () => resolve()));
        const closed = comes("close");
        socket.write(`${[...head, `Host: 127.0.0.1:${port()}`].join("\r\n")}\r\n\r\n`);
        const part = Buffer.alloc(1024 * 1024, "a");
        for (let sent = 0; sent < bytes && !reply.includes("HTTP/1.1"); sent += part.length) {
            const more = frame(part).map((one) => socket.write(one));
            if (!more.every(Boolean)) await Promise.race([comes("drain"), closed]);
        }
        await closed;
        return reply;
    }
    const chunked = (part: Buffer) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")];

    it("answers 413 to a body of more than 16 MiB and closes the connection, on every path", async () => {
        const length = `Content-Length: ${4 * limit}`;
        const replies = await Promise.all(
            paths.flatMap((path) => [
                send([`POST ${path} HTTP/1.1`, length], 4 * limit),
                send([`POST ${path} HTTP/1.1`, "Transfer-Encoding: chunked"], 4 * limit, chunked),
            ]),
        );
        for (const reply of replies) {
            assert.match(reply, /^HTTP\/1\.1 413 /);
            assert.match(reply, /the body has more than 16777216 bytes/);
        }
        assert.equal(replies.length, 2 * paths.length);
        assert.deepEqual(await dataworks.control.journal(), []);
    });
    it("reads a body of just 16 MiB", async () => {
        const edit = (definition: string) => ({ projectId: project, fileId: fresh, definition, user: "1009" });
        const room = limit - JSON.stringify(edit("")).length;
        await dataworks.control.editTask(edit("a".repeat(room)));
        assert.equal((await dataworks.control.task({ projectId: project, fileId: fresh })).definition.length, room);
        await assert.rejects(dataworks.control.editTask(edit("a".repeat(room + 1))), /16777216 bytes/);
    });
    it("shows no control or direction character of what it was given, and gives it back as it was", async () => {
        const evil = "\u001b[31m\u009b31m\u202eevil\u2066\ufeff\ud800\u{e0041}";
        await dataworks.control.editTask({ projectId: project, fileId: fresh, definition: {}, user: evil });
        const body = JSON.stringify({ projectId: project, fileId: fresh });
        const reply = await fetch(new URL("/_emulator/task", dataworks.url), { method: "POST", body });
        const text = await reply.text();
        assert.ok(text.includes("evil"));
        assert.doesNotMatch(text.trimEnd(), /[\p{Cc}\p{Cf}\p{Cs}]/u);
        assert.equal((JSON.parse(text) as { result: { lastEditUser: string } }).result.lastEditUser, evil);
    });
});
