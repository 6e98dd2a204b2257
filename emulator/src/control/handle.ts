// Answers a control request: JSON in, JSON out, no signature.
import type { IncomingMessage, ServerResponse } from "node:http";
import { printable } from "../printable";
import { readRequest } from "../protocol/request";
import type { EmulatorState } from "../state";
import { ValidationError } from "../validation";
import { settleDeployments } from "../workspace/deployment";
import { streamEvents } from "./events";
import { ControlError } from "./route";
import { routes } from "./routes";

export const controlPath = "/_emulator/";

export async function handleControl(
    state: EmulatorState,
    message: IncomingMessage,
    response: ServerResponse,
): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const request = await readRequest(message);
    // Escaped, it is the same JSON, and harms no terminal that shows it as it comes.
    const reply = async (status: number, body: object) => {
        const text = `${printable(JSON.stringify(body))}\n`;
        // What is told is kept.
        await state.settled();
        response.writeHead(status, { "content-type": "application/json" }).end(text);
    };
    try {
        const name = request.path.slice(controlPath.length);
        if (name === "events" && request.method === "GET") {
            streamEvents(state, response);
            return;
        }
        const route = routes.get(name);
        if (!route)
            throw new ControlError(
                404,
                `there is no ${controlPath}${name} (there is: ${[...routes.keys()].join(", ")})`,
            );
        if (request.method !== "POST")
            throw new ControlError(400, `${controlPath}${name} takes POST, not ${request.method}`);
        settleDeployments(state.store);
        const acted = route.act(state, bodyOf(request.body), gone.signal);
        if (route.changes) await state.save();
        await reply(200, { result: await acted });
    } catch (error) {
        const status =
            error instanceof ControlError ? error.status : error instanceof ValidationError ? 400 : undefined;
        if (status === undefined) throw error;
        await reply(status, { message: (error as Error).message });
    }
}

function bodyOf(body: Buffer): unknown {
    const json = body.toString("utf8");
    if (json === "") return {};
    try {
        return JSON.parse(json);
    } catch {
        throw new ControlError(400, "the body must be JSON");
    }
}
