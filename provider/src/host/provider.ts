// What the engine's dynamic host calls: the lifecycle of a deployment, in the host's terms.
import type { dynamic } from "@pulumi/pulumi";
import { check } from "../deployment/check";
import { create, newId } from "../deployment/create";
import { remove } from "../deployment/delete";
import { OutcomeUnknownError } from "../deployment/deploy";
import { diff } from "../deployment/diff";
import { read } from "../deployment/read";
import type { Inputs, Outputs } from "../deployment/state";
import { hasUnknown } from "../deployment/unknown";
import { update } from "../deployment/update";
import { realWorld, type World } from "../deployment/world";
import { describe } from "../dataworks/subject";
import type { Problem } from "../settings/problem";
import { readSettings, type Settings } from "../settings/settings";
import { apiOf } from "./api";
import { configurationOf } from "./configuration";
import { messageOf, PartialError, ShownError } from "./errors";
import { fromEngine, providerKey, toEngine } from "./values";

/** The values of a resource as the host hands them over: with the provider's text among them. */
type Values = Record<string, unknown>;

export class DiSyncDeploymentProvider implements dynamic.ResourceProvider {
    private settings: Settings | undefined;
    private problems: readonly Problem[] = [];
    private world: World | undefined;

    constructor(private readonly userAgent: string) {}

    /** Must do its work before it first waits: the host does not wait for it before other calls. */
    configure({ config }: dynamic.ConfigureRequest): Promise<void> {
        const { settings, problems } = readSettings(configurationOf(config), process.env);
        this.settings = settings;
        this.problems = problems;
        // What the host prints is shown under the stack, without the resource's name: texts name the task themselves.
        this.world = realWorld(apiOf(settings, problems, this.userAgent), (text) => console.error(`warning: ${text}`));
        return Promise.resolve();
    }

    check(_olds: Values, news: Values): Promise<dynamic.CheckResult> {
        return Promise.resolve().then(() => {
            const { inputs, failures } = check(fromEngine(news), this.settings?.region);
            this.claim(inputs);
            const ofSettings = this.problems
                .filter(({ name }) => name !== "region" || inputs["region"] === undefined)
                .map(({ reason }) => ({ property: "", reason }));
            return { inputs: toEngine(inputs), failures: [...failures, ...ofSettings] };
        });
    }

    diff(_id: string, olds: Values, news: Values): Promise<dynamic.DiffResult> {
        return Promise.resolve().then(() => {
            const { changes, replaces, notice } = diff(outputsOf(olds), fromEngine(news));
            if (notice) console.log(notice);
            return { changes, replaces: [...replaces] };
        });
    }

    async create(news: Values): Promise<dynamic.CreateResult> {
        const id = newId(this.theWorld());
        const outputs = await this.deploying(id, news, (inputs) => create(inputs, this.theWorld()));
        return { id, outs: toEngine({ ...outputs }) };
    }

    async update(id: string, olds: Values, news: Values): Promise<dynamic.UpdateResult> {
        const outputs = await this.deploying(id, news, (inputs) => update(outputsOf(olds), inputs, this.theWorld()));
        return { outs: toEngine({ ...outputs }) };
    }

    async read(id: string, props: Values): Promise<dynamic.ReadResult> {
        const olds = outputsOf(props);
        const found = await shown(`refresh of ${describe(olds)} failed`, () => read(olds, this.theWorld()));
        // For the engine, a read without an id is a resource that is gone.
        return found
            ? { id, props: toEngine({ ...found.outputs }), inputs: toEngine({ ...found.inputs }) }
            : ({} as dynamic.ReadResult);
    }

    async delete(_id: string, props: Values): Promise<void> {
        const olds = outputsOf(props);
        await shown(`delete of ${describe(olds)} failed`, () => remove(olds, this.theWorld()));
    }

    /** Notes that the program has a deployment for this task: deleting another one must not undeploy it. */
    private claim(inputs: Readonly<Record<string, unknown>>): void {
        if (!hasUnknown(inputs)) this.world?.claimed.add(String(inputs["region"]), inputs as unknown as Inputs);
    }

    private theWorld(): World {
        if (!this.world) throw new Error("the provider was not configured");
        return this.world;
    }

    /** Runs what deploys; where its outcome is unknown, the engine keeps the resource. */
    private async deploying(id: string, news: Values, run: (inputs: Inputs) => Promise<Outputs>): Promise<Outputs> {
        try {
            // Between a preview and an update every value has become known, and check has seen them.
            return await run(fromEngine(news) as unknown as Inputs);
        } catch (error) {
            if (error instanceof OutcomeUnknownError) throw new PartialError(id, error, news[providerKey]);
            // A new error: the host takes any that has an `id` for a resource that was half made.
            throw new Error(messageOf(error), { cause: error });
        }
    }
}

/** A state's outputs, which an older version may have written. */
function outputsOf(values: Values): Outputs {
    return fromEngine(values) as unknown as Outputs;
}

async function shown<T>(heading: string, run: () => Promise<T>): Promise<T> {
    try {
        return await run();
    } catch (error) {
        throw new ShownError(messageOf(error), heading);
    }
}
