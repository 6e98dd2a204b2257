// The embedded DataWorks that is asked where no project is given: one workspace with two tasks, and a clock that nobody waits for.
import {
    defaultAccessKeyId,
    defaultAccessKeySecret,
    startEmulator,
    type Answers,
    type Level,
    type Seed,
} from "dataworks-emulator";
import type { Clock } from "../../provider/src/dataworks/clock";

export interface Own {
    readonly projectId: string;
    /** A real-time task for a level: one that runs to look at, and one that is not deployed for what deploys. */
    readonly fileIdFor: (level: Level) => string;
    /** The settings that lead to it. */
    readonly env: NodeJS.ProcessEnv;
    /** Its time: what waits, lets it go on. */
    readonly clock: Clock;
    close(): Promise<void>;
}

const projectId = "10000";
const [running, undeployed] = ["510001", "510002"];
const definition = { steps: [{ category: "reader", stepType: "mysql", parameter: { datasource: "shop_mysql" } }] };

const seed: Seed = {
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
        fileIdFor: (level) => (level === "look" ? running : undeployed),
        env: {
            ALIBABA_CLOUD_REGION_ID: "cn-hangzhou",
            ALIBABA_CLOUD_ACCESS_KEY_ID: defaultAccessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: defaultAccessKeySecret,
            DATAWORKS_ENDPOINT: emulator.url,
        },
        clock: { now: () => performance.now() + skipped, wait },
        close: () => emulator.close(),
    };
}
