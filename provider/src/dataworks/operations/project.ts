// GetProject: the workspace itself.
import type { OperationOf } from "../operation";
import type { MakeCall } from "./call";

export interface ProjectOperations {
    /** Returns where the workspace answers. */
    getProject(projectId: string): Promise<void>;
}

export const projectOperations = (call: MakeCall<OperationOf<"project">>): ProjectOperations => ({
    async getProject(projectId) {
        await call("GetProject", { ProjectId: projectId }, { projectId });
    },
});
