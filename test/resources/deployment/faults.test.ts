// Every kind of fault, met by every operation that the provider calls, at the first try or at every one.
import assert from "node:assert/strict";
import { faultKinds, startEmulator, type Emulator, type Fault, type JournalEntry } from "dataworks-emulator";
import type { DataWorksClient } from "../../../provider/src/dataworks/client";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import type { Transport } from "../../../provider/src/dataworks/http/transport";
import type { Cause } from "../../../provider/src/dataworks/http/connection-errors";
import { isRead, operationNames, type Operation } from "../../../provider/src/dataworks/operation";
import type { Outputs } from "../../../provider/src/resources/deployment/state";
import { dataSources } from "../../support/new-task";
import { clientOf, contextOf, inputs } from "../../support/lifecycle";
import { allRows, budget, fateOf, unsentBudget, unsentRows, type Row } from "./fault-rows";
import { deployedBefore, fileId, newTask, reasons, stories, type Got, type Story } from "./fault-stories";

/** A call that meets a fault, and what came of it. */
interface Cell {
    readonly story: Story;
    readonly row: Row;
    readonly attempts: "once" | "always";
    /** Each has a workspace of its own, so that faults and the journal tell them apart. */
    readonly olds: Outputs;
    got?: Got;
    readonly journal: JournalEntry[];
    /** Tries that were not sent. */
    unsent: number;
    deployments?: number;
    isDeployed?: boolean;
}

const firstProject = 20_000;
/** What a call that is never answered costs of real time, in milliseconds; what is answered has all the time that a busy machine takes. */
const [hanging, patient] = [100, 60_000];

const fits = ({ operation }: Story, { kind }: Row) => kind !== "fail" || operation.includes("DISync");
const rows = [...allRows(), ...unsentRows];
const cells: Cell[] = stories
    .flatMap((story) => rows.map((row) => ({ story, row })))
    .filter(({ story, row }) => fits(story, row))
    .flatMap((cell) => [
        { ...cell, attempts: "once" as const },
        { ...cell, attempts: "always" as const },
    ])
    .map((cell, index) => {
        const more = { projectId: String(firstProject + index), onDelete: "undeploy" as const };
        return { ...cell, journal: [], unsent: 0, olds: deployedBefore(inputs(fileId, more), cell.story.olds) };
    });

async function run(cell: Cell, emulator: Emulator): Promise<Got> {
    const { story, row, attempts, olds } = cell;
    const fault = {
        operation: story.operation,
        kind: row.kind,
        ...row.details,
        ...(!story.alone && { match: { ProjectId: olds.projectId } }),
        ...(attempts === "once" ? { times: 1 } : {}),
        ...(story.skip === undefined ? {} : { skip: story.skip }),
    };
    if (row.kind !== "unsent") await emulator.control.addFault(fault as unknown as Fault);
    const client = clientOf(emulator.url, {
        maxRetryTimeout: row.kind === "unsent" ? unsentBudget / 1000 : budget / 1000,
        readTimeout: patient,
        random: () => 0,
    });
    const impatient = clientOf(emulator.url, { readTimeout: hanging });
    if (row.kind === "unsent") failToSend(client, cell);
    if (row.kind.startsWith("hang")) giveUp(client, impatient, cell, emulator);
    const warnings: string[] = [];
    try {
        const context = contextOf(client, { warn: (text) => void warnings.push(text) });
        return { value: await story.run(olds, context), warnings };
    } catch (error) {
        return { error: error as Error, warnings };
    } finally {
        client.close();
        impatient.close();
    }
}

/** Lets the client fail to send the operation that meets the fault; nothing arrives at the emulator then. */
function failToSend(client: DataWorksClient, cell: Cell): void {
    whereMet(client, cell, () => {
        cell.unsent += 1;
        return Promise.reject(new HttpFailure(false, "no connection", cell.row.details["cause"] as Cause));
    });
}

