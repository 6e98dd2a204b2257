// Every operation of every resource, ended at each of its calls and waits in turn: it ends at once, no success is one that was not
// reached, nothing that may have been done is forgotten, and the next run puts everything right, never twice.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Emulator, Fault, SeedTask } from "dataworks-emulator";
import { fingerprint } from "../../provider/src/definition/fingerprint/fingerprint";
import type { Context } from "../../provider/src/resources/context";
import { deployment } from "../../provider/src/resources/deployment";
import { instance } from "../../provider/src/resources/instance";
import { KeptError } from "../../provider/src/resources/resource";
import { task } from "../../provider/src/resources/task";
import { tryOut } from "../../provider/src/resources/task/try-out";
import * as deployments from "../support/lifecycle";
import { definition, projectId } from "../support/tasks";
import { reason, Scene, stages, type Ended, type Situation } from "./ended";
import * as instances from "./instance/stage";
import * as tasks from "./task/stage";

interface Story extends Situation {
    readonly name: string;
    /** How much of its work an operation has to say: a read says what it finds, and one that tries out changes nothing. */
    readonly kind: "makes" | "deletes" | "reads";
    /** What is done before, to its end. */
    readonly before?: (context: Context) => Promise<unknown>;
    readonly run: (context: Context) => Promise<unknown>;
    /** The next run, with what the state holds by then; undefined where it holds nothing new. */
    readonly next?: (kept: unknown, context: Context) => Promise<unknown>;
    /** Whether DataWorks, or what a success has given, is as it was asked for. */
    readonly isDone?: (emulator: Emulator, value: unknown) => Promise<boolean>;
    /** What a state says that was kept. */
    readonly marks?: (kept: Record<string, unknown>) => boolean;
}

const fault = (operation: string, kind: string, more: object = {}) =>
    ({ operation, kind, times: 1, ...more }) as unknown as Fault;
const byId = (emulator: Emulator, fileId: string) => emulator.control.task({ projectId, fileId });

// Deployments
const deployed: SeedTask = { fileId: "100", name: "orders", definition: definition("now"), deployed: true };
const wanted = deployments.inputs("100", { triggers: { n: 2 }, compareVersions: true });
const undeploying = deployments.inputs("100", { onDelete: "undeploy" });
const deployedLongAgo = deployments.outputs(undeploying, { deployedAt: "2026-10-20T08:12:44Z" });
const stateOf = (more: object = {}) =>
    deployments.outputs(wanted, {
        version: "1",
        triggers: { n: 1 },
        definition: fingerprint(JSON.stringify(definition("before")), "00", []),
        ...more,
    });
const deploys = {
    kind: "makes",
    run: (context: Context) => deployment.create(wanted, context),
    next: (kept: unknown, context: Context) =>
        kept ? deployment.update(kept as never, wanted, context) : deployment.create(wanted, context),
    isDone: async (emulator: Emulator) => (await byId(emulator, "100")).deployments > 0,
    marks: ({ status }: Record<string, unknown>) => status === "unknown",
    tasks: [{ ...deployed, deployed: false }],
} as const satisfies Partial<Story>;
const undeploys = {
    kind: "deletes",
    run: (context: Context) => deployment.delete("id", deployedLongAgo, context),
    next: (_: unknown, context: Context) => deployment.delete("id", deployedLongAgo, context),
    isDone: async (emulator: Emulator) => (await byId(emulator, "100")).deployedDefinition === undefined,
} as const satisfies Partial<Story>;

// Tasks
const two = tasks.inputs(["orders", "customers"]);
const one = tasks.inputs(["orders"]);
const made: SeedTask = { fileId: tasks.first, name: "orders", folder: "flow/shop", definition: { type: "job" } };
const slowly = { mode: "after", polls: 2 } as const;
const makes = {
    kind: "makes",
    tasks: [],
    making: slowly,
    run: (context: Context) => task.create(two, context),
    next: (kept: unknown, context: Context) =>
        kept ? task.update(kept as never, two, context) : task.create(two, context),
    isDone: (emulator: Emulator) =>
        byId(emulator, tasks.first).then(
            (found) => /orders.*customers/s.test(found.definition),
            () => false,
        ),
    marks: ({ status }: Record<string, unknown>) => status === "unknown",
} as const satisfies Partial<Story>;
const changes = {
    ...makes,
    before: (context: Context) => task.create(one, context),
    run: (context: Context) => task.update(tasks.outputs(one), two, context),
    next: (kept: unknown, context: Context) => task.update((kept ?? tasks.outputs(one)) as never, two, context),
} as const satisfies Partial<Story>;
const deleting = tasks.outputs(tasks.inputs(["orders"], { onDelete: "delete" }));

