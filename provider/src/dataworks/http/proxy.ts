// Makes connections, through a proxy where there is one. A tunnel that does not open is never taken for a request that was sent.
import { EnvHttpProxyAgent, Pool, type Dispatcher } from "undici";

/** A proxy for https, which tunnels are opened through. */
export interface Proxy {
    /** Such as "http://user:password@proxy.example.com:3128". */
    readonly address: string;
    /** Hosts that are reached without it, as NO_PROXY names them: "example.com" means what is below it too, "*" all. */
    readonly except: string;
}

export interface ConnectOptions {
    /** Milliseconds for each step of a connection: to the host or proxy, for the tunnel, for TLS. */
    readonly connectTimeout: number;
    readonly proxy?: Proxy | undefined;
    /** The certificates of authorities to trust instead of those that Node.js trusts, as PEM. */
    readonly ca?: string | undefined;
}

/** Gives out connections. Certificates are verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
export function connectionsOf(
    { connectTimeout, proxy, ca }: ConnectOptions,
    pooling: { connections: number; pipelining?: 0 },
): Dispatcher {
    const except = proxy?.except ?? "";
    const all = except.split(/[,\s]+/).includes("*");
    const tls = { timeout: connectTimeout, rejectUnauthorized: true, ...(ca ? { ca } : {}) };
    return new EnvHttpProxyAgent({
        ...pooling,
        connect: tls,
        requestTls: tls,
        proxyTls: tls,
        // Nothing is left for it to read from the environment by itself. Plain http is for this machine only.
        httpProxy: "",
        httpsProxy: proxy?.address ?? "",
        noProxy: all ? "*" : `${except},localhost,127.0.0.1,[::1]`,
        clientFactory: (origin, options) => tunnels(origin, { ...options, headersTimeout: connectTimeout }),
    });
}

/**
 * Opens tunnels through a proxy. What goes wrong is thrown as an error that undici takes for final: where the proxy closed
 * the connection, it would try again without end (measured, 7.30).
 */
function tunnels(proxy: URL, options: object): Pool {
    const pool = new Pool(proxy.origin, options);
    const open: (target: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> = pool.connect.bind(pool);
    const openOrThrow = async (target: Dispatcher.ConnectOptions) => {
        const { statusCode, socket } = await open(target).catch((error: unknown) => {
            const code = ["ENOTFOUND", "ECONNREFUSED"].includes(codeOf(error)) ? "ERR_PROXY_UNREACHABLE" : "";
            throw Object.assign(new Error(`the proxy ${proxy.host} did not open a tunnel: ${innerMessage(error)}`), {
                code,
            });
        });
        if (statusCode === 200) return { statusCode, socket };
        socket.on("error", () => undefined).destroy();
        const advice = statusCode === 407 ? ": check the user and password in HTTPS_PROXY" : "";
        // What a gateway says of its own troubles may pass.
        const code =
            statusCode >= 400 && statusCode < 500 && ![408, 429].includes(statusCode) ? "ERR_PROXY_REFUSED" : "";
        const message = `the proxy ${proxy.host} refused a tunnel with HTTP status ${statusCode}${advice}`;
        throw Object.assign(new Error(message), { code });
    };
    return Object.assign(pool, { connect: openOrThrow });
}

/** The code of an error of a connection, "" where it has none. */
export function codeOf(error: unknown): string {
    const { code } = (error instanceof AggregateError ? error.errors[0] : error) as { code?: unknown };
    return typeof code === "string" ? code : "";
}

/** What an error of a connection says. Where several addresses were tried, their errors are inside, and it says nothing. */
export function innerMessage(error: unknown): string {
    const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
    return inner instanceof Error ? inner.message : String(inner);
}
