// Judges what came of one unsigned request to the endpoint: its name, the connection, TLS, a proxy in the way, and the clock.
import { causes, type Cause, type Target } from "../../dataworks/http/connection-errors";
import { isLoopback } from "../../dataworks/http/endpoints";
import { isoSeconds } from "../../dataworks/time";
import { failed, ok, skipped, warning, type Check } from "./check";

export interface ConnectionSeen {
    readonly target: Target;
    /** The address of the proxy that is set; undefined where none is. */
    readonly proxy: string | undefined;
    readonly outcome: Reached | NotReached;
}

/** Something answered. */
export interface Reached {
    /** The Date of the answer; "" where it has none. */
    readonly date: string;
    /** This machine's clock, half-way between the request and the answer: milliseconds since 1970. */
    readonly at: number;
}

export interface NotReached {
    readonly cause: Cause;
    /** What happened, as part of a sentence. */
    readonly what: string;
    /** Whether a connection stood. */
    readonly sent: boolean;
}

/** The steps to an answer, in their order. */
const steps = ["proxy", "host name", "connection", "TLS", "answer"] as const;
type Step = (typeof steps)[number];

export function connectionChecks({ target, proxy, outcome }: ConnectionSeen): Check[] {
    const { origin, endpointFrom, regionFrom } = target;
    const { hostname, protocol } = new URL(origin);
    const from = endpointFrom ?? regionFrom;
    const broken = "cause" in outcome ? stepOf(outcome) : undefined;
    const passed: Readonly<Record<Step, () => Check>> = {
        proxy: () => proxyPassed(proxy, hostname),
        "host name": () => ok("host name", `${hostname}${from === undefined ? "" : ` (${from})`}`),
        connection: () => ok("connection", `${new URL(origin).host} can be reached`),
        TLS: () =>
            protocol === "https:"
                ? ok("TLS", "the certificate fits")
                : skipped("TLS", "the endpoint is plain http, which is for this machine alone"),
        answer: () => ("cause" in outcome ? skipped("clock", notReached) : clockCheck(outcome)),
    };
    const at = broken === undefined ? steps.length : steps.indexOf(broken);
    return steps.map((step, index) => {
        const name = step === "answer" ? "clock" : step;
        if (index < at) return passed[step]();
        if (index > at || !("cause" in outcome)) return skipped(name, notReached);
        const failing = step === "answer" ? "connection" : step;
        return failed(failing, outcome.what, `${causes[outcome.cause].advice(target)}.`);
    });
}

const notReached = "nothing to look at: the endpoint could not be reached";

/** The step that a request went wrong at. */
function stepOf({ cause, what, sent }: NotReached): Step {
    if (cause === "proxyUnreachable" || cause === "proxyRefused" || /^the proxy /.test(what)) return "proxy";
    if (cause === "unknownHost") return "host name";
    if (cause === "certificate" || cause === "noTls") return "TLS";
    return sent ? "answer" : "connection";
}

function proxyPassed(proxy: string | undefined, hostname: string): Check {
    if (proxy === undefined) return ok("proxy", "none is set (HTTPS_PROXY, HTTP_PROXY)");
    const { host } = new URL(proxy);
    if (isLoopback(hostname)) return ok("proxy", `${host} is set, and not asked for this machine`);
    return ok("proxy", `${host} is set, and asked unless NO_PROXY names the host`);
}

const minute = 60_000;
/** Alibaba Cloud refuses a call that was signed this long before or after its own time. */
const refusedFrom = 15 * minute;
const strangeFrom = minute;

function clockCheck({ date, at }: Reached): Check {
    const name = "clock";
    const service = Date.parse(date);
    if (Number.isNaN(service)) return skipped(name, "the answer does not tell the time");
    const off = Math.abs(at - service);
    if (off < strangeFrom) return ok(name, "this machine and the service have the same time");
    const how = `this machine's clock is ${Math.round(off / minute)} minutes ${at > service ? "ahead of" : "behind"} the service's, which says ${isoSeconds(service)}`;
    const advice = "Set the clock, and have it follow a time server (NTP).";
    return off < refusedFrom
        ? warning(name, `${how}; from 15 minutes on, calls are refused`, advice)
        : failed(name, `${how}: calls are refused`, advice);
}
