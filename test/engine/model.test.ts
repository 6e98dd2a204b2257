// Whatever happens to deployments, on the real engine: the state claims none that did not happen, loses none that may
// have, and one `up --refresh` puts everything right.
import assert from "node:assert/strict";
import fc from "fast-check";
import { startEmulator, type Emulator, type JournalEntry } from "dataworks-emulator";
import { modelCommands, requestIdOf, told, toldBy, type Declared, type ModelCommand } from "../support/model-commands";
import { seed } from "../support/seed";
import { Stack, type StateResource } from "../support/stack";
import { definition, realtime } from "../support/tasks";

const fileIds = ["100", "101"];
/** How many deployments a program has; each in a workspace of its own, with a story of its own. They cost little beside a run. */
const together = 16;
/** How often a program is run until it is healed: each run takes seconds. */
const rounds = fc.integer({ min: 1, max: 2 });

/** A deployment of the program, and what happens to it. */
class Deployment {
    /** What the program declares; undefined where it does not have it. */
    declared: Declared | undefined;
    /** What the state held of it after the last run. */
    held: StateResource | undefined;
    private next = 0;

    constructor(
        readonly projectId: string,
        readonly name: string,
        private readonly story: readonly ModelCommand[],
        private readonly emulator: Emulator,
    ) {}

    /** Lets happen what comes before the next `up`. */
    async happenUntilUp(): Promise<void> {
        for (let one = this.story[this.next++]; one; one = this.story[this.next++]) {
            if (one.what === "up") {
                this.declared = one.declared;
                return;
            }
            await this.happen(one);
        }
    }

    private async happen(one: Exclude<ModelCommand, { what: "up" }>): Promise<void> {
        const { control } = this.emulator;
        const { projectId } = this;
        if (one.what === "destroy") this.declared = undefined;
        else if (one.what === "fault") await control.addFault({ ...one.fault, match: { ProjectId: projectId } });
        else if (one.what === "restore") await this.restore(one.fileId);
        else if (one.what === "remove") await control.deleteTask({ projectId, fileId: one.fileId });
        else if (one.what === "edit") {
            const edit = { fileId: one.fileId, definition: definition(one.table), user: "1" };
            await control.editTask({ projectId, ...edit });
        }
    }

    async restore(fileId: string): Promise<void> {
        const { deletedStatus } = await this.emulator.control.task({ projectId: this.projectId, fileId });
        if (deletedStatus === "NORMAL") return;
        await this.emulator.control.seed({ workspaces: [{ projectId: this.projectId, tasks: realtime(fileId) }] });
    }

    /** Holds what the state has after a run against the calls of that run. */
    async verify(after: StateResource | undefined, calls: readonly JournalEntry[]): Promise<void> {
        const before = this.held;
        this.held = after;
        const deploys = calls.filter(({ operation }) => operation === "DeployDISyncTask");
        const last = deploys.at(-1);
        assert.ok(
            deploys.slice(0, -1).every((entry) => ["refused", "failed"].includes(told(entry))),
            "sent again what was lost",
        );
        if (last && toldBy(deploys) !== "refused") {
            assert.ok(after, "a deployment that may have happened is lost");
            const { fileId, status, requestId } = after.outputs;
            assert.equal(fileId, this.declared?.fileId);
            // On a slow machine, a reply may come too late for the short time-out of these runs.
            if (status !== "unknown")
                assert.deepEqual([status, told(last), requestId], ["success", "deployed", requestIdOf(last)]);
        } else if (after) {
            for (const name of ["status", "requestId", "fileId", "deployedAt"]) {
                assert.equal(after.outputs[name], before?.outputs[name], name);
            }
        } else if (before && this.declared) {
            // It left the state at refresh: it has to be gone.
            const fileId = String(before.outputs["fileId"]);
            const { deletedStatus } = await this.emulator.control.task({ projectId: this.projectId, fileId });
            assert.notEqual(deletedStatus, "NORMAL");
        }
    }
}

describe("whatever happens to deployments on the engine", () => {
    let emulator: Emulator;
    let stack: Stack;
    let runs = 0;

    before(async () => {
        emulator = await startEmulator();
        stack = await Stack.open({ endpoint: emulator.url });
        await stack.write(
            "Pulumi.test.yaml",
            "config:\n  dataworks:clientReadTimeout: 1000\n  dataworks:maxRetryTimeout: 1\n",
        );
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    async function declare(deployments: readonly Deployment[]): Promise<void> {
        const declared = deployments.flatMap(({ name, projectId, declared: args }) =>
            args ? [[name, { args: { projectId, taskType: "DI_REALTIME", ...args } }] as const] : [],
        );
        await stack.declare(Object.fromEntries(declared));
    }

    it("the state claims none that did not happen, loses none that may have, and one up heals: 48 stories", async () => {
        const stories = fc.array(modelCommands(fileIds, 8), { minLength: together, maxLength: together });
        const property = fc.asyncProperty(stories, rounds, async (all, most) => {
            runs += 1;
            const deployments = all.map((story, index) => {
                const projectId = String(10_000 * runs + index);
                return new Deployment(projectId, `task${projectId}`, story, emulator);
            });
            await emulator.control.seed({
                workspaces: deployments.map(({ projectId }) => ({ projectId, tasks: realtime(...fileIds) })),
            });
            for (let round = 0; round < most; round += 1) {
                for (const deployment of deployments) await deployment.happenUntilUp();
                await declare(deployments);
                await emulator.control.clearJournal();
                await stack.up("--refresh", "--continue-on-error");
                const state = await stack.deployments();
                const journal = await emulator.control.journal();
                for (const deployment of deployments) {
                    const calls = journal.filter(({ parameters }) => parameters["ProjectId"] === deployment.projectId);
                    await deployment.verify(state[deployment.name], calls);
                }
            }
            await emulator.control.clearFaults();
            for (const deployment of deployments) for (const fileId of fileIds) await deployment.restore(fileId);
            await stack.okUp("--refresh");
            await stack.ok("preview", "--refresh", "--expect-no-changes");
        });
        // A story takes seconds: the one that failed is shown as it is.
        await fc.assert(property, { seed, numRuns: 3, endOnFailure: true });
    });
});
