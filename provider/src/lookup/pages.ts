// Reads a list of the API page by page. A list that cannot be whole is an error, never a part of one.
import { NotUnderstoodError, type CallFacts } from "../dataworks/calls/errors";

/** How often the list is read anew where something came, went or moved between its pages meanwhile. */
const mostReadings = 3;

/** A list of the API. */
export interface PagedList<T> {
    /** What it is a list of, for messages, such as "files". */
    readonly of: string;
    /** The most that a page may have. */
    readonly pageSize: number;
    readonly pageOf: (page: number) => Promise<{
        readonly items: readonly T[];
        readonly total: number;
        readonly facts: CallFacts;
    }>;
    readonly idOf: (item: T) => string;
    /** Whether nothing more has to be read, by what a page brought. Default: never. */
    readonly isEnough?: (items: readonly T[]) => boolean;
    /** The last page that the API gives: then the list is as long as that. Default: any. */
    readonly lastPage?: number;
}

/**
 * All that the list has, each once; or what came until it was enough.
 *
 * @throws NotUnderstoodError where the pages cannot be those of one list: empty or without anything new before its end.
 */
export async function readAll<T>(list: PagedList<T>): Promise<readonly T[]> {
    for (let reading = 1; ; reading++) {
        const found = await readOnce(list, reading === mostReadings);
        if (found) return found;
    }
}

/** What the pages have; undefined where they are of a list that changed meanwhile, which is an error at the last time. */
async function readOnce<T>(list: PagedList<T>, isLast: boolean): Promise<readonly T[] | undefined> {
    const { of, pageSize, pageOf, idOf, isEnough, lastPage = Infinity } = list;
    const found = new Map<string, T>();
    let first: number | undefined;
    for (let page = 1, seen = 0; ; page++) {
        const { items, total, facts } = await pageOf(page);
        const failAtLast = () => {
            if (isLast) throw new NotUnderstoodError(facts, `a list of ${of} that changed each time while it was read`);
        };
        const before = found.size;
        for (const item of items) found.set(idOf(item), item);
        seen += items.length;
        if (isEnough?.(items)) return [...found.values()];
        first ??= total;
        if (total !== first) {
            failAtLast();
            return undefined;
        }
        const isEnd = seen >= total;
        const cannotBe =
            found.size > total || (!isEnd && (found.size === before || page > Math.ceil(total / pageSize)));
        if (cannotBe) {
            const what = `page ${page} of the ${of} cannot be: it has ${items.length}, ${found.size} different ones came so far`;
            throw new NotUnderstoodError(facts, `${what}, and ${total} are counted`);
        }
        if (!isEnd && page < lastPage) continue;
        if (found.size === total || !isEnd) return [...found.values()];
        failAtLast();
        return undefined;
    }
}
