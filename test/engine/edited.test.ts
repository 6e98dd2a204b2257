// What happens to an edit, by each way of the table in docs/drift-review.md and by each setting, on the real engine.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator, type Emulator } from "dataworks-emulator";
import { digestOf } from "../../provider/src/definition/index";
import { textOf } from "../docs/markdown";
import { region } from "../support/lifecycle";
import { plannedIn, Stack, type Deployments } from "../support/stack";
import { callsOf, definition, projectId, realtime, seedOf } from "../support/tasks";

/** The deployments of the stack: one for each setting, in the order of the table's columns. */
const settings = { nothing: "100", ignored: "101", approved: "102" } as const;
type Setting = keyof typeof settings;
const names = Object.keys(settings) as Setting[];
const columns = ["nothing", '`ignoreChanges: ["drift"]`', "`approvedDigest`"];

interface Row {
    readonly way: string;
    readonly commands: readonly string[];
    /** What the page says, by setting. */
    readonly cells: readonly string[];
}

const [head = [], , ...body] = tableOf(textOf("docs/drift-review.md"), "## What happens to an edit");
const rows: Row[] = body.map(([way = "", commands = "", ...cells]) => ({ way, commands: codeIn(commands), cells }));

function tableOf(page: string, heading: string): string[][] {
    const [, table = ""] = /\n((?:\|.*\n)+)/.exec(page.slice(page.indexOf(`${heading}\n`))) ?? [];
    return table
        .trim()
        .split("\n")
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((cell) => cell.trim()),
        );
}

function codeIn(text: string): string[] {
    return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

describe("an edit that nobody approved", () => {
    let emulator: Emulator;
    let stack: Stack;
    /** The state in which each way begins: what was deployed, before the tasks were edited. */
    let deployed: string;
    let project: string;
    let digests: { readonly before: string; readonly after: string };
    /** Ways that run the same are run once. */
    const ran = new Map<string, Promise<string[]>>();

    before(async () => {
        const of = (table: string) => {
            const task = { region, projectId, taskType: "DI_REALTIME", fileId: settings.approved } as const;
            return digestOf(JSON.stringify(definition(table)), task, []);
        };
        digests = { before: await of(`table_${settings.approved}`), after: await of("by_hand") };
        emulator = await startEmulator({ seed: seedOf(...realtime(...Object.values(settings))) });
        stack = await Stack.open({ endpoint: emulator.url });
        project = await readFile(join(stack.folder, "Pulumi.yaml"), "utf8");
        await stack.declare(program(1));
        await stack.okUp();
        deployed = await stack.stateText();
        for (const fileId of Object.values(settings))
            await emulator.control.editTask({ projectId, fileId, definition: definition("by_hand"), user: "1" });
    });

    after(async () => {
        await stack.close();
        await emulator.close();
    });

    function program(n: number): Deployments {
        const args = (name: Setting) => ({
            ...{ projectId, taskType: "DI_REALTIME", fileId: settings[name], triggers: { n } },
        });
        return {
            nothing: { args: args("nothing") },
            ignored: { args: args("ignored"), opts: { ignoreChanges: ["drift"] } },
            approved: { args: { ...args("approved"), approvedDigest: digests.before } },
        };
    }

    /** What comes of the edit, in the page's words. */
    function resultOf({ way, commands }: Row): Promise<string[]> {
        const always = way.includes("`refresh: always` in Pulumi.yaml");
        const asked = way.includes("`PULUMI_OPTION_REFRESH=true`");
        const triggers = way.includes("`triggers`");
        const key = JSON.stringify([always, asked, triggers, commands]);
        const known = ran.get(key);
        if (known) return known;
        const running = run({ always, asked, triggers }, commands);
        ran.set(key, running);
        return running;
    }

    async function run(
        { always, asked, triggers }: Record<"always" | "asked" | "triggers", boolean>,
        commands: readonly string[],
    ): Promise<string[]> {
        await writeFile(stack.checkpoint, deployed);
        await stack.write("Pulumi.yaml", always ? `${project}options:\n  refresh: always\n` : project);
        if (asked) stack.env["PULUMI_OPTION_REFRESH"] = "true";
        else delete stack.env["PULUMI_OPTION_REFRESH"];
        await stack.declare(program(triggers ? 2 : 1));
        await emulator.control.clearJournal();
        let planned: Record<string, string> | undefined;
        let output = "";
        for (const command of commands) {
            const [pulumi, verb = "", ...options] = command.split(" ");
            assert.equal(pulumi, "pulumi", command);
            const changes = verb === "up" || !options.includes("--preview-only");
            if (verb === "preview") options.push("--json");
            else if (changes) options.push("--yes", "--skip-preview");
            // So that what is refused for one does not keep the others from being deployed.
            if (verb === "up") options.push("--continue-on-error");
            const ended = await stack.pulumi(verb, ...options);
            output += ended.output;
            if (verb !== "preview") continue;
            planned = plannedIn(ended);
            assert.equal(ended.code, Object.keys(planned).length > 0 ? 7 : 0, ended.output);
        }
        const calls = callsOf(await emulator.control.journal());
        const state = await stack.deployments();
        return names.map((name) => {
            const fileId = settings[name];
            const isDeployed = calls.includes(`DeployDISyncTask ${fileId}`);
            if (planned) return isDeployed ? "deployed" : name in planned ? "red" : "green";
            if (isDeployed) return "deployed";
            if (output.includes(`DI_REALTIME ${fileId} of workspace ${projectId} is not deployed`)) {
                assert.ok(output.includes(digests.after), output);
                return "refused";
            }
            return state[name]?.outputs["drift"] === undefined ? "not seen" : "shown";
        });
    }

    it("is told of by setting, in these columns", () => {
        assert.deepEqual(head.slice(2), columns);
        assert.ok(rows.length >= 8, `${rows.length} rows`);
    });

    for (const row of rows) {
        it(`is ${row.cells.join(", ")} by ${row.way}: ${row.commands.join(", ")}`, async () => {
            assert.deepEqual(await resultOf(row), row.cells);
        });
    }

    it("is deployed by no way where the program says what is approved", () => {
        assert.deepEqual(
            rows.filter(({ cells }) => cells[2] === "deployed"),
            [],
        );
    });
});
