// Starts tools/pulumi.ts as `npm run pulumi` does, with the environment of a workshop.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../../tools/root";

export interface Started {
    readonly child: ChildProcess;
    /** When it has ended, and nothing holds its output any more. */
    readonly ending: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

export function start(args: readonly string[], env: NodeJS.ProcessEnv): Started {
    const script = ["--require", "ts-node/register", join("tools", "pulumi.ts"), ...args];
    const child = spawn(process.execPath, script, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
    return {
        child,
        ending: ended.then(([[code, signal], stdout, stderr]) => ({
            code: code as number | null,
            signal: signal as string | null,
            stdout,
            stderr,
        })),
    };
}
