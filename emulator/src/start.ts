// Starts the emulator on loopback, and ends it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "./control/client";
import type { ControlClient } from "./control/types";
import { listener } from "./server/listener";
import { EmulatorState, type EmulatorOptions } from "./state";

export interface StartOptions extends EmulatorOptions {
    /** Default: 0, any free port. */
    port?: number;
}

/** A running emulator. */
export interface Emulator {
    /** Such as "http://127.0.0.1:4010". */
    readonly url: string;
    readonly port: number;
    readonly control: ControlClient;
    /**
     * Stops listening and ends every connection, answered or not. May be called more than once. Rejects where a write of the state file
     * failed, and what is not in it cannot be written now either.
     */
    close(): Promise<void>;
}

const host = "127.0.0.1";

/** UpdateDISyncTask carries a whole definition, and clients put it into the query string. */
const maxHeaderSize = 1024 * 1024;

/**
 * Starts an emulated DataWorks on loopback. Rejects where an option is wrong (the message names the path in it), the
 * state file is another emulator's, none, or cannot be written (the message names it), or the port is in use (`code` is "EADDRINUSE").
 * @example
 * const dataworks = await startEmulator({ seed: { workspaces: [{ projectId: 10000, tasks: [{ fileId: 100 }] }] } });
 * // point the client at dataworks.url
 * await dataworks.close();
 */
export async function startEmulator(options: StartOptions = {}): Promise<Emulator> {
    const { port = 0, ...rest } = options;
    return serve(new EmulatorState(rest), port);
}

/** Listens, and writes the state file a first time: one that cannot be written is refused at the start. */
export async function serve(state: EmulatorState, port: number): Promise<Emulator> {
    // Kept connections stay open: closing one is for a fault to do, not for a clock.
    const server = createServer({ maxHeaderSize, keepAliveTimeout: 0 }, listener(state));
    const close = async () => {
        await new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        });
        await state.close();
    };
    try {
        await listen(server, port);
        await state.save();
    } catch (error) {
        // What was wrong at first is what is said.
        await close().catch(() => undefined);
        throw error;
    }
    const bound = (server.address() as AddressInfo).port;
    const url = `http://${host}:${bound}`;
    return { url, port: bound, control: connect(url), close };
}

function listen(server: Server, port: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen({ host, port }, () => {
            server.off("error", reject);
            resolve();
        });
    });
}
