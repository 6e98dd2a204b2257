// Whatever happens, and in whatever order: the state never claims a deployment that did not happen, never loses one that
// may have, and one `up` puts everything right.
import assert from "node:assert/strict";
import fc from "fast-check";
import { startEmulator, type Emulator, type JournalEntry, type TaskView } from "dataworks-emulator";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import type { Context } from "../../../provider/src/resources/context";
import {
    modelCommands,
    requestIdOf,
    told,
    toldBy,
    type Declared,
    type ModelCommand,
} from "../../support/model-commands";
import { clientOf, contextOf, region } from "../../support/lifecycle";
import { seed } from "../../support/seed";
import { SmallEngine, type Failure } from "../../support/small-engine";
import { definition, projectId, realtime, seedOf } from "../../support/tasks";

const fileIds = ["100", "101"];
const args = (declared: Declared) => ({ projectId, taskType: "DI_REALTIME", ...declared });
/** A deployment, its tasks in DataWorks, and what is known of both without looking into the state. */
class Model {
    private readonly engine = new SmallEngine(region, () => this.context());
    /** The definitions that fingerprints were taken of. */
    private readonly taken = new Map<string, string>();
    private readonly clients: ReturnType<typeof clientOf>[] = [];
    private count = 0;
    private hangs = false;

    constructor(private readonly emulator: Emulator) {}

    async happen(command: ModelCommand): Promise<void> {
        const { control } = this.emulator;
        switch (command.what) {
            case "fault":
                if (command.fault.kind.startsWith("hang")) this.hangs = true;
                return control.addFault(command.fault);
            case "edit":
                return control.editTask({
                    projectId,
                    fileId: command.fileId,
                    definition: definition(command.table),
                    user: "1",
                });
            case "remove":
                return control.deleteTask({ projectId, fileId: command.fileId });
            case "restore":
                return this.restore(command.fileId);
            case "up":
                if (command.refresh && (await this.refresh())) return;
                await this.up(command.declared);
                return;
            case "refresh":
                await this.refresh();
                return;
            case "destroy":
                await this.destroy();
        }
    }

    /** After all faults ended, and with its task there, one `up --refresh` leaves nothing to do. */
    async heal(declared: Declared): Promise<void> {
        await this.emulator.control.clearFaults();
        for (const fileId of fileIds) await this.restore(fileId);
        assert.equal(await this.refresh(), undefined);
        assert.equal(await this.up(declared), undefined);
        assert.equal(await this.refresh(), undefined);
        assert.ok(this.engine.isClean(args(declared)), "there is still something to do");
    }

    close(): void {
        for (const client of this.clients) client.close();
    }

    private async up(declared: Declared): Promise<Failure> {
        const before = this.engine.outputs;
        const { deployments, definition: defined } = await this.task(declared.fileId);
        const { failure, journal } = await this.run(() => this.engine.up(args(declared)));
        const after = this.engine.outputs;
        const deploys = journal.filter(({ operation }) => operation === "DeployDISyncTask");
        const last = deploys.at(-1);
        const undeploys = journal.filter(
            ({ operation, applied }) => applied && operation === "TerminateDISyncInstance",
        );
        assert.ok(
            undeploys.every(({ parameters }) => parameters["FileId"] !== declared.fileId),
            "it undeployed its own task",
        );
        // What was lost is not sent again.
        assert.ok(deploys.slice(0, -1).every((entry) => ["refused", "failed"].includes(told(entry))));
        if (!last) {
            assert.ok(failure || before?.status !== "unknown", "an unknown outcome was left as it was");
            assert.deepEqual(
                [after?.status, after?.requestId, after?.fileId],
                [before?.status, before?.requestId, before?.fileId],
            );
        } else if (toldBy(deploys) === "refused") assert.ok(failure && after === before, "a refusal changed the state");
        else {
            assert.equal(after?.fileId, declared.fileId);
            assert.equal(after.status, toldBy(deploys) === "lost" ? "unknown" : "success");
            if (toldBy(deploys) === "lost") {
                assert.match(failure?.message ?? "", /DeployDISyncTask may have been applied/);
                assert.equal(after.definition, before?.fileId === after.fileId ? before.definition : "");
            }
            if (after.definition && !this.taken.has(after.definition)) this.taken.set(after.definition, defined);
        }
        if (after?.status === "success" && after.requestId !== before?.requestId) {
            assert.deepEqual([after.requestId, last?.applied], [last && requestIdOf(last), true]);
            assert.ok((await this.task(declared.fileId)).deployments > deployments, "a deployment that did not happen");
        }
        return failure;
    }

