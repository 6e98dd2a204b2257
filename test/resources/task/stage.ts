// A task's lifecycle functions against the embedded DataWorks, where both go by one clock that waits move on.
import type { Fault, MakingSettings, SeedTask } from "dataworks-emulator";
import { OwnClaims } from "../../../provider/src/resources/claims/ledger";
import type { Context } from "../../../provider/src/resources/context";
import { KeptError } from "../../../provider/src/resources/resource";
import { task } from "../../../provider/src/resources/task";
import type { Inputs, Outputs } from "../../../provider/src/resources/task/state";
import { Lifecycle, region } from "../../support/lifecycle";
import { dataSources } from "../../support/new-task";
import { projectId } from "../../support/tasks";

export const first = "600000001";
/** A task of the same name that was there before. */
export const foreign = { fileId: "900", name: "orders", folder: "flow/shop", createTime: "2026-11-20T08:00:00Z" };

/** Inputs as check hands them on, of a task that reads these tables. */
export function inputs(tables: readonly string[] = ["orders"], more: Partial<Inputs> = {}): Inputs {
    return {
        ...{
            projectId,
            taskType: "DI_REALTIME",
            name: "orders",
            folder: "flow/shop",
            resourceGroup: "group_shop",
            region,
        },
        ...{ onDelete: "retain", timeoutSeconds: 300 },
        source: { type: "mysql", datasources: [{ name: "shop", tables }] },
        destination: { type: "hologres", datasource: "warehouse" },
        ...more,
    } as Inputs;
}

/** Outputs as a state holds them of a task that was made by these inputs. */
export function outputs(of: Inputs = inputs(), more: Partial<Outputs> = {}): Outputs {
    const made = { fileId: first, revision: "2026-11-20T08:12:44Z-000001", definition: "", status: "success" };
    return { ...of, ...made, ...more } as Outputs;
}

/** The tables that a state or inputs name. */
export function tablesOf(values: Partial<Inputs> | undefined): readonly string[] {
    return (values?.source?.datasources ?? []).flatMap((one) => ("tables" in one ? one.tables : []));
}

/** What a verb gave back, or threw. */
export interface Got<T = Outputs> {
    readonly value?: T;
    readonly error?: Error;
    /** What the state holds where the failure keeps the resource. */
    readonly kept?: Outputs;
    /** All calls. */
    readonly calls: readonly string[];
    readonly warnings: readonly string[];
}

export class Stage {
    /** What is known of the run that all verbs are of. */
    claims = new OwnClaims();

    private constructor(readonly lifecycle: Lifecycle) {}

    static async begin(making: MakingSettings = {}, ...tasks: SeedTask[]): Promise<Stage> {
        const lifecycle = await Lifecycle.begin({ workspaces: [{ projectId, dataSources, tasks }] }, true);
        await lifecycle.emulator.control.setMaking(making);
        return new Stage(lifecycle);
    }

    end(): Promise<void> {
        return this.lifecycle.end();
    }

    private digits = 0;

    get context(): Context {
        const randomHex = (bytes: number) => String((this.digits += 1)).padStart(2 * bytes, "0");
        return { ...this.lifecycle.context(), claims: this.claims, randomHex };
    }

    get control(): Lifecycle["emulator"]["control"] {
        return this.lifecycle.emulator.control;
    }

    fault(operation: string, kind: string, more: object = {}): Promise<void> {
        return this.control.addFault({ operation, kind, ...more } as unknown as Fault);
    }

    /** The tables in the definition as it is in DataWorks. */
    async tables(fileId = first): Promise<string[]> {
        const { definition } = await this.control.task({ projectId, fileId });
        return [...definition.matchAll(/"enable":true,"table":"([^"]+)"/g)].map(([, name]) => name ?? "");
    }

    /** Somebody edits the definition: what a function makes of its text. */
    async edit(change: (text: string) => string, fileId = first): Promise<void> {
        const { definition } = await this.control.task({ projectId, fileId });
        await this.control.editTask({
            projectId,
            fileId,
            user: "182293110403",
            definition: JSON.parse(change(definition)) as object,
        });
    }

    /** Somebody has DataWorks read these tables. */
    async setTables(tables: readonly string[], fileId = first): Promise<void> {
        const got = await this.do((context) =>
            task.update(outputs(inputs(["somebody"]), { fileId }), inputs(tables), context),
        );
        if (got.error) throw got.error;
    }

    create(news: Inputs = inputs()): Promise<Got> {
        return this.do((context) => task.create(news, context));
    }

    /** The outputs of a task that was just made. */
    async made(news: Inputs = inputs()): Promise<Outputs> {
        const { value, error } = await this.create(news);
        if (!value) throw error ?? new Error("nothing was made");
        return value;
    }

    update(olds: Outputs, news: Inputs): Promise<Got> {
        return this.do((context) => task.update(olds, news, context));
    }

    read(olds: Outputs): Promise<Got<Awaited<ReturnType<typeof task.read>>>> {
        return this.do((context) => task.read(olds, context));
    }

    remove(olds: Outputs, id = "id"): Promise<Got<void>> {
        return this.do((context) => task.delete(id, olds, context));
    }

    async do<T>(verb: (context: Context) => Promise<T>): Promise<Got<T>> {
        await this.lifecycle.calls();
        const before = this.lifecycle.warnings.length;
        const outcome = await verb(this.context).then(
            (value) => ({ value }),
            (error: unknown) => ({
                error: error as Error,
                ...(error instanceof KeptError && { kept: error.outputs as Outputs }),
            }),
        );
        const calls = (await this.lifecycle.calls()).map((call) => call.split(" ")[0] ?? "");
        return { ...outcome, calls, warnings: this.lifecycle.warnings.slice(before) };
    }
}
