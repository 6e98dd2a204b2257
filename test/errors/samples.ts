// What the API says with the codes that there is an advice for: of each row of the table of codes, a code of every kind that was seen.

interface Sample {
    readonly status: number;
    /** The whole code. */
    readonly code: string;
    readonly message: string;
}

/** In the order of the table. The messages are the documentation's, or in its manner. */
export const samples: readonly Sample[] = [
    { status: 400, code: "Param.Invalid", message: "The parameters are invalid." },
    { status: 403, code: "Forbidden.Access", message: "Access is forbidden. Try again later." },
    { status: 403, code: "ResourceNotAuthorized.Api", message: "The resource is not authorized." },
    { status: 403, code: "Forbidden.RAM", message: "User not authorized to operate on the specified resource." },
    { status: 403, code: "NoPermission", message: "The user has no permission." },
    { status: 500, code: "Forbidden.Not.Server", message: "The API service is not available in this region." },
    { status: 404, code: "InvalidAccessKeyId.NotFound", message: "Specified access key is not found." },
    { status: 403, code: "InvalidAccessKeyId.Inactive", message: "Specified access key is disabled." },
    { status: 403, code: "InvalidSecurityToken.Expired", message: "Specified SecurityToken is expired." },
    { status: 403, code: "InvalidSecurityToken.Malformed", message: "Specified SecurityToken is malformed." },
    { status: 403, code: "SignatureDoesNotMatch", message: "Specified signature is not matched with our calculation." },
    { status: 403, code: "IncompleteSignature", message: "The request signature does not conform to standards." },
    { status: 400, code: "InvalidTimeStamp.Expired", message: "Specified time stamp or date value is expired." },
    { status: 400, code: "SignatureNonceUsed", message: "Specified signature nonce was used already." },
    { status: 404, code: "InvalidAction.NotFound", message: "Specified api is not found." },
    { status: 400, code: "InvalidVersion", message: "Specified parameter Version is not valid." },
    { status: 429, code: "Throttling.Api.Risk", message: "You have exceeded your daily limit." },
    {
        status: 429,
        code: "Throttling.Resource",
        message: "The call quota of the edition is reached. Upgrade the edition.",
    },
    { status: 429, code: "Throttling", message: "Your requests are too frequent." },
    { status: 429, code: "Throttling.Api", message: "Your requests are too frequent. Try again later." },
    { status: 429, code: "Throttling.User", message: "Your requests are too frequent. Try again later." },
    { status: 429, code: "Throttling.System", message: "Your requests are too frequent. Try again later." },
    { status: 429, code: "Rejected.Throttling", message: "The request was denied due to flow control." },
    { status: 429, code: "9990020002", message: "Your requests are too frequent." },
    { status: 500, code: "InternalError.System", message: "An internal system error occurred. Try again later." },
    { status: 500, code: "InternalError.UserId.Missing", message: "The user id is missing." },
    {
        status: 503,
        code: "ServiceUnavailable",
        message: "The request has failed due to a temporary failure of the server.",
    },
    { status: 404, code: "9990040003", message: "The project does not exist." },
    { status: 404, code: "1101080008", message: "The project does not exist." },
    { status: 400, code: "1101080166", message: "The user is not a member of the project." },
    { status: 404, code: "1000010005", message: "The data source does not exist." },
    { status: 400, code: "1201111431", message: "The workspace does not support this operation." },
];
