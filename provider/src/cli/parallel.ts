// Does a few things at the same time.

/** The results in the order of the items. Once one has failed, no other begins. */
export async function inParallel<T, R>(items: readonly T[], most: number, run: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    const waiting = [...items.entries()].values();
    let failed = false;
    const work = async () => {
        for (const [index, item] of waiting) {
            if (failed) return;
            results[index] = await run(item);
        }
    };
    const workers = Array.from({ length: most }, () =>
        work().catch((error: unknown) => {
            failed = true;
            throw error;
        }),
    );
    await Promise.all(workers);
    return results;
}
