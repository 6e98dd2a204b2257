// The operations of the API that this package calls: the one list of them, which everything goes by that is about all.

/** Where the parameters of an operation travel. */
export type ParameterLocation = "query" | "form";

/** What belongs together in the API: each has a file in operations/. */
export type Family = "deployment" | "task" | "instance" | "file" | "project";

interface Row {
    /** Whether it changes nothing: then it may be sent again, whatever became of it. */
    readonly effect: "read" | "write";
    readonly parametersIn: ParameterLocation;
    readonly family: Family;
}

export const operations = {
    DeployDISyncTask: { effect: "write", parametersIn: "query", family: "deployment" },
    GetDISyncTask: { effect: "read", parametersIn: "query", family: "task" },
    GetDISyncInstanceInfo: { effect: "read", parametersIn: "query", family: "instance" },
    StartDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    StopDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    TerminateDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    GetFile: { effect: "read", parametersIn: "form", family: "file" },
    ListFiles: { effect: "read", parametersIn: "form", family: "file" },
    ListFileVersions: { effect: "read", parametersIn: "form", family: "file" },
    GetProject: { effect: "read", parametersIn: "query", family: "project" },
} as const satisfies Readonly<Record<string, Row>>;

export type Operation = keyof typeof operations;

/** The operations of a family. */
export type OperationOf<F extends Family> = {
    [O in Operation]: (typeof operations)[O]["family"] extends F ? O : never;
}[Operation];

export const operationNames = Object.keys(operations) as readonly Operation[];

/** True for an operation that changes nothing. */
export function isRead(operation: Operation): boolean {
    return operations[operation].effect === "read";
}
