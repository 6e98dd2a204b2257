// Finds a workspace by its identifier, the name that is unique.
import { aboutOf, type About } from "../dataworks/calls/codes";
import {
    NotUnderstoodError,
    QuotaSpentError,
    RefusedError,
    ThrottledError,
    type CallError,
} from "../dataworks/calls/errors";
import type { DataWorks, NamedProject } from "../dataworks/client";
import { lastPageOfProjects, projectsOfPage } from "../dataworks/operations/project";
import { LookupError } from "./error";
import { nearest, shortList } from "./near";
import { readAll } from "./pages";
import type { Workspace } from "./types";

/**
 * Finds the workspace with that identifier, whatever its status is: by GetProject, one call. Where that gives none, or one that was
 * deleted, by the pages of ListProjects: which answer the one has for a name that it does not know, no document says, nor whether the
 * other has deleted ones. So one that was deleted is what GetProject gives, unless another has its name now.
 *
 * @throws LookupError where there is none, or more than one, with what was found instead.
 */
export async function findWorkspace(dataworks: DataWorks, identifier: string): Promise<Workspace> {
    let refusal: CallError | undefined;
    let found: NamedProject | undefined;
    try {
        found = await dataworks.getProjectByIdentifier(identifier);
        if (found && found.status !== deleted) return resultOf(found);
    } catch (error) {
        if (!isOfTheName(error)) throw error;
        refusal = error;
    }
    try {
        return resultOf(await findInList(dataworks, identifier, found));
    } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        if (found) return resultOf(found);
        if (!refusal) throw error;
        throw new LookupError(`${refusal.message} Nor can it be found in the list: ${error.message}`);
    }
}

/** One that was deleted may have left its name to another. */
const deleted = "DELETED";

/** What a refusal is about that is none of the name: ListProjects would be refused alike. */
const otherwise: readonly (About | undefined)[] = ["signature", "region", "endpoint"];

/** True for a reply that may only mean that there is no such name, or that GetProject does not look for it. */
function isOfTheName(error: unknown): error is CallError {
    if (error instanceof NotUnderstoodError) return true;
    if (!(error instanceof RefusedError) || error instanceof ThrottledError || error instanceof QuotaSpentError)
        return false;
    return !otherwise.includes(aboutOf(error.facts.code));
}

/** The one of the list that has the name; where none has it, the one that is known to have had it. */
async function findInList(
    dataworks: DataWorks,
    identifier: string,
    known: NamedProject | undefined,
): Promise<NamedProject> {
    const isMeant = ({ received }: NamedProject) => received === identifier;
    let counted = 0;
    const listed = await readAll<NamedProject>({
        of: "workspaces",
        pageSize: projectsOfPage,
        pageOf: async (page) => {
            const { projects, total, facts } = await dataworks.listProjects(page);
            counted = total;
            return { items: projects, total, facts };
        },
        idOf: ({ projectId }) => projectId,
        isEnough: (projects) => projects.some((each) => isMeant(each) && each.status !== deleted),
        lastPage: lastPageOfProjects,
    });
    const named = listed.filter(isMeant);
    const there = named.filter(({ status }) => status !== deleted);
    const [found, ...others] = there.length > 0 ? there : named;
    if (found && others.length === 0) return found;
    if (found)
        throw new LookupError(
            `${1 + others.length} workspaces are named "${identifier}": ${listOf([found, ...others])}. Use the id instead of the name`,
        );
    if (known) return known;
    const most = lastPageOfProjects * projectsOfPage;
    if (counted > most)
        throw new LookupError(
            `no workspace is named "${identifier}" among the ${most} of ${counted} that DataWorks lists. Use the id instead of the name`,
        );
    throw new LookupError(`${none(identifier, listed)} Check the name and the region setting`);
}

function none(identifier: string, listed: readonly NamedProject[]): string {
    const said = `this account sees no workspace named "${identifier}" in this region`;
    if (listed.length === 0) return `${said}, and no other one.`;
    const titled = listed.filter(({ name }) => name === identifier);
    if (titled.length > 0) return `${said}: that is the display name of ${listOf(titled)}.`;
    return `${said}. It sees ${listOf(nearest(identifier, listed, (each) => each.identifier))}.`;
}

function listOf(projects: readonly NamedProject[]): string {
    return shortList(projects, ({ identifier, projectId, status }) => {
        return `"${identifier}" (id ${projectId}${["AVAILABLE", ""].includes(status) ? "" : `, ${status}`})`;
    });
}

function resultOf({ projectId, identifier, name, description, status }: NamedProject): Workspace {
    return { projectId, identifier, name, description, status };
}
