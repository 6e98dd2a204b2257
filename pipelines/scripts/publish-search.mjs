// What the platforms share: variables that have to be there, and looking for an earlier document page by page.

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
 * @template T
 * @param {(page: number) => Promise<unknown>} pageOf Gives at most 100 items.
 * @param {(item: T) => boolean} matches
 * @returns {Promise<T | undefined>} The first that matches.
 */
export async function search(pageOf, matches) {
    for (let page = 1; page <= mostPages; page++) {
        const items = /** @type {T[]} */ (await pageOf(page));
        if (!Array.isArray(items)) throw new Error("The list of comments or issues could not be read.");
        const found = items.find(matches);
        if (found) return found;
        if (items.length < 100) return undefined;
    }
    return undefined;
}
