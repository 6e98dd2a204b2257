// The task itself, as a resource.
import { describe } from "../../dataworks/task";
import { taskId } from "../ids";
import { nameOf } from "../name";
import type { Resource } from "../resource";
import { adopt } from "./adopt";
import { create } from "./create";
import { claimOf, remove } from "./delete";
import { checkChange, diff } from "./diff";
import { foresee } from "./foresee";
import { inputs, outputs } from "./properties";
import { read } from "./read";
import type { Inputs, Outputs } from "./state";
import { tryOut } from "./try-out";
import { update } from "./update";

export const task: Resource<Inputs, Outputs> = {
    name: "DiSyncTask",
    arguments: inputs,
    outputs,
    claiming: { kind: "task", taskOf: (values) => claimOf(values as unknown as Outputs) },
    describe: (values) => {
        const { projectId, taskType, name, fileId } = values as unknown as Outputs;
        if (typeof fileId === "string" || [projectId, taskType, name].some((value) => typeof value !== "string"))
            return nameOf("DiSyncTask", values);
        return describe({ projectId, taskType, name });
    },
    idOf: (values) => {
        const { region, projectId, taskType, fileId } = values as Outputs;
        return fileId === undefined ? undefined : taskId({ region, projectId, taskType, fileId });
    },
    checkChange,
    diff,
    tryOut,
    foresee,
    create,
    read,
    adopt,
    update,
    delete: remove,
};
