// The operations of the API that this package calls: the one list of them, which everything goes by that is about all.

/** Where the parameters of an operation travel. */
export type ParameterLocation = "query" | "form";

/** What belongs together in the API: each has a file in operations/. */
export type Family = "deployment" | "config" | "task" | "reference" | "instance" | "file" | "project" | "resourceGroup";

/**
 * When a call is sent again that may have been applied: `always`, because nothing comes of twice; where it `failed`, which the API
 * says itself, and at once; or `never`, because somebody has to look first.
 */
type Again = "always" | "failed" | "never";

interface Row {
    /** Whether it changes nothing: then it is sent again "always", and else where it "failed". */
    readonly effect: "read" | "write";
    /** Where that is not so. */
    readonly again?: Again;
    readonly parametersIn: ParameterLocation;
    /** The parameters that travel in a form body beside a query: they are too long for an address. */
    readonly inForm?: readonly string[];
    /** Where that is not an object as `Data`: a list as `Data`, or a `PageResult`, beside which no `Success` is documented. */
    readonly answers?: AnswerForm;
    readonly family: Family;
}

/** What holds what an operation answers. */
export type AnswerForm = "data" | "list" | "page";

const generating = {
    effect: "write",
    again: "always",
    parametersIn: "query",
    inForm: ["TaskParam"],
    family: "config",
} as const satisfies Row;

const content = ["TaskContent"] as const;

export const operations = {
    DeployDISyncTask: { effect: "write", parametersIn: "query", family: "deployment" },
    // Twice, with one ClientToken, they begin one process; and a process changes no task.
    GenerateDISyncTaskConfigForCreating: generating,
    GenerateDISyncTaskConfigForUpdating: generating,
    QueryDISyncTaskConfigProcessResult: { effect: "read", parametersIn: "query", family: "config" },
    CreateDISyncTask: { effect: "write", again: "never", parametersIn: "query", inForm: content, family: "task" },
    UpdateDISyncTask: { effect: "write", parametersIn: "query", inForm: content, family: "task" },
    DeleteDISyncTask: { effect: "write", parametersIn: "query", family: "task" },
    GetDISyncTask: { effect: "read", parametersIn: "query", family: "task" },
    ListRefDISyncTasks: { effect: "read", parametersIn: "query", family: "reference" },
    GetDISyncInstanceInfo: { effect: "read", parametersIn: "query", family: "instance" },
    StartDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    StopDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    TerminateDISyncInstance: { effect: "write", parametersIn: "query", family: "instance" },
    GetFile: { effect: "read", parametersIn: "form", family: "file" },
    ListFiles: { effect: "read", parametersIn: "form", family: "file" },
    ListFileVersions: { effect: "read", parametersIn: "form", family: "file" },
    GetFileVersion: { effect: "read", parametersIn: "form", family: "file" },
    GetProject: { effect: "read", parametersIn: "query", family: "project" },
    ListProjects: { effect: "read", parametersIn: "query", answers: "page", family: "project" },
    ListResourceGroups: { effect: "read", parametersIn: "query", answers: "list", family: "resourceGroup" },
} as const satisfies Readonly<Record<string, Row>>;

/** Those that nothing of a program calls, but the acceptance does: no role of a program's needs the right to them. */
const others = {
    ListDataSources: { effect: "read", parametersIn: "query", family: "project" },
} as const satisfies Readonly<Record<string, Row>>;

/** Those that a program of users needs. */
export type OwnOperation = keyof typeof operations;
export type Operation = OwnOperation | keyof typeof others;

const rows: Readonly<Record<Operation, Row>> = { ...operations, ...others };

/** The operations of a family. */
export type OperationOf<F extends Family> = {
    [O in OwnOperation]: (typeof operations)[O]["family"] extends F ? O : never;
}[OwnOperation];

export const operationNames = Object.keys(operations) as readonly OwnOperation[];
export const otherOperationNames = Object.keys(others) as readonly Operation[];

/** True for an operation that changes nothing. */
export function isRead(operation: Operation): boolean {
    return rows[operation].effect === "read";
}

/** When a call of it is sent again that may have been applied. */
export function again(operation: Operation): Again {
    const { effect, again: own } = rows[operation];
    return own ?? (effect === "read" ? "always" : "failed");
}

/** What holds what an operation answers. */
export function answerForm(operation: Operation): AnswerForm {
    const { answers = "data" } = rows[operation];
    return answers;
}

/** The parameters of a call, by where they travel. */
export interface Placed {
    readonly query: Readonly<Record<string, string>>;
    readonly form: Readonly<Record<string, string>>;
}

/** Places the parameters of a call: as its operation has them, or all of them in the query. */
export function placed(operation: Operation, parameters: Readonly<Record<string, string>>, allInQuery = false): Placed {
    const { parametersIn } = rows[operation];
    const long = longParameters(operation);
    const query: Record<string, string> = {};
    const form: Record<string, string> = {};
    for (const [name, value] of Object.entries(parameters)) {
        const travelsInForm = !allInQuery && (parametersIn === "form" || long.includes(name));
        (travelsInForm ? form : query)[name] = value;
    }
    return { query, form };
}

/** The parameters of an operation that travel in a form body beside a query. */
export function longParameters(operation: Operation): readonly string[] {
    const { inForm = [] } = rows[operation];
    return inForm;
}
