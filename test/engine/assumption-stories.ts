// The main stories as programs of the real engine tell them, each under three answers that the provider has to go by: one program, what
// happens in DataWorks meanwhile, and what the state, DataWorks and the user are left with.
import assert from "node:assert/strict";
import type { Emulator, SeedTask, StartOptions } from "dataworks-emulator";
import { nth, taskArgs } from "../support/chain";
import type { Declared, Deployments, Lookups, StateResource } from "../support/stack";
import { definition } from "../support/tasks";

/** What all stories go through together: a program, a look at DataWorks, the next program, a look again, and the end. */
export type Step = "up" | "refresh" | "next up" | "last refresh" | "destroy";

/** What a step left of one story. */
export interface Left {
    /** The operations that it called and that change something in DataWorks, in their order. */
    readonly changes: readonly string[];
    /** The resources in the state. */
    readonly state: Readonly<Record<string, StateResource>>;
    /** What the engine said of a resource, in one line. */
    said(name: string): string;
}

/** A story's workspace, in a DataWorks of its own. */
export class Workspace {
    readonly left = new Map<Step, Left>();
    /** What the look-ups of the last program came to. */
    found: Readonly<Record<string, unknown>> = {};

    constructor(
        readonly projectId: string,
        /** Its name. */
        readonly identifier: string,
        readonly emulator: Emulator,
    ) {}

    get control(): Emulator["control"] {
        return this.emulator.control;
    }

    /** What a resource of the story is called in the stack. */
    nameOf(name: string): string {
        return `${this.projectId}-${name}`;
    }

    /** A task of it. */
    of(fileId: string): { readonly projectId: string; readonly fileId: string } {
        return { projectId: this.projectId, fileId };
    }

    task(fileId: string): ReturnType<Emulator["control"]["task"]> {
        return this.control.task(this.of(fileId));
    }

    async isDeployed(fileId: string): Promise<boolean> {
        return (await this.task(fileId)).deployedDefinition !== undefined;
    }

    after(step: Step): Left {
        return this.left.get(step) ?? assert.fail(`there was no step "${step}"`);
    }

    outputs(step: Step, name = "orders"): Readonly<Record<string, unknown>> {
        return this.after(step).state[name]?.outputs ?? assert.fail(`after "${step}" the state has no ${name}`);
    }

    deployment(fileId: string, more: object = {}, opts: object = {}): Declared {
        return { args: { ...this.of(fileId), taskType: "DI_REALTIME", ...more }, opts };
    }

    instance(fileId: string, more: object = {}, opts: object = {}): Declared {
        const args = { ...this.of(fileId), taskType: "DI_REALTIME", state: "running", stableSeconds: 0, ...more };
        return { kind: "DiSyncInstance", args, opts };
    }

    made(name: string, tables: readonly string[]): Declared {
        return { kind: "DiSyncTask", args: { ...taskArgs(name, tables), projectId: this.projectId } };
    }
}

export interface Told {
    /** What a user meets. */
    readonly it: string;
    /** Default: none. */
    readonly tasks?: readonly SeedTask[];
    readonly making?: StartOptions["making"];
    /** What the program declares, by names of the story's own. */
    readonly program: (at: Workspace) => Deployments;
    readonly lookups?: (at: Workspace) => Lookups;
    /** What it declares from the next up on. Default: the same. */
    readonly next?: (at: Workspace) => Deployments;
    /** What happens in DataWorks before a step. */
    readonly before?: Partial<Record<Step, (at: Workspace) => Promise<unknown>>>;
    holds(at: Workspace): Promise<void> | void;
}

/** Nobody edited it for years. */
const task: SeedTask = {
    fileId: "100",
    name: "orders",
    definition: definition("orders"),
    createTime: "2020-11-01T08:00:00Z",
};
const deployed: SeedTask = { ...task, deployed: true };

/** A program that deploys that task. */
const deploys =
    (more: object = {}) =>
    (at: Workspace) => ({ orders: at.deployment("100", more) });
/** A program that makes one, which reads these tables. */
const makes =
    (...tables: readonly string[]) =>
    (at: Workspace) => ({ orders: at.made("orders", tables) });
