// What the engine's dynamic host calls: the lifecycle of a deployment, in the host's terms.
import type { dynamic } from "@pulumi/pulumi";
import { check } from "../resources/deployment/check";
import type { Claims } from "../resources/claims/ledger";
import { create, newId } from "../resources/deployment/create";
import { remove } from "../resources/deployment/delete";
import { OutcomeUnknownError } from "../resources/deployment/deploy";
import { diff } from "../resources/deployment/diff";
import { replacement } from "../resources/deployment/replacement";
import { read } from "../resources/deployment/read";
import type { Inputs, OnDelete, Outputs } from "../resources/deployment/state";
import { hasUnknown } from "../resources/unknown";
import { update } from "../resources/deployment/update";
import { realContext, type Context } from "../resources/context";
import { describe, type Task } from "../dataworks/task";
import { openAccount, type Account } from "../settings/account";
import { claimsOfRun } from "../resources/claims/shared";
import { endWithEngine } from "./engine";
import { configurationOf } from "./configuration";
import { messageOf, PartialError, ShownError } from "./errors";
import { fromEngine, providerKey, textForEngine, toEngine } from "./values";

/** The values of a resource as the host hands them over: with the provider's text among them. */
type Values = Record<string, unknown>;

export class DiSyncDeploymentProvider implements dynamic.ResourceProvider {
    private account: Account | undefined;
    private context: Context | undefined;
    /** What the user was told already: a refresh and an update of one run would both tell it. */
    private readonly noticed = new Set<string>();
    /** The inputs that check has seen, and diff not yet, and how often: a refresh calls diff with inputs that it has not. */
    private readonly checked = new Map<string, number>();

    /** `claims` gives what is known of the run that this process belongs to. */
    constructor(private readonly claims: (warn: (text: string) => void) => Claims = claimsOfRun) {}

    /** Must do its work before it first waits: the host does not wait for it before other calls. */
    configure({ config }: dynamic.ConfigureRequest): Promise<void> {
        // What the host prints is shown under the stack, without the resource's name: texts name the task themselves.
        endWithEngine();
        const warn = (text: string) => console.error(`warning: ${text}`);
        this.account = openAccount(configurationOf(config), process.env, { warn });
        this.context = realContext({ dataworks: this.account.api, warn, claims: this.claims(warn) });
        return Promise.resolve();
    }

    check(olds: Values, news: Values): Promise<dynamic.CheckResult> {
        return shown("check of a DiSyncDeployment failed", () => {
            const { inputs, failures } = check(fromEngine(news), this.account?.region, fromEngine(olds));
            const reasons = [
                ...failures.map(({ property, reason }) => `${property} ${reason}`),
                ...(this.account?.problems ?? [])
                    .filter(({ about }) => about !== "no region" || inputs["region"] === undefined)
                    .map(({ reason }) => reason),
            ];
            if (reasons.length === 0) this.announce(inputs);
            // The engine would print the value of a property that is named beside the reason, and a secret in clear.
            return {
                inputs: toEngine(inputs),
                failures: reasons.map((reason) => ({ property: "", reason: textForEngine(reason) })),
            };
        });
    }

    diff(id: string, olds: Values, news: Values): Promise<dynamic.DiffResult> {
        return shown("diff of a DiSyncDeployment failed", () => {
            const [before, after] = [outputsOf(olds), fromEngine(news)];
            const { changes, replaces, notice } = diff(before, after);
            const isOfTheProgram = this.wasChecked(after);
            const replaced = isOfTheProgram ? replacement(before, after, replaces) : undefined;
            if (isOfTheProgram) this.plan(id, after, changes, replaced?.onDelete);
            for (const text of [notice, replaced?.notice]) {
                if (text !== undefined && !this.noticed.has(text)) console.log(text);
                if (text !== undefined) this.noticed.add(text);
            }
            return { changes, replaces: [...replaces] };
        });
    }

    async create(news: Values): Promise<dynamic.CreateResult> {
        const id = newId(this.theContext());
        const outputs = await this.deploying(id, news, (inputs) => create(inputs, this.theContext()));
        return { id, outs: toEngine({ ...outputs }) };
    }

    async update(id: string, olds: Values, news: Values): Promise<dynamic.UpdateResult> {
        const outputs = await this.deploying(id, news, (inputs) => update(outputsOf(olds), inputs, this.theContext()));
        return { outs: toEngine({ ...outputs }) };
    }