// Instances
const paced = { mode: "after", ms: 600 } as const;
const running = instances.inputs({ stableSeconds: 1 });
const starts = {
    kind: "makes",
    tasks: [deployed],
    instances: paced,
    run: (context: Context) => instance.create(running, context),
    next: (kept: unknown, context: Context) =>
        kept ? instance.update(kept as never, running, context) : instance.create(running, context),
    isDone: async (emulator: Emulator) => (await byId(emulator, "100")).instance === "RUN",
    marks: ({ pending }: Record<string, unknown>) => pending !== undefined,
} as const satisfies Partial<Story>;
const restarted = instances.inputs({ stableSeconds: 1, triggers: { n: 2 } });
const watched = instances.outputs({ compareAlarms: true, alarms: ["late", "lost"] });
const alarms = [{ name: "late", enabled: true }];
const solution: SeedTask = {
    ...{ fileId: instances.solutionId, taskType: "DI_SOLUTION", name: "shop", definition: {}, deployed: true },
    solution: { status: "3" },
};

const stories: readonly Story[] = [
    { ...deploys, name: "a deployment" },
    { ...deploys, name: "a deployment that is throttled", faults: [fault("DeployDISyncTask", "throttled")] },
    {
        ...deploys,
        name: "a deployment after a failure of DataWorks' own that has deployed",
        faults: [fault("DeployDISyncTask", "errorAfter", { status: 500, code: "InternalError.System" })],
    },
    {
        ...deploys,
        name: "a deployment anew",
        run: (context) => deployment.update(stateOf(), wanted, context),
        next: (kept, context) => deployment.update((kept ?? stateOf()) as never, wanted, context),
    },
    {
        ...deploys,
        name: "a deployment that is accepted and does not come to production",
        tasks: [{ ...deployed, versions: [{ definition: definition("before") }], approval: true }],
        run: (context) => deployment.update(stateOf(), wanted, context),
        next: (kept, context) => deployment.update((kept ?? stateOf()) as never, wanted, context),
        isDone: async (emulator) => (await byId(emulator, "100")).waiting === 2,
    },
    {
        name: "a refresh of a deployment that drifts",
        kind: "reads",
        tasks: [deployed],
        run: (context) => deployment.read(stateOf(), context),
    },
    {
        name: "a refresh of a deployment whose task is gone",
        kind: "reads",
        tasks: [{ ...deployed, deletedStatus: "RECYCLE_BIN" }],
        run: (context) => deployment.read(stateOf(), context),
    },
    { ...undeploys, name: "an undeploying", tasks: [{ ...deployed, instance: "RUN" }], instances: paced },
    { ...undeploys, name: "an undeploying of what is not deployed", tasks: [{ ...deployed, deployed: false }] },
    { ...makes, name: "a task that is made" },
    {
        ...makes,
        name: "a task that is made by a call without a reply",
        faults: [fault("CreateDISyncTask", "resetAfter")],
    },
    {
        ...makes,
        name: "a task that is made by the second call",
        faults: [fault("CreateDISyncTask", "resetBefore")],
    },
    {
        name: "a task whose name is taken",
        kind: "makes",
        tasks: [tasks.foreign],
        run: (context) => task.create(two, context),
        marks: makes.marks,
    },
    {
        name: "a task that is made after it was tried out",
        kind: "reads",
        tasks: [],
        making: slowly,
        run: (context) =>
            tryOut(
                tasks.outputs(),
                two as never,
                { changes: true, replaces: ["name"], deletesFirst: true, notices: [] } as never,
                context,
            ),
    },
    { ...changes, name: "a change of tables" },
    {
        ...makes,
        name: "the next run after a making of unknown outcome",
        run: (context) => task.update(lost(context), two, context),
        next: (kept, context) => task.update((kept ?? lost(context)) as never, two, context),
    },
    {
        name: "a refresh of a task that was edited",
        kind: "reads",
        tasks: [made],
        run: (context) =>
            task.read(
                tasks.outputs(one, { definition: fingerprint(JSON.stringify(definition("x")), "00", []) }),
                context,
            ),
    },
    {
        name: "a task that is deleted",
        kind: "deletes",
        tasks: [made],
        run: (context) => task.delete("id", deleting, context),
        next: (_, context) => task.delete("id", deleting, context),
        isDone: (emulator) =>
            byId(emulator, tasks.first).then(
                ({ deletedStatus }) => deletedStatus !== "NORMAL",
                () => true,
            ),
    },
    { ...starts, name: "a start" },
    { ...starts, name: "a start whose reply is lost", faults: [fault("StartDISyncInstance", "resetAfter")] },
    {
        ...starts,
        name: "a restart",
        tasks: [{ ...deployed, instance: "RUN" }],
        run: (context) => instance.update(instances.outputs(), restarted, context),
        next: (kept, context) => instance.update((kept ?? instances.outputs()) as never, restarted, context),
    },
    {
        name: "alarm rules that are accepted",
        kind: "makes",
        tasks: [{ ...deployed, instance: "RUN", alarms }],
        run: (context) =>
            instance.update(
                { ...watched, drift: ['alarm rules removed or disabled: "lost"'] },
                instances.inputs({ compareAlarms: true }),
                context,
            ),
        isDone: (_, value) => Promise.resolve(isDeepStrictEqual((value as { alarms?: unknown }).alarms, ["late"])),
    },
    {
        name: "a refresh of an instance",
        kind: "reads",
        tasks: [{ ...deployed, instance: "NORUN", alarms }],
        run: (context) => instance.read(watched, context),
    },
    {
        name: "a refresh of a solution that has failed",
        kind: "reads",
        tasks: [solution],
        run: (context) => instance.read({ ...instances.outputs(), ...instances.solutionInputs() }, context),
    },
    {
        name: "a stop",
        kind: "deletes",
        tasks: [{ ...deployed, instance: "RUN" }],
        instances: paced,
        run: (context) => instance.delete("id", instances.outputs({ onDelete: "stop" }), context),
        next: (_, context) => instance.delete("id", instances.outputs({ onDelete: "stop" }), context),
        isDone: async (emulator) => (await byId(emulator, "100")).instance === "NORUN",
    },
];

