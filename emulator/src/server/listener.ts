// One HTTP request: refused where a stranger makes it, to the console or the control API where its path says so, else to the emulated API.
import type { IncomingMessage, ServerResponse } from "node:http";
import { controlPath, handleControl } from "../control/handle";
import { printable } from "../printable";
import { TooLargeError } from "../protocol/request";
import type { EmulatorState } from "../state";
import { Api } from "./api";
import { consoleFile, serveConsole } from "./console";
import { refuse, reasonToRefuse } from "./guard";

export function listener(state: EmulatorState): (message: IncomingMessage, response: ServerResponse) => void {
    const api = new Api(state);
    return (message, response) => {
        const why = reasonToRefuse(message.headers);
        if (why !== undefined) {
            refuse(message, response, 403, why);
            return;
        }
        const file = consoleFile(message);
        const handled =
            file !== undefined
                ? serveConsole(file, message, response)
                : message.url?.startsWith(controlPath)
                  ? handleControl(state, message, response)
                  : api.handle(message, response);
        handled.catch((error: unknown) => {
            if (error instanceof TooLargeError) refuse(message, response, 413, error.message);
            else fail(response, error);
        });
    };
}

/** A connection that broke while its request was read is over; anything else is a mistake of the emulator's own. */
function fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) response.destroy();
    else
        response
            .writeHead(500, { "content-type": "text/plain" })
            .end(`The emulator failed: ${printable(String(error))}\n`);
}