    private async refresh(): Promise<Failure> {
        const before = this.engine.outputs;
        const { failure, journal } = await this.run(() => this.engine.refresh());
        const after = this.engine.outputs;
        if (failure) {
            assert.equal(after, before);
            assert.ok(
                journal.some(({ fault }) => fault !== undefined),
                failure.message,
            );
        } else if (before) {
            const task = await this.task(before.fileId);
            assert.equal(after === undefined, task.deletedStatus !== "NORMAL");
            if (after) this.verifyDrift(after, task);
        }
        return failure;
    }

    private verifyDrift({ drift = [], definition: fingerprint, status }: Outputs, task: TaskView): void {
        const edited = fingerprint !== "" && this.taken.get(fingerprint) !== task.definition;
        assert.equal(
            drift.some((line) => line.startsWith("definition ")),
            edited,
            drift.join(),
        );
        assert.equal(
            drift.some((line) => line.startsWith("outcome ")),
            status === "unknown",
        );
    }

    private async destroy(): Promise<void> {
        const before = this.engine.outputs;
        const { failure, journal } = await this.run(() => this.engine.destroy());
        const deploys = journal.filter(({ operation }) => operation === "DeployDISyncTask");
        assert.deepEqual(deploys, []);
        assert.equal(this.engine.outputs, failure && before);
        if (failure || before?.onDelete !== "undeploy") return;
        assert.equal((await this.task(before.fileId)).deployedDefinition, undefined, "it is deployed still");
    }

    /** A run of the engine, and the calls that it made. Whatever it changed, it never sends again what may have been done. */
    private async run(engine: () => Promise<Failure>): Promise<{ failure: Failure; journal: JournalEntry[] }> {
        await this.emulator.control.clearJournal();
        const failure = await engine();
        const journal = await this.emulator.control.journal();
        for (const operation of ["StopDISyncInstance", "TerminateDISyncInstance"]) {
            const lost = journal.findIndex((entry) => entry.operation === operation && told(entry) === "lost");
            const { FileId } = journal[lost]?.parameters ?? {};
            const later = journal.slice(lost + 1).filter((entry) => entry.operation === operation);
            if (lost >= 0)
                assert.ok(
                    later.every(({ parameters }) => parameters["FileId"] !== FileId),
                    operation,
                );
        }
        return { failure, journal };
    }

    private task(fileId: string): Promise<TaskView> {
        return this.emulator.control.task({ projectId, fileId });
    }

    private async restore(fileId: string): Promise<void> {
        const { deletedStatus } = await this.task(fileId);
        if (deletedStatus !== "NORMAL") await this.emulator.control.seed(seedOf(...realtime(fileId)));
    }

    private context(): Context {
        const client = clientOf(this.emulator.url, {
            maxRetryTimeout: 1,
            readTimeout: this.hangs ? 250 : 60_000,
            random: () => 0,
        });
        this.clients.push(client);
        // No two fingerprints of a story have the same salt.
        return contextOf(client, { randomHex: (bytes) => String((this.count += 1)).padStart(2 * bytes, "0") });
    }
}

describe("whatever happens to a deployment", () => {
    it("the state claims none that did not happen, loses none that may have, and one up heals: 200 stories", async () => {
        const healing: Declared = { fileId: "100", onDelete: "retain", triggers: { n: 1 }, compareVersions: true };
        const story = fc.asyncProperty(modelCommands(fileIds, 12), async (all) => {
            const emulator = await startEmulator({ seed: seedOf(...realtime(...fileIds)) });
            const model = new Model(emulator);
            try {
                for (const each of all) await model.happen(each);
                await model.heal(all.findLast((each) => each.what === "up")?.declared ?? healing);
            } finally {
                await emulator.close();
                model.close();
            }
        });
        // Side by side, because what hangs waits for real time.
        const parts = [0, 1, 2, 3].map((part) =>
            fc.assert(story, { seed: seed + part, numRuns: 50, endOnFailure: false }),
        );
        await Promise.all(parts);
    });
});
