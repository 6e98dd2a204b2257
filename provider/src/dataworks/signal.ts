// Ends what waits where a signal says so: an operation was interrupted, or its time is over.

/** The work, but for the signal's reason where that comes first. The work itself goes on: others may wait for it too. */
export function endedBy<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
    if (!signal) return work;
    return new Promise((resolve, reject) => {
        const end = () => reject(signal.reason as Error);
        signal.addEventListener("abort", end, { once: true });
        if (signal.aborted) end();
        void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
    });
}

/** Why the signal ends what waits, as the end of a sentence, such as "the run was interrupted". */
export function reasonOf(signal: AbortSignal | undefined): string {
    const reason: unknown = signal?.reason;
    return reason instanceof Error ? reason.message : String(reason);
}
