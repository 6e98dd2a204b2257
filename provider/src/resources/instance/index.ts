// That a deployed sync task runs, or stands still, as a resource.
import type { Task } from "../../dataworks/task";
import { taskId } from "../ids";
import { nameOf } from "../name";
import { replacedNotice } from "../on-delete";
import type { Resource } from "../resource";
import { adopt } from "./adopt";
import { create, update } from "./bring";
import { remove, stopping } from "./delete";
import { diff } from "./diff";
import { foresee } from "./foresee";
import { inputs, outputs } from "./properties";
import { read } from "./read";
import { taskOf, type Inputs, type Outputs } from "./state";
import { told } from "./told";

export const instance: Resource<Inputs, Outputs> = {
    name: "DiSyncInstance",
    arguments: inputs,
    outputs,
    claiming: {
        kind: "instance",
        taskOf: (values) => taskOf(values as unknown as Task),
        // What the program does not own, it wants in no way.
        agreed: ({ ignoresState }) => (ignoresState === true ? [] : ["state", "startParameters"]),
    },
    describe: (values) => nameOf("DiSyncInstance", values),
    idOf: taskId,
    diff: (olds, news, planned, foresees) => {
        const { notices, ...difference } = diff(olds, news, planned, foresees);
        const replaced = planned ? replacedNotice(stopping, olds, news, difference.replaces) : undefined;
        return { ...difference, notices: replaced === undefined ? notices : [...notices, replaced] };
    },
    foresee,
    create,
    read,
    adopt,
    update,
    delete: remove,
    told: (ignored) => told(instance, ignored),
};
