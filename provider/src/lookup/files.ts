// Lists the real-time tasks of a workspace.
import type { DataWorks, FileFilter, ListedFile } from "../dataworks/client";
import { filesOfPage } from "../dataworks/operations/file";
import { readAll } from "./pages";

/**
 * All files that the filter lets through, each once.
 *
 * @throws NotUnderstoodError where the pages cannot be those of one list.
 */
export function listAllFiles(
    dataworks: DataWorks,
    projectId: string,
    filter: FileFilter,
): Promise<readonly ListedFile[]> {
    return readAll({
        of: "files",
        pageSize: filesOfPage,
        pageOf: async (page) => {
            const { files, ...rest } = await dataworks.listFiles(projectId, filter, page);
            return { items: files, ...rest };
        },
        idOf: ({ fileId }) => fileId,
    });
}
