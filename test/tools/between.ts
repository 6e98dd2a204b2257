// Stands between the acceptance and an emulator: a test does something, or answers itself, as a call comes by.
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "dataworks-emulator";

export interface Between {
    /** Before a call goes on, which is the `nth` of its operation. A body that is given back is the answer instead. */
    readonly before?: (operation: string, nth: number) => unknown;
    /** Once its answer is there; what is done to its body goes on. */
    readonly after?: (operation: string, nth: number, body: { Data?: Record<string, unknown> }) => Promise<void> | void;
}

/** Gives a function that puts one before an emulator; it is closed after the test, however that ends. */
export function between(): (emulator: Emulator, how: Between) => Promise<Emulator> {
    const servers: Server[] = [];
    afterEach(async () => {
        for (const server of servers.splice(0)) {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        }
    });
    return async (emulator, { before, after }) => {
        const counts = new Map<string, number>();
        const server = createServer((message, response) => {
            const chunks: Buffer[] = [];
            message.on("data", (chunk: Buffer) => chunks.push(chunk));
            const answer = async () => {
                const operation = String(message.headers["x-acs-action"]);
                const nth = (counts.get(operation) ?? 0) + 1;
                counts.set(operation, nth);
                const instead = (await before?.(operation, nth)) as object | undefined;
                const reply: Reply = instead
                    ? { status: 200, body: { RequestId: "1", Success: true, ...instead } }
                    : await askedOf(emulator, message, Buffer.concat(chunks));
                await after?.(operation, nth, reply.body);
                response.writeHead(reply.status, { "content-type": "application/json" });
                response.end(JSON.stringify(reply.body));
            };
            message.on("end", () => void answer().catch(() => response.destroy()));
        });
        servers.push(server);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return { ...emulator, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    };
}

interface Reply {
    readonly status: number;
    readonly body: { readonly RequestId?: string; readonly Success?: boolean; Data?: Record<string, unknown> };
}

function askedOf({ port }: Emulator, message: IncomingMessage, body: Buffer): Promise<Reply> {
    const { method, url: path, headers } = message;
    return new Promise((resolve, reject) => {
        const onward = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
            answer.on("end", () =>
                resolve({ status: answer.statusCode ?? 502, body: JSON.parse(text) as Reply["body"] }),
            );
        });
        onward.on("error", reject);
        onward.end(body);
    });
}
