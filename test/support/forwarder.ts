// One address for several emulators: each call goes on to the one of its workspace, and comes back as it was answered.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "dataworks-emulator";

export class Forwarder {
    private constructor(private readonly server: Server) {}

    /** By the workspace's id, and by its name. What names no workspace, or one of none of them, goes to `others`. */
    static async start(behind: ReadonlyMap<string, Emulator>, others: Emulator): Promise<Forwarder> {
        const server = createServer((message, response) => {
            const chunks: Buffer[] = [];
            message.on("data", (chunk: Buffer) => chunks.push(chunk));
            message.on("end", () => {
                const body = Buffer.concat(chunks);
                forward(message, body, response, behind.get(workspaceOf(message, body)) ?? others);
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new Forwarder(server);
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}

/** The query, or a form body, names it. */
function workspaceOf({ url = "" }: IncomingMessage, body: Buffer): string {
    for (const parameters of [new URL(url, "http://localhost").searchParams, new URLSearchParams(body.toString())]) {
        const workspace = parameters.get("ProjectId") ?? parameters.get("ProjectIdentifier");
        if (workspace !== null) return workspace;
    }
    return "";
}

/** All headers as they came, that of the host too: they are signed. A connection that breaks on one side breaks on the other. */
function forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    to: Emulator,
): void {
    const onward = request({ host: "127.0.0.1", port: to.port, method, path: url, headers, agent: false });
    onward.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on("error", () => response.destroy());
        answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    onward.end(body);
}
