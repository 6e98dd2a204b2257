// Finds the file of a real-time task by its name.
import type { DataWorks, ListedFile } from "../dataworks/client";
import { trimFolder } from "../dataworks/operations/file";
import { LookupError } from "./error";
import { listAllFiles } from "./files";
import { nearest, shortList } from "./near";
import type { DiSyncFile } from "./types";
import { isoTime } from "../dataworks/time";

export interface FileQuery {
    readonly projectId: string;
    /** The whole name. */
    readonly name: string;
    /** The path of its folder, where several folders have a file of that name. */
    readonly folder?: string | undefined;
}

/**
 * Finds the one file of that name: one call where there is one.
 *
 * @throws LookupError where there is none, or more than one, with what was found instead.
 */
export async function findFile(dataworks: DataWorks, query: FileQuery): Promise<DiSyncFile> {
    const { projectId, name, folder } = query;
    const listed = await listAllFiles(dataworks, projectId, { exactName: name });
    const named = listed.filter(({ received }) => received.name === name);
    const found = named.filter(
        ({ received }) => folder === undefined || trimFolder(received.folder) === trimFolder(folder),
    );
    const [file, ...others] = found;
    if (file && others.length === 0) return resultOf(file);

    const wanted = `named "${name}"${folder === undefined ? "" : ` in the folder "${folder}"`}`;
    if (file) {
        const cure = folder === undefined ? "Say which one with folder" : "Use the file id instead of the name";
        throw new LookupError(
            `workspace ${projectId} has ${found.length} real-time tasks ${wanted}: ${list(found)}. ${cure}.`,
        );
    }
    const near = named.length > 0 ? named : await filesNear(dataworks, query);
    throw new LookupError(
        `workspace ${projectId} has no real-time task ${wanted}. ` +
            (near.length > 0 ? `It has ${list(near)}.` : "It has none at all, as far as this account can see."),
    );
}

/** The files whose names have the wanted one in them, else those with the most similar names. */
async function filesNear(dataworks: DataWorks, { projectId, name }: FileQuery): Promise<readonly ListedFile[]> {
    const { files } = await dataworks.listFiles(projectId, { keyword: name }, 1);
    if (files.length > 0) return files;
    const page = await dataworks.listFiles(projectId, {}, 1);
    return nearest(name, page.files, (file) => file.name);
}

function list(files: readonly ListedFile[]): string {
    return shortList(files, ({ name, fileId, folder }) => {
        return `"${name}" (file id ${fileId}, ${folder ? `folder "${folder}"` : "no folder"})`;
    });
}

function resultOf(file: ListedFile): DiSyncFile {
    const { fileId, name, folder, owner, lastEditUser, currentVersion, committed } = file;
    return {
        ...{ fileId, name, folder, taskType: "DI_REALTIME", owner, lastEditUser },
        ...{ lastEditTime: isoTime(file.lastEditTime), currentVersion, committed },
    };
}
