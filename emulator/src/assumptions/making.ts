// How tasks are made, changed and deleted, and where their parameters may travel.
import { randomUUID } from "node:crypto";
import { assumption, type Making, type Reply, type Scene } from "./assumption";
import {
    callsInvalid,
    codeOf,
    dataOf,
    isError,
    jsonOf,
    listOf,
    objectOf,
    reasons,
    refusalOf,
    refusesFor,
    shown,
    textOf,
} from "./reply";
import { bring, call, callFile, NotBroughtError } from "./scene";
import { shapeOf } from "./shape";
import { noFile } from "./unknown";

export const formBody = assumption({
    id: "form-body",
    question: "Do the DISync operations find parameters in a form body?",
    documented:
        "The official clients put those of all but one into the query; that the gateway reads a body too is said of RPC calls in general.",
    answers: {
        read: "They are found there as in the query.",
        ignored: "They are missing, but for `TaskContent` of CreateDISyncTask, which is documented to stand there.",
    },
    given: "read",
    level: "look",
    calls: ["GetDISyncTask"],
    async observe({ service, projectId, fileId = "1" }) {
        const parameters = { ProjectId: projectId, TaskType: "DI_REALTIME", FileId: fileId };
        const reply = await service.call("GetDISyncTask", {}, parameters);
        const code = textOf(reply.body["Code"]);
        if (code.startsWith("Missing")) return { answer: "ignored" };
        const isNone = callsInvalid(reply, fileId) || isError(reply, 400, "Param.Invalid");
        const isFound = refusalOf(reply) === undefined || isNone;
        return isFound ? { answer: "read" } : { other: shown(reply) };
    },
});

export const pendingProcess = assumption({
    id: "pending-process",
    question: "What does QueryDISyncTaskConfigProcessResult say of a process that is under way?",
    documented: 'Of its `Status` "success" and "fail" are documented, and neither is "not yet".',
    answers: {
        empty: '`Status` "success", and no `TaskContent`.',
        fail: '`Status` "fail", with a message that it is still running.',
        status: "Another `Status`, and no `TaskContent`.",
    },
    given: "empty",
    level: "make",
    calls: ["GenerateDISyncTaskConfigForCreating", "QueryDISyncTaskConfigProcessResult"],
    async observe(scene) {
        const processId = await generate(scene);
        const first = await query(scene, processId);
        if (contentOf(first) !== "") return { notSeen: "it was done before it could be asked for" };
        if ((await contentOfProcess(scene, processId)) === undefined)
            return { notSeen: `no definition was worked out: ${shown(first)}` };
        if (refusesFor(first, reasons.underWay)) return { answer: "fail" };
        if (refusalOf(first) !== undefined) return { other: shown(first) };
        return textOf(dataOf(first)["Status"]) === "success" ? { answer: "empty" } : { answer: "status" };
    },
});

export const clientToken = assumption({
    id: "client-token",
    question: "What becomes of a GenerateDISyncTaskConfig call whose ClientToken was used before?",
    documented: 'It "ensures the idempotence of the request", and how is not said.',
    answers: {
        honoured: "It gets the answer that the first one got, and changes nothing.",
        ignored: "It is done as if it had none.",
        refused: "It is refused with an error: 400 `IdempotentParameterMismatch`.",
    },
    given: "honoured",
    level: "make",
    calls: ["GenerateDISyncTaskConfigForCreating"],
    async observe(scene) {
        const token = randomUUID();
        const first = await generating(scene, token);
        const second = await generating(scene, token);
        if (refusalOf(first) !== undefined) return { other: shown(first) };
        if (isError(second, 400, "IdempotentParameterMismatch")) return { answer: "refused" };
        if (refusalOf(second) !== undefined) return { other: shown(second) };
        const isSame = textOf(dataOf(first)["ProcessId"]) === textOf(dataOf(second)["ProcessId"]);
        return { answer: isSame ? "honoured" : "ignored" };
    },
});

