// DeployDISyncTask: takes a task to production.
import { invalidTask } from "../protocol/errors";
import { answerTo } from "../workspace/answers";
import { deploy, productionVersion } from "../workspace/deployment";
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
        const isRefused = deploying !== undefined || answerTo("deploy-running", store) === "refused";
        if (isRefused && runs(task, store.now()))
            return syncFailure(deploying?.refused ?? `fileId:[${task.fileId}] is running, stop it first.`);
        if (
            answerTo("deploy-unchanged", store) === "refused" &&
            productionVersion(task)?.definition === task.definition
        )
            return syncFailure(`fileId:[${task.fileId}] has nothing to deploy, it was not edited since.`);
        deploy(task, { user, time: store.now() }, store);
        return syncReply({ Status: "success", Message: null }, true);
    },
};

export const deploymentOperations = { DeployDISyncTask: deployTask };
