// Whatever a program makes of a task: the provider in two hosts of a run, called as the engine calls it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime, type dynamic } from "@pulumi/pulumi";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type Emulator } from "dataworks-emulator";
import fc from "fast-check";
import { claimsOfRun } from "../../../provider/src/resources/claims/shared";
import { deployment } from "../../../provider/src/resources/deployment";
import { Host } from "../../../provider/src/dynamic/host";
import { DynamicProvider } from "../../../provider/src/dynamic/provider";
import { seed } from "../../support/seed";
import { realtime } from "../../support/tasks";

const names = ["a", "b", "c"] as const;
const fileIds = ["100", "101", "102"] as const;
const hosts = ["default", "explicit"] as const;
type Values = Record<string, unknown>;

/** A resource of a program. */
interface Declared {
    readonly host: (typeof hosts)[number];
    /** Which of the story's workspaces. */
    readonly project: "0" | "1";
    readonly fileId: (typeof fileIds)[number];
    readonly onDelete: "retain" | "undeploy";
    readonly n: number;
    /** It depends on the one before it. */
    readonly depends: boolean;
    readonly deleteBeforeReplace: boolean;
    /** `--replace` names it. */
    readonly forced: boolean;
}

/** A run of `up --continue-on-error`. */
interface Up {
    readonly program: Readonly<Record<string, Declared | null>>;
    readonly refused: readonly string[];
    readonly targets: readonly string[] | null;
    readonly refresh: boolean;
}

interface Resource {
    readonly id: string;
    readonly host: (typeof hosts)[number];
    readonly inputs: Values;
    readonly outputs: Values;
}

interface Deleting {
    readonly name: string;
    readonly old: Resource;
    /** What the program of this run says of it, where its diff replaced it. */
    readonly onDelete?: string;
}

const declared: fc.Arbitrary<Declared> = fc.record({
    host: fc.constantFrom(...hosts),
    project: fc.oneof({ weight: 4, arbitrary: fc.constant("0" as const) }, fc.constant("1" as const)),
    fileId: fc.constantFrom(...fileIds),
    onDelete: fc.oneof({ weight: 3, arbitrary: fc.constant("undeploy" as const) }, fc.constant("retain" as const)),
    n: fc.integer({ min: 1, max: 2 }),
    depends: fc.boolean(),
    deleteBeforeReplace: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
    forced: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const up: fc.Arbitrary<Up> = fc.record({
    program: fc.record({ a: fc.option(declared), b: fc.option(declared), c: fc.option(declared) }),
    refused: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...fileIds])),
    targets: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.subarray([...names])),
    refresh: fc.boolean(),
});

const plain: Declared = {
    host: "default",
    project: "0",
    fileId: "100",
    onDelete: "undeploy",
    n: 1,
    depends: false,
    deleteBeforeReplace: false,
    forced: false,
};
const run = (program: Up["program"], refused: readonly string[] = []): Up => {
    return { program, refused, targets: null, refresh: true };
};
/** The resource that takes a task over is skipped, because what it depends on was refused. */
const skipped = [
    run({ a: plain }),
    run({ b: { ...plain, fileId: "101" }, c: { ...plain, depends: true, host: "explicit" } }, ["101"]),
];
/** The same, and what it takes from that one is not known. */
const unknownPart = [
    run({ a: plain }),
    run({ b: { ...plain, fileId: "101" }, c: { ...plain, depends: true, n: 2 } }, ["101"]),
];
/** The resource that takes a task over is refused, in a replacement, whose check runs twice. */
const refused = [run({ a: plain, b: { ...plain, fileId: "101" } }), run({ b: plain }, ["100"])];

let runs = 0;

/** A stack, and the engine that runs it. */
class Story {
    private readonly state = new Map<string, Resource>();
    /** Old halves of replacements that are not deleted yet. */
    private pending: Deleting[] = [];
    private run: Record<string, DynamicProvider> = {};
    /** The tasks of the resources that were looked at in this run, up to now. */
    private readonly wanted = new Set<string>();
    /** Tasks that `deleteBeforeReplace` let go of before another resource that stands for them was looked at. */
    private readonly early = new Set<string>();

    constructor(
        private readonly emulator: Emulator,
        private readonly folder: string,
        private readonly projectIds: Readonly<Record<string, string>>,
    ) {}

