// Finds a real-time task by its name: that which a creation of unknown outcome has made, or that which has the name already.
import type { DataWorks, ListedFile } from "../../dataworks/client";
import { trimFolder } from "../../dataworks/operations/file";
import type { NewTask } from "../../dataworks/task";
import type { Pending } from "./state";

/** A task that is looked for: with a folder, there alone. */
export type Sought = NewTask & { readonly folder?: string | undefined };

/**
 * The file ids of the tasks that a creation may have made: of its name, in its folder, and made in its time. Any other one of that name
 * is somebody else's. A solution is in no list.
 *
 * @throws whatever ListFiles throws.
 */
export async function findMade(wanted: Sought, { since, until }: Pending, dataworks: DataWorks): Promise<string[]> {
    const files = await filesOfName(wanted, dataworks);
    return files
        .filter(({ createTime }) => createTime !== "" && Number(createTime) >= since && Number(createTime) <= until)
        .map(({ fileId }) => fileId);
}

/** The real-time tasks of that name, in that folder where one is said. */
export async function filesOfName(wanted: Sought, dataworks: DataWorks): Promise<ListedFile[]> {
    if (wanted.taskType === "DI_SOLUTION") return [];
    const { projectId, name, folder } = wanted;
    const found: ListedFile[] = [];
    for (let page = 1; ; page++) {
        const { files, total } = await dataworks.listFiles(projectId, { exactName: name, folder }, page);
        found.push(...files);
        if (files.length === 0 || found.length >= total) break;
    }
    return found.filter(
        ({ received }) =>
            received.name === name && (folder === undefined || trimFolder(received.folder) === trimFolder(folder)),
    );
}