export const createToken = assumption({
    id: "create-token",
    question: "What becomes of a CreateDISyncTask whose ClientToken was used before?",
    documented: 'It "ensures the idempotence of the request", and how is not said.',
    answers: {
        honoured: "It gets the file id that the first one got, and no other task is made.",
        ignored: "It is done as if it had none: its name is taken, or there are two tasks.",
        refused: "It is refused with an error: 400 `IdempotentParameterMismatch`.",
    },
    given: "honoured",
    level: "make",
    calls: ["CreateDISyncTask", "DeleteDISyncTask"],
    async observe(scene) {
        await made(scene);
        const { creation, fileId = "" } = scene;
        if (!creation) return { notSeen: "the task was made before" };
        const reply = await scene.service.call("CreateDISyncTask", ...creation);
        if (isError(reply, 400, "IdempotentParameterMismatch")) return { answer: "refused" };
        if (saysTaken(reply)) return { answer: "ignored" };
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const other = textOf(dataOf(reply)["FileId"]);
        if (other === fileId) return { answer: "honoured" };
        const deleted = await deleteOther(scene, other);
        return deleted === undefined ? { answer: "ignored" } : { other: deleted };
    },
});

export const definitionTables = assumption({
    id: "definition-tables",
    question: "How does a definition that is worked out write the tables of a single database?",
    documented:
        "A sample has `selectedTables`; the script may say `table`, and the documentation calls the two SelectedTables and Tables.",
    answers: {
        selectedTables: "As `selectedTables`, with the database's name.",
        table: "As a list, `table`.",
    },
    given: "selectedTables",
    level: "make",
    calls: ["GenerateDISyncTaskConfigForCreating", "QueryDISyncTaskConfigProcessResult"],
    async observe(scene) {
        const content = await contentOfProcess(scene, await generate(scene));
        const [connection] = connectionsIn(content);
        if (!connection) return { notSeen: "no definition with a reader's connection was worked out" };
        if (connection["selectedTables"] !== undefined) return { answer: "selectedTables" };
        return connection["table"] === undefined ? { other: shapeOf(connection) } : { answer: "table" };
    },
});

export const newFileListed = assumption({
    id: "new-file-listed",
    question: "Is a new task in ListFiles as soon as CreateDISyncTask is answered?",
    documented: "Nothing is said of it.",
    answers: {
        atOnce: "It is there.",
        later: "It comes there some seconds after.",
    },
    given: "atOnce",
    level: "make",
    calls: ["CreateDISyncTask", "ListFiles"],
    async observe(scene) {
        if (scene.fileId !== undefined) return { notSeen: "the task was made before" };
        await make(scene);
        for (let look = 0; look < 60; look += 1) {
            const listed = await scene.service.call("ListFiles", {
                ProjectId: scene.projectId,
                ExactFileName: nameOf(scene),
            });
            if (refusalOf(listed) !== undefined) return { notSeen: `ListFiles was refused: ${shown(listed)}` };
            const files = listOf(dataOf(listed)["Files"]);
            if (files.some((file) => textOf(file["FileId"]) === scene.fileId))
                return { answer: look === 0 ? "atOnce" : "later" };
            await scene.service.wait(1000);
        }
        return { notSeen: "the task is in no list within a minute" };
    },
});

export const changeTables = assumption({
    id: "change-tables",
    question: "Are the tables in the script of a change the whole list, or are they added to what there is?",
    documented: "A change adds or removes tables; the sample names one table, and reads as the whole list.",
    answers: {
        whole: "They are the whole list: what is not named is removed.",
        added: "They are added: nothing is removed.",
    },
    given: "whole",
    level: "make",
    calls: ["CreateDISyncTask", "GenerateDISyncTaskConfigForUpdating", "QueryDISyncTaskConfigProcessResult"],
    async observe(scene) {
        const { source, tables } = makingOf(scene);
        const [first = "", second] = tables;
        if (second === undefined) return { notSeen: "it takes a second table" };
        await made(scene);
        const reader = { connection: [{ datasourceType: "mysql", datasource: source, table: [second] }] };
        const script = JSON.stringify({ steps: [{ category: "reader", name: "Reader", parameter: reader }] });
        const reply = await process(scene, "GenerateDISyncTaskConfigForUpdating", {
            TaskId: scene.fileId ?? "",
            TaskParam: script,
        });
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const content = await contentOfProcess(scene, textOf(dataOf(reply)["ProcessId"]));
        const found = connectionsIn(content).flatMap(tablesIn);
        if (!found.includes(second)) return { notSeen: "no definition with the table of the change was worked out" };
        return { answer: found.includes(first) ? "added" : "whole" };
    },
});