    async up({ program, refused, targets, refresh }: Up): Promise<{ failed: boolean }> {
        const { control } = this.emulator;
        await control.clearJournal();
        await control.clearFaults();
        this.wanted.clear();
        this.early.clear();
        for (const FileId of refused) {
            const match = { FileId };
            await control.addFault({ operation: "DeployDISyncTask", kind: "fail", message: "no", match });
        }
        this.run = await this.newHosts();
        if (refresh) await this.refresh();
        const isTarget = (name: string) => targets?.includes(name) ?? true;
        const bad = new Set<string>();
        const gone: Deleting[] = [];
        const deleting = targets ? [] : this.pending.splice(0);
        let before: string | undefined;
        for (const name of names) {
            const one = program[name];
            if (!one) continue;
            if (isTarget(name)) {
                this.wanted.add(this.keyOf(one));
                const skipped = one.depends && before !== undefined && bad.has(before);
                if (!(await this.register(name, one, skipped, deleting, gone))) bad.add(name);
            } else if (!this.state.has(name)) bad.add(name);
            before = name;
        }
        for (const [name, old] of this.state) {
            if (program[name] || !isTarget(name)) continue;
            this.state.delete(name);
            deleting.push({ name, old });
        }
        let kept = 0;
        for (const each of deleting) {
            if (await this.isDeleted(each.old)) {
                gone.push(each);
                continue;
            }
            kept += 1;
            if (program[each.name] || this.state.has(each.name)) this.pending.push({ name: each.name, old: each.old });
            else this.state.set(each.name, each.old);
        }
        await this.verify(gone);
        return { failed: bad.size > 0 || kept > 0 };
    }

    /** Makes of a resource what the program says; false where it failed or was skipped. */
    private async register(
        name: string,
        one: Declared,
        skipped: boolean,
        deleting: Deleting[],
        gone: Deleting[],
    ): Promise<boolean> {
        const host = this.run[one.host] ?? assert.fail();
        const old = this.state.get(name);
        // What it takes from one that failed is not known: the engine skips it, and asks us what it makes of it before.
        const args = this.argsOf(skipped && one.n > 1 ? { ...one, n: runtime.unknownValue } : one);
        const check = async (olds: Values) => {
            const found: { inputs?: Values; failures?: unknown } = await host.check(olds, args);
            assert.deepEqual(found.failures, []);
            return found.inputs ?? assert.fail();
        };
        let inputs = await check(old && !one.forced ? old.inputs : {});
        let replaces = old !== undefined && one.forced;
        let changes = !old || replaces;
        if (old && !one.forced) {
            const difference = await host.diff(old.id, old.outputs, inputs);
            changes = difference.changes === true;
            replaces = (difference.replaces ?? []).length > 0;
            if (replaces) inputs = await check({});
        }
        if (!changes && old) {
            this.state.set(name, { ...old, host: one.host, inputs });
            return true;
        }
        if (skipped) return false;
        const planned = old && { name, old, ...(!one.forced && { onDelete: one.onDelete }) };
        if (planned && replaces && one.deleteBeforeReplace) {
            if (!(await this.isDeleted(planned.old))) return false;
            this.state.delete(name);
            gone.push(planned);
            const task = taskOf(planned.old.outputs);
            if (!this.wanted.has(task)) this.early.add(task);
        }
        try {
            if (old && !replaces) {
                const made: { outs?: Values } = await host.update(old.id, old.outputs, inputs);
                this.state.set(name, { id: old.id, host: one.host, inputs, outputs: made.outs ?? {} });
            } else {
                const made: { id: string; outs?: Values } = await host.create(inputs);
                this.state.set(name, { id: made.id, host: one.host, inputs, outputs: made.outs ?? {} });
                if (planned && !one.deleteBeforeReplace) deleting.push(planned);
            }
            return true;
        } catch (error) {
            assert.match((error as Error).message, /DeployDISyncTask was refused/);
            return false;
        }
    }

    private async isDeleted({ id, host, outputs }: Resource): Promise<boolean> {
        try {
            await this.run[host]?.delete(id, outputs);
            return true;
        } catch (error) {
            assert.match((error as Error).message, /is not undeployed: .* Run again once/);
            return false;
        }
    }

    /** What the engine does in a refresh: diff of what was read, with the old inputs. */
    private async refresh(): Promise<void> {
        for (const { id, host, inputs, outputs } of this.state.values())
            await this.run[host]?.diff(id, outputs, inputs);
    }

