// The stories of the fault matrix: for each operation that is called, the lifecycle functions that call it, each in a
// situation in which it is called, and what the user gets where that call is answered, refused or lost.
import { create, outputs } from "../../support/lifecycle";
import assert from "node:assert/strict";
import type { SeedTask } from "dataworks-emulator";
import type { Operation } from "../../../provider/src/dataworks/operation";
import { remove } from "../../../provider/src/resources/deployment/delete";
import { OutcomeUnknownError } from "../../../provider/src/resources/deployment/deploy";
import { read } from "../../../provider/src/resources/deployment/read";
import type { Found } from "../../../provider/src/resources/resource";
import { taskOf, type Inputs, type Outputs } from "../../../provider/src/resources/deployment/state";
import { update } from "../../../provider/src/resources/deployment/update";
import type { Context } from "../../../provider/src/resources/context";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import type { WorkedOut } from "../../../provider/src/dataworks/client";
import { findFile } from "../../../provider/src/lookup/file";
import type { DiSyncFile } from "../../../provider/src/lookup/types";
import { changeTo, script } from "../../support/new-task";
import { definition } from "../../support/tasks";
import type { Fate } from "./fault-rows";

export const fileId = "100";

/** A task that is still to be made. */
export const newTask = (projectId: string) => ({ projectId, taskType: "DI_REALTIME", name: "orders" }) as const;
/** What a lifecycle function gave back, or threw; and what it warned of. */
export interface Got {
    readonly value?: unknown;
    readonly error?: Error;
    readonly warnings: readonly string[];
}

export interface Story {
    readonly name: string;
    /** The operation that meets the fault. */
    readonly operation: Operation;
    /** Whether its operation is about no workspace: then an emulator of its own tells its calls from those of others. */
    readonly alone?: true;
    /** How often it is called where all is well. */
    readonly calls?: number;
    /** How many of its calls the fault lets through first. */
    readonly skip?: number;
    /** The task as it is in DataWorks. */
    readonly task: Partial<SeedTask>;
    /** What the state holds beside the inputs. */
    readonly olds?: Partial<Outputs>;
    readonly run: (olds: Outputs, context: Context) => Promise<unknown>;
    /** Holds what the user got against what the contract says. Errors that nothing softens were checked before. */
    readonly check: (got: Got, fate: Fate, olds: Outputs) => void;
    /** True where a refusal or a lost reply of this operation is an error. */
    readonly fails: (fate: Fate) => boolean;
}

const before = JSON.stringify(definition("before"));
const now = definition("now");
const fails = ({ end }: Fate) => end !== "answered";
const never = () => false;

/** A deployment as a state holds it that was made before somebody edited the task. */
export function deployedBefore(inputs: Inputs, more: Partial<Outputs> = {}): Outputs {
    const made = { deployedAt: "2026-11-19T08:12:44Z", definition: fingerprint(before, "00", []), version: "1" };
    return outputs(inputs, { requestId: "before", ...made, ...more });
}

const news = (olds: Outputs, more: Partial<Inputs> = {}): Inputs => {
    const { projectId, taskType, onDelete, region } = olds;
    return { projectId, taskType, fileId: olds.fileId, onDelete, region, triggers: { n: 2 }, ...more };
};

/** What is shipped that was edited since: said where it is, and where it may be. */
const ships = "this deployment also ships what was edited since 2026-11-19T08:12:44Z: steps[0].parameter.table, ";
const perhapsShips = ships.replace("this deployment also ships", "where this deployment was applied, it also ships");

