// Sends a reply the way a fault wants it sent, or the plain way.
import type { ServerResponse } from "node:http";
import { firstHalf } from "../faults/garbled";
import type { Delivery } from "../faults/kind";
import type { Reply } from "../protocol/reply";

/** `sent` is called when the last byte that will be sent has been handed to the network. */
export function deliver(response: ServerResponse, reply: Reply, delivery: Delivery, sent: () => void): void {
    switch (delivery.how) {
        case "never":
            return;
        case "reset":
            response.socket?.resetAndDestroy();
            return;
        case "late":
            sendLate(response, reply, delivery.ms, sent);
            return;
        case "slow":
            sendSlowly(response, reply, delivery.ms, sent);
            return;
        case "half":
            head(response, reply);
            response.write(firstHalf(reply.body), () => response.destroy());
            sent();
            return;
        case "thenClose":
            if (delivery.when === "afterReply") endAfterwards(response);
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

function sendLate(response: ServerResponse, reply: Reply, ms: number, sent: () => void): void {
    const timer = setTimeout(() => sendWhole(response, reply, sent), ms);
    response.once("close", () => clearTimeout(timer));
}

function sendSlowly(response: ServerResponse, reply: Reply, ms: number, sent: () => void): void {
    head(response, reply);
    let next = 0;
    const timer = setInterval(() => {
        response.write(reply.body.subarray(next, next + 1));
        next += 1;
        if (next < reply.body.length) return;
        clearInterval(timer);
        response.end();
        sent();
    }, ms);
    response.once("close", () => clearInterval(timer));
}
