// Looks before each change of a task that is somebody's whether anybody else changed it meanwhile: what a person does is neither taken to
// production nor undone.
import { createHash } from "node:crypto";
import type { Service } from "dataworks-emulator";
import { refusalOf } from "../../emulator/src/assumptions/reply";
import { CommandError } from "../../provider/src/cli/error";
import { asObject, asText, type JsonObject } from "../../provider/src/dataworks/json";
import { NotAnsweredError } from "./service";

/** Somebody else changed the task: nothing more is done with it. */
export class ChangedError extends CommandError {}

/** By what a change is told. */
export interface Mark {
    /** The newest version. */
    readonly version: string;
    /** Whether nobody edited it since. */
    readonly isCommitted: boolean;
    readonly editedAt: string;
    /** A digest of the definition. */
    readonly definition: string;
}

interface TaskId {
    readonly projectId: string;
    readonly fileId: string;
}

/** The mark in what GetFile tells of a file. */
export function markIn(file: JsonObject): Mark {
    return {
        version: asText(file["CurrentVersion"]),
        isCommitted: asText(file["CommitStatus"]) === "1",
        editedAt: asText(file["LastEditTime"]),
        definition: createHash("sha256").update(asText(file["Content"])).digest("hex"),
    };
}

/** Keeps in mind what a task was like, and what a run's own deployments may have made of it. */
export class Edits {
    constructor(
        private readonly task: TaskId,
        private mark: Mark,
        /** Is told what the task is like now. */
        private readonly keep: (mark: Mark) => void = () => undefined,
        /** Whether a version may have come, or may come, of a deployment of this run, or of one that was killed. */
        private mayGrow = false,
    ) {}

    /** The service, by which nothing changes the task any more once somebody else has: it rejects with a ChangedError then. */
    watching(service: Service): Service {
        return {
            wait: (ms) => service.wait(ms),
            call: async (operation, query, form) => {
                if (/^(Get|List|Query)/.test(operation)) return service.call(operation, query, form);
                await this.look(service);
                const before = this.mayGrow;
                if (operation === "DeployDISyncTask") this.mayGrow = true;
                const reply = await service.call(operation, query, form);
                if (refusalOf(reply) !== undefined) this.mayGrow = before;
                return reply;
            },
        };
    }

    /** @throws ChangedError; NotAnsweredError. */
    private async look(service: Service): Promise<void> {
        const { projectId, fileId } = this.task;
        const reply = await service.call("GetFile", { ProjectId: projectId, FileId: fileId });
        const file = asObject(asObject(reply.body["Data"])?.["File"]);
        if (refusalOf(reply) !== undefined || asText(file?.["FileId"]) !== fileId)
            throw new NotAnsweredError("GetFile did not tell whether somebody changed the task");
        const now = markIn(file ?? {});
        if (!isSame(now, this.mark)) {
            if (!this.mayGrow || !isOfDeployment(now, this.mark))
                throw new ChangedError(
                    `somebody changed the task ${fileId} of workspace ${projectId} meanwhile: ${differenceOf(now, this.mark)}. ` +
                        "Nothing more was done with it from then on.",
                );
            if (now.version !== this.mark.version) this.mayGrow = false;
            this.keep(now);
            this.mark = now;
        }
    }
}

function isSame(one: Mark, other: Mark): boolean {
    return (["version", "isCommitted", "editedAt", "definition"] as const).every((each) => one[each] === other[each]);
}

/** Whether a deployment explains it: a version at most, and a definition that it rewrote where it was not deployed before. */
function isOfDeployment(now: Mark, before: Mark): boolean {
    const more = Number(now.version) - Number(before.version);
    const isDefinitionKept = now.definition === before.definition;
    return now.isCommitted && (more === 0 || more === 1) && (isDefinitionKept || !before.isCommitted);
}

function differenceOf(now: Mark, before: Mark): string {
    if (now.definition !== before.definition || !now.isCommitted) return "it was edited";
    return now.version === before.version ? "it was changed" : `it has the version ${now.version} now`;
}
