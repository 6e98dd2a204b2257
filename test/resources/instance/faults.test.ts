// Every kind of fault, met by every operation that an instance calls, at the first try or at every one: no success that is none,
// nothing forgotten, and the next update puts everything right.
import assert from "node:assert/strict";
import { startEmulator, type Emulator, type Fault, type JournalEntry, type SeedTask } from "dataworks-emulator";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import type { Cause } from "../../../provider/src/dataworks/http/connection-errors";
import type { Transport } from "../../../provider/src/dataworks/http/transport";
import { isRead, type Operation } from "../../../provider/src/dataworks/operation";
import { instance } from "../../../provider/src/resources/instance";
import type { Inputs, Outputs } from "../../../provider/src/resources/instance/state";
import type { Context } from "../../../provider/src/resources/context";
import { KeptError } from "../../../provider/src/resources/resource";
import { clientOf, contextOf } from "../../support/lifecycle";
import { allRows, budget, unsentBudget, unsentRows, type Row } from "../deployment/fault-rows";
import { inputs, outputs } from "./stage";

interface Story {
    readonly name: string;
    readonly operations: readonly Operation[];
    readonly task: Partial<SeedTask>;
    readonly olds?: Partial<Outputs>;
    readonly news?: Partial<Inputs>;
    readonly run: (olds: Outputs, news: Inputs, context: Context) => Promise<unknown>;
    /** The status that a success means. */
    readonly ends?: "RUN" | "NORUN";
    /** Whether the next update has to put it right. */
    readonly heals?: true;
}

const create = (_olds: Outputs, news: Inputs, context: Context) => instance.create(news, context);
const update = (olds: Outputs, news: Inputs, context: Context) => instance.update(olds, news, context);
const read = (olds: Outputs, _news: Inputs, context: Context) => instance.read(olds, context);
const remove = (olds: Outputs, _news: Inputs, context: Context) => instance.delete("id", olds, context);

const stories: readonly Story[] = [
    {
        name: "a start",
        operations: ["GetDISyncInstanceInfo", "StartDISyncInstance"],
        task: { deployed: true },
        run: create,
        ends: "RUN",
        heals: true,
    },
    {
        name: "a restart",
        operations: ["StartDISyncInstance", "StopDISyncInstance"],
        task: { deployed: true, instance: "RUN" },
        news: { triggers: { n: 2 } },
        run: update,
        ends: "RUN",
        heals: true,
    },
    {
        name: "a start of a solution",
        operations: ["GetDISyncTask"],
        task: { taskType: "DI_SOLUTION", deployed: true },
        news: { taskType: "DI_SOLUTION" },
        run: create,
        heals: true,
    },
    {
        name: "a refresh",
        operations: ["GetDISyncInstanceInfo", "GetDISyncTask"],
        task: { deployed: true, instance: "RUN" },
        olds: { compareAlarms: true, alarms: ["rule"] },
        run: read,
    },
    {
        name: "a refresh of a task that is gone",
        operations: ["GetDISyncTask"],
        task: { deletedStatus: "RECYCLE_BIN" },
        run: read,
    },
    {
        name: "a delete that stops",
        operations: ["StopDISyncInstance"],
        task: { deployed: true, instance: "RUN" },
        olds: { onDelete: "stop" },
        run: remove,
        ends: "NORUN",
    },
];

interface Cell {
    readonly story: Story;
    readonly operation: Operation;
    readonly row: Row;
    readonly attempts: "once" | "always";
    readonly olds: Outputs;
    readonly news: Inputs;
    value?: unknown;
    error?: Error;
    warnings: string[];
    journal: JournalEntry[];
    status: string | undefined;
    healed?: Outputs | Error;
}

const firstProject = 50_000;
const fileId = "100";
/** What a call that is never answered costs of real time, in milliseconds. */
const hanging = 500;
/** One of each kind, with and without an effect: the matrix of a deployment has every form of each. */
const rows = [...allRows(), ...unsentRows.slice(0, 2)].filter(
    (row, index, all) =>
        row.kind === "unsent" ||
        all.findIndex(({ kind, takesEffect }) => kind === row.kind && takesEffect === row.takesEffect) === index,
);
const cells: Cell[] = stories
    .flatMap((story) => story.operations.map((operation) => ({ story, operation })))
    .flatMap((each) => rows.map((row) => ({ ...each, row })))
    .filter(({ operation, row }) => row.kind !== "fail" || operation.includes("DISync"))
    .flatMap((each) => (["once", "always"] as const).map((attempts) => ({ ...each, attempts })))
    .map((each, index) => {
        const place = { projectId: String(firstProject + index), stableSeconds: 0 };
        const news = inputs({ ...place, ...each.story.news });
        const { taskType } = news;
        const olds = outputs({ ...place, taskType, ...each.story.olds });
        return { ...each, olds, news, warnings: [], journal: [], status: undefined };
    });

/** A context whose calls may fail to be sent. */
function contextFor(cell: Cell, emulator: Emulator, close: (() => void)[]): Context {
    const { row, operation, attempts } = cell;
    const isUnsent = row.kind === "unsent";
    const client = clientOf(emulator.url, {
        maxRetryTimeout: (isUnsent ? unsentBudget : budget) / 1000,
        readTimeout: row.kind.startsWith("hang") ? hanging : 60_000,
        random: () => 0,
    });
    close.push(() => client.close());
    if (isUnsent) {
        const { transport } = client as unknown as { transport: Transport };
        const call = transport.call.bind(transport);
        let failed = 0;
        transport.call = (called, ...rest) => {
            if (called !== operation || (attempts === "once" && failed > 0)) return call(called, ...rest);
            failed += 1;
            return Promise.reject(new HttpFailure(false, "no connection", row.details["cause"] as Cause));
        };
    }
    return contextOf(client, { warn: (text) => void cell.warnings.push(text) });
}

