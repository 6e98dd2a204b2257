// Deploys a real-time sync task, and has it run.
import * as dataworks from "pulumi-dataworks";

const clicks = { projectId: "10000", taskType: "DI_REALTIME", fileId: "7567482277219412494" } as const;

// With compareVersions a refresh also sees that somebody has undeployed the task.
const deployment = new dataworks.DiSyncDeployment("clicks", { ...clicks, compareVersions: true });

const instance = new dataworks.DiSyncInstance("clicks", {
    ...clicks,
    state: "running",
    // Started after the deployment, and restarted after each later one: what runs is what was deployed.
    triggers: { deployment: deployment.deployedAt },
});

export const deployedAt = deployment.deployedAt;
export const status = instance.status;
