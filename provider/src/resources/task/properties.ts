// The arguments and outputs of a task.
import { ids } from "../../dataworks/id";
import { trimFolder } from "../../dataworks/operations/file";
import { taskTypes } from "../../dataworks/task";
import { checkPattern } from "../../definition/index";
import type { Argument, ArgumentNames, Output, Values } from "../resource";
import { anyObject, id, list, multipleOf, name, object, oneOf, set, simpleValues, text, wholeNumber } from "../types";
import { unknown } from "../unknown";
import { destinationTypes, onDeleteValues, type Inputs, type Outputs } from "./state";

const isSolution = ({ taskType }: Values) => taskType === "DI_SOLUTION";
const isThere = (value: unknown) => value !== undefined && value !== unknown;
/** The longest time that is waited for anything, in seconds. */
const day = 24 * 60 * 60;
/** The longest name. No document says it of a task: it is what DataWorks' console allows for nodes. */
export const longestName = 128;

const otherPairs = "for any other, give a script in place of source and destination";
const dataSourceName = name("has to be the name of a data source");
const tables = set("table", '["orders"]', name("has to be the name of a table"));
const databases = set(
    "database",
    '[{ name: "shop", tables: ["orders"] }]',
    object('{ name: "shop", tables: ["orders"] }', {
        name: { type: name("has to be the name of a database"), required: true },
        tables: { type: tables, required: true },
    }),
    "name",
);
const dataSource = object(
    '{ name: "shop", tables: ["orders"] }',
    { name: { type: dataSourceName, required: true }, tables: { type: tables }, databases: { type: databases } },
    ["tables", "databases"],
);
const source = object('{ type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] }', {
    type: { type: oneOf(["mysql"], `has to be "mysql"; ${otherPairs}`), required: true },
    datasources: {
        type: set("data source", '[{ name: "shop", tables: ["orders"] }]', dataSource, "name"),
        required: true,
    },
});
const destination = object('{ type: "hologres", datasource: "warehouse" }', {
    type: {
        type: oneOf(destinationTypes, `has to be "maxcompute", "kafka" or "hologres"; ${otherPairs}`, {
            odps: 'DataWorks\' odps is "maxcompute" here',
            holo: 'DataWorks\' holo is "hologres" here',
        }),
        required: true,
    },
    datasource: { type: dataSourceName, required: true },
});

const taskName = name(`has to be a task's name, of 1 to ${longestName} characters and without "/"`, (given) => {
    if (given.includes("/")) return 'has a "/": which folder it is in is said by folder';
    return given.length > longestName ? `has ${given.length} characters, and may have ${longestName}` : undefined;
});

const folderAllowed = 'has to be the path of a folder, such as "Business Flow/shop/Data Integration"';
const folder = name(
    folderAllowed,
    (given) => {
        const path = trimFolder(given);
        if (path === "") return folderAllowed;
        return path.split("/").some((part) => part.trim() === "") ? 'has a folder without a name: "//"' : undefined;
    },
    trimFolder,
);