export const takenName = assumption({
    id: "taken-name",
    question: "What does CreateDISyncTask say of a name that another task in the folder has?",
    documented: "Nothing is said of it.",
    answers: {
        fail: 'HTTP 200, `Data.Status` "fail", and a message that it exists.',
        error: "An error reply, 400 `InvalidFileName.Exists`.",
        allowed: "Nothing: there are two of that name then.",
    },
    given: "fail",
    level: "make",
    calls: ["CreateDISyncTask", "DeleteDISyncTask"],
    async observe(scene) {
        await made(scene);
        const reply = await creating(scene);
        const taken = saysTaken(reply);
        if (taken) return { answer: taken };
        if (refusalOf(reply) !== undefined) return { other: shown(reply) };
        const deleted = await deleteOther(scene, textOf(dataOf(reply)["FileId"]));
        return deleted === undefined ? { answer: "allowed" } : { other: deleted };
    },
});

export const deleteTask = assumption({
    id: "delete-task",
    question: "Does DeleteDISyncTask delete a task that is deployed, or runs?",
    documented: "Nothing is said of it.",
    answers: {
        notRunning: "One that is deployed, but none that runs.",
        any: "Any task, a running one too.",
        notDeployed: "Only one that is not deployed.",
    },
    given: "notRunning",
    level: "make",
    calls: ["DeleteDISyncTask"],
    async observe(scene) {
        await made(scene);
        const answers = { running: "any", deployed: "notRunning", undeployed: "notDeployed" } as const;
        for (const standing of ["running", "deployed", "undeployed"] as const) {
            await bring(scene, standing);
            const reply = await call(scene, "DeleteDISyncTask");
            const why = standing === "running" ? [reasons.isRunning, reasons.isDeployed] : [reasons.isDeployed];
            if (standing !== "undeployed" && why.some((reason) => refusesFor(reply, reason))) continue;
            if (refusalOf(reply) !== undefined) return { other: `of a task that is ${standing}: ${shown(reply)}` };
            [scene.deleted, scene.fileId, scene.standing] = [scene.fileId, undefined, undefined];
            return { answer: answers[standing] };
        }
        return { other: "nothing was deleted" };
    },
});

export const deletedFile = assumption({
    id: "deleted-file",
    question: "What does GetFile say of a task that DeleteDISyncTask has deleted?",
    documented:
        "`DeletedStatus` of a file may be `RECYCLE_BIN` or `DELETED`; whether a deleted task comes to either is not said.",
    answers: {
        told: "Its `DeletedStatus` is one of the two.",
        unknown: "It is unknown, as an id that no file has.",
    },
    given: "told",
    level: "make",
    calls: ["GetFile"],
    async observe({ deleted, ...scene }) {
        if (deleted === undefined) return { notSeen: "no task was deleted" };
        const reply = await callFile({ ...scene, fileId: deleted }, "GetFile");
        if (refusalOf(reply) !== undefined) {
            const none = await callFile({ ...scene, fileId: noFile }, "GetFile");
            return codeOf(reply) === codeOf(none) ? { answer: "unknown" } : { other: shown(reply) };
        }
        const status = textOf(objectOf(dataOf(reply)["File"])["DeletedStatus"]);
        return /^(RECYCLE|RECYCLE_BIN|DELETED)$/.test(status)
            ? { answer: "told" }
            : { other: `DeletedStatus "${status}"` };
    },
});

/** The kinds of script, by what they write to. */
const kinds = { odps: "oneclick_to_odps", kafka: "oneclick_to_kafka", holo: "oneclick_to_holo" } as const;

/** Scripts name a few tables of a moderate database: what takes longer than this is not waited for, in seconds. */
const longestProcess = 120;

function makingOf({ making }: Scene): Making {
    if (!making) throw new NotBroughtError("it takes a task that is made for it");
    return making;
}

function nameOf(scene: Scene): string {
    return makingOf(scene).name;
}

function process(
    { service, projectId }: Scene,
    operation: string,
    parameters: Readonly<Record<string, string>>,
): Promise<Reply> {
    return service.call(operation, { ProjectId: projectId, TaskType: "DI_REALTIME", ...parameters });
}

