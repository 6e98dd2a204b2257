// Sends a reply the way a fault wants it sent, or the plain way.
import type { ServerResponse } from "node:http";
import { firstHalf, type Manner } from "./faults/plan";
import type { Reply } from "./reply";

/** `sent` is called when the last byte that will be sent has been handed to the network. */
export function deliver(response: ServerResponse, reply: Reply, manner: Manner, sent: () => void): void {
    switch (manner.how) {
        case "never":
            return;
        case "reset":
            response.socket?.resetAndDestroy();
            return;
        case "late":
            whileOpen(response, manner.ms, () => sendWhole(response, reply, sent));
            return;
        case "slow":
            head(response, reply);
            response.flushHeaders();
            drip(response, reply.body, manner.ms, sent);
            return;
        case "half":
            head(response, reply);
            response.write(firstHalf(reply.body), () => response.destroy());
            sent();
            return;
        case "thenClose":
            if (manner.when === "afterReply") endAfterwards(response);
            sendWhole(response, reply, sent);
            return;
        case "whole":
            sendWhole(response, reply, sent);
    }
}

function head(response: ServerResponse, reply: Reply): void {
    response.writeHead(reply.status, { ...reply.headers, "content-length": reply.body.length });
}

function sendWhole(response: ServerResponse, reply: Reply, sent: () => void): void {
    head(response, reply);
    response.end(reply.body);
    sent();
}

/** When the reply is finished it has no socket any more, so this takes hold of it before. */
function endAfterwards(response: ServerResponse): void {
    const { socket } = response;
    response.once("finish", () => socket?.end());
}

function drip(response: ServerResponse, rest: Buffer, ms: number, sent: () => void): void {
    if (rest.length === 0) {
        response.end();
        sent();
        return;
    }
    response.write(rest.subarray(0, 1));
    whileOpen(response, ms, () => drip(response, rest.subarray(1), ms, sent));
}

/** Runs `then` after `ms`, unless the connection is closed before. */
function whileOpen(response: ServerResponse, ms: number, then: () => void): void {
    const stop = () => clearTimeout(timer);
    const timer = setTimeout(() => {
        response.off("close", stop);
        then();
    }, ms);
    response.once("close", stop);
}
