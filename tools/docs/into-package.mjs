// Copies the pages into provider/docs, where the package takes them from: its messages name them, and who has the package has no repository.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folders = ["docs", join("docs", "zh-CN")];
/** For who changes the repository. */
const leftOut = join("docs", "develop.md");

const pages = [];
for (const folder of folders)
    for (const name of await readdir(join(root, folder)))
        if (name.endsWith(".md") && join(folder, name) !== leftOut) pages.push(join(folder, name));

await rm(join(root, "provider", "docs"), { recursive: true, force: true });
for (const folder of folders) await mkdir(join(root, "provider", folder), { recursive: true });
for (const page of pages)
    await writeFile(join(root, "provider", page), asInPackage(page, await readFile(join(root, page), "utf8")));

/** The page; a link to what the package does not have is its text alone. */
function asInPackage(page, text) {
    return text.replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g, (link, shown, target) => {
        const [path] = target.split("#");
        if (path === "" || /^[a-z]+:/.test(path) || pages.includes(normalize(join(dirname(page), path)))) return link;
        return shown;
    });
}
