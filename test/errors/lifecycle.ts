// What a user reads of a deployment that needs attention although no call failed for it, and what is a warning only.
import { OwnClaims } from "../../provider/src/resources/claims/ledger";
import type { Context } from "../../provider/src/resources/context";
import { remove, undeploying } from "../../provider/src/resources/deployment/delete";
import { read } from "../../provider/src/resources/deployment/read";
import { Driver } from "../../provider/src/resources/driver";
import { instance } from "../../provider/src/resources/instance";
import type { Outputs as InstanceOutputs } from "../../provider/src/resources/instance/state";
import { replacedNotice } from "../../provider/src/resources/on-delete";
import { unknown } from "../../provider/src/resources/unknown";
import { diff } from "../../provider/src/resources/deployment/diff";
import { tryOut } from "../../provider/src/resources/deployment/try-out";
import { update } from "../../provider/src/resources/deployment/update";
import { digestOf } from "../../provider/src/definition/index";
import { check, clientOf, create, inputs, Lifecycle } from "../support/lifecycle";
import { SteppingClock } from "../support/stepping-clock";
import { definition, otherProjectId, projectId, realtime, seedOf } from "../support/tasks";
import { failing, Script } from "../dataworks/calls/scripted";
import { accountOf, type Values } from "../settings/reading";
import { messageOf, type Chapter, type Entry } from "./chapter";

const refusal = { kind: "error", status: 403, code: "Forbidden.Access", message: "Access is forbidden." } as const;

export async function chaptersOfTheLifecycle(): Promise<Chapter[]> {
    return [
        { title: "A task is not deployed, because nobody approved it", entries: await notApproved() },
        { title: "A task is not undeployed", entries: await notUndeployed() },
        { title: "An instance is not stopped", entries: await notStopped() },
        { title: "The region is not the one that was deployed to", entries: await anotherRegion() },
        { title: "Warnings", entries: [...(await warnings()), await longWait()] },
    ];
}

async function notApproved(): Promise<Entry[]> {
    const lifecycle = await Lifecycle.begin(seedOf(...realtime("100", "101")), true);
    const { control } = lifecycle.emulator;
    const edit = (table: string, time: string) =>
        control.editTask({
            ...{ projectId, fileId: "100", user: "182293110403", time },
            definition: definition(table),
        });
    const digestFor = (table: string) => digestOf(JSON.stringify(definition(table)), inputs("100"), []);
    const warned = () => lifecycle.warnings.splice(0).join("\n");
    try {
        const pinned = inputs("100", { approvedDigest: await digestFor("table_100") });
        const other = { ...pinned, approvedDigest: "d1-0123456789abcdef" };
        const olds = await create(pinned, lifecycle.context());
        const another = await messageOf(update(olds, other, lifecycle.context()));
        await edit("by_hand", "2026-11-20T08:12:45Z");
        const edited = await messageOf(update(olds, pinned, lifecycle.context()));
        await control.addFault({ operation: "GetDISyncTask", times: 1, ...refusal });
        const unread = await messageOf(update(olds, pinned, lifecycle.context()));

        const failed = { operation: "DeployDISyncTask", kind: "errorAfter", times: 1 } as const;
        await edit("table_100", "2026-11-20T08:00:00Z");
        await control.addFault({ ...failed, status: 500, code: "InternalError.System" });
        const clock = new SteppingClock();
        const wait = async (milliseconds: number) => {
            await clock.wait(milliseconds);
            await edit("by_hand", "2026-11-20T08:12:45Z");
        };
        const calls = clientOf(lifecycle.emulator.url, { clock: { now: clock.now, wait } });
        const heldBack = await messageOf(update(olds, pinned, lifecycle.context(calls)));
        calls.close();

        const moved = { ...pinned, projectId: otherProjectId, approvedDigest: other.approvedDigest };
        const replaced = await messageOf(tryOut(olds, { ...moved }, { replaces: ["projectId"] }, lifecycle.context()));
        const changes = [
            check({ ...pinned, fileId: "101" }, pinned.region, { ...pinned }),
            check({ ...pinned, ignoreDefinitionPaths: ["**.table"] }, pinned.region, { ...pinned }),
            check(
                { projectId, taskType: "DI_REALTIME", fileId: unknown, approvedDigest: "d1-0123456789abcdef" },
                pinned.region,
            ),
        ].flatMap(({ failures }) => failures.map(({ property, reason }) => `${property} ${reason}`));

        await edit("table_100", "2026-11-20T08:00:00Z");
        await control.setRewriteOnDeploy([{ path: "steps[0].parameter.table", value: "rewritten" }]);
        await create(pinned, lifecycle.context());
        const rewritten = warned();
        await edit("table_100", "2026-11-20T08:12:45Z");
        await create(pinned, lifecycle.context());
        const meanwhile = warned();
        await edit("table_100", "2026-11-20T08:12:45Z");
        await control.addFault({ operation: "GetDISyncTask", skip: 1, times: 1, ...refusal });
        await create(pinned, lifecycle.context());
        const once = warned();
        return [
            { what: "it was edited since it was approved", text: edited },
            { what: "the digest is of something else", text: another },
            { what: "it cannot be read", text: unread },
            { what: "it was edited between two tries, of which the first may have been applied", text: heldBack },
            { what: "it is to take the place of another one", text: replaced },
            { what: "the digest cannot be that of the task: at preview", text: changes.join("\n") },
            { what: "it was edited while it was deployed (a warning)", text: meanwhile },
            { what: "DataWorks rewrote it when it was deployed (a warning)", text: rewritten },
            { what: "it cannot be read once more afterwards (a warning)", text: once },
        ];
    } finally {
        await lifecycle.end();
    }
}