    private async verify(gone: readonly Deleting[]): Promise<void> {
        const undeployed = (await this.emulator.control.journal())
            .filter(({ operation, applied }) => applied && operation === "TerminateDISyncInstance")
            .map(({ parameters }) => `${parameters["ProjectId"]} ${parameters["FileId"]}`);
        for (const task of undeployed)
            assert.ok(!this.wanted.has(task) || this.early.has(task), "what the program wants was undeployed");
        const held = new Set([...this.state.values()].map(({ outputs }) => taskOf(outputs)));
        for (const { old, onDelete } of gone) {
            const isUndeploying = (onDelete ?? old.outputs["onDelete"]) === "undeploy";
            const task = taskOf(old.outputs);
            if (!isUndeploying) continue;
            assert.ok(!(await this.isDeployed(task)) || held.has(task), "a task runs on that no resource stands for");
        }
        const retained = gone.filter(({ old, onDelete }) => (onDelete ?? old.outputs["onDelete"]) === "retain");
        const undeploying = new Set(
            gone.filter((each) => !retained.includes(each)).map(({ old }) => taskOf(old.outputs)),
        );
        for (const task of undeployed) assert.ok(undeploying.has(task), "what is to be retained was undeployed");
    }

    private async isDeployed(task: string): Promise<boolean> {
        const [projectId = "", fileId = ""] = task.split(" ");
        return (await this.emulator.control.task({ projectId, fileId })).deployedDefinition !== undefined;
    }

    /** The state holds the program, and nothing else. */
    isRight(program: Up["program"]): void {
        const expected = names.filter((name) => program[name]);
        assert.deepEqual([...this.state.keys()].sort(), expected);
        assert.deepEqual(this.pending, []);
    }

    private keyOf({ project, fileId }: Declared): string {
        return `${this.projectIds[project]} ${fileId}`;
    }

    private argsOf({ project, fileId, onDelete, n }: Omit<Declared, "n"> & { n: unknown }): Values {
        const task = { projectId: this.projectIds[project], taskType: "DI_REALTIME", fileId };
        return { ...task, onDelete, triggers: { n }, __provider: "the text" };
    }

    private async newHosts(): Promise<Record<string, DynamicProvider>> {
        runs += 1;
        const address = `127.0.0.1:${runs}`;
        const values: Values = {
            "dataworks:region": "cn-hangzhou",
            "dataworks:endpoint": this.emulator.url,
            "dataworks:accessKey": defaultAccessKeyId,
            "dataworks:secretKey": defaultAccessKeySecret,
        };
        const config = { get: (key: string) => values[key] } as dynamic.Config;
        const made = hosts.map(
            () => new DynamicProvider(deployment, new Host((warn) => claimsOfRun(warn, [address], this.folder))),
        );
        for (const host of made) await host.configure({ config });
        return Object.fromEntries(hosts.map((name, index) => [name, made[index] ?? assert.fail()]));
    }
}

function taskOf({ projectId, fileId }: Values): string {
    return `${String(projectId)} ${String(fileId)}`;
}

describe("whatever a program makes of its tasks", () => {
    let emulator: Emulator;
    let folder: string;
    const { error, log } = console;

    before(async () => {
        emulator = await startEmulator();
        folder = mkdtempSync(join(tmpdir(), "dataworks-test-"));
        console.error = console.log = () => undefined; // what the hosts print
    });

    after(async () => {
        Object.assign(console, { error, log });
        rmSync(folder, { recursive: true, force: true });
        await emulator.close();
    });

    it("no run undeploys what it deploys, or lets go of what runs, and one up without faults is right: 60 stories", async () => {
        let stories = 0;
        const property = fc.asyncProperty(fc.array(up, { minLength: 1, maxLength: 4 }), async (ups) => {
            stories += 1;
            const projectIds = { "0": String(10_000 + 2 * stories), "1": String(10_001 + 2 * stories) };
            await emulator.control.seed({
                workspaces: Object.values(projectIds).map((projectId) => ({ projectId, tasks: realtime(...fileIds) })),
            });
            const story = new Story(emulator, folder, projectIds);
            for (const each of ups) await story.up(each);
            const last = ups.at(-1)?.program ?? {};
            const calm = Object.entries(last).map(
                ([name, one]) => [name, one && { ...one, forced: false, deleteBeforeReplace: false }] as const,
            );
            const healing = { program: Object.fromEntries(calm), refused: [], targets: null, refresh: false };
            assert.deepEqual(await story.up(healing), { failed: false });
            story.isRight(healing.program);
        });
        const examples: [Up[]][] = [[skipped], [unknownPart], [refused]];
        await fc.assert(property, { seed, numRuns: 60, examples });
    });
});
