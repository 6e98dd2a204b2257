// Requests through a proxy: a tunnel that did not open is never taken for a request that was sent.
import assert from "node:assert/strict";
import { failureOf, freshOrKept, request } from "./http-stage";
import { host, ProxyStage } from "./proxy-stage";
import { rawReply, type Respond } from "./raw-server";

const stage = new ProxyStage();
const origin = `https://${host}`;
const answer: Respond = (socket) => socket.write(rawReply("200 OK", "{}"));

/** A proxy's user and password, and the header that they become. */
const credentials = "fake-user:fake%2Fpassword";
const authorization = `Basic ${Buffer.from("fake-user:fake/password").toString("base64")}`;

function withCredentials(address: string): string {
    return address.replace("http://", `http://${credentials}@`);
}

describe("http: through a proxy", () => {
    afterEach(() => stage.clear());

    for (const { fresh, name } of freshOrKept) {
        it(`a request goes through a tunnel to its host, and its reply comes back (${name})`, async () => {
            const { server, port } = await stage.servingTls(answer);
            const proxy = await stage.proxyTo(port);
            const http = stage.client(withCredentials(proxy.address));
            const headers = { host, authorization: "fake-signature" };
            const reply = await http.send(request(origin, { fresh, headers, path: "/?a=1", body: "b=2" }));
            assert.equal(reply.status, 200);
            assert.deepEqual(proxy.asked, [{ target: `${host}:443`, authorization }]);
            assert.equal(server.requests.length, 1);
            assert.match(server.requests[0]?.head ?? "", /^POST \/\?a=1 HTTP\/1\.1\r\n/);
            assert.doesNotMatch(server.requests[0]?.head ?? "", /proxy-authorization/i);
            assert.equal(server.requests[0]?.body, "b=2");
        });
    }

    it("a kept tunnel serves again, a fresh request has one of its own", async () => {
        const { port } = await stage.servingTls(answer);
        const proxy = await stage.proxyTo(port);
        const http = stage.client(proxy.address);
        for (const [fresh, tunnels] of [
            [false, 1],
            [false, 1],
            [true, 2],
            [true, 3],
        ] as const) {
            await http.send(request(origin, { fresh }));
            assert.equal(proxy.asked.length, tunnels);
            await new Promise(setImmediate);
        }
    });

    const withoutProxy = [host, `elsewhere, ${host}:PORT`, "example.com", ".example.com", "*", "*.example.com"];
    const withProxy = ["", "elsewhere.example.com", "other.com", "ple.com", `${host}:1`];
    for (const except of [...withoutProxy, ...withProxy]) {
        const direct = withoutProxy.includes(except);
        it(`NO_PROXY "${except}" ${direct ? "keeps" : "does not keep"} ${host} from the proxy`, async () => {
            const { port } = await stage.servingTls(answer);
            const proxy = await stage.proxyTo(port);
            stage.resolveToThisMachine();
            const http = stage.client(proxy.address, {}, except.replace("PORT", String(port)));
            assert.equal((await http.send(request(`https://${host}:${port}`))).status, 200);
            assert.equal(proxy.asked.length, direct ? 0 : 1);
        });
    }

    it("a host on this machine is reached without the proxy", async () => {
        const proxy = await stage.proxyThat(answer);
        const endpoint = await stage.proxyThat(answer);
        const http = stage.client(proxy.address);
        for (const address of [endpoint.address, endpoint.address.replace("127.0.0.1", "localhost")]) {
            assert.equal((await http.send(request(address))).status, 200);
        }
        assert.equal(proxy.server.accepted, 0);
    });
});