async function notUndeployed(): Promise<Entry[]> {
    const lifecycle = await Lifecycle.begin(seedOf(...realtime("100")));
    try {
        const olds = await create(inputs("100", { onDelete: "undeploy" }), lifecycle.context());
        const failed = lifecycle.context();
        failed.claims.of("deployment").refuse("new", olds.region, olds);
        const another = await messageOf(remove("old", olds, failed));
        const announced = lifecycle.context();
        announced.claims.of("deployment").announce(olds.region, olds);
        const skipped = await messageOf(remove("old", olds, announced));
        const wanting = lifecycle.context();
        wanting.claims.of("instance").announce(olds.region, olds, { state: "running" });
        const wanted = await messageOf(remove("old", olds, wanting));
        const { control } = lifecycle.emulator;
        await control.setInstance({ projectId, fileId: "100", status: "RUN" });
        await control.setInstances({ mode: "byHand" });
        const running = await messageOf(remove("old", olds, lifecycle.context()));
        const task = { projectId, fileId: "100" };
        await control.undeployTask(task);
        await control.addFault({ operation: "ListFileVersions", kind: "error", status: 403, code: "Forbidden.Access" });
        const lost = await messageOf(remove("old", { ...olds, status: "unknown" }, lifecycle.context()));
        await control.clearFaults();
        await control.setApproval({ ...task, required: true });
        const held = await create(inputs("100"), lifecycle.context());
        const waiting = await messageOf(remove("old", { ...held, onDelete: "undeploy" }, lifecycle.context()));
        return [
            { what: "its instance does not stop", text: running },
            { what: "another resource of the program stands for it, and failed", text: another },
            { what: "a resource of the program stands for it, and was not deployed yet", text: skipped },
            { what: "an instance of the program wants it running", text: wanted },
            { what: "its deployment waits for an approval", text: waiting },
            { what: "nobody knows what became of its deployment", text: lost },
        ];
    } finally {
        await lifecycle.end();
    }
}

/** No call is made in any of these. */
async function notStopped(): Promise<Entry[]> {
    const claims = new OwnClaims();
    const warnings: string[] = [];
    const context = { claims, warn: (text: string) => void warnings.push(text) } as unknown as Context;
    const task = { projectId, taskType: "DI_REALTIME", fileId: "100", region: "cn-hangzhou" } as const;
    const olds = { ...task, state: "running", onDelete: "stop" } as InstanceOutputs;
    const deleting = () => messageOf(instance.delete("old", olds, context));
    const instances = claims.of("instance");
    instances.announce(task.region, task);
    const announced = await deleting();
    instances.refuse("new", task.region, task);
    const refused = await deleting();
    instances.hold("another", task.region, task);
    await instance.delete("old", olds, context);
    const driver = new Driver(instance, context);
    const before = { ...task, onDelete: "retain", stableSeconds: 10, timeoutSeconds: 600 };
    driver.announce({ ...before, state: "running" });
    const contradiction = driver.announce({ ...before, state: "stopped" }).join("\n");
    return [
        { what: "another resource of the program stands for it, and failed", text: refused },
        { what: "a resource of the program stands for it, and is still to come", text: announced },
        {
            what: "a resource of the program stands for it (a warning, and the resource goes)",
            text: warnings.join("\n"),
        },
        { what: "two resources of the program are of one task, and do not agree: at preview", text: contradiction },
    ];
}

