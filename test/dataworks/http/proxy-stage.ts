// Servers with TLS, proxies before them, and clients of both, stopped together. Everything is on loopback.
import dns from "node:dns";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { Http, type HttpOptions } from "../../../provider/src/dataworks/http/http";
import { patient } from "./http-stage";
import { RawServer, type Respond } from "./raw-server";

export const certificateFile = join(__dirname, "tls", "certificate.pem");
const cert = readFileSync(certificateFile, "utf8");
const key = readFileSync(join(__dirname, "tls", "key.pem"), "utf8");

/** A host that the certificate names, beside those of STS. */
export const host = "dataworks.example.com";

/** A proxy that opens every tunnel to one port of this machine, whatever host was asked for. */
export interface TunnelProxy {
    readonly address: string;
    /** What was asked for, such as "dataworks.example.com:443", with the Proxy-Authorization header or "". */
    readonly asked: { readonly target: string; readonly authorization: string }[];
}

export class ProxyStage {
    private readonly closers: (() => Promise<unknown>)[] = [];

    /** A server that answers every whole request, behind TLS; `port` is the one with TLS. */
    async servingTls(respond: Respond): Promise<{ server: RawServer; port: number }> {
        const server = await RawServer.start(respond);
        this.closers.push(() => server.stop());
        const front = createTlsServer({ cert, key }, (socket) => joined(socket, connect(server.port, "127.0.0.1")));
        front.on("tlsClientError", () => undefined);
        return { server, port: await this.listen(front) };
    }

    /** A proxy whose tunnels all lead to that port. */
    async proxyTo(port: number): Promise<TunnelProxy> {
        const asked: TunnelProxy["asked"] = [];
        const proxy = createHttpServer().on("connect", (request, client, head) => {
            asked.push({ target: request.url ?? "", authorization: request.headers["proxy-authorization"] ?? "" });
            const server = connect(port, "127.0.0.1", () =>
                client.write("HTTP/1.1 200 Connection established\r\n\r\n"),
            );
            if (head.length > 0) server.write(head);
            joined(client, server);
        });
        return { address: `http://127.0.0.1:${await this.listen(proxy)}`, asked };
    }

    /** A proxy that answers a request for a tunnel however a test likes. */
    async proxyThat(respond: Respond): Promise<{ address: string; server: RawServer }> {
        const server = await RawServer.start(respond);
        this.closers.push(() => server.stop());
        return { address: server.origin, server };
    }

    /** A client that uses the proxy for all hosts but the given ones, and trusts the tests' certificate. */
    client(proxy: string, more: Partial<HttpOptions> = {}, except = ""): Http {
        const http = new Http({ ...patient, proxy: { address: proxy, except }, ca: cert, ...more });
        this.closers.push(() => http.destroy());
        return http;
    }

    /** Until this is cleared, every name is this machine's. */
    resolveToThisMachine(): void {
        const { lookup } = dns;
        const local = (_name: string, options: dns.LookupOptions, done: (...result: unknown[]) => void) => {
            if (options.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
            else done(null, "127.0.0.1", 4);
        };
        dns.lookup = local as unknown as typeof lookup;
        this.closers.push(() => Promise.resolve((dns.lookup = lookup)));
    }

    async clear(): Promise<void> {
        // What was started first is stopped first.
        for (const close of this.closers.splice(0)) await close();
    }

    private async listen(server: Server): Promise<number> {
        const open = new Set<Socket>();
        server.on("connection", (socket: Socket) => {
            open.add(socket.on("error", () => undefined).on("close", () => open.delete(socket)));
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        this.closers.push(async () => {
            for (const socket of open) socket.destroy();
            server.close();
            await once(server, "close");
        });
        return (server.address() as AddressInfo).port;
    }
}

/** Joins two connections: what comes in on one goes out on the other, and they end together. */
function joined(one: Duplex, other: Duplex): void {
    one.pipe(other).pipe(one);
    for (const [socket, partner] of [
        [one, other],
        [other, one],
    ] as const) {
        socket.on("error", () => partner.destroy()).on("close", () => partner.destroy());
    }
}