/** Deploying: success only where it was answered; else nothing new, or the resource with an unknown status. */
const deploys =
    (kept: (olds: Outputs) => Partial<Outputs>, isEdited = false) =>
    ({ value, error, warnings }: Got, { end, said }: Fate, olds: Outputs): void => {
        const told = { answered: [ships], lost: [perhapsShips], refused: [] }[end];
        assert.equal(warnings.length, isEdited ? told.length : 0, warnings.join());
        warnings.forEach((warning, at) => assert.ok(warning.includes(`${named(olds)}: ${told[at]}`), warning));
        if (end === "answered") {
            const { status, triggers, definition: taken } = value as Outputs;
            assert.deepEqual([status, triggers], ["success", { n: 2 }]);
            assert.notEqual(taken, "");
        } else if (end === "lost") {
            assert.ok(error instanceof OutcomeUnknownError, String(error));
            assert.ok(error.message.includes(`DeployDISyncTask may have been applied to ${named(olds)}`));
            assert.ok(error.message.includes(said), error.message);
            const expected = {
                status: "unknown",
                triggers: { n: 2 },
                message: "",
                version: "",
                versionBefore: "",
                digest: "",
                ...kept(olds),
            };
            const { requestId: _, ...held } = error.outputs;
            assert.deepEqual(held, { ...news(olds), ...expected });
        } else assert.ok(!(error instanceof OutcomeUnknownError), "what was refused leaves the state as it was");
    };

/** What messages say of a call that was not refused, by the class of its error. */
export const reasons: Readonly<Record<string, RegExp>> = {
    NoAnswerError: /was sent, but no usable answer came back/,
    ServiceFailedError: /failed in DataWorks itself/,
    UnreachableError: /could not be sent/,
};

/** A deployment that succeeds whatever becomes of this call, which costs one output and a warning. */
const deploysWithout =
    (output: "definition" | "version", known: RegExp, versionBefore = "") =>
    ({ value, warnings: all }: Got, { end, error, said }: Fate, olds: Outputs): void => {
        const warnings = all.filter((text) => !text.includes(ships)); // that is told of whatever becomes of this call
        if (output === "definition" && error === "UnreachableError") {
            assert.deepEqual([value, warnings], [undefined, []]);
            return;
        }
        const outputs = value as Outputs;
        assert.equal(outputs.status, "success");
        if (end === "answered") {
            assert.match(outputs[output] ?? "", known);
            assert.deepEqual(warnings, []);
            return;
        }
        assert.deepEqual([outputs[output], outputs.versionBefore], ["", versionBefore]);
        assert.equal(warnings.length, 1);
        assert.ok(warnings[0]?.includes(named(olds)) && warnings[0].includes(said), warnings[0]);
        assert.match(warnings[0] ?? "", reasons[error] ?? /was refused/);
    };

const reads =
    (lines: readonly RegExp[]) =>
    ({ value }: Got, fate: Fate): void => {
        if (fails(fate)) return;
        drifts(value, lines);
    };

function drifts(value: unknown, lines: readonly RegExp[]): void {
    const drift = (value as Found<Inputs, Outputs> | undefined)?.outputs.drift ?? [];
    assert.equal(drift.length, lines.length, drift.join());
    lines.forEach((line, index) => assert.match(drift[index] ?? "", line));
}

const changed = [/^definition changed since .*: steps\[0\]\.parameter\.table/, /^definition changed since /];
const edited = /^last edited 2026-11-19T17:03:09Z by 182293110403\ufffd?$/;
const approve = /^approve it with approvedDigest: d1-[0-9a-f]{16}$/;
const editing = { definition: now, lastEditUser: "182293110403", lastEditTime: "2026-11-19T17:03:09Z" } as const;
const undeploys = {
    task: { definition: now, deployed: true, instance: "RUN" },
    fails,
    run: (olds: Outputs, context: Context) => remove("old", olds, context),
} as const;
const answersText = ({ value }: Got, { end }: Fate): void =>
    assert.equal(typeof value, end === "answered" ? "string" : "undefined");
/** What is shown of what was listed: what is kept as it was received goes nowhere. */
const shownOf = (listed: readonly object[]): string => JSON.stringify(listed.map((one) => ({ ...one, received: "" })));
const removes = ({ value }: Got): void => assert.equal(value, undefined);

