// What the error codes of the API mean that its documentation lists, or that were seen: one table, which all read.

/** What a code speaks of. */
export type About =
    /** The parameters of the call. */
    | "parameters"
    /** Who calls, and what it may do. */
    | "caller"
    /** The key, and how the call is signed with it. */
    | "signature"
    /** A region without the API: it says no, although its status is of the 5xx kind. */
    | "region"
    /** What answers at the endpoint. */
    | "endpoint"
    /** Too many calls a second: later, a call may be let through. */
    | "throttled"
    /** The calls of the day are spent: today, none is let through. */
    | "spent for the day"
    /** The calls of the edition are spent. */
    | "spent"
    /** DataWorks failed by itself. */
    | "service"
    | "workspace"
    | "data source";

interface Row {
    /** The code, or what the codes of its kind begin with. */
    readonly code: string;
    readonly about: About;
    /** What a user can do. */
    readonly advice: string;
}

const wrongWorkspace =
    "Check projectId and the region setting: there is no such workspace, or the account is not a member of it";
const tooFast =
    "The account makes more calls a second than its DataWorks edition allows, and other programs count too: run again when " +
    "they make fewer, or raise maxRetryTimeout";

const table: readonly Row[] = [
    {
        code: "Param.Invalid",
        about: "parameters",
        advice: "Check projectId, taskType and fileId: the task has to exist in that workspace and region",
    },
    {
        code: "Forbidden.Access",
        about: "caller",
        advice: "Check that the workspace is in this region, that the account is a member of it with the right to deploy, and that its DataWorks edition allows API calls",
    },
    {
        code: "ResourceNotAuthorized.Api",
        about: "caller",
        advice: "The account is not authorised for this: grant its RAM user or role the dataworks actions it needs",
    },
    {
        code: "Forbidden.RAM",
        about: "caller",
        advice: "A RAM policy denies this: grant the RAM user or role the dataworks actions it needs",
    },
    {
        code: "NoPermission",
        about: "caller",
        advice: "A RAM policy denies this: grant the RAM user or role the dataworks actions it needs",
    },
    {
        code: "Forbidden.Not.Server",
        about: "region",
        advice: "DataWorks has no API in this region: check the region setting",
    },
    {
        code: "InvalidAccessKeyId.NotFound",
        about: "signature",
        advice: "The access key does not exist: check the credentials",
    },
    {
        code: "InvalidAccessKeyId.Inactive",
        about: "signature",
        advice: "The access key is disabled: check the credentials",
    },
    {
        code: "InvalidSecurityToken.",
        about: "signature",
        advice: "The security token is wrong or has expired: get new credentials",
    },
    {
        code: "SignatureDoesNotMatch",
        about: "signature",
        advice: "The secret key does not belong to the access key: check the credentials",
    },
    {
        code: "IncompleteSignature",
        about: "signature",
        advice: "The secret key does not belong to the access key: check the credentials",
    },
    { code: "InvalidTimeStamp.", about: "signature", advice: "This machine's clock is wrong: set it, and run again" },
    {
        code: "SignatureNonceUsed",
        about: "signature",
        advice: "The request arrived twice: run again, and look for a proxy that repeats requests",
    },
    {
        code: "InvalidAction.",
        about: "endpoint",
        advice: "This is no endpoint of DataWorks' API 2020-05-18: check the endpoint and region settings",
    },
    {
        code: "InvalidVersion",
        about: "endpoint",
        advice: "This is no endpoint of DataWorks' API 2020-05-18: check the endpoint and region settings",
    },
    {
        code: "Throttling.Api.Risk",
        about: "spent for the day",
        advice: "The account has spent its calls of the day: run again tomorrow. Editions differ in how many there are (Basic: 100)",
    },
    {
        code: "Throttling.Resource",
        about: "spent",
        advice: "The account has spent the calls of its DataWorks edition: wait, or change the edition",
    },
    { code: "Throttling", about: "throttled", advice: tooFast },
    { code: "Rejected.Throttling", about: "throttled", advice: tooFast },
    { code: "9990020002", about: "throttled", advice: tooFast },
    { code: "InternalError.", about: "service", advice: "DataWorks failed by itself: run again later" },
    { code: "ServiceUnavailable", about: "service", advice: "DataWorks is not available right now: run again later" },
    { code: "9990040003", about: "workspace", advice: wrongWorkspace },
    { code: "1101080008", about: "workspace", advice: wrongWorkspace },
    {
        code: "1101080166",
        about: "workspace",
        advice: "The account is not a member of the workspace: add its RAM user or role there",
    },
    {
        code: "1000010005",
        about: "data source",
        advice: "A data source of the task does not exist in this workspace: create it in DataWorks, or correct the task",
    },
    {
        code: "1201111431",
        about: "workspace",
        advice: "The workspace seems to use the new Data Studio, for which this version of the API is not made: docs/upgraded-workspace.md says what stops working, and how to take resources out of the state and leave what runs",
    },
];

/** The codes that are known, each as what a code begins with. */
export const knownCodes: readonly string[] = table.map(({ code }) => code);

/** What a code speaks of; undefined where nobody knows. What is done about an error hangs on it, so a code has to be the known one. */
export function aboutOf(code = ""): About | undefined {
    const row = table.find((each) => isOf(each, code));
    if (row?.about === "spent" || row?.about === "spent for the day") return row.about;
    // Gateways put this word into codes of their own, also behind a known one.
    return code.includes("Throttling") ? "throttled" : row?.about;
}

/** Whether a code is the row's, or one of its kind: "Param.Invalid.FileId" is of "Param.Invalid". */
function isOf(row: Row, code: string): boolean {
    if (code === row.code || row.about === "spent" || row.about === "spent for the day")
        return code.startsWith(row.code);
    // Codes of digits have no kinds; nor has one that says no with a status that speaks of a failure.
    if (/^\d+$/.test(row.code) || row.about === "region") return false;
    return code.startsWith(row.code.endsWith(".") ? row.code : `${row.code}.`);
}

/** What a user can do about an error code: that of the first row that it begins with; "" where nothing is known. */
export function adviceFor(code = ""): string {
    return table.find((row) => code.startsWith(row.code))?.advice ?? "";
}
