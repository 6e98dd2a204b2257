// ListFiles: the files of a workspace, filtered.
import { errors } from "../protocol/errors";
import type { Json } from "../protocol/json";
import type { Task } from "../workspace/model";
import { fileFields } from "./file";
import { fileReply, workspaceOf, type Operation, type Parameters } from "./operation";
import { pageOf } from "./page";

type Filter = (file: Task, wanted: string) => boolean;

/** By the parameter that asks for it. */
const filters: Record<string, Filter> = {
    Keyword: (file, wanted) => file.name.toLowerCase().includes(wanted.toLowerCase()),
    ExactFileName: (file, wanted) => file.name === wanted,
    FileIdIn: (file, wanted) => among(wanted).includes(file.fileId),
    FileTypes: (file, wanted) => among(wanted).includes(String(file.fileType)),
    UseType: (file, wanted) => file.useType === wanted,
    FileFolderPath: (file, wanted) => isSameFolder(file.folder, wanted),
    Owner: (file, wanted) => file.owner === wanted,
    LastEditUser: (file, wanted) => file.lastEditUser === wanted,
    NodeId: (file, wanted) => file.nodeId === wanted,
};

const longestIdList = 50;

const listFiles: Operation = {
    family: "file",
    effect: "read",
    run(parameters, context) {
        const { files } = workspaceOf(parameters, context);
        if (among(parameters.FileIdIn ?? "").length > longestIdList)
            throw errors.invalidParameter(`FileIdIn takes at most ${longestIdList} ids.`);
        const asked = Object.entries(filters).filter(([name]) => parameters[name]);
        const found = [...files.values()]
            .filter((file) => file.deletedStatus === "NORMAL" && (file.listedAt ?? 0) <= context.store.now())
            .filter((file) => asked.every(([name, matches]) => matches(file, parameters[name] ?? "")));
        const { items, ...counts } = pageOf(found, parameters);
        return fileReply({ ...counts, Files: items.map((file) => listed(file, parameters)) });
    },
};

function listed(file: Task, parameters: Parameters): Json {
    return {
        ...fileFields(file),
        AbsoluteFolderPath: parameters.NeedAbsoluteFolderPath === "true" ? file.folder : undefined,
        Content: parameters.NeedContent === "true" ? file.definition : undefined,
    };
}

function among(list: string): string[] {
    return list.split(",").map((one) => one.trim());
}

/** A folder's path may begin and end with slashes. */
export function isSameFolder(one: string, other: string): boolean {
    const trimmed = (folder: string) => folder.replace(/^\/+|\/+$/g, "");
    return trimmed(one) === trimmed(other);
}

export const filesOperations = { ListFiles: listFiles };
