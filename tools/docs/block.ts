// Parts of a page that a script writes: what stands between `<!-- made: NAME -->` and `<!-- /made -->`.

const block = /(<!-- made: (.+?) -->\n).*?(?=<!-- \/made -->)/gs;

/** The page with each block's text made anew. */
export function fill(page: string, make: (name: string) => string): string {
    return page.replace(block, (_, head: string, name: string) => `${head}\n${make(name)}\n\n`);
}

/** The names of a page's blocks. */
export function blocksOf(page: string): string[] {
    return [...page.matchAll(block)].map(([, , name]) => name ?? "");
}
