// A story on the real engine: steps that are run once, and what each left behind, for many promises to be checked on.
import assert from "node:assert/strict";
import { startEmulator, type Emulator, type JournalEntry, type StartOptions } from "dataworks-emulator";
import type { Run } from "./cli";
import { named, Stack, type StackOptions, type StateResource } from "./stack";
import { callsOf } from "./tasks";

/** What a step left behind. */
export interface Left {
    /** The calls that were made, such as "GetDISyncTask 100". */
    readonly calls: readonly string[];
    /** The same, with all that the emulator knows of them. */
    readonly journal: readonly JournalEntry[];
    /** The deployments in the state, by name. */
    readonly state: Readonly<Record<string, StateResource>>;
    /** The instances in the state, by name. */
    readonly instances: Readonly<Record<string, StateResource>>;
    /** The tasks in the state, by name. */
    readonly tasks: Readonly<Record<string, StateResource>>;
    /** The text of the state, as the CLI keeps it. */
    readonly stateText: string;
    /** What the last command of the step printed, and its exit code. */
    readonly run: Run;
}

export class Story {
    private readonly steps = new Map<string, Left>();

    private constructor(
        private current: Emulator,
        readonly stack: Stack,
    ) {}

    get emulator(): Emulator {
        return this.current;
    }

    static async begin(emulator: StartOptions, stack: StackOptions = {}): Promise<Story> {
        const started = await startEmulator(emulator);
        return new Story(started, await Stack.open({ endpoint: started.url, ...stack }));
    }

    /** Runs a step, and keeps what it leaves behind. */
    async step(name: string, run: () => Promise<Run>): Promise<void> {
        await this.emulator.control.clearJournal();
        const ended = await run();
        const journal = await this.emulator.control.journal();
        const [stateText, resources] = [await this.stack.stateText(), await this.stack.resources()];
        const of = (kind: string) => named(kind, resources);
        const [state, instances, tasks] = [of("DiSyncDeployment"), of("DiSyncInstance"), of("DiSyncTask")];
        this.steps.set(name, { calls: callsOf(journal), journal, state, instances, tasks, stateText, run: ended });
    }

    /** Stops the emulator, and starts another one at the same address that knows nothing but this state file. */
    async restartEmulator(state: string): Promise<void> {
        await this.emulator.close();
        this.current = await startEmulator({ state, port: this.emulator.port });
    }

    /** What a step left behind. */
    after(name: string): Left {
        return this.steps.get(name) ?? assert.fail(`there was no step "${name}"`);
    }

    /** The calls of a step that were about this file id or workspace. */
    calls(step: string, id: string): string[] {
        return this.after(step).calls.filter((call) => call.endsWith(` ${id}`));
    }

    /** The workspaces that a step asked to deploy in, once for each deployment. */
    deployedIn(step: string): string[] {
        const deploys = this.after(step).journal.filter(({ operation }) => operation === "DeployDISyncTask");
        return deploys.map(({ parameters }) => parameters["ProjectId"] ?? "");
    }

    /** A deployment as the state has it after a step. */
    deployment(step: string, name: string): StateResource {
        return this.after(step).state[name] ?? assert.fail(`after "${step}" the state has no deployment ${name}`);
    }

    /** An instance as the state has it after a step. */
    instance(step: string, name: string): StateResource {
        return this.after(step).instances[name] ?? assert.fail(`after "${step}" the state has no instance ${name}`);
    }

    /** A task as the state has it after a step. */
    task(step: string, name: string): StateResource {
        return this.after(step).tasks[name] ?? assert.fail(`after "${step}" the state has no task ${name}`);
    }

    async close(): Promise<void> {
        await this.stack.close();
        await this.emulator.close();
    }
}
