// Which answer is given where the documentation leaves one open.
import { assumptionOf, type AnswerTo, type AssumptionId } from "../assumptions";
import type { Store } from "./store";

/** What was said last of it, else the emulator's own. */
export function answerTo<I extends AssumptionId>(id: I, { assumed }: Store): AnswerTo<I> {
    return (assumed[id] ?? assumptionOf(id)?.given) as AnswerTo<I>;
}
