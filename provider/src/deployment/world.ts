// What the lifecycle functions need from outside: the API, the clock, random and a place for warnings.
import { randomBytes } from "node:crypto";
import type { DataWorks } from "../dataworks/client";
import type { Task } from "../dataworks/subject";

export interface World {
    /** The API of a region. Throws where the settings do not allow to call it. */
    readonly dataworks: (region: string) => DataWorks;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Resolves after that many milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>;
    /** Random hex digits, two for each byte. */
    readonly randomHex: (bytes: number) => string;
    /** Tells the user something that is no error. */
    readonly warn: (text: string) => void;
    /** The tasks that the program of this run has a deployment for; a run of the engine is a process. */
    readonly claimed: ClaimedTasks;
}

/** Remembers which tasks a program has deployments for. */
export class ClaimedTasks {
    private readonly keys = new Set<string>();

    add(region: string, task: Task): void {
        this.keys.add(key(region, task));
    }

    has(region: string, task: Task): boolean {
        return this.keys.has(key(region, task));
    }
}

function key(region: string, { projectId, taskType, fileId }: Task): string {
    return [region, projectId, taskType, fileId].join(" ");
}

/** The real clock and random, with the given API. */
export function realWorld(dataworks: World["dataworks"], warn: World["warn"]): World {
    return {
        dataworks,
        warn,
        now: () => Date.now(),
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        randomHex: (bytes) => randomBytes(bytes).toString("hex"),
        claimed: new ClaimedTasks(),
    };
}
