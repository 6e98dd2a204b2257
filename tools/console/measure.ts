// How long the console takes with 1,000 tasks and 10,000 calls: `npx ts-node tools/console/measure.ts` prints the medians.
import { cpus } from "node:os";
import { startEmulator } from "dataworks-emulator";
import type { Page } from "playwright-core";
import { manyCalls } from "../../test/support/many-calls";
import { openChromium } from "./browser";

const runs = 5;
const tasks = 1000;
const calls = 10_000;

async function timed(act: () => Promise<unknown>): Promise<number> {
    const began = performance.now();
    await act();
    return performance.now() - began;
}

/** When the page first showed something, by the browser's own clock. */
function firstPaint(page: Page): Promise<number> {
    return page.evaluate(
        () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY,
    );
}

/** From a filter that is set until the frame that shows its effect is painted. */
function filtered(page: Page, id: string, value: string): Promise<number> {
    return page.evaluate(
        ({ id, value }) =>
            new Promise<number>((resolve) => {
                const filter = document.getElementById(id) as HTMLInputElement | HTMLSelectElement;
                const began = performance.now();
                filter.value = value;
                filter.dispatchEvent(new Event("input"));
                requestAnimationFrame(() => {
                    // After the frame.
                    setTimeout(() => resolve(performance.now() - began));
                });
            }),
        { id, value },
    );
}

async function main(): Promise<void> {
    const dataworks = await startEmulator({
        seed: {
            workspaces: [
                {
                    projectId: 10000,
                    tasks: Array.from({ length: tasks }, (_, index) => ({
                        fileId: index + 1,
                        name: `task_${index + 1}`,
                        deployed: index % 2 === 0,
                    })),
                },
            ],
        },
    });
    const browser = await openChromium();
    const figures: Record<string, number[]> = {};
    const note = (what: string, ms: number) => (figures[what] ??= []).push(ms);
    try {
        await manyCalls(
            dataworks.url,
            Array.from({ length: calls }, (_, index) => (index % 10 === 0 ? "GetFile" : "GetDISyncTask")),
        );
        for (let run = 0; run < runs; run += 1) {
            const page = await browser.newPage();
            const whole = await timed(async () => {
                await page.goto(dataworks.url);
                await page.getByText(`${tasks} tasks`, { exact: true }).waitFor();
                await page.getByText(`the newest ${calls} calls`).waitFor();
            });
            note("first paint", await firstPaint(page));
            note("all tasks and calls are there", whole);
            note("the calls of one operation", await filtered(page, "call-operation", "GetFile"));
            await page.getByText(`${calls / 10} of the newest ${calls} calls`).waitFor();
            note("a task found by its name", await filtered(page, "task-find", "task_99"));
            await page.getByText(`11 of ${tasks} tasks`).waitFor();
            await page.close();
        }
    } finally {
        await browser.close();
        await dataworks.close();
    }
    console.log(`${tasks} tasks and ${calls} calls, the median of ${runs} runs on ${cpus().length} processors:`);
    for (const [what, values] of Object.entries(figures))
        console.log(`${what}: ${(values.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN).toFixed(0)} ms`);
}

void main();
