// What the API says of what is not there, a task, a file, a workspace, a process; and of a workspace that is asked for by its name.
import { assumption } from "./assumption";
import { callsInvalid, dataOf, isError, refusalOf, reasons, refusesFor, shown, textOf } from "./reply";

/** An id that no task and no file has: the largest there is. */
export const noFile = "9223372036854775807";
/** A workspace that is not there: the largest id but one. */
const noWorkspace = "9999999999";

const facts = "The API's error codes name none for it";

export const unknownFileId = assumption({
    id: "unknown-file-id",
    question: "What do the DISync operations say of a file id that no task has?",
    documented: `${facts}; GetDISyncTask's sample has \`fileId:[100] is invalid.\` as \`Data.Message\`.`,
    answers: {
        fail: 'HTTP 200, `Data.Status` "fail", and a message that calls the file id invalid.',
        error: "An error reply: 400 `Param.Invalid`.",
    },
    given: "fail",
    level: "look",
    calls: ["GetDISyncTask"],
    async observe({ service, projectId }) {
        const parameters = { ProjectId: projectId, TaskType: "DI_REALTIME", FileId: noFile };
        const reply = await service.call("GetDISyncTask", parameters);
        if (callsInvalid(reply, noFile)) return { answer: "fail" };
        return isError(reply, 400, "Param.Invalid") ? { answer: "error" } : { other: shown(reply) };
    },
});

export const unknownFile = assumption({
    id: "unknown-file",
    question: "What do GetFile and ListFileVersions say of a file id that no file has?",
    documented: `${facts}.`,
    answers: {
        invalid: "An error reply: 400 `Param.Invalid`.",
        notFound: "An error reply: 404 `InvalidFile.NotFound`.",
        fail: "HTTP 200, `Success` false, and an `ErrorCode`.",
    },
    given: "invalid",
    level: "look",
    calls: ["GetFile"],
    async observe({ service, projectId }) {
        const reply = await service.call("GetFile", { ProjectId: projectId, FileId: noFile });
        if (isError(reply, 400, "Param.Invalid")) return { answer: "invalid" };
        if (isError(reply, 404, "InvalidFile.NotFound")) return { answer: "notFound" };
        return refusesFor(reply, reasons.noFile) ? { answer: "fail" } : { other: shown(reply) };
    },
});

export const unknownWorkspace = assumption({
    id: "unknown-workspace",
    question: "What does every operation say of a workspace that is not there?",
    documented: `${facts}; other clients have seen \`1101080008\` in 2024-05-18.`,
    answers: {
        forbidden: "403 `Forbidden.Access`, as for one that the account has no right to.",
        invalid: "400 `Param.Invalid`.",
        notFound: "404 `1101080008`: the project does not exist.",
    },
    given: "forbidden",
    level: "look",
    calls: ["GetProject"],
    async observe({ service }) {
        const reply = await service.call("GetProject", { ProjectId: noWorkspace });
        if (isError(reply, 403, "Forbidden.Access")) return { answer: "forbidden" };
        if (isError(reply, 400, "Param.Invalid")) return { answer: "invalid" };
        return isError(reply, 404, "1101080008") ? { answer: "notFound" } : { other: shown(reply) };
    },
});

export const projectByName = assumption({
    id: "project-by-name",
    question: "What does GetProject say of a workspace that is asked for by its name?",
    documented: "`ProjectIdentifier` is a parameter of it; whether it does without `ProjectId` is not said.",
    answers: {
        found: "The same as by its id.",
        missing: "An error reply: 400 `MissingProjectId`.",
        nothing: "HTTP 200, and no `Data`.",
    },
    given: "found",
    level: "look",
    calls: ["GetProject"],
    async observe({ service, projectId }) {
        const name = textOf(dataOf(await service.call("GetProject", { ProjectId: projectId }))["ProjectIdentifier"]);
        if (name === "") return { notSeen: "GetProject does not say the workspace's name" };
        const reply = await service.call("GetProject", { ProjectIdentifier: name });
        if (textOf(dataOf(reply)["ProjectId"]) === projectId) return { answer: "found" };
        if (isError(reply, 400, "MissingProjectId")) return { answer: "missing" };
        const isNothing = refusalOf(reply) === undefined && reply.body["Data"] === undefined;
        return isNothing ? { answer: "nothing" } : { other: shown(reply) };
    },
});

export const unknownProcess = assumption({
    id: "unknown-process",
    question: "What does QueryDISyncTaskConfigProcessResult say of a process id that is not known, or not any more?",
    documented: `${facts}, and for how long an id lives is not said.`,
    answers: {
        fail: 'HTTP 200, `Data.Status` "fail", and a message that calls the process id invalid.',
        error: "An error reply: 400 `Param.Invalid`.",
        empty: "What it says of a process that is under way: no `TaskContent`, and no failure.",
    },
    given: "fail",
    level: "look",
    calls: ["QueryDISyncTaskConfigProcessResult"],
    async observe({ service, projectId }) {
        const parameters = { ProjectId: projectId, TaskType: "DI_REALTIME", AsyncProcessId: noFile };
        const reply = await service.call("QueryDISyncTaskConfigProcessResult", parameters);
        if (callsInvalid(reply, noFile)) return { answer: "fail" };
        if (isError(reply, 400, "Param.Invalid")) return { answer: "error" };
        const isEmpty = refusalOf(reply) === undefined && textOf(dataOf(reply)["TaskContent"]) === "";
        return isEmpty ? { answer: "empty" } : { other: shown(reply) };
    },
});
