// One kill of an emulator in the midst of changes: what it answered is in its state file, and nothing is there that nobody asked for.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect } from "dataworks-emulator";
import fc from "fast-check";
import { keptIn } from "../../emulator/src/persistence/format";
import { root } from "../../tools/root";
import { seed } from "../support/seed";

const command = join(root, "emulator", "dist", "cli", "bin.js");
const projectId = "10000";
/** Tasks of the shop that are there when the command starts. */
const tasks = ["510001", "510002", "7567482277219412494"];
/** So long that a kill can meet a write. */
const padding = "x".repeat(300_000);

/** Which change a task's definition is of, by what its editor was told and what was asked of it. */
export interface Changes {
    answered: number;
    asked: number;
}

/** The changes of each task: from one kill to the next the same. */
export function noChanges(): Map<string, Changes> {
    return new Map(tasks.map((fileId) => [fileId, { answered: 0, asked: 0 }]));
}

/** When to kill: so many milliseconds after so many answers. */
export function randomMoments(kills: number): { answers: number; ms: number }[] {
    const moment = fc.record({ answers: fc.integer({ min: 1, max: 20 }), ms: fc.integer({ min: 0, max: 30 }) });
    return fc.sample(moment, { numRuns: kills, seed });
}

/** Starts an emulator on the file, changes all tasks at the same time, and kills it; then looks into the file. */
export async function killOnce(
    file: string,
    changes: Map<string, Changes>,
    { answers, ms }: { answers: number; ms: number },
): Promise<void> {
    const child = spawn(process.execPath, [command, "--port", "0", "--state", file], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    try {
        const [line] = (await once(createInterface(child.stdout), "line")) as [string];
        const control = connect(line.split(" ").at(-1) ?? "");
        let all = 0;
        const enough = new Promise<void>((resolve) => {
            const edit = async ([fileId, change]: [string, Changes]) => {
                for (;;) {
                    change.asked += 1;
                    await control.editTask({
                        projectId,
                        fileId,
                        user: "editor",
                        definition: `${change.asked} ${padding}`,
                    });
                    change.answered = change.asked;
                    if ((all += 1) === answers) resolve();
                }
            };
            // Each of them goes on until nobody answers any more.
            for (const each of changes) edit(each).catch(() => undefined);
        });
        await Promise.race([enough, ended.then(() => assert.fail("the emulator ended by itself"))]);
        await new Promise((resolve) => setTimeout(resolve, ms));
    } finally {
        child.kill("SIGKILL");
        await ended;
    }
    const { files } = keptIn(readFileSync(file)).store.workspaces.get(projectId) ?? assert.fail("no workspace");
    for (const [fileId, { answered, asked }] of changes) {
        const [, number = "0", rest = padding] = /^(\d+) (.*)$/s.exec(files.get(fileId)?.definition ?? "") ?? [];
        assert.ok(Number(number) >= answered, `${fileId}: ${answered} was answered, and ${number} is kept`);
        assert.ok(Number(number) <= asked, `${fileId}: ${number} is kept, and nobody asked for more than ${asked}`);
        assert.ok(rest === padding, `${fileId}: half a definition`);
    }
}
