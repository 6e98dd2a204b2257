// A program that hangs together with one it started, both on a connection: the test sees when they are gone.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { Workshop } from "./workshop";

export class Wire {
    private readonly sockets = new Set<Socket>();
    /** How many programs have ever been on the wire. */
    seen = 0;

    private constructor(
        readonly server: Server,
        /** What a shell script does that hangs: it starts one in the background and becomes another. */
        readonly hang: string,
    ) {
        server.on("connection", (socket) => {
            this.seen += 1;
            this.sockets.add(socket);
            socket.on("error", () => undefined); // A killed program may reset its connection.
            socket.on("close", () => this.sockets.delete(socket));
        });
    }

    static async listen(shop: Workshop): Promise<Wire> {
        const server = createServer();
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const program = join(shop.folder, "hang.js");
        const { port } = server.address() as AddressInfo;
        // It ends by itself after a minute, or when the test closes the wire; not at the polite signal.
        writeFileSync(
            program,
            `process.on("SIGTERM", () => undefined);
            require("node:net").connect(${port}, "127.0.0.1").on("close", () => process.exit()).on("error", () => process.exit());
            setTimeout(() => process.exit(), 60_000);`,
        );
        const command = `"${process.execPath}" "${program}"`;
        return new Wire(server, `${command} &\nexec ${command}`);
    }

    /** Resolves when every program that was on the wire is gone. */
    async nobodyLeft(): Promise<void> {
        for (const socket of this.sockets) await once(socket, "close");
    }

    async close(): Promise<void> {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
        await once(this.server, "close");
    }
}
