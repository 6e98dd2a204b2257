// GetProject: the workspace itself.
import { asText } from "../json";
import type { OperationOf } from "../operation";
import type { MakeCall } from "./call";

/** What GetProject says of a workspace. What it does not say is "". */
export interface Project {
    /** Its name in the API, which is unique, such as "shop_prod". */
    readonly identifier: string;
    /** A number: "0" of one that is as it should be. */
    readonly status: string;
}

export interface ProjectOperations {
    /** Returns where the workspace answers. */
    getProject(projectId: string): Promise<Project>;
}

export const projectOperations = (call: MakeCall<OperationOf<"project">>): ProjectOperations => ({
    async getProject(projectId) {
        const { data } = await call("GetProject", { ProjectId: projectId }, { projectId });
        return { identifier: asText(data["ProjectIdentifier"]), status: asText(data["Status"]) };
    },
});
