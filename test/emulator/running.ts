// One emulator for each test: started before it, closed after it.
import assert from "node:assert/strict";
import { startEmulator, type ControlClient, type Emulator, type Seed, type StartOptions } from "dataworks-emulator";
import { rpc, type RpcOptions, type RpcReply } from "../support/rpc";

export const project = "10000";
/** A real-time task that is not deployed. */
export const fresh = "7567482277219412494";
/** A real-time task in production. */
export const deployed = "200";
/** A solution; a file has the same number. */
export const solution = "300";
/** An SQL file. */
export const sqlFile = "300";

export const definition = { steps: [{ parameter: { table: "orders", offset: 9007199254740993n.toString() } }] };
export const editedAt = "2026-03-01T00:00:00Z";

export const seed: Seed = {
    workspaces: [
        {
            projectId: project,
            identifier: "shop",
            tasks: [
                {
                    fileId: fresh,
                    name: "orders_to_maxcompute",
                    folder: "flow/shop",
                    owner: "1001",
                    definition,
                    createTime: editedAt,
                },
                {
                    fileId: deployed,
                    name: "clicks",
                    folder: "flow/web",
                    owner: "1002",
                    definition,
                    createTime: editedAt,
                    deployed: true,
                },
                { fileId: solution, taskType: "DI_SOLUTION", name: "whole_shop", definition: { tables: ["orders"] } },
                {
                    fileId: sqlFile,
                    fileType: 10,
                    name: "check_orders",
                    nodeId: "9000000000000000001",
                    definition: "SELECT 1;",
                },
            ],
        },
        { projectId: 20000, mode: "basic", enabled: false, tasks: [{ fileId: fresh }] },
    ],
};

export interface Running {
    readonly url: string;
    readonly control: ControlClient;
    call(action: string, parameters: Record<string, string>, options?: RpcOptions): Promise<RpcReply>;
    /** Calls a DISync operation for a real-time task, or another `TaskType`. */
    task(action: string, fileId: string, more?: Record<string, string>, options?: RpcOptions): Promise<RpcReply>;
}

/** Gives a function that starts an emulator; what it started is closed after the test, however that ends. */
export function starting(): (options?: StartOptions) => Promise<Emulator> {
    const started: Emulator[] = [];
    afterEach(async () => {
        await Promise.all(started.splice(0).map((emulator) => emulator.close()));
    });
    return async (options) => {
        const emulator = await startEmulator(options);
        started.push(emulator);
        return emulator;
    };
}

/** Registers the hooks; what it gives may be used within tests. */
export function running(options: StartOptions = {}): Running {
    const start = starting();
    let emulator: Emulator | undefined;
    const current = () => emulator ?? assert.fail("the emulator runs within tests only");
    const call: Running["call"] = (action, parameters, rest) => rpc(current().url, action, parameters, rest);
    beforeEach(async () => {
        emulator = await start({ seed, ...options });
    });
    return {
        get url() {
            return current().url;
        },
        get control() {
            return current().control;
        },
        call,
        task: (action, fileId, more = {}, rest = {}) =>
            call(action, { ProjectId: project, TaskType: "DI_REALTIME", FileId: fileId, ...more }, rest),
    };
}

/** A field of a reply, such as `at(reply, "Data", "Status")`. */
export function at(reply: RpcReply, ...path: (string | number)[]): unknown {
    return path.reduce<unknown>(
        (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
        reply.json,
    );
}
