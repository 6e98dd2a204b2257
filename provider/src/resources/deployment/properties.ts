// The arguments and outputs of a deployment.
import { ids } from "../../dataworks/id";
import { taskTypes } from "../../dataworks/task";
import { checkDigest, checkPattern, namesWhole } from "../../definition/index";
import type { Argument, ArgumentNames, Output, Values } from "../resource";
import { flag, id, list, oneOf, simpleValues, text } from "../types";
import { onDeleteValues, type Inputs, type Outputs } from "./state";

/** The paths of a list, as far as they are known and right. */
export function pathsIn(list: unknown): string[] {
    return Array.isArray(list) ? list.filter((path) => typeof path === "string") : [];
}

const isSolution = ({ taskType }: Values) => taskType === "DI_SOLUTION";

export const inputs: Readonly<Record<ArgumentNames<Inputs>, Argument>> = {
    projectId: {
        meaning: "The DataWorks workspace's id, 1 to 10000000000. A change replaces the deployment.",
        type: id(ids.projectId),
        required: true,
        replaces: true,
    },
    taskType: {
        meaning:
            "A real-time sync task, or a sync solution made in Data Integration. Batch tasks (DI_OFFLINE) are not deployed by this API.",
        type: oneOf(taskTypes, 'has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)', {
            DI_OFFLINE: "DeployDISyncTask does not deploy DI_OFFLINE: batch tasks are deployed as files",
        }),
        required: true,
    },
    fileId: {
        meaning:
            "The file id of the real-time task, or the id of the solution, 1 to 2^63-1. Write ids of more than 15 digits as strings.",
        type: id(ids.fileId),
        required: true,
    },
    triggers: {
        meaning: "Any change deploys the task again, in place. Default: none.",
        type: simpleValues('{ sha256: "..." }'),
    },
    onDelete: {
        meaning:
            'What destroying does to the task. Default: `"retain"`, nothing. `"undeploy"` stops and undeploys it; DI_REALTIME only.',
        type: oneOf(onDeleteValues),
        otherwise: "retain",
        stored: true,
        conflict: (value, inputs) =>
            value === "undeploy" && isSolution(inputs)
                ? '"undeploy" is for DI_REALTIME only: DataWorks has no call that undeploys a DI_SOLUTION'
                : undefined,
    },
    ignoreDefinitionPaths: {
        meaning:
            "Parts of the definition whose changes are no drift, written as drift prints them: `steps[*].parameter.table`, `**.password`. `*` is one step, `**` any number. Default: none.",
        type: list("paths", '["steps[*].parameter.table"]', text("has to be a string", checkPattern)),
        stored: true,
    },
    compareVersions: {
        meaning:
            "Also watch which version runs in production; DI_REALTIME only, one call more at each refresh and two at each deployment, which [waits for its version](docs/drift-review.md#accepted-is-not-in-production). Default: false.",
        type: flag,
        stored: true,
        conflict: (value, inputs) =>
            value === true && isSolution(inputs)
                ? "is for DI_REALTIME only: DataWorks keeps no versions of a DI_SOLUTION"
                : undefined,
    },
    approvedDigest: {
        meaning:
            "Deploys only the definition of this digest, such as `d1-3f9c2a7be41d5c08`: where the task has another one, or one that cannot be read, nothing is deployed, and the error says the digest that it has. Taking it away deploys nothing. No secret: of one that is, no review can tell what it approves. Default: none, and what is there is deployed.",
        type: text("has to be a string", checkDigest),
        conflict: (_value, { ignoreDefinitionPaths }) =>
            namesWhole(pathsIn(ignoreDefinitionPaths))
                ? "approves nothing where ignoreDefinitionPaths names the whole definition (*, **): name the parts that may differ, or " +
                  "leave approvedDigest out"
                : undefined,
    },
};

export const outputs: Readonly<Record<Exclude<keyof Outputs, ArgumentNames<Inputs>>, Output>> = {
    status: {
        meaning:
            '`"success"`, `"unknown"` where the deployment may have been applied and nobody can tell, or `"imported"`.',
    },
    requestId: {
        meaning: 'The RequestId of DeployDISyncTask, for Alibaba Cloud\'s support; `""` where none came back.',
    },
    message: { meaning: 'What DataWorks said beside it, or `""`.' },
    region: {
        meaning: "The region that the task was deployed in; remembered.",
        fedIn: "is no argument: it comes from the settings (dataworks:region), or from a dataworks.Provider. Leave it out",
    },
    deployedAt: { meaning: 'When, as ISO 8601; `""` where it is not known.' },
    definition: {
        meaning:
            "A fingerprint of the task as it was deployed; secret, and [no value of the definition but names](docs/security.md#what-a-fingerprint-tells) can be read from it.",
        secret: true,
        otherwise: "",
    },
    version: {
        meaning: 'With `compareVersions`: the version in production after the deployment; `""` where it is not known.',
    },
    versionBefore: {
        meaning:
            'With `compareVersions`: the version in production before a deployment that was accepted and is not in production yet, `"none"` where none ran; else `""`.',
        otherwise: "",
    },
    digest: {
        meaning:
            'The digest of the definition that was approved, by `approvedDigest`; `""` where nothing was approved.',
        otherwise: "",
        fedIn: "is no argument: the provider works it out. What is approved is said by approvedDigest",
    },
    drift: {
        meaning: "What a refresh found to differ, a list of lines; absent where nothing does.",
        fedIn: "is no argument: a refresh finds it. Leave it out",
    },
};
