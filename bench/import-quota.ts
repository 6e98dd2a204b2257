// How long `pulumi-dataworks import` takes under a quota: `npx ts-node bench/import-quota.ts [runs]`. It takes real time.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessKeyId, defaultAccessKeySecret, startEmulator, type SeedTask } from "dataworks-emulator";
import { run } from "../test/support/cli";

const projectId = "10000";
const bin = join(__dirname, "..", "provider", "bin", "pulumi-dataworks.js");

export interface ImportMeasure {
    /** From the start of the process to its end. */
    readonly seconds: number;
    /** The least that the quota allows for these calls: the first second's worth of them may come at once. */
    readonly shortest: number;
    /** Calls that were let through. */
    readonly calls: number;
    readonly refused: number;
}

/** Imports that many existing tasks under a quota of so many calls a second. */
export async function measureImport(count = 500, perSecond = 20): Promise<ImportMeasure> {
    const tasks = Array.from({ length: count }, (_, index): SeedTask => {
        return { fileId: 1000 + index, name: `task_${index}`, definition: { table: index }, deployed: true };
    });
    const folder = await mkdtemp(join(tmpdir(), "dataworks-bench-"));
    const emulator = await startEmulator({ seed: { workspaces: [{ projectId, tasks }] }, quota: { perSecond } });
    try {
        const env = {
            PATH: process.env["PATH"],
            HOME: folder,
            ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
            DATAWORKS_ENDPOINT: emulator.url,
        };
        const began = performance.now();
        const { code, output } = await run(process.execPath, [bin, "import", "--project", projectId], folder, env);
        const seconds = (performance.now() - began) / 1000;
        if (code !== 0) throw new Error(output);
        const { allowed, refused } = await emulator.control.quotaUse();
        return { seconds, shortest: (allowed - perSecond) / perSecond, calls: allowed, refused };
    } finally {
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
    }
}

async function main(): Promise<void> {
    const runs = Number(process.argv[2] ?? 3);
    const measures: ImportMeasure[] = [];
    for (let each = 0; each < runs; each++) measures.push(await measureImport());
    const sorted = measures.sort((a, b) => a.seconds / a.shortest - b.seconds / b.shortest);
    const median = sorted[Math.floor(runs / 2)];
    if (!median) throw new Error("there was no run");
    const { seconds, shortest, calls, refused } = median;
    console.log(`| import of 500 tasks, quota of 20 calls a second (median of ${runs}) | goal | measured |`);
    console.log("| --- | --- | --- |");
    console.log(
        `| time, as a multiple of the shortest (${shortest.toFixed(1)} s) | 1.2 | ${(seconds / shortest).toFixed(2)} |`,
    );
    console.log(`| calls let through | 510 | ${calls} |`);
    console.log(`| calls refused | | ${refused} |`);
}

if (require.main === module) void main();
