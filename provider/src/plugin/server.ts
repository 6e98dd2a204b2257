// Serves the engine on loopback, and nobody else.
import { createServer, type AddressInfo, type Socket } from "node:net";
import { readFileSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";

/** The engine's own limit: a state may be large. */
const longestMessage = 400 * 1024 * 1024;

/**
 * Serves, and gives the port. Only processes of this user are let in, as far as the system tells whose a connection is: whoever speaks the
 * protocol could look things up with the settings' credentials.
 */
export async function serve(
    definition: grpc.ServiceDefinition,
    implementation: grpc.UntypedServiceImplementation,
): Promise<number> {
    const limits = {
        "grpc.max_receive_message_length": longestMessage,
        "grpc.max_send_message_length": longestMessage,
    };
    const server = new grpc.Server(limits);
    server.addService(definition, implementation);
    const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    const listener = createServer((socket) => {
        if (isOfThisUser(socket)) injector.injectConnection(socket);
        else socket.destroy();
    });
    await new Promise<void>((resolve, reject) => {
        listener.once("error", reject);
        listener.listen(0, "127.0.0.1", resolve);
    });
    return (listener.address() as AddressInfo).port;
}

/** False where the system says that another user's process has opened the connection. Only Linux says it. */
function isOfThisUser({ remotePort, localPort }: Socket): boolean {
    const uid = process.getuid?.();
    if (uid === undefined || remotePort === undefined || localPort === undefined) return true;
    const owner = ownerIn(tablesOfConnections(), remotePort, localPort);
    return owner === undefined || owner === uid;
}

function tablesOfConnections(): string {
    return ["/proc/net/tcp", "/proc/net/tcp6"].map(textOrNone).join("\n");
}

function textOrNone(file: string): string {
    try {
        return readFileSync(file, "latin1");
    } catch {
        return ""; // there is none but on Linux
    }
}

/** The user who has the connection from one port of this machine to another, by Linux's tables of connections. */
export function ownerIn(tables: string, from: number, to: number): number | undefined {
    const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, "0");
    for (const line of tables.split("\n")) {
        const [, local = "", remote = "", , , , , uid] = line.trim().split(/\s+/);
        if (local.endsWith(`:${hex(from)}`) && remote.endsWith(`:${hex(to)}`)) return Number(uid);
    }
    return undefined;
}