/** Lets the client give up soon what meets the fault, and that alone. */
function giveUp(client: DataWorksClient, impatient: DataWorksClient, cell: Cell, { control }: Emulator): void {
    const transport = transportOf(impatient);
    const isMet = ({ fault, parameters }: JournalEntry) =>
        fault === cell.row.kind && (cell.story.alone || parameters["ProjectId"] === cell.olds.projectId);
    whereMet(client, cell, async (...call) => {
        try {
            return await transport.call(...call);
        } finally {
            // Given up before it was looked at, it would leave the fault to the next try.
            const most = cell.attempts === "once" ? 1000 : 0;
            for (let looks = 0; looks < most && !(await control.journal()).some(isMet); looks++);
        }
    });
}

/** Has a client make the calls that meet the fault in another way. */
function whereMet(client: DataWorksClient, { story, attempts }: Cell, other: Transport["call"]): void {
    const transport = transportOf(client);
    const call = transport.call.bind(transport);
    let [{ skip = 0 }, met] = [story, 0];
    transport.call = (operation, ...rest) => {
        const meets = operation === story.operation && skip-- <= 0 && (attempts === "always" || met++ === 0);
        return (meets ? other : call)(operation, ...rest);
    };
}

function transportOf(client: DataWorksClient): Transport {
    return (client as unknown as { transport: Transport }).transport;
}

describe("the fault matrix", () => {
    before(async () => {
        const workspacesOf = (some: readonly Cell[]) =>
            some.map(({ story, olds }) => ({
                projectId: olds.projectId,
                dataSources,
                tasks: [{ fileId, ...story.task }],
            }));
        const shared = cells.filter(({ story }) => !story.alone);
        const emulator = await startEmulator({ seed: { workspaces: workspacesOf(shared) } });
        const runAlone = async (cell: Cell) => {
            const own = await startEmulator({ seed: { workspaces: workspacesOf([cell]) } });
            try {
                cell.got = await run(cell, own);
                cell.deployments = 0;
                cell.journal.push(...(await own.control.journal()));
            } finally {
                await own.close();
            }
        };
        try {
            // What hangs waits for real time, beside one another; everything else is work for the processor.
            const queue = [...cells].sort(
                (a, b) => Number(b.row.kind.startsWith("hang")) - Number(a.row.kind.startsWith("hang")),
            );
            const worker = async () => {
                for (let cell = queue.shift(); cell; cell = queue.shift()) {
                    if (cell.story.alone) {
                        await runAlone(cell);
                        continue;
                    }
                    cell.got = await run(cell, emulator);
                    const task = await emulator.control.task({ projectId: cell.olds.projectId, fileId });
                    cell.deployments = task.deployments;
                    cell.isDeployed = task.deployedDefinition !== undefined;
                }
            };
            await Promise.all(Array.from({ length: 16 }, worker));
            for (const entry of await emulator.control.journal()) {
                cells[Number(entry.parameters["ProjectId"]) - firstProject]?.journal.push(entry);
            }
        } finally {
            await emulator.close();
        }
    });

    it("meets every operation that the provider calls", () => {
        assert.deepEqual([...new Set(stories.map(({ operation }) => operation))].sort(), operationNames.toSorted());
    });

    it("knows what a caller makes of every kind of fault that the emulator has, and of none that it does not know", () => {
        const strange = {
            kind: "strange",
            description: "",
            takesEffect: false,
            caller: "refusal",
            example: {},
        } as const;
        for (const row of allRows()) fateOf(row, "DeployDISyncTask", "always");
        assert.throws(() => allRows([...faultKinds, strange]).forEach((row) => fateOf(row, "GetFile", "once")));
    });

    for (const story of stories) {
        describe(`${story.name}, where ${story.operation} meets`, () => {
            for (const row of rows.filter((each) => fits(story, each))) {
                const both = cells.filter((cell) => cell.story === story && isSame(cell.row, row));
                it(`${row.kind} ${JSON.stringify(row.details)}: ${promiseOf(story, row)}`, () => {
                    assert.equal(both.length, 2);
                    both.forEach(verify);
                });
            }
        });
    }
});

