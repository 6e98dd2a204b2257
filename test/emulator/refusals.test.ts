// What observers make of a refusal that has nothing to do with what they ask: no answer to it.
import assert from "node:assert/strict";
import { assumptions, see, type Making, type Reply, type Scene, type Service } from "dataworks-emulator";
import { parseObject } from "../../provider/src/dataworks/json";
import { rpc } from "../support/rpc";
import { SteppingClock } from "../support/stepping-clock";
import { starting } from "./running";

const projectId = "10000";
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };
const making: Making = {
    ...{ name: "observed", resourceGroup: "group_shop", source: "shop", tables: ["orders", "customers"] },
    destination: { type: "holo", datasource: "warehouse" },
};
const dataSources = [
    { name: "shop", type: "mysql" },
    { name: "warehouse", type: "holo" },
];
const tasks = [
    { fileId: "200", nodeId: "700000001", name: "orders", definition, deployed: true, instance: "RUN" as const },
    { fileId: "300", name: "clicks", definition },
];

/** A service has these for everything. */
const refusals: Readonly<Record<string, Reply>> = {
    "with HTTP 200": {
        status: 200,
        body: { Success: true, Data: { Status: "fail", Message: "resource group is busy, try again later" } },
    },
    "of a file": {
        status: 200,
        body: { Success: false, ErrorCode: "ResourceGroup.Busy", ErrorMessage: "resource group is busy" },
    },
    "with an error": { status: 400, body: { Code: "ApiOffline.Retired", Message: "This operation is retired" } },
};

describe("an observation", () => {
    const start = starting();

    /** How often an operation is called by the observation of each assumption, and what is seen where the nth call of one is refused. */
    async function seenOf(id: string, refused: { operation: string; nth: number; reply: Reply } | undefined) {
        const clock = new SteppingClock(Date.parse("2026-11-20T08:12:44Z"));
        const seed = { workspaces: [{ projectId, identifier: "shop", dataSources, tasks }] };
        const { url } = await start({ seed, now: clock.now, making: { mode: "after", polls: 2 } });
        const calls: string[] = [];
        let isCounted = false;
        const service: Service = {
            call: async (operation, query, form = {}) => {
                if (isCounted) calls.push(operation);
                const count = calls.filter((one) => one === operation).length;
                if (isCounted && operation === refused?.operation && count === refused.nth) return refused.reply;
                const { status, text } = await rpc(url, operation, { ...query }, { form });
                return { status, body: parseObject(text) ?? assert.fail(text) };
            },
            wait: (ms) => clock.wait(ms),
        };
        const one = assumptions.find((each) => each.id === id) ?? assert.fail(id);
        const scene: Scene =
            one.level === "look"
                ? { service, projectId, fileId: "200" }
                : one.level === "deploy"
                  ? { service, projectId, fileId: "300", standing: "undeployed" }
                  : { service, projectId, making };
        if (id === "deleted-file")
            for (const before of ["new-file-listed", "delete-task"])
                await see(assumptions.find((each) => each.id === before) ?? assert.fail(before), scene);
        isCounted = true;
        return { seen: await see(one, scene), calls };
    }

    for (const { id, given } of assumptions)
        it(`of ${id} takes no refusal for an answer that has nothing to do with it`, async () => {
            const { calls } = await seenOf(id, undefined);
            for (const operation of new Set(calls))
                for (let nth = 1; nth <= Math.min(2, calls.filter((one) => one === operation).length); nth += 1)
                    for (const [how, reply] of Object.entries(refusals)) {
                        const { seen } = await seenOf(id, { operation, nth, reply });
                        const isOther = "answer" in seen && seen.answer !== given;
                        assert.ok(!isOther, `${operation}, call ${nth}, refused ${how}: ${JSON.stringify(seen)}`);
                    }
        });
});