async function play(cell: Cell, emulator: Emulator): Promise<void> {
    const { story, row, operation, attempts, olds, news } = cell;
    const match = { ProjectId: olds.projectId };
    const times = attempts === "once" ? { times: 1 } : {};
    if (row.kind !== "unsent")
        await emulator.control.addFault({
            operation,
            kind: row.kind,
            ...row.details,
            match,
            ...times,
        } as unknown as Fault);
    const close: (() => void)[] = [];
    try {
        cell.value = await story.run(olds, news, contextFor(cell, emulator, close));
    } catch (error) {
        cell.error = error as Error;
    }
    close.forEach((each) => each());
    cell.status = (
        await emulator.control.task({ projectId: olds.projectId, fileId, taskType: news.taskType })
    ).instance;
}

/** What the next update makes of it, without any fault. */
async function heal(cell: Cell, emulator: Emulator): Promise<void> {
    const { story, error, olds, news, value } = cell;
    const kept = error instanceof KeptError ? (error.outputs as Outputs) : undefined;
    const before = kept ?? (value as Outputs | undefined) ?? (story.run === create ? undefined : olds);
    const client = clientOf(emulator.url);
    const context = contextOf(client);
    cell.healed = await (before ? instance.update(before, news, context) : instance.create(news, context)).catch(
        (failure: unknown) => failure as Error,
    );
    client.close();
    cell.status = (
        await emulator.control.task({ projectId: olds.projectId, fileId, taskType: news.taskType })
    ).instance;
}

describe("the fault matrix of an instance", () => {
    const statuses = new Map<Cell, string | undefined>();

    before(async function () {
        this.timeout(300_000);
        const workspaces = cells.map(({ story, olds }) => ({
            projectId: olds.projectId,
            tasks: [{ fileId, ...story.task }],
        }));
        const emulator = await startEmulator({ seed: { workspaces } });
        const all = async (chosen: readonly Cell[], what: (cell: Cell, emulator: Emulator) => Promise<void>) => {
            const queue = [...chosen];
            const worker = async () => {
                for (let cell = queue.shift(); cell; cell = queue.shift()) await what(cell, emulator);
            };
            await Promise.all(Array.from({ length: 16 }, worker));
        };
        try {
            await all(cells, play);
            for (const cell of cells) statuses.set(cell, cell.status);
            for (const entry of await emulator.control.journal())
                cells[Number(entry.parameters["ProjectId"]) - firstProject]?.journal.push(entry);
            await emulator.control.clearFaults();
            await all(
                cells.filter(({ story }) => story.heals),
                heal,
            );
        } finally {
            await emulator.close();
        }
    });

    for (const story of stories) {
        for (const operation of story.operations) {
            for (const attempts of ["once", "always"] as const) {
                const own = cells.filter(
                    (each) => each.story === story && each.operation === operation && each.attempts === attempts,
                );
                it(`${story.name} stands every fault that ${operation} meets ${attempts}`, () => {
                    assert.ok(own.length > 15);
                    own.forEach(verify);
                });
            }
        }
    }

    function verify(cell: Cell): void {
        const { story, row, attempts, error, value, olds, news, journal, healed } = cell;
        const context = `${row.kind} ${JSON.stringify(row.details)}: ${error?.message ?? JSON.stringify(value)}`;
        const applied = journal.filter((entry) => entry.applied && !isRead(entry.operation as Operation));
        const status = statuses.get(cell);

        // No success that is none, and nothing twice: what was taken up is not asked for again.
        if (!error && story.ends) assert.equal(status, story.ends, context);
        if (!error && story.heals) assert.equal((value as Outputs).pending, undefined, context);
        for (const operation of ["StartDISyncInstance", "StopDISyncInstance"])
            assert.ok(
                applied.filter((entry) => entry.operation === operation).length <= 1,
                `${operation} twice: ${context}`,
            );
        // A reply that is lost once costs nothing: what is live says what became of it.
        if (attempts === "once" && row.caller === "unknown") assert.equal(error, undefined, context);

        // Nothing is forgotten, and every message is for a user.
        const asked = journal.some((entry) => !isRead(entry.operation as Operation));
        if (error) {
            assert.ok(error.message.includes(`workspace ${olds.projectId}`), context);
            if (story.heals && asked) assert.ok(error instanceof KeptError, context);
            if (error instanceof KeptError) {
                const { pending, state } = error.outputs as Outputs;
                const wants = news.state === "stopped" ? ["stop"] : ["start", "restart"];
                assert.ok(pending && wants.includes(pending), context);
                if (status === "RUN" || status === "NORUN") assert.ok(["running", "stopped"].includes(state));
            }
        }
        const told = JSON.stringify([value, error?.message, error, cell.warnings]);
        assert.doesNotMatch(told, /\\ud[89a-f]/, "half a surrogate goes on to the engine");
        // What is gone is so on evidence, and a refresh that fails says nothing.
        if (story.name === "a refresh") assert.ok(error !== undefined || value !== undefined, context);

        if (!story.heals) return;
        if (healed instanceof Error) assert.fail(`it does not heal: ${healed.message} after ${context}`);
        assert.ok(healed, context);
        assert.deepEqual(
            [healed.state, healed.pending, healed.triggers],
            [news.state, undefined, news.triggers],
            context,
        );
        if (story.ends) assert.equal(cell.status, story.ends, context);
    }
});
