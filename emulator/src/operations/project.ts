// GetProject: the workspace itself.
import { anyWorkspace, fileReply, type Operation } from "./operation";

const getProject: Operation = {
    family: "project",
    effect: "read",
    run(parameters, context) {
        const workspace = anyWorkspace(parameters, context);
        const standard = workspace.mode === "standard";
        return fileReply({
            ProjectId: BigInt(workspace.projectId),
            ProjectIdentifier: workspace.identifier,
            ProjectName: workspace.name,
            ProjectDescription: "",
            ProjectMode: standard ? 3 : 2,
            EnvTypes: standard ? ["DEV", "PROD"] : ["PROD"],
            Status: workspace.enabled ? 0 : 4,
        });
    },
};

export const projectOperations = { GetProject: getProject };
