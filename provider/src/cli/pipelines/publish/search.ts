// What the platforms share: variables that have to be there, whose token it is, and looking for an earlier document page by page.
import { CommandError } from "../../error";
import { Refused } from "./http";

/** How many pages of 100 are searched. */
const mostPages = 20;

/** @throws CommandError where the variable is not there. */
export function need(env: NodeJS.ProcessEnv, name: string): string {
    const value = env[name];
    if (!value) throw new CommandError(`--publish needs ${name} in the environment.`);
    return value;
}

/**
 * The id of the token's own account; undefined where it cannot be told, and then no document counts as its own. `ask` gives what holds the
 * id, or is refused. That it was not answered for now is an error: the next document that is made would be one too many.
 */
export async function accountOf(ask: () => Promise<unknown>): Promise<string | undefined> {
    try {
        return idOf(await ask());
    } catch (error) {
        if (error instanceof Refused && error.isFinal) return undefined;
        throw error;
    }
}

export function idOf(account: unknown): string | undefined {
    const { id, userId } = (account ?? {}) as { id?: unknown; userId?: unknown };
    const known = userId ?? id;
    return typeof known === "number" || (typeof known === "string" && known !== "") ? String(known) : undefined;
}

/** The first that matches. `pageOf` gives at most 100 items. */
export async function search<T>(
    pageOf: (page: number) => Promise<unknown>,
    matches: (item: T) => boolean,
): Promise<T | undefined> {
    for (let page = 1; page <= mostPages; page++) {
        const items = await pageOf(page);
        if (!Array.isArray(items)) throw new CommandError("The list of comments or issues could not be read.");
        const found = (items as (T | null)[]).find((item) => item !== null && matches(item));
        if (found) return found;
        if (items.length < 100) return undefined;
    }
    return undefined;
}