export const inputs: Readonly<Record<ArgumentNames<Inputs>, Argument>> = {
    projectId: {
        meaning: "The DataWorks workspace's id, 1 to 10000000000. A change replaces the task.",
        type: id(ids.projectId),
        required: true,
        replaces: true,
    },
    name: {
        meaning: `The task's name in DataWorks, unique in its folder: 1 to ${longestName} characters, without \`/\`. A change replaces the task.`,
        type: taskName,
        required: true,
        replaces: true,
    },
    folder: {
        meaning:
            "The path of the task's folder, such as `Business Flow/shop/Data Integration`. Default: DataWorks chooses. A change replaces the task.",
        type: folder,
        replaces: true,
    },
    taskType: {
        meaning:
            'A real-time sync task, or a sync solution of Data Integration. Default: `"DI_REALTIME"`. A change replaces the task.',
        type: oneOf(taskTypes, 'has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)', {
            DI_OFFLINE: "Batch tasks are not made by this resource",
        }),
        otherwise: "DI_REALTIME",
        replaces: true,
    },
    source: {
        meaning:
            'What the task reads: `{ type: "mysql", datasources: [{ name, tables }] }`, with the names of data sources of the workspace; of a data source with several databases `databases: [{ name, tables }]` in place of `tables`. Each is named once, in any order. Other tables change the task in place; anything else replaces it. With `destination`, or `script` in their place.',
        type: source,
        missing: ({ script }) =>
            script === undefined ? "is missing: give source and destination, or a script in their place" : undefined,
    },
    destination: {
        meaning:
            'What it writes to: `{ type, datasource }`, with the type `"maxcompute"`, `"kafka"` or `"hologres"` and the name of a data source of the workspace. A change replaces the task.',
        type: destination,
        missing: (given) =>
            isThere(given["source"]) && given["script"] === undefined
                ? `is missing beside source: it ${destination.allowed}`
                : undefined,
    },
    script: {
        meaning:
            "In place of `source` and `destination`: a script of the API's own form (`TaskParam` of GenerateDISyncTaskConfigForCreating), for other pairs. A change of its reader's tables alone changes the task in place; any other replaces it.",
        type: anyObject('{ type: "realtime", version: "1.0", setting: { ... }, steps: [...] }'),
        mayHoldSecrets: true,
        conflict: (_value, given) => {
            const beside = ["source", "destination"].filter((other) => isThere(given[other]));
            return beside.length > 0
                ? `stands in place of source and destination: leave out either script or ${beside.join(" and ")}`
                : undefined;
        },
    },
    resourceGroup: {
        meaning: "The identifier of the resource group that the task runs on. Changed in place.",
        type: name("has to be the identifier of a resource group"),
        required: true,
    },
    cu: {
        meaning:
            "The compute units of a serverless resource group, a multiple of 0.5. Default: DataWorks chooses. Changed in place.",
        type: multipleOf(0.5),
    },
    triggers: {
        meaning:
            'Any change has DataWorks work the definition out anew, in place: after a table of the source got another column. Such as `{ schema: "2" }`. Default: none.',
        type: simpleValues('{ schema: "2" }'),
    },
    ignoreDefinitionPaths: {
        meaning:
            "Parts of the definition whose changes are no drift, written as drift prints them: `steps[*].parameter.writeMode`, `**.password`. `*` is one step, `**` any number. Default: none.",
        type: list("paths", '["steps[*].parameter.writeMode"]', text("has to be a string", checkPattern)),
        stored: true,
    },
    onDelete: {
        meaning:
            'What destroying does to the task. Default: `"retain"`, nothing. `"delete"` deletes it; DI_REALTIME only, and only a task that is not deployed and does not run.',
        type: oneOf(onDeleteValues),
        otherwise: "retain",
        stored: true,
        conflict: (value, given) =>
            value === "delete" && isSolution(given)
                ? '"delete" is for DI_REALTIME only: DataWorks has no call that deletes a DI_SOLUTION'
                : undefined,
    },
    timeoutSeconds: {
        meaning: "For how many seconds DataWorks may work out the definition, 1 to 86400. Default: 300.",
        type: wholeNumber("seconds", 1, day),
        otherwise: 300,
        stored: true,
    },
};

export const outputs: Readonly<Record<Exclude<keyof Outputs, ArgumentNames<Inputs>>, Output>> = {
    fileId: {
        meaning:
            "The task's file id, for its deployment and its instance; of a solution its id. Absent while it is not known whether the task was made.",
    },
    revision: {
        meaning:
            'Another one after each change of the task by this resource: a trigger for its deployment. `""` where it was imported and not changed since.',
    },
    definition: {
        meaning:
            "A fingerprint of the task as DataWorks has it; secret, and [no value of the definition but names](docs/security.md#what-a-fingerprint-tells) can be read from it.",
        secret: true,
    },
    status: {
        meaning:
            '`"success"`, `"unknown"` where it may have been made or changed and nobody can tell, or `"imported"`.',
    },
    region: {
        meaning: "The region that the task is in; remembered.",
        fedIn: "is no argument: it comes from the settings (dataworks:region), or from a dataworks.Provider. Leave it out",
    },
    pending: {
        meaning: "With an unknown creation: what tells its task from others. Absent elsewhere.",
    },
    drift: {
        meaning: "What a refresh found to differ, a list of lines; absent where nothing does.",
        fedIn: "is no argument: a refresh finds it. Leave it out",
    },
};
