// DeployDISyncTask: takes a task to production.
import { invalidTask } from "../errors";
import { deploy } from "../workspace/deployment";
import { addressOf, liveTask, syncFailure, syncReply, type Operation } from "./operation";

const deployTask: Operation = {
    family: "sync",
    effect: "write",
    run(parameters, context) {
        const address = addressOf(parameters, context);
        const task = liveTask(context, address);
        if (!task) return syncFailure(invalidTask(address.fileId));
        deploy(task, { user: context.user, time: context.world.now() }, context.world.rewrites);
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const deploymentOperations = { DeployDISyncTask: deployTask };