    async read(id: string, props: Values): Promise<dynamic.ReadResult> {
        const found = await shown(`refresh of ${nameOf(props)} failed`, () => read(toRead(props), this.theContext()));
        // For the engine, a read without an id is a resource that is gone.
        return found
            ? { id, props: toEngine({ ...found.outputs }), inputs: toEngine({ ...found.inputs }) }
            : ({} as dynamic.ReadResult);
    }

    async delete(id: string, props: Values): Promise<void> {
        await shown(`delete of ${nameOf(props)} failed`, () => remove(id, outputsOf(props), this.theContext()));
    }

    /** Notes that the program has a deployment for this task: deleting another one must not undeploy it. */
    private announce(inputs: Values): void {
        const { region, projectId, taskType, fileId } = inputs as unknown as Inputs;
        // Another argument may not be known even in an update: it comes from a resource that failed.
        if (!hasUnknown([region, projectId, taskType, fileId]))
            this.context?.claims.announce(region, { projectId, taskType, fileId });
        if (hasUnknown(inputs)) return;
        const key = textOf(inputs);
        this.checked.set(key, (this.checked.get(key) ?? 0) + 1);
    }

    /** True where check has given these inputs, and no diff had them since. */
    private wasChecked(inputs: Values): boolean {
        const key = textOf(inputs);
        const times = this.checked.get(key) ?? 0;
        this.checked.set(key, Math.max(times - 1, 0));
        return times > 0 || hasUnknown(inputs);
    }

    /** Notes what a difference means for deletes of this run. */
    private plan(id: string, news: Values, changes: boolean, onDelete: OnDelete | undefined): void {
        if (hasUnknown(news)) return; // in a preview, which deletes nothing
        const { region, ...task } = news as unknown as Inputs;
        if (!changes) this.context?.claims.hold(id, region, task);
        if (onDelete !== undefined) this.context?.claims.replace(id, onDelete);
    }

    private theContext(): Context {
        if (!this.context) throw new Error("the provider was not configured");
        return this.context;
    }

    /** Runs what deploys; where its outcome is unknown, the engine keeps the resource. */
    private async deploying(id: string, news: Values, run: (inputs: Inputs) => Promise<Outputs>): Promise<Outputs> {
        // In an update every value is known, and check has seen it.
        const inputs = fromEngine(news) as unknown as Inputs;
        const { claims } = this.theContext();
        try {
            const outputs = await run(inputs);
            claims.hold(id, inputs.region, inputs);
            return outputs;
        } catch (error) {
            claims.refuse(id, inputs.region, inputs);
            if (error instanceof OutcomeUnknownError) throw new PartialError(id, error, news[providerKey]);
            // A new error: the host takes any that has an `id` for a resource that was half made.
            throw new Error(messageOf(error), { cause: error });
        }
    }
}

/**
 * A state's outputs, which an older version may have written, or somebody by hand.
 *
 * @throws where they do not say which task they are of.
 */
function outputsOf(values: Values): Outputs {
    const { definition = "", onDelete = "retain", ...outputs } = fromEngine(values);
    const missing = ["region", "projectId", "taskType", "fileId"].filter((name) => typeof outputs[name] !== "string");
    if (missing.length > 0) {
        throw new Error(
            `the state of this DiSyncDeployment (${nameOf(values)}) is damaged: it has no ${missing.join(", ")}. ` +
                "No call was made. Restore the stack's state from its history, or remove the resource from it with `pulumi state delete`.",
        );
    }
    return { ...outputs, definition, onDelete } as unknown as Outputs;
}

/**
 * The outputs that a read begins with: a state's. A resource with the option `id` is read too, and hands over its arguments.
 *
 * @throws where they are arguments, or damaged.
 */
function toRead(values: Values): Outputs {
    const isState = ["region", "status"].some((name) => name in values);
    if (isState) return outputsOf(values);
    throw new Error(
        "Pulumi cannot read a DiSyncDeployment by its id, so the option id does not work. Take it out; to take over a task " +
            "that is deployed already, run `npx pulumi-dataworks import`. No call was made.",
    );
}

/** The task of a state, as messages name it, whatever the state looks like. */
function nameOf(values: Values): string {
    if (typeof values["projectId"] !== "string") return "a DiSyncDeployment";
    return describe(values as unknown as Task);
}

/** Inputs as a text, whatever the order of their properties. */
function textOf(values: Values): string {
    return JSON.stringify(values, (_key, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
    );
}

async function shown<T>(heading: string, run: () => T | Promise<T>): Promise<T> {
    try {
        return await run();
    } catch (error) {
        throw new ShownError(messageOf(error), heading);
    }
}
