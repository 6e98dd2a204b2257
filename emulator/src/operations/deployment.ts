// DeployDISyncTask: takes a task to production.
import { invalidTask } from "../protocol/errors";
import { deploy } from "../workspace/deployment";
import { addressOf, liveTask, syncFailure, syncReply, type Operation } from "./operation";

const deployTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = liveTask(context, address);
        if (!task) return syncFailure(invalidTask(address.fileId));
        deploy(task, { user: context.user, time: context.store.now() }, context.store.rewrites);
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const deploymentOperations = { DeployDISyncTask: deployTask };
