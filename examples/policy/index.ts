// What a production stack may do: leave what runs alone, and deploy only what somebody approved.
import {
    PolicyPack,
    validateResourceOfType,
    type ReportViolation,
    type ResourceValidationPolicy,
} from "@pulumi/policy";
import * as dataworks from "pulumi-dataworks";

const retainOnly: ResourceValidationPolicy = {
    name: "dataworks-retain-only",
    description: "Removing a resource from a production stack undeploys, stops and deletes nothing.",
    validateResource: [
        validateResourceOfType(dataworks.DiSyncDeployment, ({ onDelete }, _, report) => hasToRetain(onDelete, report)),
        validateResourceOfType(dataworks.DiSyncInstance, ({ onDelete }, _, report) => hasToRetain(onDelete, report)),
        validateResourceOfType(dataworks.DiSyncTask, ({ onDelete }, _, report) => hasToRetain(onDelete, report)),
    ],
};

function hasToRetain(onDelete: string | undefined, report: ReportViolation): void {
    if (onDelete !== undefined && onDelete !== "retain") {
        report(`onDelete is "${onDelete}": in production it has to be "retain".`);
    }
}

const approvedOnly: ResourceValidationPolicy = {
    name: "dataworks-approved-only",
    description: "A production stack deploys no definition that nobody approved.",
    validateResource: validateResourceOfType(dataworks.DiSyncDeployment, ({ approvedDigest }, _, report) => {
        if (!approvedDigest)
            report("approvedDigest is missing: in production each deployment has to name what it ships.");
    }),
};

const noSolution: ResourceValidationPolicy = {
    name: "dataworks-no-solution",
    description: "A production stack has no solutions: the API of DataWorks cannot stop, undeploy or delete one.",
    validateResource: [
        validateResourceOfType(dataworks.DiSyncDeployment, ({ taskType }, _, report) => noneOf(taskType, report)),
        validateResourceOfType(dataworks.DiSyncInstance, ({ taskType }, _, report) => noneOf(taskType, report)),
        validateResourceOfType(dataworks.DiSyncTask, ({ taskType }, _, report) => noneOf(taskType, report)),
    ],
};

function noneOf(taskType: string | undefined, report: ReportViolation): void {
    if (taskType === "DI_SOLUTION") report('taskType is "DI_SOLUTION": in production it has to be "DI_REALTIME".');
}

// The stack's configuration are the inputs of its default providers. A policy is given them decrypted, and cannot tell what stands in
// clear from what is a secret: so none is allowed there, and production takes its keys from the environment, a profile or a role.
const noKeyInConfiguration: ResourceValidationPolicy = {
    name: "dataworks-no-key-in-configuration",
    description: "The configuration of a production stack holds no access key.",
    validateResource: ({ type, name, props }, report) => {
        const providers = ["pulumi:providers:pulumi-nodejs", "pulumi:providers:dataworks"];
        const isDefault = name === "default" || name.startsWith("default_");
        if (!providers.includes(type) || !isDefault) return;
        // The dynamic provider is given whole keys, and the plugin those of its own namespace, without it.
        const key = /^((dataworks|alicloud):)?(accessKey|secretKey|securityToken)$/;
        for (const setting of Object.keys(props).filter((each) => key.test(each))) {
            const whole = setting.includes(":") ? setting : `dataworks:${setting}`;
            report(`the stack's configuration has ${whole}: take the key from the environment, a profile or a role.`);
        }
    },
};

new PolicyPack("dataworks-production", {
    enforcementLevel: "mandatory",
    policies: [retainOnly, approvedOnly, noSolution, noKeyInConfiguration],
});
