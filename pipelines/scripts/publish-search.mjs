// What the platforms share: variables that have to be there, whose token it is, and looking for an earlier document page by page.
import { Refused } from "./http.mjs";

/** How many pages of 100 are searched. */
const mostPages = 20;

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
export function need(env, name) {
    const value = env[name];
    if (!value) throw new Error(`--publish needs ${name} in the environment.`);
    return value;
}

/**
 * The id of the token's own account; undefined where it cannot be told, and then no document counts as its own.
 *
 * @param {() => Promise<unknown>} ask Gives what holds the id, or is refused. That it was not answered for now is an error: the next one
 *   that is made would be one too many.
 * @returns {Promise<string | undefined>}
 */
export async function accountOf(ask) {
    try {
        return idOf(await ask());
    } catch (error) {
        if (error instanceof Refused && error.isFinal) return undefined;
        throw error;
    }
}

/**
 * @param {unknown} account
 * @returns {string | undefined}
 */
export function idOf(account) {
    const { id, userId } = /** @type {{ id?: unknown, userId?: unknown }} */ (account ?? {});
    const known = userId ?? id;
    return typeof known === "number" || (typeof known === "string" && known !== "") ? String(known) : undefined;
}

/**
 * @template T
 * @param {(page: number) => Promise<unknown>} pageOf Gives at most 100 items.
 * @param {(item: T) => boolean} matches
 * @returns {Promise<T | undefined>} The first that matches.
 */
export async function search(pageOf, matches) {
    for (let page = 1; page <= mostPages; page++) {
        const items = /** @type {T[]} */ (await pageOf(page));
        if (!Array.isArray(items)) throw new Error("The list of comments or issues could not be read.");
        const found = items.find((item) => item !== null && matches(item));
        if (found) return found;
        if (items.length < 100) return undefined;
    }
    return undefined;
}
