// The processes of one stack, found by the Pulumi home folder in their environment. Needs Linux's /proc.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Stack } from "../support/stack";

/** The folder by which a stack's processes are known. */
export function homeOf({ env }: Stack): string {
    return env["PULUMI_HOME"] ?? assert.fail("the stack has no Pulumi home of its own");
}

export interface StackProcess {
    readonly pid: number;
    readonly args: readonly string[];
}

/**
 * The processes that carry this PULUMI_HOME: the engine, its plugins and what those have started, also after their parent
 * has ended. Each stack of the tests has a home of its own, so no other process is ever meant.
 */
export async function processesOf(pulumiHome: string): Promise<StackProcess[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(pids.map((pid) => look(pid, `PULUMI_HOME=${pulumiHome}`)));
    return found.filter((process) => process !== undefined);
}

/** The process in which the engine runs the provider. */
export async function providerOf(pulumiHome: string): Promise<StackProcess> {
    const found = (await processesOf(pulumiHome)).filter(isProvider);
    assert.equal(found.length, 1, `${found.length} processes run the provider`);
    return found[0] ?? assert.fail();
}

export function isProvider({ args }: StackProcess): boolean {
    return args.some((arg) => arg.includes("cmd/dynamic-provider") || arg.endsWith("/pulumi-resource-dataworks"));
}

/** Kills whatever still runs of the stack, and waits until it has gone. */
export async function endProcesses(pulumiHome: string): Promise<void> {
    for (let attempt = 0; attempt < 250; attempt += 1) {
        const running = await processesOf(pulumiHome);
        if (running.length === 0) return;
        for (const { pid } of running) kill(pid);
        await pause(20);
    }
    assert.fail(`processes of the stack at ${pulumiHome} cannot be ended`);
}

function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it has ended by itself
    }
}

/** Undefined where the process is not of that environment, has ended, or is another user's. */
async function look(pid: string, variable: string): Promise<StackProcess | undefined> {
    try {
        const environment = await words(pid, "environ");
        return environment.includes(variable) ? { pid: Number(pid), args: await words(pid, "cmdline") } : undefined;
    } catch {
        return undefined;
    }
}

async function words(pid: string, name: string): Promise<string[]> {
    return (await readFile(join("/proc", pid, name), "utf8")).split("\0");
}
