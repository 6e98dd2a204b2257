// What to do about the error codes that the API's documentation lists.

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
    ["Forbidden.Not.Server", "DataWorks has no API in this region: check the region setting"],
    ["InvalidAccessKeyId.NotFound", "The access key does not exist: check the credentials"],
    ["InvalidAccessKeyId.Inactive", "The access key is disabled: check the credentials"],
    ["InvalidSecurityToken.", "The security token is wrong or has expired: get new credentials"],
    ["SignatureDoesNotMatch", "The secret key does not belong to the access key: check the credentials"],
    ["InvalidTimeStamp.", "This machine's clock is wrong: set it, and run again"],
    ["Throttling.Api.Risk", "The account has spent its calls of the day: run again tomorrow"],
    ["Throttling.Resource", "The account has spent the calls of its DataWorks edition: wait, or change the edition"],
    [
        "Throttling",
        "The account makes more calls a second than its DataWorks edition allows: run again with a lower --parallel",
    ],
    ["InternalError.", "DataWorks failed by itself: run again later"],
    ["ServiceUnavailable", "DataWorks is not available right now: run again later"],
];

/** What a user can do about an error code; "" where nothing is known. A code belongs to the first row that it begins with. */
export function adviceFor(code: string | undefined): string {
    return (code && table.find(([known]) => code.startsWith(known))?.[1]) || "";
}
