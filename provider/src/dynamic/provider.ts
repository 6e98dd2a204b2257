// What the engine's dynamic host calls: the lifecycle of a resource of the table, in the host's terms.
import type { dynamic } from "@pulumi/pulumi";
import { problemsFor } from "../engine/problems";
import { messageOf, textForEngine } from "../engine/texts";
import { realContext } from "../resources/context";
import { Driver, type Made } from "../resources/driver";
import type { Resource } from "../resources/resource";
import type { Account } from "../settings/account";
import { PartialError, ShownError } from "./errors";
import { warn, type Host } from "./host";
import { deletesFirstKey, fromEngine, providerKey, toEngine } from "./values";

/** The values of a resource as the host hands them over: with the provider's text among them. */
type Values = Record<string, unknown>;

export class DynamicProvider implements dynamic.ResourceProvider {
    private account: Account | undefined;
    private driver: Driver | undefined;
    /** What the user was told already: a refresh and an update of one run would both tell it. */
    private readonly noticed = new Set<string>();

    /** `host` is shared with the other providers of the process. */
    constructor(
        private readonly resource: Resource,
        private readonly host: Host,
    ) {}

    /** Must do its work before it first waits: the host does not wait for it before other calls. */
    configure({ config }: dynamic.ConfigureRequest): Promise<void> {
        this.account = this.host.open(config);
        const context = realContext({
            dataworks: this.account.api,
            warn,
            say: (text) => console.log(text),
            claims: this.host.claims,
        });
        this.driver = new Driver(this.resource, context);
        return Promise.resolve();
    }

    check(olds: Values, news: Values): Promise<dynamic.CheckResult> {
        return shown(`check of a ${this.resource.name} failed`, () => {
            const { inputs, failures } = this.configured().check(
                fromEngine(olds),
                fromEngine(news),
                this.account?.region,
            );
            const reasons = [
                ...failures.map(({ property, reason }) => `${property} ${reason}`),
                ...(this.account ? problemsFor(this.account, inputs["region"]) : []),
            ];
            const deletesFirst = news[deletesFirstKey] === true;
            if (reasons.length === 0) reasons.push(...this.configured().announce(inputs, deletesFirst));
            // The engine would print the value of a property that is named beside the reason, and a secret in clear.
            return {
                inputs: toEngine(inputs),
                failures: reasons.map((reason) => ({ property: "", reason: textForEngine(reason) })),
            };
        });
    }

    diff(id: string, olds: Values, news: Values): Promise<dynamic.DiffResult> {
        return shown(`diff of a ${this.resource.name} failed`, async () => {
            const difference = await this.configured().diff(id, fromEngine(olds), fromEngine(news));
            const { changes, replaces, deletesFirst, notices } = difference;
            for (const text of notices) {
                if (!this.noticed.has(text)) console.log(text);
                this.noticed.add(text);
            }
            return { changes, replaces: [...replaces], ...(deletesFirst && { deleteBeforeReplace: true }) };
        });
    }

    async create(news: Values): Promise<dynamic.CreateResult> {
        const { id, outputs } = await this.made(news, this.configured().create(fromEngine(news)));
        return { id, outs: toEngine({ ...outputs }) };
    }

    async update(id: string, olds: Values, news: Values): Promise<dynamic.UpdateResult> {
        const made = this.configured().update(id, fromEngine(olds), fromEngine(news));
        return { outs: toEngine({ ...(await this.made(news, made)).outputs }) };
    }

    async read(id: string, props: Values): Promise<dynamic.ReadResult> {
        const found = await shown(`refresh of ${this.resource.describe(props)} failed`, () =>
            this.configured().read(id, fromEngine(props)),
        );
        // For the engine, a read without an id is a resource that is gone.
        return found
            ? { id: found.id, props: toEngine({ ...found.outputs }), inputs: toEngine({ ...found.inputs }) }
            : ({} as dynamic.ReadResult);
    }

    async delete(id: string, props: Values): Promise<void> {
        await shown(`delete of ${this.resource.describe(props)} failed`, () =>
            this.configured().delete(id, fromEngine(props)),
        );
    }

    /** What was made; where its failure keeps the resource, so does the engine. */
    private async made(news: Values, making: Promise<Made>): Promise<Made> {
        const made = await making.catch((error: unknown) => {
            throw new Error(messageOf(error), { cause: error });
        });
        if (made.failure) throw new PartialError(made.id, made.failure, news[providerKey]);
        return made;
    }

    private configured(): Driver {
        if (!this.driver) throw new Error("the provider was not configured");
        return this.driver;
    }
}

async function shown<T>(heading: string, run: () => T | Promise<T>): Promise<T> {
    try {
        return await run();
    } catch (error) {
        throw new ShownError(messageOf(error), heading);
    }
}
