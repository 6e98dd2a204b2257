// The tasks that a run has made, or may have: which they are is looked up by their ids and exact names, whatever a reply says, and none
// is touched before that.
import type { Reply, Service } from "dataworks-emulator";
import { refusalOf, shown } from "../../emulator/src/assumptions/reply";
import { asObject, asText, type JsonObject } from "../../provider/src/dataworks/json";
import { guarded, OutOfBoundsError } from "./guard";
import type { Journal } from "./journal";
import { NoRightError, NotAnsweredError } from "./service";
import { bringBack } from "./task";

/** File type of a real-time synchronization task. */
const realTime = "900";
/** A new task may come to be known some seconds after it was made: it is looked for so often, a second apart. */
const looks = { file: 10, list: 30 };
const pause = 1000;

/** What could not be removed. */
export interface Left {
    /** "" where no look-up tells it. */
    readonly fileId: string;
    readonly name: string;
    readonly why: string;
}

/** What a look-up of a file id says: that it is a task of the name, that nothing is there any more, or what else is. */
export type Looked = "own" | "gone" | { readonly is: string };

export class Made {
    /** The tasks that were looked at, and are of this run: these may be touched. */
    readonly fileIds = new Set<string>();

    constructor(
        private readonly service: Service,
        private readonly projectId: string,
        private readonly journal: Journal,
    ) {}

    /** The same by another service: for what has to be done after the first one has ended. */
    by(service: Service): Made {
        return new Made(service, this.projectId, this.journal);
    }

    /** The service, by which the tasks of the name are made: each creation is in the journal before it goes out. */
    making(service: Service): Service {
        return {
            wait: (ms) => service.wait(ms),
            call: async (operation, query, form) => {
                if (operation !== "CreateDISyncTask") return service.call(operation, query, form);
                const name = query["TaskName"] ?? "";
                this.journal.asks(name);
                let reply: Reply;
                try {
                    reply = await service.call(operation, query, form);
                } catch (error) {
                    if (error instanceof NoRightError) this.journal.refused(name);
                    // The name tells what came of it.
                    else if (error instanceof NotAnsweredError) await this.learnByName(name);
                    throw error;
                }
                if (refusalOf(reply) !== undefined) {
                    this.journal.refused(name);
                    return reply;
                }
                const fileId = asText(dataOf(reply)["FileId"]);
                if (await this.learn(fileId, name)) return reply;
                await this.learnByName(name);
                throw new OutOfBoundsError(
                    "CreateDISyncTask told of a file that has not the name of the task, which is left alone",
                );
            },
        };
    }

    /** Whether the file is a task of the name; then it is one of this run's from now on. */
    async learn(fileId: string, name: string): Promise<boolean> {
        for (let look = 0; look < looks.file && fileId !== ""; look += 1) {
            const looked = await this.look(fileId, name);
            if (looked === "own") {
                this.journal.learned(name, fileId);
                this.fileIds.add(fileId);
                return true;
            }
            if (looked !== "gone") return false;
            await this.service.wait(pause);
        }
        return false;
    }

    /** @throws NotAnsweredError */
    async look(fileId: string, name: string): Promise<Looked> {
        const reply = await this.service.call("GetFile", { ProjectId: this.projectId, FileId: fileId });
        if (refusalOf(reply) !== undefined) return isUnknown(reply) ? "gone" : { is: `GetFile said ${shown(reply)}` };
        const file = asObject(dataOf(reply)["File"]) ?? {};
        if (asText(file["FileId"]) !== fileId) return { is: "GetFile told of another file" };
        if (!["", "NORMAL"].includes(asText(file["DeletedStatus"]))) return "gone";
        if (asText(file["FileName"]) !== name) return { is: "the file of that id has another name" };
        return asText(file["FileType"]) === realTime ? "own" : { is: "the file of that id is no real-time task" };
    }

    /**
     * Removes all of them, and looks that they are gone. Gives those that are not.
     *
     * @throws the reason of the service's signal.
     */
    async remove(): Promise<Left[]> {
        const left: Left[] = [];
        for (const { name } of this.journal.entries) {
            try {
                await this.learnByName(name);
            } catch (error) {
                if (!(error instanceof NotAnsweredError)) throw error;
                left.push({ fileId: "", name, why: `it could not be looked for: ${error.message}` });
            }
            const { fileIds = [] } = this.journal.entries.find((one) => one.name === name) ?? {};
            for (const fileId of fileIds) {
                const why = await this.removeOne(fileId, name);
                if (why !== undefined) left.push({ fileId, name, why });
            }
        }
        return left;
    }

    /** Says why a task could not be removed. */
    private async removeOne(fileId: string, name: string): Promise<string | undefined> {
        try {
            const looked = await this.look(fileId, name);
            if (looked === "gone") return undefined;
            if (looked !== "own") return looked.is;
            this.fileIds.add(fileId);
            const bounds = {
                level: "make",
                projectId: this.projectId,
                fileIds: this.fileIds,
                names: new Set<string>(),
            } as const;
            const service = guarded(this.service, bounds);
            const why = await bringBack({ service, projectId: this.projectId, fileId }, "undeployed");
            const task = { ProjectId: this.projectId, TaskType: "DI_REALTIME", FileId: fileId };
            const deleted = await service.call("DeleteDISyncTask", task);
            if ((await this.look(fileId, name)) === "gone") return undefined;
            const said =
                refusalOf(deleted) === undefined ? "it is still there" : `DeleteDISyncTask said ${shown(deleted)}`;
            return why === undefined ? said : `${why}; ${said}`;
        } catch (error) {
            if (error instanceof NotAnsweredError) return error.message;
            throw error;
        }
    }

    /** Learns the ids of the tasks of a name, as far as they are listed: one that was asked for may come there later. */
    private async learnByName(name: string): Promise<void> {
        for (let look = 0; look < looks.list; look += 1) {
            const listed = await this.service.call("ListFiles", { ProjectId: this.projectId, ExactFileName: name });
            const files = dataOf(listed)["Files"];
            for (const one of Array.isArray(files) ? files : []) {
                const fileId = asText(asObject(one)?.["FileId"]);
                if (fileId !== "" && asText(asObject(one)?.["FileName"]) === name) await this.learn(fileId, name);
            }
            const entry = this.journal.entries.find((each) => each.name === name);
            if (!entry || entry.fileIds.length >= entry.asked) return;
            await this.service.wait(pause);
        }
    }
}

/** Whether a refusal of GetFile says that nothing has the id. */
function isUnknown({ status, body }: Reply): boolean {
    return status === 200 || status === 404 || (status === 400 && asText(body["Code"]).startsWith("Param.Invalid"));
}

function dataOf({ body }: Reply): JsonObject {
    return asObject(body["Data"]) ?? {};
}
