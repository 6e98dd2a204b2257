// The workspaces that tasks are taken from, by their ids, and how a stack's file says which.
import type { DataWorks } from "../../dataworks/client";
import { LookupError } from "../../lookup/error";
import type { Workspace } from "../../lookup/types";
import { findWorkspace } from "../../lookup/workspace";
import type { ImportOptions } from "./arguments";
import { CommandError } from "../error";
import type { Terminal } from "../progress";
import type { NewConfiguration, StackFile } from "./stack-file";

/**
 * The ids of the workspaces.
 *
 * @throws CommandError where one of them is not found; the errors of the API.
 */
export async function idsOf(
    api: () => DataWorks,
    { projects, workspaces }: ImportOptions,
    terminal: Terminal,
): Promise<readonly string[]> {
    if (workspaces.length === 0) return projects;
    const found: string[] = [];
    for (const identifier of workspaces) {
        const { projectId, status } = await named(api, identifier);
        terminal.err(`The workspace "${identifier}" has the id ${projectId}\n`);
        if (status !== "" && status !== "AVAILABLE")
            terminal.err(
                `warning: the workspace "${identifier}" is ${status}: nothing can be deployed there as it is\n`,
            );
        found.push(projectId);
    }
    return [...new Set(found)];
}

/** How a stack's file says its workspace: by the name where it has one, else by the id. */
export type WorkspaceInFile = Pick<NewConfiguration, "projectId" | "workspace">;

/**
 * How a stack's file is to say its workspace: as it does already, else as the command line does.
 *
 * @throws CommandError where the file is for another one; the errors of the API.
 */
export async function workspaceFor(
    file: StackFile,
    api: () => DataWorks,
    { config = "", projects, workspaces }: ImportOptions,
): Promise<WorkspaceInFile> {
    const [projectId = ""] = projects;
    const [identifier] = workspaces;
    const before = file.workspace;
    if (before !== undefined) {
        const known = before === identifier ? projectId : (await named(api, before)).projectId;
        if (known === projectId) return { projectId, workspace: before };
        throw new CommandError(
            `${config} is for the workspace "${before}", whose id is ${known}, and these tasks are of ${projectId}. Let --config name another file.`,
        );
    }
    if (file.projectId === undefined) return { projectId, workspace: identifier };
    if (file.tasks.length > 0 && file.projectId !== projectId)
        throw new CommandError(otherPlace(config, `of workspace ${file.projectId}, and these are of ${projectId}`));
    return { projectId };
}

/** Says that tasks which a stack's file lists already would be looked for elsewhere. */
export function otherPlace(config: string, wrong: string): string {
    return `${config} lists tasks ${wrong}. A stack's file has one of each: let --config name another file.`;
}

async function named(api: () => DataWorks, identifier: string): Promise<Workspace> {
    try {
        return await findWorkspace(api(), identifier);
    } catch (error) {
        throw error instanceof LookupError ? new CommandError(`${error.message}.`) : error;
    }
}