/** A program that deploys that task, and has it run. */
const runs = (n: number) => (at: Workspace) => ({
    orders: at.deployment("100", { triggers: { n } }),
    runs: at.instance("100", { triggers: { deployment: { $of: [at.nameOf("orders"), "deployedAt"] } } }),
});
const nothing = () => ({});
const loses = (operation: string) => (at: Workspace) =>
    at.control.addFault({ operation, kind: "resetAfter", times: 1 });
const deletes = (at: Workspace) => at.control.deleteTask({ ...at.of("100"), to: "GONE" });

/** By story, and by the one answer that is another one. */
export const stories: Readonly<Record<string, Readonly<Record<string, Told>>>> = {
    deploying: {
        "deploy-in-production=later": {
            it: "waits for the version that it made, and has it",
            tasks: [task],
            program: deploys({ compareVersions: true }),
            holds(at) {
                assert.equal(at.outputs("up")["version"], "1");
                assert.equal(at.outputs("refresh")["drift"], undefined);
            },
        },
        "production-version=absent": {
            it: "is done without a version, which is no drift",
            tasks: [task],
            program: deploys({ compareVersions: true }),
            async holds(at) {
                assert.equal(at.outputs("up")["version"], "");
                assert.equal(at.outputs("last refresh")["drift"], undefined);
                assert.ok(await at.isDeployed("100"));
            },
        },
        "deploy-unchanged=refused": {
            it: "says of what nobody edited that there is nothing to deploy, and leaves the state as it was",
            tasks: [task],
            program: deploys({ triggers: { n: 1 } }),
            next: deploys({ triggers: { n: 2 } }),
            holds(at) {
                assert.match(
                    at.after("next up").said("orders"),
                    /^error: DeployDISyncTask was refused .* has nothing to deploy/,
                );
                assert.deepEqual(at.outputs("next up"), at.outputs("refresh"));
                assert.deepEqual(at.outputs("next up")["triggers"], { n: 1 });
            },
        },
    },
    drift: {
        "deploy-rewrites=rewritten": {
            it: "tells what a deployment rewrote from an edit, with what leaves it out",
            tasks: [task],
            program: deploys(),
            next: deploys({ ignoreDefinitionPaths: ["deployedForm"] }),
            holds(at) {
                const [added, who] = at.outputs("refresh")["drift"] as string[];
                assert.match(added ?? "", /^definition added since .*: deployedForm$/);
                assert.match(who ?? "", /DataWorks changed it by itself; "deployedForm" in ignoreDefinitionPaths/);
                assert.deepEqual(at.after("next up").changes, []);
                assert.equal(at.outputs("last refresh")["drift"], undefined);
            },
        },
        "unknown-file-id=error": {
            it: "fails where the task is deleted, and keeps the deployment",
            tasks: [task],
            program: deploys(),
            before: { "last refresh": deletes },
            holds(at) {
                assert.match(at.after("last refresh").said("orders"), /^error: .*Param\.Invalid: .*\[100\] is invalid/);
                assert.deepEqual(at.outputs("last refresh"), at.outputs("next up"));
            },
        },
        "unknown-file=fail": {
            it: "fails where nothing says that the task is gone, and keeps the deployment",
            tasks: [task],
            program: deploys(),
            before: { "last refresh": deletes },
            holds(at) {
                assert.match(
                    at.after("last refresh").said("orders"),
                    /^error: GetFile was refused .*InvalidFile\.NotFound/,
                );
                assert.deepEqual(at.outputs("last refresh"), at.outputs("next up"));
            },
        },
    },
    "a lost reply": {
        "deploy-unchanged=refused": {
            it: "leaves an unknown outcome, until DataWorks says that nothing is left to deploy",
            tasks: [task],
            program: deploys(),
            before: { up: loses("DeployDISyncTask") },
            async holds(at) {
                assert.match(at.after("up").said("orders"), /^error: .*DeployDISyncTask may have been applied/);
                assert.match(
                    at.after("next up").said("orders"),
                    /error: .*there is nothing to deploy, that one was made/,
                );
                for (const step of ["up", "next up"] as const) assert.equal(at.outputs(step)["status"], "unknown");
                assert.ok(await at.isDeployed("100"));
            },
        },
        "client-token=refused": {
            it: "makes no task where the token is refused, and one in the next up, though that loses a reply too",
            program: makes("orders"),
            before: {
                up: loses("GenerateDISyncTaskConfigForCreating"),
                "next up": loses("CreateDISyncTask"),
            },
            async holds(at) {
                assert.match(
                    at.after("up").said("orders"),
                    /^error: GenerateDISyncTaskConfigForCreating was refused .*ClientToken/,
                );
                assert.deepEqual(at.after("up").state, {});
                await isOne(at, "next up");
            },
        },
        "new-file-listed=later": {
            it: "makes one task, whose id it has, though the list does not have it yet",
            program: makes("orders"),
            before: { up: loses("CreateDISyncTask") },
            holds: (at) => isOne(at, "up"),
        },
    },
    undeploying: {
        "stopped-status=PAUSE": {
            it: "goes on once the task that ran is paused",
            tasks: [task],
            program: deploys({ onDelete: "undeploy" }),
            before: { destroy: (at) => at.control.startTask(at.of("100")) },
            async holds(at) {
                assert.deepEqual(at.after("destroy").changes, ["StopDISyncInstance", "TerminateDISyncInstance"]);
                assert.equal(await at.isDeployed("100"), false);
                assert.deepEqual(at.after("destroy").state, {});
            },
        },
        "undeployed-instance=NORUN": {
            it: "is done where somebody has undeployed the task",
            tasks: [task],
            program: deploys({ onDelete: "undeploy" }),
            before: { destroy: (at) => at.control.undeployTask(at.of("100")) },
            async holds(at) {
                assert.equal(await at.isDeployed("100"), false);
                assert.deepEqual(at.after("destroy").state, {});
            },
        },
        "unknown-file-id=error": {
            it: "fails where the task is deleted, and keeps the deployment",
            tasks: [task],
            program: deploys({ onDelete: "undeploy" }),
            before: { destroy: deletes },
            holds(at) {
                assert.match(at.after("destroy").said("orders"), /^error: .*Param\.Invalid: .*\[100\] is invalid/);
                assert.ok(at.after("destroy").state["orders"]);
            },
        },
    },
    importing: {
        "production-version=never": {
            it: "takes over what runs, and says of what stands still that no version is told",
            tasks: [
                { ...deployed, instance: "RUN" },
                { ...deployed, fileId: "101", name: "standing" },
            ],
            program: (at) => ({
                runs: at.deployment("100", {}, { import: `${at.projectId}/DI_REALTIME/100` }),
                stands: at.deployment("101", {}, { import: `${at.projectId}/DI_REALTIME/101` }),
            }),
            holds(at) {
                assert.equal(at.outputs("up", "runs")["status"], "imported");
                assert.match(
                    at.after("up").said("stands"),
                    /^error: .* has no version in production, as ListFileVersions says/,
                );
                assert.deepEqual(Object.keys(at.after("up").state), ["runs"]);
                assert.equal(at.outputs("refresh", "runs")["drift"], undefined);
            },
        },
        "undeployed-instance=NORUN": {
            it: "takes the instance of a task that is not deployed for one that stands still",
            tasks: [task],
            program: (at) => ({
                orders: at.instance(
                    "100",
                    { state: "stopped" },
                    { import: `cn-hangzhou/${at.projectId}/DI_REALTIME/100` },
                ),
            }),
            holds(at) {
                assert.equal(at.outputs("refresh")["state"], "stopped");
                assert.deepEqual(at.after("next up").changes, []);
            },
        },
        "unknown-file-id=error": {
            it: "says that there is no such file, and has nothing in the state",
            program: (at) => ({ orders: at.deployment("999", {}, { import: `${at.projectId}/DI_REALTIME/999` }) }),
            holds(at) {
                assert.match(at.after("up").said("orders"), /^error: .*\[999\] is invalid/);
                assert.deepEqual(at.after("up").state, {});
            },
        },
    },
    "looking up": {
        "project-by-name=missing": {
            it: "finds a workspace by its name in the list, where GetProject asks for an id",
            program: nothing,
            lookups: looksForItself,
            holds: foundItself,
        },
        "project-by-name=nothing": {
            it: "finds a workspace by its name in the list, where GetProject gives none",
            program: nothing,
            lookups: looksForItself,
            holds: foundItself,
        },
        "undeployed-instance=NORUN": {
            it: "tells a task that is not deployed as one that stands still",
            tasks: [task],
            program: nothing,
            lookups: (at) => ({
                orders: { what: "getDiSyncTask", args: { ...at.of("100"), taskType: "DI_REALTIME" } },
            }),
            holds: (at) => assert.deepEqual(at.found, { orders: { status: "NORUN" } }),
        },
    },
    "making a task": {
        "pending-process=fail": {
            it: "waits for the definition, though what is under way says that it failed",
            making: { mode: "after", polls: 1 },
            program: makes("orders"),
            holds: (at) => isOne(at, "up"),
        },
        "taken-name=error": {
            it: "makes no second one of a name, and says which file has it",
            tasks: [{ ...task, folder: "flow/shop" }],
            program: makes("orders"),
            async holds(at) {
                assert.match(
                    at.after("up").said("orders"),
                    /^error: .* the name is taken: file 100 in flow\/shop has it/,
                );
                assert.deepEqual(at.after("up").state, {});
                await assert.rejects(at.task(made));
            },
        },
        "change-tables=added": {
            it: "says of a table that was taken out that it is still there, and adds one without a word",
            program: (at) => ({ orders: at.made("orders", ["orders"]), more: at.made("more", ["orders"]) }),
            next: (at) => ({
                orders: at.made("orders", ["returns"]),
                more: at.made("more", ["orders", "returns"]),
            }),
            holds(at) {
                assert.match(at.after("next up").said("orders"), /error: .* there and not declared: shop\/orders/);
                assert.doesNotMatch(at.after("next up").said("more"), /error/);
                const [before, after] = [at.outputs("up"), at.outputs("next up")];
                assert.equal(after["fileId"], before["fileId"]);
                assert.notEqual(after["revision"], before["revision"], "a deployment follows what is there");
            },
        },
    },
    "an instance": {
        "deploy-in-production=later": {
            it: "starts once its deployment has come to production",
            tasks: [task],
            program: runs(1),
            async holds(at) {
                assert.deepEqual(at.after("up").changes, ["DeployDISyncTask", "StartDISyncInstance"]);
                assert.equal(at.outputs("up", "runs")["status"], "RUN");
                assert.equal((await at.task("100")).instance, "RUN");
            },
        },
        "stopped-status=PAUSE": {
            it: "that is paused stands still, as it is declared",
            tasks: [{ ...deployed, instance: "RUN" }],
            program: (at) => ({ runs: at.instance("100") }),
            next: (at) => ({ runs: at.instance("100", { state: "stopped" }) }),
            holds(at) {
                assert.deepEqual(at.after("next up").changes, ["StopDISyncInstance"]);
                const { status, state, drift } = at.outputs("last refresh", "runs");
                assert.deepEqual([status, state, drift], ["PAUSE", "stopped", undefined]);
            },
        },
        "deploy-running=refused": {
            it: "runs on where its task cannot be deployed meanwhile, and the error says how to stop it first",
            tasks: [task],
            program: runs(1),
            next: runs(2),
            async holds(at) {
                const said = at.after("next up").said("orders");
                assert.match(said, /^error: .* is running, stop it first.*`pulumi up --target` of its DiSyncInstance/);
                assert.deepEqual(at.outputs("next up"), at.outputs("refresh"));
                assert.deepEqual(at.after("next up").changes, ["DeployDISyncTask"]);
                assert.equal((await at.task("100")).instance, "RUN");
            },
        },
    },
};

function looksForItself({ identifier }: Workspace): Lookups {
    return { shop: { what: "getWorkspace", args: { identifier } } };
}

function foundItself({ found, projectId }: Workspace): void {
    assert.deepEqual(found, { shop: { projectId, status: "AVAILABLE" } });
}

/** The id of the task that is made first. */
const made = nth(1);

/** One task was made, and the state has its file id. */
async function isOne(at: Workspace, step: Step): Promise<void> {
    assert.equal(at.outputs(step)["fileId"], made);
    assert.equal((await at.task(made)).name, "orders");
    await assert.rejects(at.task(nth(2)));
}
