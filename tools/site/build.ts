// `npm run docs:site [-- FOLDER]`: the documentation and the API reference as one static site, in `site` where no folder is named.
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { repositoryAddress } from "../docs/repository";
import { root } from "../root";
import { generate } from "./generate";
import { front, onSite, pagesByHeading, textOf, titleOf } from "./pages";

/** Builds it; false where something is not as it has to be, which was said then. */
async function build(out: string): Promise<boolean> {
    const pages = [...pagesByHeading()].flatMap(([group, below]) => below.map((page) => ({ page, group })));
    const names = new Set([front, ...pages.map(({ page }) => page)]);
    const sources = await mkdtemp(join(tmpdir(), "dataworks-site-"));
    try {
        for (const { page, group } of [{ page: front, group: undefined }, ...pages]) {
            const { text, pictures } = onSite(page, textOf(page), names, repositoryAddress());
            // What the generator reads of a page before its text.
            const head = group === undefined ? "" : `---\n${stringify({ title: titleOf(page), group })}---\n`;
            await mkdir(dirname(join(sources, page)), { recursive: true });
            await writeFile(join(sources, page), head + text);
            for (const picture of pictures) await cp(join(root, picture), join(sources, picture));
        }
        return await generate({
            sources,
            front,
            pages: pages.map(({ page }) => page),
            headings: [...pagesByHeading().keys()],
            out,
        });
    } finally {
        await rm(sources, { recursive: true, force: true });
    }
}

void build(resolve(process.argv[2] ?? join(root, "site"))).then(
    (built) => {
        process.exitCode = built ? 0 : 1;
    },
    (error: unknown) => {
        console.error((error as Error).message);
        process.exitCode = 1;
    },
);
