// What to do about the error codes that the API's documentation lists, or that were seen.

const wrongWorkspace =
    "Check projectId and the region setting: there is no such workspace, or the account is not a member of it";
const tooFast =
    "The account makes more calls a second than its DataWorks edition allows, and other programs count too: run again when " +
    "they make fewer, or raise maxRetryTimeout";

const table: readonly (readonly [code: string, advice: string])[] = [
    ["Param.Invalid", "Check projectId, taskType and fileId: the task has to exist in that workspace and region"],
    [
        "Forbidden.Access",
        "Check that the workspace is in this region, that the account is a member of it with the right to deploy, and that its DataWorks edition allows API calls",
    ],
    [
        "ResourceNotAuthorized.Api",
        "The account is not authorised for this: grant its RAM user or role the dataworks actions it needs",
    ],
    ["Forbidden.RAM", "A RAM policy denies this: grant the RAM user or role the dataworks actions it needs"],
    ["NoPermission", "A RAM policy denies this: grant the RAM user or role the dataworks actions it needs"],
    ["Forbidden.Not.Server", "DataWorks has no API in this region: check the region setting"],
    ["InvalidAccessKeyId.NotFound", "The access key does not exist: check the credentials"],
    ["InvalidAccessKeyId.Inactive", "The access key is disabled: check the credentials"],
    ["InvalidSecurityToken.", "The security token is wrong or has expired: get new credentials"],
    ["SignatureDoesNotMatch", "The secret key does not belong to the access key: check the credentials"],
    ["IncompleteSignature", "The secret key does not belong to the access key: check the credentials"],
    ["InvalidTimeStamp.", "This machine's clock is wrong: set it, and run again"],
    ["SignatureNonceUsed", "The request arrived twice: run again, and look for a proxy that repeats requests"],
    ["InvalidAction.", "This is no endpoint of DataWorks' API 2020-05-18: check the endpoint and region settings"],
    ["InvalidVersion", "This is no endpoint of DataWorks' API 2020-05-18: check the endpoint and region settings"],
    [
        "Throttling.Api.Risk",
        "The account has spent its calls of the day: run again tomorrow. Editions differ in how many there are (Basic: 100)",
    ],
    ["Throttling.Resource", "The account has spent the calls of its DataWorks edition: wait, or change the edition"],
    ["Throttling", tooFast],
    ["Rejected.Throttling", tooFast],
    ["9990020002", tooFast],
    ["InternalError.", "DataWorks failed by itself: run again later"],
    ["ServiceUnavailable", "DataWorks is not available right now: run again later"],
    ["9990040003", wrongWorkspace],
    ["1101080008", wrongWorkspace],
    ["1101080166", "The account is not a member of the workspace: add its RAM user or role there"],
    [
        "1000010005",
        "A data source of the task does not exist in this workspace: create it in DataWorks, or correct the task",
    ],
    [
        "1201111431",
        "The workspace uses the new Data Studio, which this operation of the API does not know: use a file id of the old one",
    ],
];

/** The codes that have an advice, each as what a code begins with. */
export const knownCodes: readonly string[] = table.map(([code]) => code);

/** What a user can do about an error code; "" where nothing is known. A code belongs to the first row that it begins with. */
export function adviceFor(code: string | undefined): string {
    return (code && table.find(([known]) => code.startsWith(known))?.[1]) || "";
}
