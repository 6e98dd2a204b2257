// Lists the real-time tasks of a workspace, page by page. A list that cannot be whole is an error, never a part of one.
import type { DataWorks, FileFilter, FilePage, ListedFile } from "../dataworks/client";
import { NotUnderstoodError } from "../dataworks/calls/errors";
import { filesOfPage } from "../dataworks/operations/file";

/** How often the list is read anew where files came, went or moved between its pages meanwhile. */
const mostReadings = 3;

/**
 * All files that the filter lets through, each once.
 *
 * @throws NotUnderstoodError where the pages cannot be those of one list: empty or without a new file before its end.
 */
export async function listAllFiles(
    dataworks: DataWorks,
    projectId: string,
    filter: FileFilter,
): Promise<readonly ListedFile[]> {
    for (let reading = 1; ; reading++) {
        const found = await readList((page) => dataworks.listFiles(projectId, filter, page), reading === mostReadings);
        if (found) return found;
    }
}

/** The files of the pages; undefined where they are of a list that changed meanwhile, which is an error at the last time. */
async function readList(
    pageOf: (page: number) => Promise<FilePage>,
    isLast: boolean,
): Promise<readonly ListedFile[] | undefined> {
    const found = new Map<string, ListedFile>();
    let first: number | undefined;
    for (let page = 1, seen = 0; ; page++) {
        const { files, total, facts } = await pageOf(page);
        const failAtLast = () => {
            if (isLast) throw new NotUnderstoodError(facts, "a list of files that changed each time while it was read");
        };
        first ??= total;
        if (total !== first) {
            failAtLast();
            return undefined;
        }
        const before = found.size;
        for (const file of files) found.set(file.fileId, file);
        seen += files.length;
        const isEnd = seen >= total;
        const cannotBe =
            found.size > total || (!isEnd && (found.size === before || page > Math.ceil(total / filesOfPage)));
        if (cannotBe) {
            const what = `page ${page} of the files cannot be: it has ${files.length}, ${found.size} different ones came so far`;
            throw new NotUnderstoodError(facts, `${what}, and ${total} are counted`);
        }
        if (!isEnd) continue;
        if (found.size === total) return [...found.values()];
        failAtLast();
        return undefined;
    }
}
