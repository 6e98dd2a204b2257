// DeployDISyncTask: takes a task to production.
import { invalidTask } from "../protocol/errors";
import { deploy } from "../workspace/deployment";
import { runs } from "../workspace/instance";
import { settingsOf } from "../workspace/store";
import { addressOf, liveTask, syncFailure, syncReply, unknownTask, type Operation } from "./operation";

const deployTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = liveTask(context, address);
        if (!task) return unknownTask(context, invalidTask(address.fileId));
        const { store, user } = context;
        const { deploy: deploying } = settingsOf(task, store);
        if (deploying && runs(task, store.now())) return syncFailure(deploying.refused);
        deploy(task, { user, time: store.now() }, store.rewrites);
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const deploymentOperations = { DeployDISyncTask: deployTask };
