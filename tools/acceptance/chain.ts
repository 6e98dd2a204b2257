// The whole chain with the real Pulumi engine: a program makes a task, deploys it, has it run, changes it and destroys it; step by step,
// so that what a reply says of the task is looked at before the next step acts on it.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Making } from "dataworks-emulator";
import { findPulumiCli, type PulumiCli } from "../cli/find";
import { root } from "../root";
import { openSandbox, type Sandbox } from "../sandbox";
import { runEngine, type Ended } from "./engine";
import type { Looked } from "./made";

/** What came of the chain. */
export type ChainOutcome =
    | { readonly verdict: "went through"; readonly seen: string }
    | { readonly verdict: "failed"; readonly step: string; readonly seen: string };

export interface ChainRun {
    readonly projectId: string;
    readonly task: Making;
    /** The settings, by which the engine's processes call the same service. */
    readonly env: NodeJS.ProcessEnv;
    /** Is called before the engine is asked to make the task. */
    readonly asks: () => void;
    /** Whether the file id is that of the task of the name: nothing is done with any other. */
    readonly isOwn: (fileId: string) => Promise<boolean>;
    readonly look: (fileId: string) => Promise<Looked>;
    /** Is told which process and which folder the engine has. */
    readonly onEngine: (pid: number | undefined, sandbox: string | undefined) => void;
    readonly signal: AbortSignal;
    readonly now: AbortSignal;
    /** Is told what is done next. */
    readonly say: (text: string) => void;
}

/** Takes a task through the chain. Rejects with the signal's reason. */
export type Chain = (run: ChainRun) => Promise<ChainOutcome>;

/**
 * Gets ready what the chain takes: before anything is made.
 *
 * @throws an error that says what was tried, where there is no Pulumi CLI and none can be got.
 */
export async function pulumiChain(): Promise<Chain> {
    const cli = await findPulumiCli();
    return (run) => runChain(cli, run);
}

const program = `
const dataworks = require("pulumi-dataworks");
const { task, isWhole } = require("./chain.json");
const made = new dataworks.DiSyncTask("task", { ...task, onDelete: "delete" });
exports.fileId = made.fileId;
if (isWhole) {
    const of = { projectId: task.projectId, taskType: "DI_REALTIME", fileId: made.fileId };
    const deployment = new dataworks.DiSyncDeployment("deployment", {
        ...of, triggers: { revision: made.revision }, onDelete: "undeploy",
    });
    new dataworks.DiSyncInstance("instance", {
        ...of, state: "running", stableSeconds: 0, triggers: { deployment: deployment.deployedAt }, onDelete: "stop",
    });
}
`;

/** What the program calls the destinations, by the type of the data source. */
const destinations = { odps: "maxcompute", kafka: "kafka", holo: "hologres" } as const;

/** A step that did not come to what it has to. */
class StepError extends Error {
    constructor(
        readonly step: string,
        readonly seen: string,
    ) {
        super(`${step}: ${seen}`);
    }
}

async function runChain(cli: PulumiCli, run: ChainRun): Promise<ChainOutcome> {
    const sandbox = await openSandbox({
        files: {
            "Pulumi.yaml": "name: acceptance\nruntime: nodejs\n",
            "package.json": '{ "main": "index.js" }\n',
            "index.js": program,
        },
        modules: join(root, "node_modules"),
        env: environmentOf(run.env),
    });
    try {
        run.onEngine(undefined, sandbox.home);
        await stepThrough(cli, sandbox, run);
        const changed = run.task.tables.length > 1 ? ", changed" : "";
        return { verdict: "went through", seen: `made, deployed, started${changed} and destroyed` };
    } catch (error) {
        if (!(error instanceof StepError)) throw error;
        return { verdict: "failed", step: error.step, seen: error.seen };
    } finally {
        await sandbox.close();
        run.onEngine(undefined, undefined);
    }
}

async function stepThrough(cli: PulumiCli, sandbox: Sandbox, run: ChainRun): Promise<void> {
    const { signal, now, say } = run;
    const pulumi = (...args: readonly string[]) =>
        runEngine(args, { cli, sandbox, signal, now, onProcess: (pid) => run.onEngine(pid, sandbox.home) });
    const step = async (name: string, ...args: readonly string[]): Promise<Ended> => {
        say(`Pulumi ${cli.version}: ${name}`);
        const ended = await pulumi(...args);
        if (ended.code !== 0) throw new StepError(name, errorIn(ended));
        return ended;
    };
    const declare = (tables: readonly string[], isWhole: boolean) =>
        sandbox.write("chain.json", JSON.stringify({ task: argumentsOf(run, tables), isWhole }));
    const up = ["up", "--yes", "--skip-preview"];
    const [first = "", ...more] = run.task.tables;

    await step("a stack is begun", "stack", "init", "acceptance");
    await declare([first], false);
    run.asks();
    await step("the task is made", ...up);
    const { stdout } = await step("its file id is told", "stack", "output", "fileId");
    const fileId = stdout.trim();
    const refuseOther = async (name: string) => {
        if (!(await run.isOwn(fileId)))
            throw new StepError(
                name,
                "the file id that was told is not that of the task, and nothing was done with it",
            );
    };
    await refuseOther("the task is looked at");

    await declare([first], true);
    await step("the task is deployed and started", ...up);
    await step("nothing is left to do", "preview", "--expect-no-changes");
    if (more.length > 0) {
        await refuseOther("the task is looked at before it is changed");
        await declare([first, ...more], true);
        await step("a table is added", ...up);
    }
    await refuseOther("the task is looked at before it is deleted");
    await step("everything is destroyed", "destroy", "--yes", "--skip-preview");
    if ((await run.look(fileId)) !== "gone") throw new StepError("the task is gone", "it is still there");
}

function argumentsOf({ projectId, task }: ChainRun, tables: readonly string[]): object {
    const { name, resourceGroup, source, destination } = task;
    return {
        ...{ projectId, name, resourceGroup },
        source: { type: "mysql", datasources: [{ name: source, tables }] },
        destination: { type: destinations[destination.type], datasource: destination.datasource },
    };
}

/** The settings as they are, but for those of Pulumi: the engine keeps to its folder, and its state to a passphrase that nobody has. */
function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const settings = Object.entries(env).filter(([name]) => !name.startsWith("PULUMI_") && name !== "TMPDIR");
    return {
        // Where the settings say nothing, what says it in the sandbox is not theirs.
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: undefined,
        ...Object.fromEntries(settings),
        PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("hex"),
    };
}

/** What a command says of its failure: the errors that it lists, but for the one that says only that there are some; not all of it. */
export function errorIn({ code, stdout, stderr }: Ended): string {
    const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
    const errors = lines.filter((line) => /^error: (?!(update|preview) failed$)/.test(line));
    const said = errors.join(" ").slice(0, 1000);
    return said === "" ? `it ended with ${code === null ? "a signal" : `exit code ${code}`}` : said;
}
