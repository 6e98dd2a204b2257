// Who may speak to the emulator: programs on this machine, and no web page but its own.
import type { IncomingMessage, ServerResponse } from "node:http";
import { printable } from "../printable";

/**
 * Why a request is not answered; undefined where it is. Any page that a browser shows can send requests to loopback: it names
 * itself in Origin, or came by a name of its own that leads here, which stands in Host.
 */
export function reasonToRefuse({ host, origin }: IncomingMessage["headers"]): string | undefined {
    if (!isLoopback(host)) return `the Host is "${host ?? ""}", and the emulator answers on loopback alone`;
    // A browser writes a host in lower case, whatever the program wrote.
    if (origin !== undefined && origin !== `http://${host?.toLowerCase() ?? ""}`)
        return `the Origin is "${origin}", and no other site's pages are answered`;
    return undefined;
}

function isLoopback(host = ""): boolean {
    return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** Refuses a request whose body nobody reads, and closes the connection once the refusal can have been read. */
export function refuse(message: IncomingMessage, response: ServerResponse, status: 403 | 413, why: string): void {
    const body = `${JSON.stringify({ message: printable(why) })}\n`;
    response.writeHead(status, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        connection: "close",
    });
    response.write(body);
    // Closing while the other side still sends would reset the connection, and take the refusal with it.
    const end = () => response.end();
    const timer = setTimeout(end, lingerMs);
    response.once("close", () => clearTimeout(timer));
    message.once("end", end).resume();
}

const lingerMs = 1000;
