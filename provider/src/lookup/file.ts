// Finds the file of a real-time task by its name.
import { distance } from "fastest-levenshtein";
import type { DataWorks, ListedFile } from "../dataworks/client";
import { trimFolder } from "../dataworks/operations/file";
import { LookupError } from "./error";
import { listAllFiles } from "./files";
import type { DiSyncFile } from "./types";
import { isoTime } from "../dataworks/time";

export interface FileQuery {
    readonly projectId: string;
    /** The whole name. */
    readonly name: string;
    /** The path of its folder, where several folders have a file of that name. */
    readonly folder?: string | undefined;
}

/** How many files a message names at most. */
const mostNamed = 5;

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
    const far = (file: ListedFile) => distance(file.name.toLowerCase(), name.toLowerCase());
    return [...page.files].sort((a, b) => far(a) - far(b)).slice(0, mostNamed);
}

function list(files: readonly ListedFile[]): string {
    const shown = files.slice(0, mostNamed).map(({ name, fileId, folder }) => {
        return `"${name}" (file id ${fileId}, ${folder ? `folder "${folder}"` : "no folder"})`;
    });
    const more = files.length - shown.length;
    return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function resultOf(file: ListedFile): DiSyncFile {
    const { fileId, name, folder, owner, lastEditUser, currentVersion, committed } = file;
    return {
        ...{ fileId, name, folder, taskType: "DI_REALTIME", owner, lastEditUser },
        ...{ lastEditTime: isoTime(file.lastEditTime), currentVersion, committed },
    };
}
