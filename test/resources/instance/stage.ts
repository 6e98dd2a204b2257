// An instance's lifecycle functions against the embedded DataWorks, where both go by one clock that waits move on.
import type { Fault, InstanceSettings, SeedTask, startEmulator as start } from "dataworks-emulator";
import type { Context } from "../../../provider/src/resources/context";
import { OwnClaims } from "../../../provider/src/resources/claims/ledger";
import { check as checkInputs, type Checked } from "../../../provider/src/resources/check";
import { instance } from "../../../provider/src/resources/instance";
import type { Inputs, Outputs } from "../../../provider/src/resources/instance/state";
import { KeptError, type Values } from "../../../provider/src/resources/resource";
import { Lifecycle, region } from "../../support/lifecycle";
import { definition, projectId, seedOf } from "../../support/tasks";

type Status = NonNullable<Awaited<ReturnType<Awaited<ReturnType<typeof start>>["control"]["task"]>>["instance"]>;

export const fileId = "100";
export const solutionId = "500";
const task: SeedTask = { fileId, name: "orders", definition: definition("orders"), deployed: true };
const solution: SeedTask = {
    fileId: solutionId,
    taskType: "DI_SOLUTION",
    name: "shop",
    definition: {},
    deployed: true,
};

/** Inputs as check hands them on. */
export function inputs(more: Partial<Inputs> = {}): Inputs {
    const times = { stableSeconds: 10, timeoutSeconds: 600 };
    return {
        projectId,
        taskType: "DI_REALTIME",
        fileId,
        state: "running",
        onDelete: "retain",
        region,
        ...times,
        ...more,
    };
}

export const solutionInputs = (more: Partial<Inputs> = {}): Inputs =>
    inputs({ taskType: "DI_SOLUTION", fileId: solutionId, ...more });

/** Outputs as a state holds them of an instance that this resource has started. */
export function outputs(more: Partial<Outputs> = {}): Outputs {
    const told = { status: "RUN", name: "orders", requestId: "before", startedAt: "2026-11-19T08:12:44Z" };
    return { ...inputs(), ...told, ...more };
}

export function check(news: Values, olds?: Values): Checked {
    return checkInputs(instance, news, region, olds);
}

/** What a verb gave back, or threw. */
export interface Got<T = Outputs> {
    readonly value?: T;
    readonly error?: Error;
    /** What the state holds where the failure keeps the resource. */
    readonly kept?: Outputs;
    /** The changing calls that were made: "StartDISyncInstance". */
    readonly changes: readonly string[];
    /** All calls. */
    readonly calls: readonly string[];
    /** Seconds that it took. */
    readonly seconds: number;
}

export class Stage {
    /** What is known of the run that all verbs are of. */
    readonly claims = new OwnClaims();

    private constructor(readonly lifecycle: Lifecycle) {}

    static async begin(settings: InstanceSettings = {}, seed: Partial<SeedTask> = {}): Promise<Stage> {
        const lifecycle = await Lifecycle.begin(seedOf({ ...task, ...seed }, solution), true);
        await lifecycle.emulator.control.setInstances(settings);
        return new Stage(lifecycle);
    }

    end(): Promise<void> {
        return this.lifecycle.end();
    }

    get context(): Context {
        return { ...this.lifecycle.context(), claims: this.claims };
    }

    get control(): Lifecycle["emulator"]["control"] {
        return this.lifecycle.emulator.control;
    }

    fault(operation: string, kind: string, more: object = {}): Promise<void> {
        return this.control.addFault({ operation, kind, ...more } as unknown as Fault);
    }

    set(status: Status, message?: string): Promise<void> {
        return this.control.setInstance({ projectId, fileId, status, ...(message !== undefined && { message }) });
    }

    async status(): Promise<string | undefined> {
        return (await this.control.task({ projectId, fileId })).instance;
    }

    /** Lets something happen at the first wait after so many seconds. */
    later(seconds: number, happen: () => Promise<unknown>): void {
        const { lifecycle } = this;
        const at = lifecycle.clock.now() + seconds * 1000;
        let done = false;
        const before = lifecycle.onWait;
        lifecycle.onWait = async () => {
            await before();
            if (done || lifecycle.clock.now() < at) return;
            done = true;
            await happen();
        };
    }

    create(news: Inputs = inputs()): Promise<Got> {
        return this.do((context) => instance.create(news, context));
    }

    update(olds: Outputs, news: Inputs = inputs()): Promise<Got> {
        return this.do((context) => instance.update(olds, news, context));
    }

    read(olds: Outputs = outputs()): Promise<Got<Awaited<ReturnType<typeof instance.read>>>> {
        return this.do((context) => instance.read(olds, context));
    }

    remove(olds: Outputs): Promise<Got<void>> {
        return this.do((context) => instance.delete("id", olds, context));
    }

    private async do<T>(verb: (context: Context) => Promise<T>): Promise<Got<T>> {
        const began = this.lifecycle.clock.now();
        await this.lifecycle.calls();
        const outcome = await verb(this.context).then(
            (value) => ({ value }),
            (error: unknown) => ({
                error: error as Error,
                ...(error instanceof KeptError && { kept: error.outputs as Outputs }),
            }),
        );
        const calls = (await this.lifecycle.calls()).map((call) => call.split(" ")[0] ?? "");
        const changes = calls.filter((call) => /^(Start|Stop|Terminate|Deploy)/.test(call));
        return { ...outcome, calls, changes, seconds: Math.round((this.lifecycle.clock.now() - began) / 1000) };
    }
}
