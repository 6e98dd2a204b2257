// The main stories under answers that the provider has to go by, on the real engine: all in one stack, a workspace for each.
import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "dataworks-emulator";
import type { Run } from "../support/cli";
import { Forwarder } from "../support/forwarder";
import { dataSources } from "../support/new-task";
import { Stack, type Deployments } from "../support/stack";
import { callsOf } from "../support/tasks";
import { stories, Workspace, type Step, type Told } from "./assumption-stories";

const all = Object.entries(stories).flatMap(([story, answers]) =>
    Object.entries(answers).map(([answer, told]) => ({ story, answer, told })),
);

describe("the main stories under other answers, on the real engine", () => {
    const told: { readonly at: Workspace; readonly story: string; readonly told: Told }[] = [];
    const codes: Partial<Record<Step, number | null>> = {};
    /** What the list of all workspaces is asked for. */
    let everyone: Emulator;
    let forwarder: Forwarder;
    let stack: Stack;

    before(async () => {
        for (const { answer, ...story } of all)
            told.push({ ...story, at: await open(String(10000 + told.length), answer, story.told) });
        const workspaces = told.map(({ at: { projectId, identifier } }) => ({ projectId, identifier }));
        everyone = await startEmulator({ seed: { workspaces } });
        const behind = told.flatMap(({ at: { projectId, identifier, emulator } }) =>
            [projectId, identifier].map((name) => [name, emulator] as const),
        );
        forwarder = await Forwarder.start(new Map(behind), everyone);
        stack = await Stack.open({ endpoint: forwarder.url, adapter: "plugin" });

        await declare(({ program }) => program);
        await step("up", "--skip-preview", "--continue-on-error");
        await step("refresh", "--skip-preview");
        await declare(({ program, next = program }) => next);
        await step("next up", "--skip-preview", "--continue-on-error");
        await step("last refresh", "--skip-preview");
        await step("destroy", "--skip-preview", "--continue-on-error");
    });

    after(async () => {
        await stack.close();
        await forwarder.close();
        for (const emulator of [everyone, ...told.map(({ at }) => at.emulator)]) await emulator.close();
    });

    async function declare(which: (told: Told) => (at: Workspace) => Deployments): Promise<void> {
        const resources = told.flatMap(({ at, story, told }) =>
            // Only the plugin imports; all others are what programs in TypeScript have.
            named(at, which(told)(at)).map(([name, declared]) => [
                name,
                { ...declared, adapter: story === "importing" ? "plugin" : "dynamic provider" } as const,
            ]),
        );
        const lookups = told.flatMap(({ at, told }) => named(at, told.lookups?.(at) ?? {}));
        await stack.declare(Object.fromEntries(resources) as Deployments, {}, Object.fromEntries(lookups));
    }

    /** Runs a step for all stories, and keeps what it left of each. */
    async function step(name: Step, ...options: readonly string[]): Promise<void> {
        for (const { at, told: one } of told) {
            await one.before?.[name]?.(at);
            await at.control.clearJournal();
        }
        const run = await stack.pulumi(name.split(" ").at(-1) ?? "", "--yes", ...options);
        codes[name] = run.code;
        const resources = await stack.resources();
        const [root] = resources.filter(({ type }) => type === "pulumi:pulumi:Stack");
        for (const { at } of told) {
            const calls = callsOf(await at.control.journal()).map((call) => call.split(" ")[0] ?? "");
            at.left.set(name, {
                changes: calls.filter((call) => /^(Create|Update|Delete|Deploy|Start|Stop|Terminate)/.test(call)),
                state: ofStory(
                    at,
                    resources.map((each) => [each.urn.split("::").at(-1) ?? "", each]),
                ),
                said: (resource) => saidOf(run, at.nameOf(resource)),
            });
            if (root) at.found = ofStory(at, Object.entries(root.outputs));
        }
    }

    it("fail as a run where one of them does", () => {
        assert.deepEqual(codes, { up: 1, refresh: 0, "next up": 1, "last refresh": 1, destroy: 1 });
    });

    for (const [index, { story, answer, told: one }] of all.entries())
        it(`${story}, under ${answer}: ${one.it}`, () => one.holds(told[index]?.at ?? assert.fail()));
});

/** A workspace in a DataWorks that gives this one answer, such as "stopped-status=PAUSE". */
async function open(projectId: string, answer: string, { tasks = [], making = {} }: Told): Promise<Workspace> {
    const [id = "", other] = answer.split("=");
    const identifier = `shop_${projectId}`;
    const seed = { workspaces: [{ projectId, identifier, dataSources, tasks: [...tasks] }] };
    return new Workspace(projectId, identifier, await startEmulator({ seed, making, assume: { [id]: other } }));
}

/** By their names in the stack. */
function named<T>(at: Workspace, values: Readonly<Record<string, T>>): [string, T][] {
    return Object.entries(values).map(([name, value]) => [at.nameOf(name), value]);
}

/** Those of a story, by its own names. */
function ofStory<T>(at: Workspace, values: readonly (readonly [string, T])[]): Record<string, T> {
    const start = at.nameOf("");
    const mine = values.filter(([name]) => name.startsWith(start));
    return Object.fromEntries(mine.map(([name, value]) => [name.slice(start.length), value]));
}

/** What the diagnostics of a run say of a resource, in one line. */
function saidOf({ output }: Run, name: string): string {
    const lines = output.slice(output.indexOf("\nDiagnostics:\n")).split("\n");
    const from = lines.findIndex((line) => line.endsWith(`(${name}):`)) + 1;
    const to = lines.findIndex((line, index) => index >= from && !line.startsWith("    "));
    const mine = from === 0 ? [] : lines.slice(from, to);
    return mine.map((line) => line.trim()).join(" ");
}