describe("http: certificates", () => {
    afterEach(() => stage.clear());

    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    after(() => {
        if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
        else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    });

    for (const variable of [undefined, "0"]) {
        it(`one that nobody vouches for is refused before anything is sent (NODE_TLS_REJECT_UNAUTHORIZED ${variable ?? "not set"})`, async () => {
            if (variable) process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = variable;
            const { server, port } = await stage.servingTls(answer);
            const proxy = await stage.proxyTo(port);
            const failure = await failureOf(stage.client(proxy.address, { ca: undefined }).send(request(origin)));
            assert.equal(failure.sent, false);
            assert.match(failure.what, /certificate is not trusted: self-signed certificate.*NODE_EXTRA_CA_CERTS/);
            assert.equal(server.requests.length, 0);
        });
    }

    it("one for another host is refused before anything is sent", async () => {
        const { server, port } = await stage.servingTls(answer);
        const proxy = await stage.proxyTo(port);
        const sent = stage.client(proxy.address).send(request("https://elsewhere.example.com"));
        const failure = await failureOf(sent);
        assert.equal(failure.sent, false);
        assert.match(failure.what, /elsewhere\.example\.com/);
        assert.equal(server.requests.length, 0);
    });

    it("one for another host is refused without a proxy too, which this machine's names are reached without", async () => {
        const { server, port } = await stage.servingTls(answer);
        const http = stage.client("http://127.0.0.1:1");
        const failure = await failureOf(http.send(request(`https://127.0.0.1:${port}`)));
        assert.equal(failure.sent, false);
        assert.match(failure.what, /127\.0\.0\.1 is not in the cert's list/);
        assert.equal(server.requests.length, 0);
    });
});

describe("http: a request that never left through a proxy", () => {
    afterEach(() => stage.clear());

    const closed: Respond = (socket) => socket.end();
    const tunnelThen =
        (act: Respond): Respond =>
        (socket, sent) => {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            act(socket, sent);
        };
    const rows: readonly (readonly [what: string, respond: Respond, says: RegExp])[] = [
        ["the proxy wants a password", (socket) => socket.end(rawReply("407 Who", "")), /status 407: check the user/],
        ["the proxy refuses", (socket) => socket.end(rawReply("403 No", "<html>")), /refused a tunnel.* 403/],
        ["the proxy fails", (socket) => socket.end(rawReply("502 Bad", "")), /refused a tunnel.* 502/],
        ["the proxy closes the connection", closed, /did not open a tunnel: other side closed/],
        ["the proxy resets the connection", (socket) => socket.resetAndDestroy(), /did not open a tunnel/],
        ["the proxy is none", (socket) => socket.end("SSH-2.0-fake\r\n\r\n"), /did not open a tunnel/],
        ["the proxy says nothing", () => undefined, /did not open a tunnel: Headers Timeout/],
        ["the tunnel is closed at once", tunnelThen(closed), /^the connection was (closed|reset)/],
        ["the tunnel leads nowhere", tunnelThen(() => undefined), /Timeout/],
    ];
    for (const [what, respond, says] of rows) {
        for (const { fresh, name } of freshOrKept) {
            it(`is one where ${what}, which is tried once (${name})`, async () => {
                const proxy = await stage.proxyThat(respond);
                const http = stage.client(withCredentials(proxy.address), { connectTimeout: 300 });
                const failure = await failureOf(http.send(request(origin, { fresh })));
                assert.equal(failure.sent, false);
                assert.match(failure.what, says);
                assert.doesNotMatch(failure.what, /fake/);
                assert.equal(proxy.server.accepted, 1);
            });
        }
    }

    it("is one whose proxy cannot be reached, and the proxy's password is not shown", async () => {
        const proxy = await stage.proxyThat(answer);
        await proxy.server.stop();
        const failure = await failureOf(stage.client(withCredentials(proxy.address)).send(request(origin)));
        assert.equal(failure.sent, false);
        assert.match(failure.what, /^the proxy 127\.0\.0\.1:\d+ did not open a tunnel: .*ECONNREFUSED/);
        assert.doesNotMatch(failure.what, /fake/);
    });
});

describe("http: a request without a whole reply through a proxy", () => {
    afterEach(() => stage.clear());

    const rows: readonly (readonly [what: string, respond: Respond])[] = [
        ["the connection was reset", (socket) => socket.resetAndDestroy()],
        ["the connection was closed", (socket) => socket.end()],
        ["the body was cut off", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")],
    ];
    for (const [what, respond] of rows) {
        for (const { fresh, name } of freshOrKept) {
            it(`was sent, and once only: ${what} (${name})`, async () => {
                const { server, port } = await stage.servingTls(respond);
                const proxy = await stage.proxyTo(port);
                const failure = await failureOf(stage.client(proxy.address).send(request(origin, { fresh })));
                assert.equal(failure.sent, true);
                assert.equal(server.requests.length, 1);
                assert.equal(proxy.asked.length, 1);
            });
        }
    }
});
