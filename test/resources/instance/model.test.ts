// Whatever happens to an instance, and in whatever order, by hand, on the way or with time: an `up` that succeeds means that it is as
// it was asked for, nothing that was asked for is forgotten, and one more `up` puts everything right.
import assert from "node:assert/strict";
import { faultKinds, type Fault, type InstanceSettings, type JournalEntry } from "dataworks-emulator";
import fc from "fast-check";
import { isRead, type Operation } from "../../../provider/src/dataworks/operation";
import { instance } from "../../../provider/src/resources/instance";
import type { Inputs, Outputs } from "../../../provider/src/resources/instance/state";
import { KeptError } from "../../../provider/src/resources/resource";
import { seed } from "../../support/seed";
import { definition, projectId } from "../../support/tasks";
import { fileId, inputs, Stage } from "./stage";

type Declared = Pick<Inputs, "state" | "triggers" | "startParameters" | "onDelete">;

type Command =
    | { readonly what: "up"; readonly declared: Declared; readonly refresh: boolean }
    | { readonly what: "refresh" | "destroy" | "deploy" | "undeploy" | "remove" | "settle" }
    | { readonly what: "set"; readonly status: "RUN" | "NORUN" | "PAUSE" | "WAIT" | "KILLING"; readonly later: number }
    | { readonly what: "modes"; readonly settings: InstanceSettings }
    | { readonly what: "fault"; readonly fault: Fault }
    | { readonly what: "time"; readonly seconds: number };

const task = { projectId, fileId };
const states = fc.constantFrom("running" as const, "stopped" as const);
const declared: fc.Arbitrary<Declared> = fc.record({
    state: fc.oneof({ weight: 3, arbitrary: fc.constant("running" as const) }, { weight: 1, arbitrary: states }),
    triggers: fc.record({ n: fc.integer({ min: 1, max: 2 }) }),
    startParameters: fc.constantFrom(undefined, { errorLimit: { records: 1 } }),
    onDelete: fc.constantFrom("retain" as const, "stop" as const),
});
const pace = fc.constantFrom(
    { mode: "atOnce" as const },
    { mode: "after" as const, ms: 4000 },
    { mode: "after" as const, ms: 90_000 },
    { mode: "byHand" as const },
);
const settings: fc.Arbitrary<InstanceSettings> = fc.oneof(
    { weight: 4, arbitrary: pace },
    { weight: 1, arbitrary: fc.constant({ start: { refused: "no resources" } }) },
    { weight: 1, arbitrary: fc.constant({ stop: { refused: "busy" } }) },
    {
        weight: 1,
        arbitrary: fc.constant({ start: { fails: { mode: "after" as const, ms: 3000, message: "failover limit" } } }),
    },
);
/** What hangs takes real time; the matrix of faults has it. */
const kinds = faultKinds.filter(({ kind }) => !kind.startsWith("hang") && !["latency", "slow"].includes(kind));
const faults: fc.Arbitrary<Fault> = fc
    .record({
        operation: fc.constantFrom(
            "GetDISyncInstanceInfo",
            "StartDISyncInstance",
            "StopDISyncInstance",
            "GetDISyncTask",
        ),
        kind: fc.constantFrom(...kinds),
        times: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ operation, kind: { kind, example }, times }) => ({ operation, kind, ...example, times }) as Fault);

const command: fc.Arbitrary<Command> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ what: fc.constant("up" as const), declared, refresh: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant("modes" as const), settings }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant("fault" as const), fault: faults }) },
    {
        weight: 4,
        arbitrary: fc.record({
            what: fc.constant("set" as const),
            status: fc.constantFrom("RUN", "NORUN", "PAUSE", "WAIT", "KILLING"),
            later: fc.constantFrom(0, 0, 1, 12),
        }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constantFrom("refresh" as const, "settle" as const) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("destroy" as const, "deploy" as const) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("undeploy" as const, "remove" as const) }) },
    {
        weight: 1,
        arbitrary: fc.record({ what: fc.constant("time" as const), seconds: fc.integer({ min: 1, max: 900 }) }),
    },
);

