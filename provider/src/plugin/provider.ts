// The lifecycle of the resources of the table, in the terms of the engine's plugin protocol.
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { problemsFor } from "../engine/problems";
import { Lookups } from "../lookup/lookups";
import type { Claims } from "../resources/claims/ledger";
import { realContext, type Context } from "../resources/context";
import { Driver, type Made } from "../resources/driver";
import type { Failure, Placed, Resource, Values } from "../resources/resource";
import { resources } from "../resources/table";
import { openAccount, type Account } from "../settings/account";
import type { Environment } from "../settings/source";
import { tokenOf, typeIn } from "../urn";
import { detailedDiff, type PropertyDifference } from "./detailed-diff";
import { KeptFailure } from "./failures";
import { invoke } from "./functions";
import { readImportId } from "./import-id";
import type { Severity } from "./messages";
import { secretArguments, shownFailure } from "./secrets";
import { configurationOf, providerIn } from "./settings";
import { becameSecretInside, sent, type Received } from "./values";

/** What the provider is given from outside. */
export interface Outside {
    readonly environment: Environment;
    readonly claims: Claims;
    /** Tells the user something at the resource of this URN; "" is the stack. */
    readonly tell: (severity: Severity, text: string, urn: string) => void;
    /** Is aborted where the user has the run end. */
    readonly cancelled: AbortSignal;
}

/** A call about a resource. */
export interface Call {
    readonly urn: string;
    /** How many seconds it may take (`customTimeouts`); 0 for as long as it takes. */
    readonly timeout?: number;
    /** The paths of the option `ignoreChanges`, where the engine tells them: at each diff and update. */
    readonly ignored?: readonly string[];
}

/** A resource as the engine gets it. */
export interface Given {
    readonly id: string;
    readonly properties: Struct;
}

export interface Difference {
    readonly changes: boolean;
    readonly replaces: readonly string[];
    readonly deletesFirst: boolean;
    /** By the path of what differs. */
    readonly detailed: Readonly<Record<string, PropertyDifference>>;
}

export class PluginProvider {
    /** What the settings come to; undefined before they are known. */
    private opened: { readonly account: Account; readonly lookups: Lookups } | undefined;
    /** Of each resource of the table, by its type. */
    private readonly kinds: ReadonlyMap<string, Kind>;
    /** What the user was told already: a preview and an update of one run, or a refresh, would both tell it. */
    private readonly noticed = new Set<string>();

    constructor(private readonly outside: Outside) {
        const context = this.contextOf({ urn: "" });
        this.kinds = new Map(
            Object.values(resources).map((resource: Resource) => [
                tokenOf(resource.name),
                { resource, driver: new Driver(resource, context) },
            ]),
        );
    }

    /** `urn`: of the provider. */
    configure(urn: string, settings: Values): void {
        const account = openAccount(configurationOf(settings, providerIn(urn)), this.outside.environment, {
            warn: (text) => this.outside.tell("warning", text, ""),
        });
        this.opened = { account, lookups: new Lookups(account, this.outside.cancelled) };
    }

    check({ urn }: Call, olds: Received, news: Received): { readonly inputs: Struct; readonly failures: Failure[] } {
        const { resource, driver } = this.kindOf({ urn });
        const { account } = this.configured();
        const checked = driver.check(olds.values, news.values, account.region);
        const failures = checked.failures.map((failure) => shownFailure(resource, failure, news));
        const { inputs } = checked;
        const others = problemsFor(account, inputs["region"]);
        if (failures.length === 0 && others.length === 0) others.push(...driver.announce(inputs));
        failures.push(...others.map((reason) => ({ property: "", reason })));
        const became = Object.keys(inputs).filter((name) => becameSecretInside(name, olds, news));
        return { inputs: sent(inputs, [news], [...became, ...secretArguments(resource, inputs)]), failures };
    }

    async diff(
        call: Call & { readonly id: string },
        olds: Received,
        oldInputs: Received,
        news: Received,
    ): Promise<Difference> {
        const { driver } = this.kindOf(call);
        const difference = await driver.diff(call.id, olds.values, news.values);
        for (const text of difference.notices) {
            const key = `${call.urn} ${text}`;
            if (!this.noticed.has(key)) this.outside.tell("info", text, call.urn);
            this.noticed.add(key);
        }
        return {
            changes: difference.changes,
            replaces: difference.replaces,
            deletesFirst: difference.deletesFirst ?? false,
            detailed: detailedDiff(difference, olds.values, oldInputs.values, news.values),
        };
    }