export const stories: readonly Story[] = [
    {
        name: "a create",
        operation: "DeployDISyncTask",
        task: { definition: now },
        run: (olds, context) => create(news(olds), context),
        check: deploys(() => ({ definition: "", deployedAt: "" })),
        fails: ({ end }) => end === "refused",
    },
    {
        name: "an update",
        operation: "DeployDISyncTask",
        task: { definition: now },
        run: (olds, context) => update(olds, news(olds), context),
        check: deploys(({ definition: taken, deployedAt }) => ({ definition: taken, deployedAt }), true),
        fails: ({ end }) => end === "refused",
    },
    {
        name: "an update that ships an edit",
        operation: "GetFile",
        task: editing,
        run: (olds, context) => update(olds, news(olds), context),
        // Who edited it is good to know, and no reason to fail.
        check: ({ value, warnings: [told = "", ...more] }, { end }, olds) => {
            assert.equal((value as Outputs).status, "success");
            assert.deepEqual(more, []);
            assert.ok(told.includes(`${named(olds)}: ${ships}`), told);
            assert.equal(told.includes(" by 182293110403"), end === "answered", told);
        },
        fails: never,
    },
    {
        name: "the fingerprint of a create",
        operation: "GetDISyncTask",
        task: { definition: now },
        run: (olds, context) => create(news(olds), context),
        check: deploysWithout("definition", /./),
        // What could not even be sent says that DeployDISyncTask could not be either.
        fails: ({ error }) => error === "UnreachableError",
    },
    {
        name: "the version before a create",
        operation: "ListFileVersions",
        calls: 2,
        task: { definition: now },
        run: (olds, context) => create(news(olds, { compareVersions: true }), context),
        check: deploysWithout("version", /^1$/),
        fails: never,
    },
    {
        name: "the version after an update",
        operation: "ListFileVersions",
        calls: 2,
        skip: 1,
        task: { definition: now, versions: [{ definition: before }], deployed: true },
        olds: { compareVersions: true },
        run: (olds, context) => update(olds, news(olds, { compareVersions: true }), context),
        check: deploysWithout("version", /^2$/, "1"),
        fails: never,
    },
    {
        name: "a read of an edited task",
        operation: "GetDISyncTask",
        task: editing,
        run: read,
        check: reads([...changed, edited, approve]),
        fails,
    },
    {
        name: "a read of an edited task",
        operation: "GetFile",
        task: editing,
        run: read,
        // Who edited it is good to know, and no reason to fail.
        check: ({ value }, { end }) =>
            drifts(value, end === "answered" ? [...changed, edited, approve] : [...changed, approve]),
        fails: never,
    },
    {
        name: "a read of what runs in production",
        operation: "ListFileVersions",
        task: { versions: [{ definition: "{}" }, { definition: before }], deployed: true },
        olds: { compareVersions: true },
        run: read,
        check: reads([/^production runs version 2, this deployment is version 1$/]),
        fails,
    },
    {
        name: "a read of a deleted task",
        operation: "GetProject",
        task: { definition: now, deletedStatus: "RECYCLE_BIN" },
        run: read,
        check: ({ value }) => assert.equal(value, undefined),
        fails,
    },
    {
        name: "a read of a deleted task",
        operation: "GetFile",
        task: { definition: now, deletedStatus: "RECYCLE_BIN" },
        run: read,
        check: ({ value }) => assert.equal(value, undefined),
        // A refusal of the id is evidence as good as the answer that it is deleted.
        fails: ({ end, said }) => end === "lost" || (end === "refused" && said !== "Param.Invalid"),
    },
    {
        name: "the script of a new task",
        operation: "GenerateDISyncTaskConfigForCreating",
        task: {},
        run: ({ projectId, region }, { dataworks }) =>
            dataworks(region).generateDISyncTaskConfigForCreating(newTask(projectId), script("orders"), "token"),
        check: answersText,
        fails,
    },
    {
        name: "the script of a change",
        operation: "GenerateDISyncTaskConfigForUpdating",
        task: {},
        run: (olds, { dataworks }) =>
            dataworks(olds.region).generateDISyncTaskConfigForUpdating(taskOf(olds), changeTo("orders"), "token"),
        check: answersText,
        fails,
    },
    {
        name: "the definition that was worked out",
        operation: "QueryDISyncTaskConfigProcessResult",
        task: {},
        run: async ({ projectId, region }, { dataworks }) => {
            const api = dataworks(region);
            const processId = await api.generateDISyncTaskConfigForCreating(
                newTask(projectId),
                script("orders"),
                "token",
            );
            return api.queryDISyncTaskConfigProcessResult(newTask(projectId), processId);
        },
        check: ({ value }, fate) => {
            if (!fails(fate)) assert.match((value as WorkedOut).content, /"tableName":"orders"/);
        },
        fails,
    },
    {
        name: "the tasks of a data source",
        operation: "ListRefDISyncTasks",
        task: {},
        run: async ({ projectId, region }, { dataworks }) => {
            const reference = { projectId, datasource: "shop", taskType: "DI_REALTIME", usedAs: "source" } as const;
            return JSON.stringify(await dataworks(region).listRefDISyncTasks(reference, 1));
        },
        check: answersText,
        fails,
    },
    {
        name: "the workspaces of the account",
        operation: "ListProjects",
        alone: true,
        task: {},
        run: async ({ region }, { dataworks }) => shownOf((await dataworks(region).listProjects(1)).projects),
        check: answersText,
        fails,
    },
    {
        name: "the resource groups of the account",
        operation: "ListResourceGroups",
        alone: true,
        task: {},
        run: async ({ region }, { dataworks }) => shownOf(await dataworks(region).listResourceGroups("4")),
        check: answersText,
        fails,
    },
    {
        name: "a version of the file",
        operation: "GetFileVersion",
        task: { deployed: true },
        run: async ({ projectId, region }, { dataworks }) =>
            (await dataworks(region).getFileVersion(projectId, fileId, "1")).commitUser,
        check: answersText,
        fails,
    },
    {
        name: "the making of a task",
        operation: "CreateDISyncTask",
        task: {},
        run: async ({ projectId, region }, { dataworks }) => {
            const creation = { ...newTask(projectId), content: "{}", clientToken: "token" };
            return (await dataworks(region).createDISyncTask(creation)).fileId;
        },
        check: answersText,
        fails,
    },
    {
        name: "another definition for a task",
        operation: "UpdateDISyncTask",
        task: {},
        run: (olds, { dataworks }) => dataworks(olds.region).updateDISyncTask(taskOf(olds), "{}", { cu: 1 }),
        check: answersText,
        fails,
    },
    {
        name: "the end of a task",
        operation: "DeleteDISyncTask",
        task: {},
        run: (olds, { dataworks }) => dataworks(olds.region).deleteDISyncTask(taskOf(olds)),
        check: answersText,
        fails,
    },
    {
        name: "a start",
        operation: "StartDISyncInstance",
        task: { definition: now, deployed: true },
        run: (olds, { dataworks }) => dataworks(olds.region).startDISyncInstance(taskOf(olds)),
        check: answersText,
        fails,
    },
    { ...undeploys, name: "a delete", operation: "GetDISyncInstanceInfo", calls: 2, check: removes },
    {
        ...undeploys,
        name: "a delete",
        operation: "StopDISyncInstance",
        check: removes,
        // Whatever was answered, an instance that is found to have stopped is as good.
        fails: ({ end, effects }) => end !== "answered" && effects === 0,
    },
    { ...undeploys, name: "a delete", operation: "TerminateDISyncInstance", check: removes },
    {
        ...undeploys,
        name: "a delete of an undeployed task",
        operation: "GetProject",
        task: { definition: now },
        check: removes,
    },
    {
        name: "a look-up by name",
        operation: "ListFiles",
        task: { name: "orders", definition: now },
        run: ({ projectId, region }, context) => findFile(context.dataworks(region), { projectId, name: "orders" }),
        check: ({ value }, fate) => {
            if (!fails(fate)) assert.equal((value as DiSyncFile).fileId, fileId);
        },
        fails,
    },
];

/** How messages name the task of a state. */
function named({ taskType, fileId: id, projectId }: Outputs): string {
    return `${taskType} ${id} of workspace ${projectId}`;
}
