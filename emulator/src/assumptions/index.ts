// The assumptions, in the order in which an observer comes to them: so that what one leaves behind is what the next one needs.
import type { Assumption } from "./assumption";
import {
    deployInProduction,
    deployRewrites,
    deployRunning,
    deployUnchanged,
    productionVersion,
    referenceNodeId,
    versionContent,
    versionStatus,
} from "./deployment";
import {
    startRunning,
    startUndeployed,
    stoppedStatus,
    stopStopped,
    terminateRunning,
    terminateUndeployed,
    undeployedInstance,
} from "./instance";
import {
    changeTables,
    clientToken,
    createToken,
    definitionTables,
    deletedFile,
    deleteTask,
    formBody,
    newFileListed,
    pendingProcess,
    takenName,
} from "./making";
import { projectByName, unknownFile, unknownFileId, unknownProcess, unknownWorkspace } from "./unknown";

const all = [
    ...[unknownFileId, unknownFile, unknownWorkspace, projectByName, unknownProcess, formBody],
    ...[productionVersion, versionStatus, versionContent, referenceNodeId],
    ...[undeployedInstance, startUndeployed, terminateUndeployed],
    ...[deployRewrites, deployUnchanged, stopStopped, startRunning, deployRunning, stoppedStatus],
    ...[deployInProduction, terminateRunning],
    ...[pendingProcess, clientToken, definitionTables, newFileListed, createToken, changeTables, takenName],
    ...[deleteTask, deletedFile],
] as const;

type Known = (typeof all)[number];
export type AssumptionId = Known["id"];

/** The names of an assumption's answers. */
export type AnswerTo<I extends AssumptionId> = keyof Extract<Known, { id: I }>["answers"];

/** Which answers are given, by assumption: in place of the emulator's own. */
export type Answers = { [I in AssumptionId]?: AnswerTo<I> };

/** What the documentation leaves open, in the order in which an observer comes to it. */
export const assumptions: readonly (Assumption & { readonly id: AssumptionId })[] = all;

export function assumptionOf(id: string): (Assumption & { readonly id: AssumptionId }) | undefined {
    return assumptions.find((one) => one.id === id);
}
