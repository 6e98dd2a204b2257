// Deploys a task: takes its fingerprint, calls DeployDISyncTask, and says what the state holds afterwards.
import type { DataWorks } from "../dataworks/client";
import { CredentialsError, NoAnswerError, RefusedError, trace, UnreachableError } from "../dataworks/errors";
import { describe, type Task } from "../dataworks/subject";
import { definitionOf } from "../definition/content";
import { fingerprint } from "../definition/fingerprint";
import { taskOf, type Inputs, type Outputs } from "./state";
import type { World } from "./world";

/** DeployDISyncTask went out, and nobody can tell whether it was applied. */
export class OutcomeUnknownError extends Error {
    override readonly name = "OutcomeUnknownError";

    constructor(
        message: string,
        /** What the state has to hold, so that the next run deploys again. */
        readonly outputs: Outputs,
    ) {
        super(message);
    }
}

/**
 * Deploys the task of the inputs. `olds` are the outputs of the deployment before, if there is one.
 *
 * @throws OutcomeUnknownError where the task may have been deployed; any other error means that it was not.
 */
export async function deploy(inputs: Inputs, olds: Outputs | undefined, world: World): Promise<Outputs> {
    const { drift: _, ...kept } = inputs;
    const task = taskOf(inputs);
    const dataworks = world.dataworks(inputs.region);
    const definition = await takeFingerprint(task, dataworks, world);
    try {
        const { requestId, message } = await dataworks.deployDISyncTask(task);
        world.deployed.add(inputs.region, task);
        return { ...kept, status: "success", requestId, message, deployedAt: isoSeconds(world.now()), definition };
    } catch (error) {
        if (error instanceof RefusedError || error instanceof UnreachableError || error instanceof CredentialsError) {
            throw error;
        }
        world.deployed.add(inputs.region, task);
        const facts = error instanceof NoAnswerError ? error.facts : undefined;
        throw new OutcomeUnknownError(
            `DeployDISyncTask may have been applied to ${describe(task)}: the request was sent, but no usable answer ` +
                `came back: ${insteadOf(error)}${facts ? trace(facts) : ""}. The next \`pulumi up\` deploys it again.`,
            {
                ...kept,
                status: "unknown",
                requestId: facts?.requestId ?? "",
                message: "",
                // What was known of the same task before is still the best that is known.
                deployedAt: sameTask(olds, inputs) ? olds.deployedAt : "",
                definition: sameTask(olds, inputs) ? olds.definition : "",
            },
        );
    }
}

/** The fingerprint, or "" where none can be taken: DeployDISyncTask is the authority, and is called all the same. */
async function takeFingerprint(task: Task, dataworks: DataWorks, world: World): Promise<string> {
    try {
        return fingerprint(definitionOf(await dataworks.getDISyncTask(task)), world.randomHex(16));
    } catch (error) {
        // What could not even be sent, or signed, says that DeployDISyncTask could not be either.
        if (!(error instanceof RefusedError || error instanceof NoAnswerError)) throw error;
        world.warn(
            `no fingerprint of ${describe(task)} could be taken, so edits after this deployment will not be seen as drift: ` +
                error.message,
        );
        return "";
    }
}

function insteadOf(error: unknown): string {
    if (error instanceof NoAnswerError) return error.instead;
    return error instanceof Error ? error.message : "an unexpected error";
}

function isoSeconds(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

function sameTask(olds: Outputs | undefined, news: Inputs): olds is Outputs {
    const names = ["region", "projectId", "taskType", "fileId"] as const;
    return olds !== undefined && names.every((name) => olds[name] === news[name]);
}