async function anotherRegion(): Promise<Entry[]> {
    const asking = (more: Values, region: string) => {
        const account = accountOf({ "dataworks:region": "cn-shanghai", ...more });
        return messageOf(Promise.resolve().then(() => account.api(region)));
    };
    return [
        {
            what: "an endpoint is set",
            text: await asking({ "dataworks:endpoint": "https://dataworks.example.com" }, "cn-hangzhou"),
        },
        {
            what: "no endpoint inside a VPC is known for it",
            text: await asking({ "dataworks:network": "vpc" }, "ap-south-1"),
        },
    ];
}

async function warnings(): Promise<Entry[]> {
    const lifecycle = await Lifecycle.begin(seedOf(...realtime("100")));
    const entries: Entry[] = [];
    const add = (what: string) => void entries.push({ what, text: lifecycle.warnings.splice(0).join("\n") });
    const { control } = lifecycle.emulator;
    try {
        await control.addFault({ operation: "GetDISyncTask", times: 1, ...refusal });
        await create(inputs("100"), lifecycle.context());
        add("the task that is deployed cannot be read");

        await control.addFault({ operation: "ListFileVersions", times: 1, ...refusal });
        await create(inputs("100", { compareVersions: true }), lifecycle.context());
        add("the versions cannot be asked before a deployment");

        await control.addFault({ operation: "ListFileVersions", times: 1, skip: 1, ...refusal });
        const olds = await create(inputs("100", { compareVersions: true, onDelete: "undeploy" }), lifecycle.context());
        add("the versions cannot be asked after a deployment");

        const compared = inputs("100", { compareVersions: true });
        const task = { projectId: compared.projectId, fileId: "100" };
        const running = await create(compared, lifecycle.context());
        await control.setApproval({ ...task, required: true });
        await control.editTask({ ...task, definition: definition("edited"), user: "1" });
        await control.addFault({ operation: "ListFileVersions", times: 1, skip: 1, ...refusal });
        const unasked = await update(running, compared, lifecycle.context());
        add("the versions cannot be asked after a deployment of an edited task");
        await update(unasked, compared, lifecycle.context());
        entries.push({
            what: "a deployment is accepted, and waits (said, no warning)",
            text: lifecycle.said.join("\n"),
        });
        add("a deployment is accepted and does not come to production");
        await control.approve(task);
        await control.setApproval({ ...task, required: false });

        const ignoring = await create(inputs("100", { ignoreDefinitionPaths: ["**.table"] }), lifecycle.context());
        await read({ ...ignoring, ignoreDefinitionPaths: [] }, lifecycle.context());
        add("ignoreDefinitionPaths changed since the deployment");

        const again = inputs("100", { triggers: { n: 2 } });
        const before = await create(inputs("100"), lifecycle.context());
        await control.editTask({ ...task, definition: definition("edited again"), user: "182293110403" });
        await update(before, again, lifecycle.context());
        add("a deployment ships what somebody edited since the one before");
        await control.addFault({ operation: "DeployDISyncTask", times: 1, kind: "resetAfter" });
        await messageOf(update(before, again, lifecycle.context()));
        add("the reply of one is lost");
        const time = "2020-01-01T00:00:00Z";
        await control.editTask({ ...task, definition: definition("rewritten"), user: "182293110403", time });
        await update(before, again, lifecycle.context());
        add("a deployment ships what nobody edited");
        await update({ ...before, definition: "v3.damaged" }, again, lifecycle.context());
        add("the fingerprint of the deployment before is damaged");

        const claimed = lifecycle.context();
        claimed.claims.of("deployment").hold("new", olds.region, olds);
        await remove("old", olds, claimed);
        add("a task is not undeployed because the program deploys it");

        await remove("old", olds, lifecycle.context());
        add("a run with targets, or a destroy, undeploys a task");

        for (const onDelete of ["retain", "undeploy", unknown] as const) {
            const before = { ...olds, onDelete: onDelete === "undeploy" ? "retain" : "undeploy" } as const;
            const text = replacedNotice(undeploying, before, { onDelete }, ["projectId"]) ?? "";
            const becomes = onDelete === unknown ? "what is not known yet" : `"${onDelete}"`;
            entries.push({ what: `a preview of a replacement where onDelete becomes ${becomes}`, text });
        }

        const { notice = "" } = diff({ ...olds, status: "unknown" }, { ...olds });
        entries.push({ what: "a preview after a lost reply", text: notice });
        return entries;
    } finally {
        await lifecycle.end();
    }
}

/** Deployments that wait for their turn. */
async function longWait(): Promise<Entry> {
    const script = new Script({ GetDISyncTask: [failing] }, { requestsPerSecond: 0.2, maxRetryTimeout: 1 });
    await script.clock.run(Promise.all(Array.from({ length: 40 }, () => script.make("GetDISyncTask"))));
    return { what: "calls wait for their turn", text: script.warnings.join("\n") };
}
