// The command import as a process, in a folder of its own, against an embedded DataWorks with a few tasks.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { startEmulator, type Emulator, type SeedTask } from "dataworks-emulator";
import { openSandbox, type Sandbox } from "../../../tools/sandbox";
import { run, type Run } from "../../support/cli";
import { bin } from "../../support/command";
import { projectId, realtime, seedOf, solution } from "../../support/tasks";

export interface Summary {
    readonly imported: readonly { name: string; projectId: string; taskType: string; fileId: string }[];
    readonly leftOut: readonly { taskName: string; reason: string }[];
    readonly untold: readonly { taskName: string }[];
    readonly next: readonly string[];
}

const deployed = (task: SeedTask): SeedTask => ({ ...task, deployed: true });
const tasks: readonly SeedTask[] = [
    ...realtime("100").map(deployed),
    { fileId: "7567482277219412494", name: "orders_long", folder: "Flow/shop", deployed: true },
    { fileId: "201", name: "orders_test", folder: "Flow/test" },
    { fileId: "202", name: "orders_test", folder: "Flow/shop", deployed: true },
    { fileId: "300", fileType: 10, name: "orders_sql" },
    solution("500"),
];

export class ImportStage {
    emulator!: Emulator;
    private sandbox!: Sandbox;

    /** Begins and ends the stage around the tests of a `describe`; each has a folder and an environment of its own. `more` tasks than its own. */
    constructor(...more: readonly SeedTask[]) {
        before(async () => {
            this.emulator = await startEmulator({ seed: seedOf(...tasks, ...more) });
        });
        after(() => this.emulator.close());
        beforeEach(async () => {
            this.sandbox = await openSandbox({ endpoint: this.emulator.url });
            await this.emulator.control.clearJournal();
        });
        afterEach(async () => {
            await this.emulator.control.clearFaults();
            await this.sandbox.close();
        });
    }

    get folder(): string {
        return this.sandbox.folder;
    }

    get env(): NodeJS.ProcessEnv {
        return this.sandbox.env;
    }

    readonly importing = (...args: string[]): Promise<Run> =>
        run(process.execPath, [bin, "import", "--project", projectId, ...args], this.folder, this.env);

    /** What was imported unseen, as "TYPE FILEID NAME". */
    readonly imported = async (...args: string[]): Promise<string[]> => {
        const { code, output, stdout } = await this.importing("--json", "--force", "--no-check-versions", ...args);
        assert.equal(code, 0, output);
        return (JSON.parse(stdout) as Summary).imported.map((each) => `${each.taskType} ${each.fileId} ${each.name}`);
    };

    readonly written = async () => (await readdir(this.folder)).sort();
}
