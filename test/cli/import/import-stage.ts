// The command import as a process, in a folder of its own, against an embedded DataWorks with a few tasks.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Emulator,
    type SeedTask,
} from "dataworks-emulator";
import { root } from "../../../tools/root";
import { run, type Run } from "../../support/cli";
import { projectId, realtime, seedOf, solution } from "../../support/tasks";

export const bin = join(root, "provider", "bin", "pulumi-dataworks.js");

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
    folder = "";
    env: NodeJS.ProcessEnv = {};

    /** Begins and ends the stage around the tests of a `describe`; each has a folder and an environment of its own. */
    constructor() {
        before(async () => {
            this.emulator = await startEmulator({ seed: seedOf(...tasks) });
        });
        after(() => this.emulator.close());
        beforeEach(async () => {
            this.folder = await mkdtemp(join(tmpdir(), "dataworks-test-"));
            this.env = {
                PATH: process.env["PATH"],
                HOME: this.folder,
                ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
                ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
                ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
                DATAWORKS_ENDPOINT: this.emulator.url,
            };
            await this.emulator.control.clearJournal();
        });
        afterEach(async () => {
            await this.emulator.control.clearFaults();
            await rm(this.folder, { recursive: true, force: true });
        });
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
