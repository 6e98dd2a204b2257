// Thousands of calls within a second: unsigned, so that they are refused, and in the journal all the same.
import { connect } from "node:net";

const connections = 8;

/** Makes a call for each of the operations, some of them at the same time; resolves when all are answered. */
export async function manyCalls(url: string, operations: readonly string[]): Promise<void> {
    const shares = Array.from({ length: connections }, (_, share) =>
        operations.filter((_, index) => index % connections === share),
    );
    await Promise.all(shares.map((share) => send(new URL(url), share)));
}

function send({ hostname, port, host }: URL, operations: readonly string[]): Promise<void> {
    const requests = operations.map((operation, index) =>
        [
            `GET /?ProjectId=10000&TaskType=DI_REALTIME&FileId=${index + 1} HTTP/1.1`,
            `Host: ${host}`,
            `x-acs-action: ${operation}`,
            `Connection: ${index === operations.length - 1 ? "close" : "keep-alive"}`,
        ].join("\r\n"),
    );
    return new Promise((resolve, reject) => {
        const socket = connect(Number(port), hostname);
        socket.on("error", reject).on("close", () => resolve());
        socket.resume().write(requests.map((request) => `${request}\r\n\r\n`).join(""));
    });
}
