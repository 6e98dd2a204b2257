// The assumptions: each answer is given where it is asked for, and an observer tells it from the others by the API alone.
import assert from "node:assert/strict";
import {
    assumptions,
    see,
    type Answers,
    type Making,
    type Observation,
    type Scene,
    type Service,
} from "dataworks-emulator";
import { parseObject } from "../../provider/src/dataworks/json";
import { rpc } from "../support/rpc";
import { SteppingClock } from "../support/stepping-clock";
import { at, starting } from "./running";

const projectId = "10000";
const dataSources = [
    { name: "shop", type: "mysql" },
    { name: "warehouse", type: "holo" },
];
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop" } }] };
const tasks = [
    { fileId: "200", nodeId: "700000001", name: "orders", definition, deployed: true, instance: "RUN" as const },
    { fileId: "300", name: "clicks", definition },
];
const making: Making = {
    ...{ name: "observed", folder: "flow/shop", resourceGroup: "group_shop", source: "shop" },
    ...{ tables: ["orders", "customers"], destination: { type: "holo", datasource: "warehouse" } },
};

/** Every answer of every assumption, and none switched. */
const switches: Answers[] = [
    {},
    ...assumptions.flatMap(({ id, answers, given }) =>
        Object.keys(answers)
            .filter((answer) => answer !== given)
            .map((answer) => ({ [id]: answer })),
    ),
];

describe("an assumption", () => {
    const start = starting();

    async function observed(assume: Answers): Promise<Map<string, Observation>> {
        const clock = new SteppingClock(Date.parse("2026-11-20T08:12:44Z"));
        const seed = { workspaces: [{ projectId, identifier: "shop", dataSources, tasks }] };
        // What is done at once is never seen under way.
        const { url } = await start({ seed, assume, now: clock.now, making: { mode: "after", polls: 2 } });
        const service: Service = {
            call: async (operation, query, form = {}) => {
                const { status, text } = await rpc(url, operation, { ...query }, { form });
                return { status, body: parseObject(text) ?? assert.fail(text) };
            },
            wait: (ms) => clock.wait(ms),
        };
        const scenes: Record<string, Scene> = {
            look: { service, projectId, fileId: "200" },
            deploy: { service, projectId, fileId: "300", standing: "undeployed" },
            make: { service, projectId, making },
        };
        const found = new Map<string, Observation>();
        for (const one of assumptions) found.set(one.id, await see(one, scenes[one.level] ?? assert.fail()));
        return found;
    }

    for (const assume of switches) {
        const [switched, answer] = Object.entries(assume)[0] ?? [];
        it(`${switched ?? "that nothing is said of"} is seen ${answer === undefined ? "as the emulator has it" : `as ${answer}, and no other one as anything else than before`}`, async () => {
            const found = await observed(assume);
            for (const { id, given } of assumptions) {
                const seen = found.get(id);
                if (id === switched) assert.deepEqual(seen, { answer }, id);
                else if (switched === undefined || !seen || !("notSeen" in seen))
                    assert.deepEqual(seen, { answer: given }, `${id}, with ${switched ?? "nothing"} switched`);
            }
        });
    }

    it("is switched while the emulator runs, alone, and goes back to the start's answer with everything else", async () => {
        const { url, control } = await start({ assume: { "unknown-file": "fail" } });
        const codes = async () => {
            const project = await rpc(url, "GetProject", { ProjectId: projectId });
            await control.seed({ workspaces: [{ projectId }] });
            const file = await rpc(url, "GetFile", { ProjectId: projectId, FileId: "1" });
            return [at(project, "Code"), at(file, "Code") ?? at(file, "ErrorCode")];
        };
        assert.deepEqual(await codes(), ["Forbidden.Access", "InvalidFile.NotFound"]);
        await control.reset();
        await control.assume({ "unknown-workspace": "invalid" });
        assert.deepEqual(await codes(), ["Param.Invalid", "InvalidFile.NotFound"]);
        await control.reset();
        await control.assume({ "unknown-file": "invalid" });
        assert.deepEqual(await codes(), ["Forbidden.Access", "Param.Invalid"]);
        await control.reset();
        assert.deepEqual(await codes(), ["Forbidden.Access", "InvalidFile.NotFound"]);
    });

    it("that is not known, or an answer that it has not, is an error that says what there is", async () => {
        const unknown = { "unknown-files": "fail" } as Answers;
        await assert.rejects(
            start({ assume: unknown }),
            /^Error: assume\.unknown-files: is no assumption \(there is: unknown-file-id, /,
        );
        const { control } = await start();
        const wrong = { "unknown-file": "maybe" } as unknown as Answers;
        await assert.rejects(control.assume(wrong), /unknown-file: must be one of invalid, notFound, fail$/);
    });
});
