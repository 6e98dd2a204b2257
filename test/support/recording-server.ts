// A server that keeps what it was asked, and answers what it was told to.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer that is sent as it is. */
export class NoJson {
    constructor(readonly text: string) {}
}

export class RecordingServer {
    /** Each request as "METHOD /path?query", and its JSON. */
    asked: (readonly [request: string, body: unknown])[] = [];
    /** The tokens that came with the requests. */
    readonly tokens = new Set<unknown>();
    /**
     * What is answered, by the request without its query: JSON, or a status. Any other GET is answered with an empty object, and
     * what makes something with an id.
     */
    answers: Record<string, unknown> = {};
    /** Where a status that redirects leads to. */
    location = "";
    /** Headers of all answers. */
    headers: Record<string, string> = {};

    private constructor(private readonly server: Server) {}

    static async start(): Promise<RecordingServer> {
        const server = createServer((request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
                const body = Buffer.concat(chunks).toString();
                const name = `${request.method ?? ""} ${request.url ?? ""}`;
                recording.asked.push([name, body ? (JSON.parse(body) as unknown) : undefined]);
                const { authorization, ...headers } = request.headers;
                recording.tokens.add(authorization ?? headers["private-token"] ?? headers["x-yunxiao-token"]);
                const made = request.method === "GET" ? {} : { id: 1, comment_biz_id: "made" };
                const answer = recording.answers[name.replace(/\?.*/, "")] ?? made;
                response.statusCode = typeof answer === "number" ? answer : 200;
                for (const [header, value] of Object.entries(recording.headers)) response.setHeader(header, value);
                if (recording.location) response.setHeader("location", recording.location);
                response.end(answer instanceof NoJson ? answer.text : JSON.stringify(answer));
            });
        });
        const recording = new RecordingServer(server);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return recording;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    forget(): void {
        this.asked = [];
        this.tokens.clear();
        this.answers = {};
        this.location = "";
        this.headers = {};
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}
