// GetProject and ListProjects: the workspaces themselves.
import { errors } from "../protocol/errors";
import { answerTo } from "../workspace/answers";
import { workspaceStatuses, type Workspace } from "../workspace/model";
import { anyWorkspace, fileReply, type Operation } from "./operation";
import { pageOf } from "./page";

const getProject: Operation = {
    family: "project",
    effect: "read",
    run(parameters, context) {
        const workspace = anyWorkspace(parameters, context);
        const answer = parameters.ProjectId ? "found" : answerTo("project-by-name", context.store);
        if (answer === "missing") throw errors.missing("ProjectId");
        if (answer === "nothing") return { reply: { HttpStatusCode: 200, Success: true }, applied: false };
        const standard = workspace.mode === "standard";
        return fileReply({
            ...fieldsOf(workspace),
            ProjectMode: standard ? 3 : 2,
            EnvTypes: standard ? ["DEV", "PROD"] : ["PROD"],
            Status: numberOf(workspace),
        });
    },
};

const lastPage = 100;

const listProjects: Operation = {
    family: "project",
    effect: "read",
    run(parameters, { store }) {
        const { items, ...counts } = pageOf([...store.workspaces.values()], parameters, lastPage);
        const ProjectList = items.map((workspace) => ({
            ...fieldsOf(workspace),
            ProjectStatus: numberOf(workspace),
            ProjectStatusCode: workspace.status,
            IsDefault: false,
        }));
        return { reply: { PageResult: { ...counts, ProjectList } }, applied: false };
    },
};

/** What both say of a workspace. */
function fieldsOf({ projectId, identifier, name, description }: Workspace) {
    return {
        ProjectId: BigInt(projectId),
        ProjectIdentifier: identifier,
        ProjectName: name,
        ProjectDescription: description,
    };
}

function numberOf({ status }: Workspace): number {
    return workspaceStatuses.indexOf(status);
}

export const projectOperations = { GetProject: getProject, ListProjects: listProjects };
