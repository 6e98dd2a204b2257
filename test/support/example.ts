// The files of an example, as a project of its own.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./stack";

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
