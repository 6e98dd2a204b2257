// GetFile, ListFileVersions and GetFileVersion: a real-time task's file, and the versions that were committed of it.
import { errors } from "../protocol/errors";
import type { Json } from "../protocol/json";
import type { Task, Version } from "../workspace/model";
import type { Store } from "../workspace/store";
import type { AnswerTo } from "../assumptions";
import { answerTo } from "../workspace/answers";
import {
    fileFailure,
    fileReply,
    idOf,
    workspaceOf,
    type Context,
    type Operation,
    type Outcome,
    type Parameters,
} from "./operation";
import { pageOf } from "./page";

/** What GetFile and ListFiles both say of a file. */
export function fileFields(file: Task): Record<string, Json> {
    return {
        FileId: BigInt(file.fileId),
        FileName: file.name,
        FileType: file.fileType,
        FileDescription: file.description,
        UseType: file.useType,
        NodeId: file.nodeId === undefined ? undefined : BigInt(file.nodeId),
        CommitStatus: file.committed ? 1 : 0,
        CurrentVersion: file.versions.at(-1)?.number ?? 0,
        Owner: file.owner,
        CreateUser: file.owner,
        CreateTime: file.createTime,
        LastEditUser: file.lastEditUser,
        LastEditTime: file.lastEditTime,
    };
}

const getFile: Operation = {
    family: "file",
    effect: "read",
    run(parameters, context) {
        const file = fileOf(parameters, context);
        if (!file) return unknownFile(parameters, context);
        return fileReply({
            File: { ...fileFields(file), DeletedStatus: file.deletedStatus, Content: file.definition },
            NodeConfiguration: {},
        });
    },
};

const listVersions: Operation = {
    family: "file",
    effect: "read",
    run(parameters, context) {
        const file = fileOf({ ...parameters, NodeId: "" }, context);
        if (!file) return unknownFile({ ...parameters, NodeId: "" }, context);
        const { items, ...counts } = pageOf(file.versions.toReversed(), parameters);
        return fileReply({
            ...counts,
            FileVersions: items.map((version) => versionFields(file, version, context.store)),
        });
    },
};

const getVersion: Operation = {
    family: "file",
    effect: "read",
    run(parameters, context) {
        const file = fileOf({ ...parameters, NodeId: "" }, context);
        if (!file) return unknownFile({ ...parameters, NodeId: "" }, context);
        const wanted = idOf(parameters, "FileVersion");
        const version = file.versions.find(({ number }) => String(number) === wanted);
        if (!version) throw errors.invalidParameter("FileVersion is not known.");
        return fileReply(versionFields(file, version, context.store));
    },
};

/** What a version's content is made of the definition. */
const contents: Record<AnswerTo<"version-content">, (definition: string) => string> = {
    code: (definition) => definition,
    wrapped: (code) => JSON.stringify({ code, codeMode: "json" }),
    absent: () => "",
};

function versionFields(file: Task, version: Version, store: Store): Json {
    return {
        FileVersion: version.number,
        FileName: file.name,
        FileContent: contents[answerTo("version-content", store)](version.definition),
        FilePropertyContent: JSON.stringify({ fileName: file.name, fileType: file.fileType }),
        NodeContent: "{}",
        NodeId: file.nodeId === undefined ? undefined : BigInt(file.nodeId),
        UseType: file.useType,
        Status: { told: version.deployed ? "DEPLOYED" : "COMMITTED", absent: "" }[answerTo("version-status", store)],
        ChangeType: version.number === 1 ? "CREATE" : "UPDATE",
        Comment: version.comment,
        CommitTime: version.time,
        CommitUser: version.user,
        IsCurrentProd: { told: version.isCurrentProd, never: false, absent: undefined }[
            answerTo("production-version", store)
        ],
    };
}

/** The file by FileId, or by NodeId where no FileId is given; a deleted one too. */
function fileOf(parameters: Parameters, context: Context): Task | undefined {
    const { files } = workspaceOf(parameters, context);
    const nodeId = !parameters.FileId && parameters.NodeId ? idOf(parameters, "NodeId") : undefined;
    return nodeId ? [...files.values()].find((one) => one.nodeId === nodeId) : files.get(idOf(parameters, "FileId"));
}

function unknownFile({ FileId: fileId }: Parameters, { store }: Context): Outcome {
    switch (answerTo("unknown-file", store)) {
        case "invalid":
            throw errors.invalidParameter(fileId ? "FileId is not known." : "NodeId is not known.");
        case "notFound":
            throw errors.noFile();
        case "fail":
            return fileFailure(errors.noFile());
    }
}

export const fileOperations = { GetFile: getFile, ListFileVersions: listVersions, GetFileVersion: getVersion };
