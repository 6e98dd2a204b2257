// GetFile, ListFiles, ListFileVersions and GetFileVersion: the files of a workspace, and the versions that were committed of one.
import { NotUnderstoodError, type CallFacts } from "../calls/errors";
import type { Answer } from "../calls/reply";
import { ids, wrongId } from "../id";
import { asObject, asString, asText, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import { timeOf } from "../time";
import type { MakeCall } from "./call";

/** What both GetFile and ListFiles say of a file, fit to be shown and stored. What they do not say is "". */
export interface FileFacts {
    readonly fileId: string;
    readonly name: string;
    readonly owner: string;
    readonly lastEditUser: string;
    /** Milliseconds since 1970. */
    readonly lastEditTime: string;
    /** The number of the newest version that was committed. */
    readonly currentVersion: string;
    /** Whether that version holds the file as it is now. */
    readonly committed: boolean;
}

export interface FileDetail extends FileFacts {
    /** "NORMAL", or something else where the file is in the recycle bin or deleted. */
    readonly deletedStatus: string;
}

export interface ListedFile extends FileFacts {
    /** The path of its folder. */
    readonly folder: string;
    /** When it was made, in milliseconds since 1970. */
    readonly createTime: string;
    /** Name and folder as they were received: to tell whether they are the ones that are meant, and never shown. */
    readonly received: { readonly name: string; readonly folder: string };
}

/** Which real-time tasks' files ListFiles is asked for: those that every given field fits. */
export interface FileFilter {
    /** A part of the name. */
    readonly keyword?: string | undefined;
    readonly exactName?: string | undefined;
    /** The path of the folder. */
    readonly folder?: string | undefined;
    /** At most 50. */
    readonly fileIds?: readonly string[] | undefined;
}

export interface FilePage {
    readonly files: readonly ListedFile[];
    /** How many files there are on all pages. */
    readonly total: number;
    /** The facts of the call, for an error about what the pages hold together. */
    readonly facts: CallFacts;
}

/** What ListFileVersions says of a version of a file. */
export interface CommittedVersion {
    readonly number: string;
    /** Undefined where the reply does not tell. */
    readonly isInProduction: boolean | undefined;
    /** How far its deployment has come, such as "COMMITTED" or "DEPLOYED"; "" where the reply does not tell. */
    readonly status: string;
    /** In milliseconds since 1970; undefined where the reply does not tell. */
    readonly commitTime: number | undefined;
}

/** What GetFileVersion says of a version of a file. */
export interface FileVersion {
    /** What the file held: a text as it was received, "" where the reply does not tell. It is never shown as it is. */
    readonly content: string;
    /** Who committed it, fit to be shown; "" where the reply does not tell. */
    readonly commitUser: string;
    /** When, in milliseconds since 1970; "" where the reply does not tell. */
    readonly commitTime: string;
}

export interface FileOperations {
    getFile(projectId: string, fileId: string): Promise<FileDetail>;
    /** A page, counted from 1, of at most 100 files of real-time tasks. */
    listFiles(projectId: string, filter: FileFilter, page: number): Promise<FilePage>;
    /**
     * The version of a file that runs in production; "" where none does, undefined where the API does not tell, or says it of more than
     * one. It reads the versions, the newest of which come first, as far as to that one.
     */
    getProductionVersion(projectId: string, fileId: string): Promise<string | undefined>;
    /** The newest versions of a file, the newest first: at most 100. */
    listNewestVersions(projectId: string, fileId: string): Promise<readonly CommittedVersion[]>;
    getFileVersion(projectId: string, fileId: string, version: string): Promise<FileVersion>;
}

export const fileOperations = (call: MakeCall<OperationOf<"file">>): FileOperations => ({
    async getFile(projectId, fileId) {
        const parameters = { ProjectId: projectId, FileId: fileId };
        return readFile(await call("GetFile", parameters, { projectId, fileId }));
    },

    async listFiles(projectId, filter, page) {
        return readPage(await call("ListFiles", listParameters(projectId, filter, page), { projectId }));
    },

    async getProductionVersion(projectId, fileId) {
        const of = { ProjectId: projectId, FileId: fileId, PageSize: String(filesOfPage) };
        // By their numbers: another page may hold some of them again.
        const seen = new Set<string>();
        let isToldOfAll = true;
        for (let page = 1; page <= mostVersions / filesOfPage; page++) {
            const parameters = { ...of, PageNumber: String(page) };
            const versions = readVersions(await call("ListFileVersions", parameters, { projectId, fileId }));
            const before = seen.size;
            for (const { number } of versions.versions) seen.add(number);
            isToldOfAll &&= versions.versions.every(({ isInProduction }) => isInProduction !== undefined);
            const [current, another] = versions.versions.filter(({ isInProduction }) => isInProduction);
            if (current) return another ? undefined : current.number || undefined;
            // That no version runs can be told only where the API says it of every one.
            if (versions.total === String(seen.size)) return isToldOfAll ? "" : undefined;
            if (seen.size === before || !(Number(versions.total) > seen.size)) return undefined;
        }
        return undefined;
    },

    async listNewestVersions(projectId, fileId) {
        const parameters = { ProjectId: projectId, FileId: fileId, PageSize: String(filesOfPage), PageNumber: "1" };
        return readVersions(await call("ListFileVersions", parameters, { projectId, fileId })).versions;
    },

    async getFileVersion(projectId, fileId, version) {
        const parameters = { ProjectId: projectId, FileId: fileId, FileVersion: version };
        return readVersion(await call("GetFileVersion", parameters, { projectId, fileId }), version);
    },
});

/** No file comes near this many versions. */
const mostVersions = 10_000;

/** No workspace comes near this many files. */
const mostFiles = 1_000_000;

/** The most files, or versions of one, that a page may have. */
export const filesOfPage = 100;

/** The file type of real-time sync tasks. */
const realtime = "900";

/** The parameters of ListFiles for a page, counted from 1. */
function listParameters(projectId: string, filter: FileFilter, page: number): Record<string, string> {
    const { keyword, exactName, folder, fileIds } = filter;
    return {
        ProjectId: projectId,
        FileTypes: realtime,
        ...(keyword && { Keyword: keyword }),
        ...(exactName && { ExactFileName: exactName }),
        ...(folder && { FileFolderPath: folder }),
        ...(fileIds && { FileIdIn: fileIds.join(",") }),
        NeedAbsoluteFolderPath: "true",
        PageNumber: String(page),
        PageSize: String(filesOfPage),
    };
}

/** A folder's path without the slashes around it, which the API may or may not give. */
export function trimFolder(folder: string): string {
    return folder.replace(/^\/+|\/+$/g, "");
}

/** What is no id is not asked for either, whatever else it may hold. */
const isId = (text: string) => wrongId(text, ids.fileId) === undefined;

export function readPage({ data, received, facts }: Answer): FilePage {
    const total = asText(data["TotalCount"]);
    const files = filesIn(data);
    const asReceived = filesIn(received);
    const isWhole = files.every((file) => isId(asText(file?.["FileId"])) && asText(file?.["FileName"]));
    if (!/^\d+$/.test(total) || Number(total) > mostFiles || !isWhole)
        throw new NotUnderstoodError(facts, "a reply without the files of the workspace");
    return {
        facts,
        total: Number(total),
        files: files
            .filter((file) => file !== undefined)
            .map((file, index) => ({
                ...factsOf(file),
                folder: folderOf(file),
                createTime: asText(file["CreateTime"]),
                received: namesOf(asReceived[index]),
            })),
    };
}

function filesIn(data: JsonObject): (JsonObject | undefined)[] {
    return Array.isArray(data["Files"]) ? data["Files"].map(asObject) : [undefined];
}

function folderOf(file: JsonObject | undefined): string {
    return asText(file?.["AbsoluteFolderPath"]);
}

function namesOf(file: JsonObject | undefined): ListedFile["received"] {
    return { name: asText(file?.["FileName"]), folder: folderOf(file) };
}

function readFile({ data, facts }: Answer): FileDetail {
    const file = asObject(data["File"]);
    if (!file) throw new NotUnderstoodError(facts, "a reply without the file");
    return { ...factsOf(file), deletedStatus: asText(file["DeletedStatus"]) };
}

function factsOf(file: JsonObject): FileFacts {
    return {
        fileId: asText(file["FileId"]),
        name: asText(file["FileName"]),
        owner: asText(file["Owner"]),
        lastEditUser: asText(file["LastEditUser"]),
        lastEditTime: asText(file["LastEditTime"]),
        currentVersion: asText(file["CurrentVersion"]),
        committed: asText(file["CommitStatus"]) === "1",
    };
}

interface Versions {
    readonly versions: readonly CommittedVersion[];
    /** How many there are on all pages, as the reply says it. */
    readonly total: string;
}

function readVersions({ data, facts }: Answer): Versions {
    if (!Array.isArray(data["FileVersions"]))
        throw new NotUnderstoodError(facts, "a reply without the file's versions");
    const versions = data["FileVersions"].map(asObject).map((version) => {
        const current = version?.["IsCurrentProd"];
        return {
            number: asText(version?.["FileVersion"]),
            isInProduction: typeof current === "boolean" ? current : undefined,
            status: asText(version?.["Status"]),
            commitTime: timeOf(asText(version?.["CommitTime"])),
        };
    });
    return { versions, total: asText(data["TotalCount"]) };
}

/** A reply that does not say that it is of this version may be of any. */
function readVersion({ data, received, facts }: Answer, version: string): FileVersion {
    if (asText(data["FileVersion"]) !== version)
        throw new NotUnderstoodError(facts, `a reply that is not of version ${version} of the file`);
    return {
        content: asString(received["FileContent"]),
        commitUser: asText(data["CommitUser"]),
        commitTime: asText(data["CommitTime"]),
    };
}