function generating(scene: Scene, token: string): Promise<Reply> {
    const { resourceGroup, source, tables, destination } = makingOf(scene);
    const reader = { connection: [{ datasourceType: "mysql", datasource: source, table: tables.slice(0, 1) }] };
    const script = {
        ...{ type: "realtime", version: "1.0", setting: { resourceGroup, taskType: kinds[destination.type] } },
        steps: [
            { stepType: "mysql", category: "reader", name: "Reader", parameter: reader },
            {
                stepType: destination.type,
                category: "writer",
                name: "Writer",
                parameter: { datasource: destination.datasource },
            },
        ],
    };
    return process(scene, "GenerateDISyncTaskConfigForCreating", {
        TaskParam: JSON.stringify(script),
        ClientToken: token,
    });
}

async function generate(scene: Scene): Promise<string> {
    const reply = await generating(scene, randomUUID());
    const processId = textOf(dataOf(reply)["ProcessId"]);
    if (refusalOf(reply) !== undefined || processId === "")
        throw new NotBroughtError(`no definition is worked out: ${shown(reply)}`);
    return processId;
}

function query(scene: Scene, processId: string): Promise<Reply> {
    return process(scene, "QueryDISyncTaskConfigProcessResult", { AsyncProcessId: processId });
}

function contentOf(reply: Reply): string {
    return textOf(dataOf(reply)["TaskContent"]);
}

/** The definition, once it is worked out; undefined where it is not. */
async function contentOfProcess(scene: Scene, processId: string): Promise<string | undefined> {
    for (let look = 0; look < longestProcess; look += 1) {
        const content = contentOf(await query(scene, processId));
        if (content !== "") return content;
        await scene.service.wait(1000);
    }
    return undefined;
}

async function creating(scene: Scene): Promise<Reply> {
    const { name, folder, resourceGroup } = makingOf(scene);
    const content = await contentOfProcess(scene, await generate(scene));
    if (content === undefined) throw new NotBroughtError("no definition was worked out");
    scene.creation = [
        {
            ...{ ProjectId: scene.projectId, TaskType: "DI_REALTIME", TaskName: name, ClientToken: randomUUID() },
            TaskParam: JSON.stringify({ FileFolderPath: folder, ResourceGroup: resourceGroup }),
        },
        { TaskContent: content },
    ];
    return scene.service.call("CreateDISyncTask", ...scene.creation);
}

/** How a creation says that its name is taken; undefined: it does not. */
function saysTaken(reply: Reply): "fail" | "error" | undefined {
    if (refusesFor(reply, reasons.taken)) return "fail";
    return isError(reply, 400, "InvalidFileName.Exists") ? "error" : undefined;
}

/** Deletes the second task of the name, which is not the scene's. Says so where it stays. */
async function deleteOther(scene: Scene, fileId: string): Promise<string | undefined> {
    const deleted = await call({ ...scene, fileId }, "DeleteDISyncTask");
    return refusalOf(deleted) === undefined ? undefined : `there are two of that name now: ${shown(deleted)}`;
}

/** Makes the task of the scene. */
async function make(scene: Scene): Promise<void> {
    const reply = await creating(scene);
    const fileId = textOf(dataOf(reply)["FileId"]);
    if (refusalOf(reply) !== undefined || fileId === "") throw new NotBroughtError(`no task was made: ${shown(reply)}`);
    scene.fileId = fileId;
    scene.standing = "undeployed";
}

async function made(scene: Scene): Promise<void> {
    if (scene.fileId === undefined) await make(scene);
}

function connectionsIn(content: string | undefined): Readonly<Record<string, unknown>>[] {
    const steps = listOf(objectOf(jsonOf(content ?? ""))["steps"]);
    const reader = steps.find((step) => step["category"] === "reader");
    return listOf(objectOf(reader?.["parameter"])["connection"]);
}

/** The tables of a connection, in either form. */
function tablesIn({ table, selectedTables }: Readonly<Record<string, unknown>>): string[] {
    const listed = Array.isArray(table) ? table.map(textOf) : [];
    const infos = listOf(selectedTables)
        .flatMap((one) => listOf(one["schema"]))
        .flatMap((schema) => listOf(schema["tableInfos"]));
    return [...listed, ...infos.map((info) => textOf(info["table"]))];
}
