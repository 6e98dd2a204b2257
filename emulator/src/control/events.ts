// GET /_emulator/events: what changes, as server-sent events, for as long as somebody watches.
import type { ServerResponse } from "node:http";
import { printable } from "../printable";
import type { EmulatorState } from "../state";
import { Watch, type WatchEvent } from "./watch";

const everyMs = 100;

export function streamEvents(state: EmulatorState, response: ServerResponse): void {
    response.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
    });
    // A reader whose connection broke asks again after so many milliseconds.
    response.write("retry: 500\n\n");
    const watch = new Watch(state);
    let writable = true;
    let waits = false;
    const look = async () => {
        // Who reads slower than things change gets them together, later.
        if (!writable || waits) return;
        const text = watch.look().map(textOf).join("");
        if (text === "") return;
        waits = true;
        // What is told is kept.
        await state.settled();
        waits = false;
        writable = response.write(text);
    };
    // Where it cannot be kept, the reader asks again, and is told all of it then.
    const lookOrEnd = () => void look().catch(() => response.destroy());
    lookOrEnd();
    const timer = setInterval(lookOrEnd, everyMs);
    response.on("drain", () => (writable = true));
    response.once("close", () => clearInterval(timer));
}

/** Escaped, it is the same JSON, and harms no terminal that shows it as it comes. */
function textOf({ event, data }: WatchEvent): string {
    return `event: ${event}\ndata: ${printable(JSON.stringify(data))}\n\n`;
}
