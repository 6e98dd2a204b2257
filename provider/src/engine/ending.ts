// Lets a process of ours end once its engine is gone: one that was killed ends none of its providers.
import { connect, Server } from "node:net";

/** How often the engine is looked for, in milliseconds. */
const pause = 5000;

/**
 * Looks now and then whether somebody still listens at the engine's address, which is the process's last argument. Where
 * nobody does, twice in a row, no call will come any more: its server no longer keeps the process alive. What is
 * under way does, of these resources and of any other dynamic one in the process, and ends as it would.
 */
export function endWithEngine(argv: readonly string[] = process.argv): void {
    const [, host, digits] = /^(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(argv.at(-1) ?? "") ?? [];
    const port = Number(digits);
    if (host === undefined || !(port > 0 && port < 65_536)) return;
    let refused = 0;
    const timer = setInterval(() => {
        const socket = connect({ host: host.replace(/[[\]]/g, ""), port });
        socket.unref();
        socket.once("connect", () => {
            refused = 0;
            socket.destroy();
        });
        socket.once("error", (error: NodeJS.ErrnoException) => {
            refused = error.code === "ECONNREFUSED" ? refused + 1 : 0;
            if (refused < 2) return;
            clearInterval(timer);
            letServersGo();
        });
    }, pause);
    timer.unref();
}

/** The dynamic host hands nobody its server: it is found among what keeps the process alive. */
function letServersGo(): void {
    const { _getActiveHandles: active } = process as { _getActiveHandles?: () => unknown[] };
    for (const handle of active?.call(process) ?? []) if (handle instanceof Server) handle.unref();
}
