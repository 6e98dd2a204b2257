// Requests with a token: never on to where a redirect leads, and never longer than half a minute.
import { interrupted } from "./interruption.mjs";

const longest = 30_000;

/** A request was answered with a status other than 2xx. */
export class Refused extends Error {
    /**
     * @param {string} what
     * @param {number} status
     * @param {boolean} [tooMany] Whether it was refused for now alone, as GitHub does with 403 too.
     */
    constructor(what, status, tooMany = false) {
        const redirect = status >= 300 && status < 400;
        const advice = redirect ? " Redirects are not followed: give the address that it leads to." : "";
        super(`${what} was answered with HTTP ${status}.${advice}`);
        /** Whether the token may not do it, or what was asked for is not there. */
        this.isFinal = [401, 403, 404].includes(status) && !tooMany;
    }
}

/**
 * @param {string} method
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {object} [body] Sent as JSON.
 * @returns {Promise<unknown>} The answer's JSON; undefined where it is empty.
 */
export async function ask(method, url, headers, body) {
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
        return text.trim() === "" ? undefined : JSON.parse(text);
    } catch (error) {
        interrupted.throwIfAborted();
        if (error instanceof Refused) throw error;
        if (error instanceof SyntaxError) {
            throw new Error(`${what} was answered with something that is no JSON.`, { cause: error });
        }
        const { message, cause } = /** @type {Error & { cause?: { code?: string, message?: string } }} */ (error);
        throw new Error(`${what} was not answered: ${cause?.code ?? cause?.message ?? message}`, { cause: error });
    }
}
