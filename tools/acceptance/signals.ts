// What signals do to a run: the first one ends the observations, and a second one the bringing back, too.
import { wishes } from "../../provider/src/cli/interruption";
import { Interrupted } from "../cli/interruption";

export interface Ending {
    /** Ends the observations: what was begun is brought to an end. */
    readonly work: AbortSignal;
    /** Ends that, too. */
    readonly everything: AbortSignal;
}

/** Where signals come from: the process, but for tests. */
interface Source {
    on(signal: NodeJS.Signals, handler: () => void): unknown;
}

/** `now`: a clock that only goes forward, in milliseconds. `npm run` and terminals hand the same Ctrl-C on: copies of it are one. */
export function endingBy(source: Source, now: () => number, say: (text: string) => void): Ending {
    const [work, everything] = [new AbortController(), new AbortController()];
    const isWish = wishes(now);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        source.on(signal, () => {
            if (!isWish()) return;
            const reason = new Interrupted(signal);
            if (work.signal.aborted) everything.abort(reason);
            else {
                work.abort(reason);
                say("Interrupted: what was begun is brought to an end; once more ends that, too.\n");
            }
        });
    return { work: work.signal, everything: everything.signal };
}
