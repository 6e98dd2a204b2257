// The embedded DataWorks that is asked where no project is given: one workspace with two tasks, and a clock that nobody waits for.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Answers,
    type Level,
    type Seed,
} from "dataworks-emulator";
import type { Clock } from "../../provider/src/dataworks/clock";
import type { Parts } from "./arguments";

export interface Own {
    readonly projectId: string;
    /** A real-time task for a level: one that runs to look at, and one that is not deployed for what deploys; none for what makes one. */
    readonly fileIdFor: (level: Level) => string | undefined;
    /** The folder of the journals of what the level make makes. */
    readonly journals: string;
    /** What the level make makes tasks of. */
    readonly parts: Parts;
    /** The settings that lead to it. */
    readonly env: NodeJS.ProcessEnv;
    /** Its time: what waits, lets it go on. */
    readonly clock: Clock;
    /** From now on nothing is under way for the sake of being seen: the engine's processes have no clock but the real one. */
    readonly hurry: () => Promise<void>;
    close(): Promise<void>;
}

const projectId = "10000";
const [running, undeployed] = ["510001", "510002"];
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop_mysql" } }] };

const parts: Parts = {
    ...{ source: "shop_mysql", destination: "shop_hologres" },
    ...{ tables: ["orders", "customers"], resourceGroup: "group_shop" },
};

const seed: Seed = {
    resourceGroups: [{ identifier: parts.resourceGroup, name: "shop" }],
    workspaces: [
        {
            projectId,
            identifier: "shop",
            dataSources: [
                { name: "shop_mysql", type: "mysql" },
                { name: "shop_hologres", type: "holo" },
            ],
            tasks: [
                {
                    ...{ fileId: running, nodeId: "700000001", name: "orders_to_hologres" },
                    ...{ definition, deployed: true, instance: "RUN" },
                },
                { fileId: undeployed, nodeId: "700000002", name: "clicks_to_hologres", definition },
            ],
        },
    ],
};

export async function startOwn(assume: Answers): Promise<Own> {
    let skipped = 0;
    // What is done at once is never seen under way.
    const making = { mode: "after", polls: 2 } as const;
    const journals = mkdtempSync(join(tmpdir(), "acceptance-journals-"));
    const emulator = await startEmulator({
        seed,
        making,
        assume,
        now: () => Date.now() + skipped,
    });
    const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
        if (signal?.aborted) return Promise.reject(signal.reason as Error);
        skipped += milliseconds;
        return Promise.resolve();
    };
    return {
        projectId,
        fileIdFor: (level) => ({ look: running, deploy: undeployed, make: undefined })[level],
        ...{ parts, journals },
        env: {
            ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
            ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
            DATAWORKS_ENDPOINT: emulator.url,
        },
        clock: { now: () => performance.now() + skipped, wait },
        hurry: () => emulator.control.setMaking({}),
        close: async () => {
            await emulator.close();
            rmSync(journals, { recursive: true, force: true });
        },
    };
}
