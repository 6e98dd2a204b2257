// Deploys a task: takes its fingerprint, calls DeployDISyncTask, and says what the state holds afterwards.
import type { DataWorks } from "../../dataworks/client";
import { CallError, RefusedError, wasNotApplied, whyUnknown } from "../../dataworks/calls/errors";
import { describe } from "../../dataworks/task";
import { approves, NotApprovedError, readApproved, windowOf } from "./approval";
import { leaving, notKnown, productionAfter, productionBefore } from "./production";
import { fingerprintOf, readBefore, type Reading } from "./reading";
import { shippedBy, tellPerhapsShipped, tellShipped } from "./shipped";
import { sameTask, taskOf, type Inputs, type Outputs } from "./state";
import { relisted } from "./stored";
import { isoSeconds } from "../../dataworks/time";
import type { Context } from "../context";
import { KeptError } from "../resource";

/** DeployDISyncTask went out, and nobody can tell whether it was applied: the state says so, and the next run deploys again. */
export class OutcomeUnknownError extends KeptError {
    override readonly name = "OutcomeUnknownError";
    declare readonly outputs: Outputs;
}

/**
 * Deploys the task of the inputs. `olds` are the outputs of the deployment before, if there is one. `approved`: what was read already, by
 * which calls, and is the approved definition.
 *
 * @throws OutcomeUnknownError where the task may have been deployed; any other error means that it was not.
 */
export async function deploy(
    inputs: Inputs,
    olds: Outputs | undefined,
    context: Context,
    approved?: { readonly reading: Reading; readonly dataworks: DataWorks },
): Promise<Outputs> {
    const { drift: _, ...kept } = inputs;
    const task = taskOf(inputs);
    const dataworks = approved?.dataworks ?? context.dataworks(inputs.region);
    const production = await productionBefore(inputs, dataworks, context);
    const look = (wasTried = false) =>
        approves(inputs) ? readApproved(inputs, olds, dataworks, wasTried) : readBefore(inputs, dataworks, context);
    // What was read before the version was asked for may have been edited meanwhile.
    let reading = approved && !inputs.compareVersions ? approved.reading : await look();
    const definition = reading ? fingerprintOf(inputs, reading, context) : "";
    const left = leaving(production, sameTask(olds, inputs) ? olds : undefined, inputs, reading);
    const lookAgain = async () => {
        reading = await look(true);
    };
    // What is approved is no edit that nobody has seen.
    const shipped =
        reading && !approves(inputs) && sameTask(olds, inputs) ? shippedBy(inputs, olds, reading, context) : undefined;
    let deployed: Pick<Outputs, "requestId" | "message" | "deployedAt">;
    try {
        const { requestId, message } = await dataworks.deployDISyncTask(task, approves(inputs) ? lookAgain : undefined);
        deployed = { requestId, message, deployedAt: isoSeconds(context.now()) };
        context.claims.deploy(inputs.region, task);
    } catch (error) {
        if (wasNotApplied(error)) throw refusedBecause(error, olds);
        if (error instanceof NotApprovedError) throw error;
        if (shipped) tellPerhapsShipped(shipped, context);
        const facts = error instanceof CallError ? error.facts : undefined;
        throw new OutcomeUnknownError(
            `DeployDISyncTask may have been applied to ${describe(task)}: ${whyUnknown(error)}` +
                `The next \`pulumi up\` deploys it again${approves(inputs) ? ", where its definition is the approved one then" : ""}.`,
            {
                ...kept,
                status: "unknown",
                requestId: facts?.requestId ?? "",
                message: "",
                // What was known of the same task before is still the best that is known.
                deployedAt: sameTask(olds, inputs) ? olds.deployedAt : "",
                definition: sameTask(olds, inputs) ? relisted(olds, inputs).stored : "",
                version: "",
                versionBefore: left ?? "",
                digest: sameTask(olds, inputs) ? (olds.digest ?? "") : "",
            },
        );
    }
    const window = approves(inputs) && reading ? await windowOf(inputs, reading, dataworks, context) : "as it was";
    if (shipped) await tellShipped(shipped, dataworks, context);
    // Where nobody knows which definition was deployed, nobody knows of which one to wait for the version: the next run deploys again.
    const versions =
        window === "edited"
            ? { ...notKnown, versionBefore: left ?? "" }
            : await productionAfter(inputs, production, left, dataworks, context);
    const status = window === "edited" ? "unknown" : "success";
    return { ...kept, ...deployed, status, definition, ...versions, digest: inputs.approvedDigest ?? "" };
}

/** A refusal, with the way on where it says that the task runs, or where the deployment before may have been made. */
function refusedBecause(error: unknown, olds: Outputs | undefined): unknown {
    if (!(error instanceof RefusedError) || error.facts.status !== 200) return error;
    const ways = [
        /\brunning\b|\bstop\b/i.test(error.said)
            ? 'Where it runs and has to stand still for that: stop it, such as by `pulumi up --target` of its DiSyncInstance with state "stopped", ' +
              "and run `pulumi up` again."
            : "",
        olds?.status === "unknown"
            ? "The deployment before has an unknown outcome: where this says that there is nothing to deploy, that one was made. Then edit the " +
              "task in DataWorks and run again, or take the resource out of the state with `pulumi state delete` and import it."
            : "",
    ].filter(Boolean);
    return ways.length > 0 ? new Error([error.message, ...ways].join(" "), { cause: error }) : error;
}
