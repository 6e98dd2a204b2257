// A place in a definition, for a comparison that walks through it.
import type { Spot } from "./ignore";
import { anyStep, join, type Step } from "./path";

export class Place {
    private constructor(
        /** The place as the paths see it that are ignored now, and were not when the fingerprint was taken. */
        readonly ignoredNow: Spot,
        /** The place as the paths see it that were ignored then, and are not now. */
        readonly ignoredThen: Spot,
        readonly path: string,
        /** The path with every index as `*`: places that are alike share it. */
        readonly likeness: string,
        readonly holder: Place | undefined,
        readonly depth: number,
    ) {}

    /** The whole definition. */
    static root(ignoredNow: Spot, ignoredThen: Spot): Place {
        return new Place(ignoredNow, ignoredThen, "", "", undefined, 0);
    }

    into(step: Step): Place {
        return new Place(
            this.ignoredNow.into(step),
            this.ignoredThen.into(step),
            join(this.path, step),
            join(this.likeness, typeof step === "number" ? anyStep : step),
            this,
            this.depth + 1,
        );
    }
}