    /** With `preview`, nothing is made: what is known before is given, and no id where that is not. */
    async create(call: Call, news: Received, preview: boolean): Promise<Given> {
        const { resource, driver } = this.kindOf(call);
        if (preview) {
            const outputs = resource.foresee(undefined, news.values);
            return { id: plannedId(resource, outputs), properties: this.give(resource, outputs, [news]) };
        }
        return this.made(resource, [news], driver.create(news.values));
    }

    async update(
        call: Call & { readonly id: string },
        olds: Received,
        news: Received,
        preview: boolean,
    ): Promise<Struct> {
        const { resource, driver } = this.kindOf(call);
        if (preview) return this.give(resource, driver.foresee(olds.values, news.values), [news, olds]);
        return (await this.made(resource, [news, olds], driver.update(call.id, olds.values, news.values))).properties;
    }

    /**
     * Of a resource that no state knows (an import, or a program that gets one by its id), the id says which it is. Undefined where
     * it is gone.
     */
    async read(
        call: Call & { readonly id: string },
        olds: Received,
        oldInputs: Received,
    ): Promise<(Given & { readonly inputs: Struct }) | undefined> {
        const { resource, driver } = this.kindOf(call);
        const found = driver.isState(olds.values)
            ? await driver.read(call.id, olds.values)
            : await driver.adopt(readImportId(call.id, this.configured().account.region));
        return (
            found && {
                id: found.id,
                properties: this.give(resource, found.outputs, [olds, oldInputs]),
                inputs: sent(found.inputs, [oldInputs, olds], secretArguments(resource, { ...found.inputs })),
            }
        );
    }

    async delete(call: Call & { readonly id: string }, olds: Received): Promise<void> {
        await this.kindOf(call).driver.delete(call.id, olds.values);
    }

    async invoke(token: string, args: Received): Promise<Struct> {
        const { result, secret } = await invoke(token, args.values, this.configured().lookups);
        return sent(result, [], secret);
    }

    /** What was made; where its failure keeps the resource, so does the engine. */
    private async made(resource: Resource, sources: readonly Received[], making: Promise<Made>): Promise<Given> {
        const { id, outputs, failure } = await making;
        const properties = this.give(resource, outputs, sources);
        if (failure) throw new KeptFailure(id, properties, failure.message);
        return { id, properties };
    }

    /** A resource's outputs for the engine. */
    private give(resource: Resource, outputs: object, sources: readonly Received[]): Struct {
        const secret = Object.entries(resource.outputs).flatMap(([name, output]) => (output.secret ? [name] : []));
        return sent(outputs, sources, [...secret, ...secretArguments(resource, { ...outputs })]);
    }

    private kindOf(call: Call): Kind {
        const type = typeIn(call.urn);
        const kind = this.kinds.get(type);
        if (!kind) {
            throw new Error(
                `there is no resource ${type} in this plugin: there are ${[...this.kinds.keys()].join(", ")}`,
            );
        }
        return { ...kind, driver: kind.driver.within(this.contextOf(call), call.ignored ?? []) };
    }

    private contextOf({ urn, timeout = 0 }: Call): Context {
        const { cancelled, claims, tell } = this.outside;
        const limit = timeout > 0 ? timeout : undefined;
        const signal = limit === undefined ? cancelled : AbortSignal.any([cancelled, endingAfter(limit)]);
        return realContext({
            dataworks: (region) => this.configured().account.api(region, signal),
            warn: (text) => tell("warning", text, urn),
            say: (text) => tell("info", text, urn),
            ...{ claims, signal, urn, foresees: true },
            ...(limit !== undefined && { limit }),
        });
    }

    private configured(): { readonly account: Account; readonly lookups: Lookups } {
        if (!this.opened) throw new Error("the engine did not configure this plugin before it called it");
        return this.opened;
    }
}

/** A resource of the table, and what drives it. */
interface Kind {
    readonly resource: Resource;
    readonly driver: Driver;
}

/** What a timer can wait at the longest: some 24 days. */
const longestTimer = 2 ** 31 - 1;

/** Ends an operation after so many seconds. */
function endingAfter(seconds: number): AbortSignal {
    const ending = new AbortController();
    const why = new Error(`the time-out of ${seconds} s (customTimeouts) has passed`);
    setTimeout(() => ending.abort(why), Math.min(seconds * 1000, longestTimer)).unref();
    return ending.signal;
}

/** The id that planned outputs say, where all of it is known. */
function plannedId(resource: Resource, outputs: Values): string {
    const isKnown = ["region", "projectId", "taskType", "fileId"].every((name) => typeof outputs[name] === "string");
    return (isKnown ? resource.idOf?.(outputs as unknown as Placed) : undefined) ?? "";
}
