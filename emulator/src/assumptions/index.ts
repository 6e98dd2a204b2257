// The assumptions, in the order in which an observer comes to them.
import type { Assumption } from "./assumption";
import { unknownFile, unknownFileId, unknownProcess, unknownWorkspace } from "./unknown";

const all = [unknownFileId, unknownFile, unknownWorkspace, unknownProcess] as const;

type Known = (typeof all)[number];
export type AssumptionId = Known["id"];

/** The names of an assumption's answers. */
export type AnswerTo<I extends AssumptionId> = Extract<Known, { id: I }>["given"];

/** Which answers are given, by assumption: in place of the emulator's own. */
export type Answers = { [I in AssumptionId]?: AnswerTo<I> };

/** What the documentation leaves open, in the order in which an observer comes to it. */
export const assumptions: readonly (Assumption & { readonly id: AssumptionId })[] = all;

export function assumptionOf(id: string): (Assumption & { readonly id: AssumptionId }) | undefined {
    return assumptions.find((one) => one.id === id);
}