/** What the matrix expects, in words: at the first try, and at every one. */
function promiseOf(story: Story, row: Row): string {
    const [once, always] = (["once", "always"] as const).map((attempts) => {
        const { end, calls } = fateOf(row, story.operation, attempts);
        return `${end} at try ${calls}`;
    });
    return `met once, ${once ?? ""}; met always, ${always ?? ""}`;
}

function isSame(a: Row, b: Row): boolean {
    return a.kind === b.kind && JSON.stringify(a.details) === JSON.stringify(b.details);
}

function verify(cell: Cell): void {
    const { story, row, attempts, olds, got, journal } = cell;
    assert.ok(got, "it was not run");
    const { operation } = story;
    const fate = fateOf(row, operation, attempts);
    const context = `${attempts}: ${got.error?.message ?? JSON.stringify(got.value)}`;

    // How often it was called, and how often that took effect. A request on a connection that was just closed met nothing.
    const swallowed = journal.filter(({ fault, repliedAt }) => fault === "closeKept" && repliedAt === undefined);
    assert.ok(
        swallowed.every((entry) => isRead(entry.operation as Operation)),
        "what changes something was sent on a kept connection",
    );
    const calls = journal.filter((entry) => entry.operation === operation && !swallowed.includes(entry));
    assert.equal(cell.unsent, fate.unsent ?? 0, context);
    const more = fate.end === "answered" ? (story.calls ?? 1) - 1 : (story.skip ?? 0);
    assert.equal(calls.length, fate.calls + more, context);
    assert.equal(calls.filter(({ applied }) => applied).length, fate.effects, context);

    // What the user gets.
    if (story.fails(fate)) {
        assert.equal(got.error?.name, fate.error, context);
        assert.ok(got.error.message.includes(subjectOf(operation, olds)), context);
        assert.ok(got.error.message.includes(fate.said), context);
        if (fate.end === "refused" && !fate.unsent)
            assert.match(got.error.message, /was refused for .*RequestId \w+/, context);
        else
            assert.match(
                got.error.message,
                reasons[fate.error] ?? assert.fail(`no reason is known for ${fate.error}`),
                context,
            );
    } else if (fate.end !== "lost" || operation !== "DeployDISyncTask") {
        assert.equal(got.error, undefined, context);
    }
    story.check(got, fate, olds);

    const told = JSON.stringify([got.value, got.error?.message, got.error, got.warnings]);
    assert.doesNotMatch(told, /\\ud[89a-f]/, "half a surrogate goes on to the engine");

    // What happened in DataWorks: no success without a deployment of its own, and no undeploying that is not so.
    const applied = journal.filter((entry) => entry.applied);
    const deploys = applied.filter((entry) => entry.operation === "DeployDISyncTask");
    assert.equal(deploys.length, cell.deployments, context);
    const outputs = got.value as Partial<Outputs> | undefined;
    if (outputs?.status === "success") {
        assert.ok(
            deploys.some(({ requestId }) => outputs.requestId?.startsWith(requestId)),
            context,
        );
    }
    const undeployed = applied.some((entry) => entry.operation === "TerminateDISyncInstance");
    if (story.task.deployed && olds.compareVersions !== true) assert.equal(cell.isDeployed, !undeployed, context);
    if (story.name.startsWith("a delete") && !got.error) assert.equal(cell.isDeployed, false, context);
}

/** What a message about an operation names. */
function subjectOf(operation: string, { projectId, taskType }: Outputs): string {
    if (operation === "ListProjects") return "the workspaces of the account";
    if (operation === "ListResourceGroups") return "the resource groups of the account";
    if (["GetProject", "ListFiles", "ListRefDISyncTasks"].includes(operation)) return `workspace ${projectId}`;
    if (operation === "CreateDISyncTask" || operation.endsWith("ForCreating") || operation.startsWith("Query"))
        return `${taskType} "${newTask(projectId).name}" of workspace ${projectId}`;
    const isFiles = ["GetFile", "ListFileVersions", "GetFileVersion"].includes(operation);
    return `${isFiles ? "file" : taskType} ${fileId} of workspace ${projectId}`;
}
