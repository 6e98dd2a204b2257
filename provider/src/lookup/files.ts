// Lists the real-time tasks of a workspace, page by page.
import type { DataWorks, FileFilter, ListedFile } from "../dataworks/client";

/** All files that the filter lets through; each once, although files may move between pages meanwhile. */
export async function listAllFiles(
    dataworks: DataWorks,
    projectId: string,
    filter: FileFilter,
): Promise<readonly ListedFile[]> {
    const found = new Map<string, ListedFile>();
    for (let page = 1, seen = 0; ; page++) {
        const { files, total } = await dataworks.listFiles(projectId, filter, page);
        for (const file of files) found.set(file.fileId, file);
        seen += files.length;
        if (files.length === 0 || seen >= total) return [...found.values()];
    }
}

/** A folder's path without the slashes around it, which the API may or may not give. */
export function trimFolder(folder: string): string {
    return folder.replace(/^\/+|\/+$/g, "");
}
