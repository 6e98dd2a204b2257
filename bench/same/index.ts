// The measured program, with resources that do nothing and leave the state of a deployment: the same text, as many outputs, a secret among them.
import * as pulumi from "@pulumi/pulumi";

/** As long as the text of `pulumi-dataworks`. */
const providerText = 'exports.handler=()=>require("benchmark-module/provider").DiSyncDeployment;';

class SameState extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs) {
        const type = "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment";
        super(type, name, { ...args, __provider: providerText }, { additionalSecretOutputs: ["definition"] });
    }
}

const first = Number(process.env["BENCH_FIRST"]);
for (let fileId = first; fileId < first + Number(process.env["BENCH_COUNT"]); fileId++) {
    new SameState(`task-${fileId}`, { projectId: "10000", taskType: "DI_REALTIME", fileId: String(fileId) });
}