const done = (declaredState: Inputs["state"]) => (declaredState === "running" ? ["RUN"] : ["NORUN", "PAUSE"]);

/** An instance, what the engine keeps of it, and its task in DataWorks. */
class Model {
    private outputs: Outputs | undefined;
    /** After a failure that kept the resource, the engine updates it, whatever changed. */
    private halfMade = false;
    private settings: InstanceSettings = {};

    constructor(private readonly stage: Stage) {}

    async happen(each: Command): Promise<void> {
        const { control, lifecycle } = this.stage;
        switch (each.what) {
            case "up":
                if (each.refresh && (await this.refresh())) return;
                await this.up(inputs(each.declared));
                return;
            case "refresh":
                await this.refresh();
                return;
            case "destroy":
                return this.destroy();
            case "set":
                if (each.later === 0) return this.set(each.status);
                {
                    this.stage.later(each.later, () => this.set(each.status));
                    return;
                }
            case "modes":
                this.settings = each.settings;
                return control.setInstances(each.settings);
            case "fault":
                return control.addFault(each.fault);
            case "time": {
                lifecycle.clock.pass(1000 * each.seconds);
                return;
            }
            case "settle":
                return control.settleInstances();
            case "deploy":
                return control.deployTask({ ...task, user: "1" });
            case "undeploy":
                return control.undeployTask(task);
            case "remove":
                return control.deleteTask(task);
        }
    }

    /** After all faults ended, and with its task there and deployed, one `up --refresh` leaves nothing to do. */
    async heal(news: Inputs): Promise<void> {
        const { control, lifecycle } = this.stage;
        lifecycle.onWait = () => undefined;
        await control.clearFaults();
        this.settings = {};
        await control.setInstances({});
        const { deletedStatus, instance: status } = await control.task(task);
        if (deletedStatus !== "NORMAL" || status === undefined)
            await control.seed({
                workspaces: [
                    { projectId, tasks: [{ fileId, name: "orders", definition: definition("a"), deployed: true }] },
                ],
            });
        if (status === "WAIT" || status === "KILLING") await control.setInstance({ ...task, status: "NORUN" });
        assert.equal(await this.refresh(), undefined);
        assert.equal(await this.up(news), undefined);
        const after = this.outputs;
        assert.equal(await this.refresh(), undefined);
        assert.ok(this.outputs && after);
        assert.equal(instance.diff(this.outputs, { ...news }, true).changes, false, "there is still something to do");
    }

    private async set(status: "RUN" | "NORUN" | "PAUSE" | "WAIT" | "KILLING"): Promise<void> {
        if ((await this.stage.status()) !== undefined) await this.stage.set(status);
    }

