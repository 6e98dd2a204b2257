// The error replies that the emulator gives by itself: status, code and text. What a check found in particular, it says itself.
import { toJson } from "./json";

/** A refusal in the API's own form. Thrown by whatever finds the reason, turned into a reply by the listener. */
export class ApiError extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

/** The body of every error reply. */
export function errorBody(error: ApiError, requestId: string, host: string): string {
    return toJson({
        RequestId: requestId,
        HostId: host,
        Code: error.code,
        Message: error.message,
        Recommend: `https://api.alibabacloud.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=dataworks-public`,
    });
}

export const errors = {
    // The call itself
    missing: (name: string) => new ApiError(400, `Missing${name}`, `${name} is mandatory for this action.`),
    incompleteSignature: () =>
        new ApiError(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards."),
    unknownAccessKey: () =>
        new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found or invalid."),
    signatureMismatch: (what: string) =>
        new ApiError(400, "SignatureDoesNotMatch", `Specified signature does not match our calculation. ${what}`),
    malformedTime: () =>
        new ApiError(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."),
    expiredTime: () => new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
    nonceUsed: () => new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already."),
    wrongSecurityToken: () =>
        new ApiError(
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
            "Specified SecurityToken mismatch with the AccessKey.",
        ),
    unknownAction: () =>
        new ApiError(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."),
    unknownVersion: () => new ApiError(400, "InvalidVersion", "Specified parameter Version is not valid."),

    // DataWorks
    invalidParameter: (what: string) => new ApiError(400, "Param.Invalid", `The parameter is invalid. ${what}`),
    noDataSource: (name: string) =>
        new ApiError(400, "1000010005", `The data source [${name}] is not found in the workspace.`),
    tokenMismatch: () =>
        new ApiError(400, "IdempotentParameterMismatch", "The ClientToken was used with other parameters before."),
    nameTaken: (name: string) => new ApiError(400, "InvalidFileName.Exists", `The name [${name}] exists already.`),
    noFile: () => new ApiError(404, "InvalidFile.NotFound", "The file does not exist."),
    noWorkspace: () => new ApiError(404, "1101080008", "The project does not exist."),
    forbidden: () => new ApiError(403, "Forbidden.Access", "Access is forbidden."),
    internal: () => new ApiError(500, "InternalError.System", "An internal error occurred."),

    // Quotas
    tooFrequent: () => new ApiError(429, "Throttling.User", "Request was denied due to user flow control."),
    tooManyToday: () =>
        new ApiError(429, "Throttling.Api.Risk", "The request for this resource has exceeded your daily limit."),
};

/** What a DISync reply says, with HTTP 200, of a task it does not know. */
export const invalidTask = (fileId: string) => `fileId:[${fileId}] is invalid.`;
/** The same, as the instance operations word it. */
export const invalidInstance = (fileId: string) => `fileId[${fileId}] is invalid`;
/** What a DISync reply says of a process id it does not know. */
export const invalidProcess = (processId: string) => `asyncProcessId:[${processId}] is invalid.`;
