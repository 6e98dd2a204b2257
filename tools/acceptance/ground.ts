// What every level stands on.
import type { Place } from "./journal";
import type { AskedService } from "./service";

export interface Ground extends Place {
    readonly service: AskedService;
    /** Ends the observations; what was begun is brought to an end. */
    readonly signal: AbortSignal;
    /** Ends that, too. */
    readonly now: AbortSignal;
    readonly err: (text: string) => void;
}
