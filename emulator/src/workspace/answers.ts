// Which answer is given where the documentation leaves one open.
import { assumptionOf, type Answers, type AnswerTo, type AssumptionId } from "../assumptions";
import type { DefinitionRules } from "./definition";
import { beginMaking, type MakingSettings } from "./making";
import type { Instance, InstanceStatus } from "./model";
import { courseAt } from "./course";
import type { Store } from "./store";

/** What was said last of it, else the emulator's own. */
export function answerTo<I extends AssumptionId>(id: I, { assumed }: Pick<Store, "assumed">): AnswerTo<I> {
    return (assumed[id] ?? assumptionOf(id)?.given) as AnswerTo<I>;
}

/** Sets answers from now on; those that are not named stay as they are. */
export function assume(store: Store, answers: Answers): void {
    Object.assign(store.assumed, answers);
    // What was said of these in words of its own says nothing any more.
    if (answers["pending-process"] !== undefined) delete store.making.settings.pending;
    if (answers["deploy-running"] !== undefined) delete store.instances.deploy;
}

/** Sets how tasks are made: what the settings say of an assumption is its answer, and what they do not say of one is as at the start. */
export function setMaking(store: Store, settings: MakingSettings): void {
    beginMaking(store.making, settings);
    const said = saidBy(settings);
    for (const id of Object.keys(said) as (keyof typeof said)[])
        Object.assign(store.assumed, { [id]: said[id] ?? store.assumedAtStart[id] });
}

/** The assumptions that the settings are a switch of. */
function saidBy({ tables, written, clientTokens, deletes, formBody, pending }: MakingSettings) {
    return {
        "change-tables": tables,
        "definition-tables": written,
        "client-token": clientTokens,
        "create-token": clientTokens,
        "delete-task": deletes,
        "form-body": formBody,
        "pending-process": pending && pendingAs(pending),
    } satisfies { [I in AssumptionId]?: AnswerTo<I> | undefined };
}

function pendingAs({ status }: { status: string }): AnswerTo<"pending-process"> {
    return status === "success" ? "empty" : status === "fail" ? "fail" : "status";
}

/** What a definition that is worked out is like. */
export function rulesOf(store: Store): DefinitionRules {
    const { leavesOut = [] } = store.making.settings;
    return { tables: answerTo("change-tables", store), written: answerTo("definition-tables", store), leavesOut };
}

/** Whether an instance stands still, in the status that one comes to rest in. */
export function stands(instance: Instance, store: Store): boolean {
    const { status } = courseAt<InstanceStatus>(instance, store.now());
    return status === "NORUN" || status === answerTo("stopped-status", store);
}
