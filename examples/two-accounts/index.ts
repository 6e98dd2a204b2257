// One program, two accounts: the stack's own, and a partner's in another region, which its own provider signs in to.
import * as dataworks from "pulumi-dataworks";

const ours = new dataworks.DiSyncDeployment("orders", {
    projectId: "10000",
    taskType: "DI_REALTIME",
    fileId: "100",
});

// The profile "partner" of the Alibaba Cloud CLI: no key stands in the program, the configuration or the state.
const partner = new dataworks.Provider("partner", { region: "cn-shanghai", profile: "partner" });

const theirs = new dataworks.DiSyncDeployment(
    "partner-orders",
    { projectId: "20000", taskType: "DI_REALTIME", fileId: "200" },
    // The partner's copy is deployed once ours is.
    { provider: partner, dependsOn: ours },
);

export const regions = [ours.region, theirs.region];
export const statuses = [ours.status, theirs.status];
