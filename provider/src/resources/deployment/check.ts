// Checks the inputs of a deployment: all that is wrong at once, each failure naming its property.
import { distance } from "fastest-levenshtein";
import { ids } from "../../dataworks/id";
import { taskTypes } from "../../dataworks/task";
import { checkPattern } from "../../definition/index";
import { checkId } from "../id";
import { onDeleteValues } from "./state";
import { hasUnknown, unknown } from "../unknown";

/** Something wrong with a property. */
export interface Failure {
    readonly property: string;
    /** What is wrong and what is allowed. */
    readonly reason: string;
}

/** Inputs as a program gives them: anything. A value that is not known yet is `unknown`. */
export type RawInputs = Readonly<Record<string, unknown>>;

export interface Checked {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly failures: readonly Failure[];
}

const properties = [
    "projectId",
    "taskType",
    "fileId",
    "triggers",
    "onDelete",
    "ignoreDefinitionPaths",
    "compareVersions",
];
/**
 * What `ignoreChanges` feeds in from the state, and why a program may not say it by itself. `pulumi import --file` checks
 * the inputs of its file, `region` among them, with the same as the old ones.
 */
const passed: Readonly<Record<string, string>> = {
    drift: "is no argument: a refresh finds it. Leave it out",
    region: "is no argument: it comes from the settings (dataworks:region), or from a dataworks.Provider. Leave it out",
};

/** The options that every resource of Pulumi has: not among the arguments, but beside them. */
const options = [
    "additionalSecretOutputs",
    "aliases",
    "deleteBeforeReplace",
    "deletedWith",
    "dependsOn",
    "hideDiffs",
    "ignoreChanges",
    "parent",
    "protect",
    "provider",
    "replaceWith",
    "replacementTrigger",
    "retainOnDelete",
    "transformations",
    "transforms",
];

/**
 * Checks and completes inputs. A failure does not repeat the wrong value: it may be a secret.
 *
 * `region` is the one of the settings; where it is absent, the settings say why. `olds` are the inputs that the state has.
 */
export function check(news: RawInputs, region: string | undefined, olds: RawInputs = {}): Checked {
    const failures: Failure[] = [];
    const fail = (property: string, reason: string) => void failures.push({ property, reason });
    // A null is how a program in JavaScript may spell an absent value.
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== null && value !== undefined));

    const inputs: Record<string, unknown> = {
        ...given,
        projectId: checkId(given["projectId"], ids.projectId, (reason) => fail("projectId", reason)),
        taskType: checkTaskType(given["taskType"], fail),
        fileId: checkId(given["fileId"], ids.fileId, (reason) => fail("fileId", reason)),
        onDelete: given["onDelete"] ?? "retain",
        region: given["region"] ?? region,
    };
    checkOnDelete(inputs, fail);
    checkTriggers(given["triggers"], fail);
    checkIgnoredPaths(given["ignoreDefinitionPaths"], fail);
    checkCompareVersions(inputs, fail);
    for (const [property, value] of Object.entries(given)) {
        if (properties.includes(property)) continue;
        const fed = property in passed && !hasUnknown(value) && isSame(value, olds[property]);
        if (!fed) fail(property, passed[property] ?? unknownProperty(property));
    }
    return { inputs: withoutAbsent(inputs), failures };
}

type Fail = (property: string, reason: string) => void;

function checkTaskType(value: unknown, fail: Fail): unknown {
    if (value === unknown || taskTypes.some((type) => type === value)) return value;
    const allowed = 'has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution)';
    if (value === undefined || value === "") fail("taskType", `is missing: it ${allowed}`);
    else if (value === "DI_OFFLINE") {
        fail("taskType", `${allowed}. DeployDISyncTask does not deploy DI_OFFLINE: batch tasks are deployed as files`);
    } else fail("taskType", allowed);
    return value;
}

function checkOnDelete({ onDelete, taskType }: Readonly<Record<string, unknown>>, fail: Fail): void {
    if (onDelete === unknown) return;
    if (!onDeleteValues.some((value) => value === onDelete)) {
        fail("onDelete", 'has to be "retain" or "undeploy"');
    } else if (onDelete === "undeploy" && taskType === "DI_SOLUTION") {
        fail("onDelete", '"undeploy" is for DI_REALTIME only: DataWorks has no call that undeploys a DI_SOLUTION');
    }
}

function checkTriggers(value: unknown, fail: Fail): void {
    if (value === undefined || value === unknown) return;
    if (typeof value !== "object" || Array.isArray(value)) {
        fail("triggers", 'has to be an object, such as { sha256: "..." }');
        return;
    }
    for (const [key, entry] of Object.entries(value as object)) {
        const simple = typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean";
        if (!simple && !hasUnknown(entry)) {
            fail("triggers", `is wrong at ${JSON.stringify(key)}: it has to be a string, a number or true or false`);
        }
    }
}

function checkIgnoredPaths(value: unknown, fail: Fail): void {
    if (value === undefined || value === unknown) return;
    if (!Array.isArray(value)) {
        fail("ignoreDefinitionPaths", 'has to be a list of paths, such as ["steps[*].parameter.table"]');
        return;
    }
    value.forEach((path: unknown, index) => {
        if (path === unknown) return;
        const wrong = typeof path === "string" ? checkPattern(path) : "has to be a string";
        if (wrong !== undefined) fail("ignoreDefinitionPaths", `is wrong at [${index}]: it ${wrong}`);
    });
}

function checkCompareVersions({ compareVersions, taskType }: Readonly<Record<string, unknown>>, fail: Fail): void {
    if (compareVersions === undefined || compareVersions === unknown) return;
    if (typeof compareVersions !== "boolean") fail("compareVersions", "has to be true or false");
    else if (compareVersions && taskType === "DI_SOLUTION") {
        fail("compareVersions", "is for DI_REALTIME only: DataWorks keeps no versions of a DI_SOLUTION");
    }
}

function unknownProperty(property: string): string {
    if (options.includes(property)) {
        return `is no argument of DiSyncDeployment but an option: write { ${property}: ... } after the arguments`;
    }
    const nearest = properties
        .map((known) => ({ known, far: distance(known.toLowerCase(), property.toLowerCase()) }))
        .sort((a, b) => a.far - b.far)[0];
    return nearest && nearest.far <= 3
        ? `is not a property of DiSyncDeployment: did you mean ${nearest.known}?`
        : `is not a property of DiSyncDeployment: it has ${properties.join(", ")}`;
}

function isSame(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}

function withoutAbsent(values: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
