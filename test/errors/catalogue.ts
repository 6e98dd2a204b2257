// The catalogue of all that a user can be told when something is wrong.
import type { Chapter } from "./chapter";
import { chaptersOfCalls } from "./calls";
import { chaptersOfConfiguration } from "./configuration";
import { chaptersOfInstances } from "./instances";
import { chaptersOfTasks } from "./tasks";
import { chaptersOfTheLifecycle } from "./lifecycle";
import { chapterOfLookups } from "./lookups";

export async function catalogue(): Promise<string> {
    const chapters = [
        ...(await chaptersOfConfiguration()),
        ...(await chaptersOfCalls()),
        ...(await chaptersOfTheLifecycle()),
        ...(await chaptersOfTasks()),
        ...(await chaptersOfInstances()),
        await chapterOfLookups(),
    ];
    return chapters.map(textOf).join("\n");
}

function textOf({ title, entries }: Chapter): string {
    const texts = entries.map(({ what, text }) => `${what}:\n${text.replace(/^/gm, "    ")}\n`);
    return `# ${title}\n\n${texts.join("\n")}`;
}
