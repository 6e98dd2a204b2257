// The files of an example, as a project of its own.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Seed } from "dataworks-emulator";
import { root } from "../../tools/root";

/** The text of each file of an example, by its name, and the compiler's settings that the examples share. */
export async function filesOfExample(name: string): Promise<Record<string, string>> {
    const folder = join(root, "examples", name);
    const entries = await readdir(folder, { withFileTypes: true });
    const files: Record<string, string> = {};
    for (const entry of entries.filter((each) => each.isFile())) {
        files[entry.name] = await readFile(join(folder, entry.name), "utf8");
    }
    if (files["tsconfig.json"]) files["tsconfig.json"] = await readFile(join(root, "tsconfig.base.json"), "utf8");
    return files;
}

/** The seed of the embedded DataWorks as a command: the workspace that the samples speak of. */
export async function shop(): Promise<Seed> {
    return JSON.parse(await readFile(join(root, "emulator", "seeds", "shop.json"), "utf8")) as Seed;
}
