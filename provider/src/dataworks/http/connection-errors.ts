// Why a request was never sent: one table of the causes, each with how often a call is tried and what a user can do.
import { closest, distance } from "fastest-levenshtein";
import { isLoopback, knownRegions } from "./endpoints";

/** Where calls go, and which settings that comes from. */
export interface Target {
    /** Scheme, host and port. */
    readonly origin: string;
    /** The region whose host it is; undefined where an endpoint is set. */
    readonly region?: string | undefined;
    /** The setting that the region comes from, such as "dataworks:region"; undefined where a state says it. */
    readonly regionFrom?: string | undefined;
    /** The setting that the endpoint comes from, such as "DATAWORKS_ENDPOINT"; undefined where none is set. */
    readonly endpointFrom?: string | undefined;
}

interface Row {
    /** What happened, for the documentation. */
    readonly what: string;
    /** How often a call is tried that meets this: Infinity leaves it to maxRetryTimeout. */
    readonly tries: number;
    readonly advice: (target: Target) => string;
}

const network = "Check the network, and the endpoint setting if there is one, and run again";
const inHttpsProxy = "Check HTTPS_PROXY and the proxy that it names";

/** What does not pass by itself is not waited out. */
export const causes = {
    unknownHost: { what: "there is no such host", tries: 3, advice: adviceForHost },
    refused: {
        what: "the host refuses the connection",
        tries: 3,
        advice: ({ endpointFrom }) =>
            endpointFrom === undefined
                ? "Nothing listens there: look for a firewall on the way, or a name server that is wrong"
                : `Nothing listens there: check host and port of ${endpointFrom}, or a firewall on the way`,
    },
    noEmulator: {
        what: "nothing listens at an endpoint on this machine",
        tries: 1,
        advice: adviceForEmulator,
    },
    noTls: {
        what: "the server speaks no TLS",
        tries: 1,
        advice: ({ origin, endpointFrom }) => {
            const { hostname, host } = new URL(origin);
            if (isLoopback(hostname)) {
                const where = endpointFrom === undefined ? "" : ` in ${endpointFrom}`;
                return `An endpoint without a scheme means https: for plain http on this machine, write http://${host}${where}`;
            }
            return endpointFrom === undefined
                ? "Look for a proxy on the way that answers in its place"
                : `An endpoint has to be the port of an https server: check ${endpointFrom}, or a proxy on the way`;
        },
    },
    certificate: {
        what: "the certificate does not fit",
        tries: 1,
        advice: ({ endpointFrom }) =>
            `Check ${endpointFrom === undefined ? "" : `${endpointFrom} and `}this machine's clock; behind a proxy with a ` +
            "certificate of its own, name its authority in NODE_EXTRA_CA_CERTS",
    },
    unbuildable: {
        what: "the request could not be built",
        tries: 1,
        advice: () =>
            "Check the credentials and the settings for characters that cannot be in them, such as line feeds",
    },
    proxyUnreachable: { what: "the proxy cannot be reached", tries: 3, advice: () => inHttpsProxy },
    proxyRefused: { what: "the proxy refuses", tries: 1, advice: () => inHttpsProxy },
    passing: {
        what: "anything else: a time-out, a reset, a name server that fails",
        tries: Infinity,
        advice: () => network,
    },
} as const satisfies Record<string, Row>;

export type Cause = keyof typeof causes;

const certificates =
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** The cause of a connection's or a library's error code. */
export function causeOf(code: string, origin: string): Cause {
    if (code === "ENOTFOUND") return "unknownHost";
    if (code === "ECONNREFUSED") return isLoopback(new URL(origin).hostname) ? "noEmulator" : "refused";
    if (certificates.test(code)) return "certificate";
    if (/^ERR_SSL_|^EPROTO$/.test(code)) return "noTls";
    if (/^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)|^ERR_INVALID_/.test(code)) return "unbuildable";
    if (code === "ERR_PROXY_UNREACHABLE") return "proxyUnreachable";
    if (code === "ERR_PROXY_REFUSED") return "proxyRefused";
    return "passing";
}

/** The emulator listens at 127.0.0.1, and speaks no TLS: what else the endpoint says has to be written so. */
function adviceForEmulator({ origin, endpointFrom = "the endpoint setting" }: Target): string {
    const { protocol, hostname, port } = new URL(origin);
    const at = port || (protocol === "https:" ? "443" : "80");
    const isThere = protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname);
    return (
        `Nothing listens there on this machine: start \`npx dataworks-emulator --port ${at}\` (with the \`--seed\` and ` +
        `\`--state\` that it had, if it ran before)${isThere ? ", or correct" : ` and write http://127.0.0.1:${at} in`} ${endpointFrom}`
    );
}

function adviceForHost({ region, regionFrom, endpointFrom }: Target): string {
    if (endpointFrom !== undefined) return `There is no such host: check ${endpointFrom}`;
    if (region === undefined) return "Check the network and its name servers";
    const setting = regionFrom === undefined ? "" : ` (${regionFrom})`;
    if (knownRegions.includes(region))
        return `It is the host of region ${region}${setting}: check the network and its name servers`;
    const near = closest(region, [...knownRegions]);
    const hint = distance(near, region) <= 4 ? `: the nearest one is ${near}` : "";
    return `No region ${region} is known${setting}${hint}`;
}