    private async up(news: Inputs): Promise<Error | undefined> {
        const before = this.outputs;
        if (before && !this.halfMade && !instance.diff(before, { ...news }, true).changes) return undefined;
        const { failure, value, journal } = await this.run(() =>
            before ? instance.update(before, news, this.stage.context) : instance.create(news, this.stage.context),
        );
        const applied = journal.filter((entry) => entry.applied).map(({ operation }) => operation);
        const asked = journal.map(({ operation }) => operation);
        const restarts =
            news.state === "running" &&
            (before?.pending === "restart" ||
                JSON.stringify(before?.triggers) !== JSON.stringify(news.triggers) ||
                JSON.stringify(before?.startParameters) !== JSON.stringify(news.startParameters));
        if (news.state === "stopped")
            assert.ok(!applied.includes("StartDISyncInstance"), "it started what is to stand");
        if (news.state === "running" && !(before && restarts))
            assert.ok(!applied.includes("StopDISyncInstance"), "it stopped what is to run");

        if (!failure) {
            const status = await this.stage.status();
            assert.ok(value);
            // What is only stored is not looked at.
            const looked = journal.length > 0;
            assert.ok(!looked || done(news.state).includes(value.status), `a success, and it is ${value.status}`);
            if (looked && !this.changesByItself()) assert.equal(status, value.status);
            const { pending, drift, state, triggers, startParameters } = value;
            assert.deepEqual(
                { pending, drift, state, triggers, startParameters },
                { ...pick(news), pending: undefined, drift: undefined },
            );
            if (before && restarts)
                assert.ok(asked.includes("StartDISyncInstance"), "what was to be restarted was not");
            this.keep(value, false);
            return undefined;
        }
        if (failure instanceof KeptError) {
            const outputs = failure.outputs as Outputs;
            assert.ok(outputs.pending, "nothing says what is still to be done");
            // Nothing says that a start was made which was not: its triggers are those of before.
            if (!journal.some(({ operation }) => operation === "StartDISyncInstance"))
                assert.deepEqual(outputs.triggers, before?.triggers);
            assert.equal(instance.diff(outputs, { ...news }, true).changes, true, "it is forgotten");
            this.keep(outputs, true);
        } else {
            assert.ok(!journal.some(({ operation }) => !isRead(operation as Operation)), failure.message);
        }
        assert.ok(this.outputs || !before, "the resource is lost");
        return failure;
    }

    private async refresh(): Promise<Error | undefined> {
        const before = this.outputs;
        if (!before) return undefined;
        const { failure, value, journal } = await this.run(() => instance.read(before, this.stage.context));
        assert.ok(journal.every(({ operation }) => isRead(operation as Operation)));
        if (failure) return failure;
        const { deletedStatus, instance: status } = await this.stage.control.task(task);
        assert.equal(value === undefined, deletedStatus !== "NORMAL");
        if (value && status === "RUN" && !this.changesByItself()) assert.equal(value.inputs.state, "running");
        if (value) assert.equal(value.outputs.pending, before.pending);
        this.keep(value?.outputs, false);
        return undefined;
    }

    private async destroy(): Promise<void> {
        const before = this.outputs;
        if (!before) return;
        const { failure, journal } = await this.run(() => instance.delete("id", before, this.stage.context));
        if (before.onDelete === "retain") assert.deepEqual(journal, []);
        if (failure) return;
        const status = await this.stage.status();
        if (before.onDelete === "stop" && !this.changesByItself())
            assert.ok([undefined, "NORUN", "PAUSE"].includes(status), `destroyed, and it is ${status ?? ""}`);
        this.keep(undefined, false);
    }

    private keep(outputs: Outputs | undefined, halfMade: boolean): void {
        this.outputs = outputs;
        this.halfMade = halfMade;
    }

    /** What starts may stop again by itself, right after it was looked at. */
    private changesByItself(): boolean {
        return this.settings.start?.fails !== undefined;
    }

    private async run<T>(verb: () => Promise<T>): Promise<{ value?: T; failure?: Error; journal: JournalEntry[] }> {
        const { control } = this.stage;
        await control.clearJournal();
        const outcome = await verb().then(
            (value) => ({ value }),
            (failure: unknown) => ({ failure: failure as Error }),
        );
        return { ...outcome, journal: await control.journal() };
    }
}

function pick({ state, triggers, startParameters }: Inputs) {
    return { state, triggers, startParameters };
}

describe("whatever happens to an instance", () => {
    it("a success is one, nothing is forgotten, and one more up puts everything right, in 60 stories", async function () {
        this.timeout(120_000);
        await fc.assert(
            fc.asyncProperty(
                fc.array(command, { minLength: 3, maxLength: 14, size: "max" }),
                declared,
                async (commands, last) => {
                    const stage = await Stage.begin();
                    try {
                        const model = new Model(stage);
                        for (const each of commands) await model.happen(each);
                        await model.heal(inputs(last));
                    } finally {
                        await stage.end();
                    }
                },
            ),
            { seed, numRuns: 60 },
        );
    });
});
