// The deployment of a sync task, as a resource.
import type { Task } from "../../dataworks/task";
import { nameOf } from "../name";
import { replacedNotice } from "../on-delete";
import type { Resource } from "../resource";
import { adopt } from "./adopt";
import { checkChange } from "./check-change";
import { remove, undeploying } from "./delete";
import { deploy } from "./deploy";
import { diff } from "./diff";
import { foresee } from "./foresee";
import { inputs, outputs } from "./properties";
import { read } from "./read";
import { taskOf, type Inputs, type Outputs } from "./state";
import { tryNext, tryOut } from "./try-out";
import { update } from "./update";

export const deployment: Resource<Inputs, Outputs> = {
    name: "DiSyncDeployment",
    arguments: inputs,
    outputs,
    claiming: { kind: "deployment", taskOf: (values) => taskOf(values as unknown as Task) },
    describe: (values) => nameOf("DiSyncDeployment", values),
    checkChange,
    // No `idOf`: an id cannot change while the file id can, and the API gives none.
    diff: (olds, news, planned) => {
        const { notice, ...difference } = diff(olds, news);
        const replaced = planned ? replacedNotice(undeploying, olds, news, difference.replaces) : undefined;
        return { ...difference, notices: [notice, replaced].filter((text) => text !== undefined) };
    },
    tryOut,
    foresee,
    create: (news, context) => deploy(news, undefined, context),
    read,
    adopt,
    update,
    tryNext,
    delete: remove,
};