/** A state of a creation whose outcome nobody knows, and that came to nothing. */
function lost({ now }: Context) {
    const pending = { since: now() - 60_000, until: now() + 600_000, clientToken: "token" };
    const { fileId: _, ...rest } = tasks.outputs(two, { status: "unknown", pending });
    return rest;
}

async function begin(story: Story): Promise<Scene> {
    const scene = await Scene.begin(story);
    if (story.before) await scene.run(story.before);
    return scene;
}

async function verify(story: Story, reference: Ended, at: number, stage: (typeof stages)[number]): Promise<Ended> {
    const scene = await begin(story);
    try {
        const got = await scene.run(story.run, at, stage);
        const { value, error, applied, sent, afterwards } = got;
        const where = `${stage} at ${at}: ${error?.message ?? JSON.stringify(value)}`;
        assert.equal(afterwards, 0, `it goes on afterwards: ${where}`);
        const kept = error instanceof KeptError ? (error.outputs as Record<string, unknown>) : undefined;

        // No success that was not one.
        if (!error && story.kind === "reads") assert.deepEqual(value, reference.value, where);
        if (!error && story.isDone) assert.ok(await story.isDone(scene.emulator, value), where);
        assert.ok(error || !reference.error, where);

        // Nothing is forgotten: what a state does not hold was not done, and what it is unsure of was sent.
        if (error && story.kind === "makes" && !kept) assert.deepEqual(applied, [], where);
        if (kept) {
            assert.ok(story.marks?.(kept), where);
            if (!("pending" in kept && "state" in kept)) assert.notDeepEqual(sent, [], where);
        }
        // A user reads why, and of which task.
        if (error) assert.match(error.message, /workspace 10000/, where);
        if (error && !reference.error && !story.faults) assert.ok(error.message.includes(reason), where);
        if (!story.next) return got;

        // The next run puts it right, and nothing was made twice.
        await scene.emulator.control.clearFaults();
        const { next } = story;
        if (!error) return got;
        const healed = await scene.run((context) => next(kept, context));
        assert.equal(healed.error, undefined, `${where}; then ${healed.error?.message ?? ""}`);
        assert.ok(await story.isDone?.(scene.emulator, healed.value), `it does not heal: ${where}`);
        const makings = [...applied, ...healed.applied].filter((name) => name === "CreateDISyncTask");
        assert.ok(makings.length <= 1, `made twice: ${where}`);
        return got;
    } finally {
        await scene.end();
    }
}

describe("an operation that is ended", () => {
    for (const story of stories) {
        it(`at any call or wait: ${story.name}`, async () => {
            const scene = await begin(story);
            const reference = await scene.run(story.run);
            await scene.end();
            assert.ok(reference.events.length > 0);
            for (const stage of stages) {
                for (const [index, kind] of reference.events.entries()) {
                    if (kind === "wait" && (stage === "lost" || stage === "applied")) continue;
                    const { events } = await verify(story, reference, index + 1, stage);
                    assert.equal(events[index], kind, "it did not come to that event");
                }
            }
        });
    }
});
