// GetProject and ListProjects: the workspaces themselves.
import { NotUnderstoodError, type CallFacts } from "../calls/errors";
import { ids, wrongId } from "../id";
import { asObject, asText, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import type { MakeCall } from "./call";

/** What GetProject says of a workspace. What it does not say is "". */
export interface Project {
    /** Its name in the API, which is unique, such as "shop_prod". */
    readonly identifier: string;
    /** A number: "0" of one that is as it should be. */
    readonly status: string;
}

/** A workspace that was found by its identifier, or in a list. What DataWorks does not say is "". */
export interface NamedProject {
    readonly projectId: string;
    readonly identifier: string;
    /** The name that people see. */
    readonly name: string;
    readonly description: string;
    /** One of the documented words, such as "AVAILABLE"; what DataWorks says where it is none of them. */
    readonly status: string;
    /** The identifier as it was received: to tell whether it is the one that is meant, and never shown. */
    readonly received: string;
}

export interface ProjectPage {
    readonly projects: readonly NamedProject[];
    /** How many workspaces there are on all pages. */
    readonly total: number;
    /** The facts of the call, for an error about what the pages hold together. */
    readonly facts: CallFacts;
}

export interface ProjectOperations {
    /** Returns where the workspace answers. */
    getProject(projectId: string): Promise<Project>;
    /** The workspace with that identifier; undefined where the reply is of no workspace with it. */
    getProjectByIdentifier(identifier: string): Promise<NamedProject | undefined>;
    /** A page, from 1 to 100, of at most 100 workspaces of the account. */
    listProjects(page: number): Promise<ProjectPage>;
}

/** The most workspaces that a page may have. */
export const projectsOfPage = 100;
/** The last page that the API gives. */
export const lastPageOfProjects = 100;

/** The documented statuses, by the number of each. */
const statuses: readonly string[] = [
    "AVAILABLE",
    "DELETED",
    "INITIALIZING",
    "INIT_FAILED",
    "FORBIDDEN",
    "DELETING",
    "DEL_FAILED",
    "FROZEN",
    "UPDATING",
    "UPDATE_FAILED",
];

export const projectOperations = (call: MakeCall<OperationOf<"project">>): ProjectOperations => ({
    async getProject(projectId) {
        const { data } = await call("GetProject", { ProjectId: projectId }, { projectId });
        return { identifier: asText(data["ProjectIdentifier"]), status: asText(data["Status"]) };
    },

    async getProjectByIdentifier(identifier) {
        const subject = { projectId: "", words: `workspace ${JSON.stringify(identifier)}` };
        const { data, received } = await call("GetProject", { ProjectIdentifier: identifier }, subject);
        const project = projectIn(data, received, "Status");
        return project?.received === identifier ? project : undefined;
    },

    async listProjects(page) {
        const parameters = { PageNumber: String(page), PageSize: String(projectsOfPage) };
        const subject = { projectId: "", words: "the workspaces of the account" };
        const { data, received, facts } = await call("ListProjects", parameters, subject);
        const total = asText(data["TotalCount"]);
        const asReceived = listIn(received);
        const projects = listIn(data).map((each, at) => projectIn(each, asReceived[at], "ProjectStatus"));
        const isWhole = /^\d{1,9}$/.test(total) && projects.every((each) => each !== undefined);
        if (!isWhole) throw new NotUnderstoodError(facts, "a reply without the workspaces of the account");
        return { projects, total: Number(total), facts };
    },
});

function listIn(data: JsonObject): (JsonObject | undefined)[] {
    return Array.isArray(data["ProjectList"]) ? data["ProjectList"].map(asObject) : [undefined];
}

/** A workspace of a reply; undefined where it has no id or no identifier. */
function projectIn(
    shown: JsonObject | undefined,
    received: JsonObject | undefined,
    status: "Status" | "ProjectStatus",
): NamedProject | undefined {
    if (!shown || !received) return undefined;
    const project = {
        projectId: asText(shown["ProjectId"]),
        identifier: asText(shown["ProjectIdentifier"]),
        name: asText(shown["ProjectName"]),
        description: asText(shown["ProjectDescription"]),
        status: wordFor(asText(shown[status])) || asText(shown["ProjectStatusCode"]),
        received: asText(received["ProjectIdentifier"]),
    };
    return wrongId(project.projectId, ids.projectId) === undefined && project.received ? project : undefined;
}

/** The word of a status that is documented as a number; what it is, where it is none of those. */
function wordFor(status: string): string {
    return (/^\d$/.test(status) ? statuses[Number(status)] : undefined) ?? status;
}
