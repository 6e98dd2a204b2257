// Requests with a token: never on to where a redirect leads, and never longer than half a minute.
import { CommandError } from "../../error";
import { interrupted } from "../../interruption";

const longest = 30_000;

/** A request was answered with a status other than 2xx. */
export class Refused extends CommandError {
    /** Whether the token may not do it, or what was asked for is not there. */
    readonly isFinal: boolean;

    /** `tooMany`: whether it was refused for now alone, as GitHub does with 403 too. */
    constructor(what: string, status: number, tooMany = false) {
        const redirect = status >= 300 && status < 400;
        const advice = redirect ? " Redirects are not followed: give the address that it leads to." : "";
        super(`${what} was answered with HTTP ${status}.${advice}`);
        this.isFinal = [401, 403, 404].includes(status) && !tooMany;
    }
}

/**
 * The answer's JSON; undefined where it is empty. `body` is sent as JSON.
 *
 * @throws CommandError where it is not answered well.
 */
export async function ask(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: object,
): Promise<unknown> {
    const what = `${method} ${new URL(url).pathname}`;
    const signal = AbortSignal.any([AbortSignal.timeout(longest), interrupted]);
    const sent = body && { body: JSON.stringify(body) };
    try {
        const reply = await fetch(url, { method, headers, signal, redirect: "manual", ...sent });
        const text = await reply.text();
        if (!reply.ok) {
            const tooMany = reply.headers.has("retry-after") || reply.headers.get("x-ratelimit-remaining") === "0";
            throw new Refused(what, reply.status, tooMany);
        }
        return text.trim() === "" ? undefined : (JSON.parse(text) as unknown);
    } catch (error) {
        interrupted.throwIfAborted();
        if (error instanceof Refused) throw error;
        if (error instanceof SyntaxError)
            throw new CommandError(`${what} was answered with something that is no JSON.`);
        const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        throw new CommandError(`${what} was not answered: ${cause?.code ?? cause?.message ?? message}`);
    }
}
