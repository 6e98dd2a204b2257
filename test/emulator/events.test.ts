// The events of the control API: what somebody who watches is told, at first and from then on.
import assert from "node:assert/strict";
import { get, type IncomingMessage } from "node:http";
import { assumptions } from "dataworks-emulator";
import { definition, deployed, fresh, project, running, solution, starting } from "./running";

interface Told {
    event: string;
    data: unknown;
}

/** Watches an emulator until the test has what it looks for; `next` gives the next event of a name. */
async function watch(url: string) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(new URL("/_emulator/events", url), { agent: false, signal: AbortSignal.timeout(30_000) }, resolve).on(
            "error",
            reject,
        );
    });
    const pieces = response.setEncoding("utf8")[Symbol.asyncIterator]() as AsyncIterator<string, undefined>;
    let text = "";
    const told: Told[] = [];
    async function next(name: string, is: (data: unknown) => boolean = () => true): Promise<unknown> {
        for (;;) {
            const index = told.findIndex(({ event, data }) => event === name && is(data));
            const [found] = index < 0 ? [] : told.splice(0, index + 1).slice(-1);
            if (found) return found.data;
            const piece = await pieces.next();
            if (piece.done === true) throw new Error(`the events ended before ${name}`);
            text += piece.value;
            const parts = text.split("\n\n");
            text = parts.pop() ?? "";
            for (const part of parts) {
                const [, event = "", data = ""] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
                if (event) told.push({ event, data: JSON.parse(data) });
            }
        }
    }
    return { response, next, end: () => response.destroy() };
}

describe("the emulator's events", () => {
    const dataworks = running();
    const start = starting();
    const task = { projectId: project, fileId: fresh };

    it("tell first what there is, and then what has changed", async () => {
        const { response, next, end } = await watch(dataworks.url);
        assert.equal(response.headers["content-type"], "text/event-stream");
        const { operations, faultKinds } = (await next("start")) as Record<string, { name?: string; kind?: string }[]>;
        assert.ok(operations?.some(({ name }) => name === "DeployDISyncTask"));
        assert.ok(faultKinds?.some(({ kind }) => kind === "resetAfter"));
        assert.deepEqual(await next("workspaces"), [
            { projectId: project, identifier: "shop", name: "shop", enabled: true },
            { projectId: "20000", identifier: "workspace_20000", name: "workspace_20000", enabled: false },
        ]);
        const { set, gone } = (await next("tasks")) as { set: { key: string }[]; gone: string[] };
        const keys = [
            `${project}/DI_REALTIME/${fresh}`,
            `${project}/DI_REALTIME/${deployed}`,
            `${project}/DI_SOLUTION/${solution}`,
            `20000/DI_REALTIME/${fresh}`,
        ];
        assert.deepEqual([set.map(({ key }) => key), gone], [keys, []]);
        const own = Object.fromEntries(assumptions.map(({ id, given }) => [id, given]));
        assert.deepEqual(await next("answers"), own);
        assert.deepEqual(await next("calls"), { cleared: true, set: [] });

        await dataworks.control.assume({ "unknown-file": "fail" });
        assert.deepEqual(await next("answers"), { ...own, "unknown-file": "fail" });
        await dataworks.control.deleteTask({ ...task, to: "GONE" });
        assert.deepEqual(await next("tasks"), { set: [], gone: [`${project}/DI_REALTIME/${fresh}`] });
        await dataworks.call("GetProject", { ProjectId: project });
        const calls = (await next("calls")) as { cleared: boolean; set: object[] };
        assert.deepEqual(calls, { cleared: false, set: await dataworks.control.journal() });
        await dataworks.control.setQuota({ perSecond: 3 });
        await next("limits", (data) => (data as { quota: { perSecond?: number } }).quota.perSecond === 3);
        await dataworks.control.clearJournal();
        assert.deepEqual(await next("calls"), { cleared: true, set: [] });
        end();
    });
    it("tell of an edit that changes nothing else of the task", async () => {
        const { next, end } = await watch(dataworks.url);
        await next("tasks");
        const edit = { ...task, user: "1", time: 1000 };
        await dataworks.control.editTask({ ...edit, definition: { a: 1 } });
        await next("tasks");
        await dataworks.control.editTask({ ...edit, definition: { a: 2 } });
        const { set } = (await next("tasks")) as { set: { fileId: string }[] };
        assert.deepEqual(
            set.map(({ fileId }) => fileId),
            [fresh],
        );
        end();
    });
    it("tell of a call again when its reply is sent", async () => {
        await dataworks.control.addFault({ operation: "GetProject", kind: "latency", ms: 300 });
        const { next, end } = await watch(dataworks.url);
        const call = dataworks.call("GetProject", { ProjectId: project });
        const statusOf = (data: unknown) => (data as { set: { status?: number }[] }).set.map(({ status }) => status);
        await next("calls", (data) => statusOf(data).length > 0);
        assert.deepEqual(statusOf(await next("calls", (data) => statusOf(data).length > 0)), [200]);
        await call;
        end();
    });
    it("hold no secret and no definition, and no control or direction character", async () => {
        const secret = "an-obviously-false-secret";
        const { url, control } = await start({
            seed: {
                credentials: [{ accessKeyId: "own", accessKeySecret: secret }],
                workspaces: [
                    {
                        projectId: project,
                        name: "\u202eevil\u001b",
                        tasks: [{ fileId: 1, definition, deployed: true }],
                    },
                ],
            },
        });
        await control.editTask({ projectId: project, fileId: 1, definition: { password: secret }, user: "1" });
        const { response, next, end } = await watch(url);
        let raw = "";
        response.on("data", (piece: string) => (raw += piece));
        const workspaces = (await next("workspaces")) as { name: string }[];
        await next("calls");
        assert.equal(workspaces[0]?.name, "\u202eevil\u001b");
        assert.match(raw, /\\u202eevil\\u001b/);
        assert.ok(raw.includes("event: calls") && !raw.includes(secret));
        assert.doesNotMatch(raw.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
        end();
    });
    it("end when the emulator does", async () => {
        const emulator = await start({});
        const { next } = await watch(emulator.url);
        await next("start");
        await emulator.close();
        await assert.rejects(next("never"));
    });
});
