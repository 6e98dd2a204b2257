// What the API says with each code that there is an advice for: HTTP status, whole code and message.

export interface Sample {
    readonly status: number;
    /** The rest of the code, where the advice knows what it begins with. */
    readonly rest?: string;
    readonly said: string;
}

/** By the code of the advice. The messages are the documentation's, or in its manner. */
export const samples: Readonly<Record<string, Sample>> = {
    "Param.Invalid": { status: 400, said: "The parameters are invalid." },
    "Forbidden.Access": { status: 403, said: "Access is forbidden. Try again later." },
    "ResourceNotAuthorized.Api": { status: 403, said: "The resource is not authorized." },
    "Forbidden.RAM": { status: 403, said: "User not authorized to operate on the specified resource." },
    NoPermission: { status: 403, said: "The user has no permission." },
    "Forbidden.Not.Server": { status: 500, said: "The API service is not available in this region." },
    "InvalidAccessKeyId.NotFound": { status: 404, said: "Specified access key is not found." },
    "InvalidAccessKeyId.Inactive": { status: 403, said: "Specified access key is disabled." },
    "InvalidSecurityToken.": { status: 403, rest: "Expired", said: "Specified SecurityToken is expired." },
    SignatureDoesNotMatch: { status: 403, said: "Specified signature is not matched with our calculation." },
    IncompleteSignature: { status: 403, said: "The request signature does not conform to standards." },
    "InvalidTimeStamp.": { status: 400, rest: "Expired", said: "Specified time stamp or date value is expired." },
    SignatureNonceUsed: { status: 400, said: "Specified signature nonce was used already." },
    "InvalidAction.": { status: 404, rest: "NotFound", said: "Specified api is not found." },
    InvalidVersion: { status: 400, said: "Specified parameter Version is not valid." },
    "Throttling.Api.Risk": { status: 429, said: "You have exceeded your daily limit." },
    "Throttling.Resource": { status: 429, said: "The call quota of the edition is reached. Upgrade the edition." },
    Throttling: { status: 429, rest: ".User", said: "Your requests are too frequent. Try again later." },
    "Rejected.Throttling": { status: 429, said: "The request was denied due to flow control." },
    "9990020002": { status: 429, said: "Your requests are too frequent." },
    "InternalError.": { status: 500, rest: "System", said: "An internal system error occurred. Try again later." },
    ServiceUnavailable: { status: 503, said: "The request has failed due to a temporary failure of the server." },
    "9990040003": { status: 404, said: "The project does not exist." },
    "1101080008": { status: 404, said: "The project does not exist." },
    "1101080166": { status: 400, said: "The user is not a member of the project." },
    "1000010005": { status: 404, said: "The data source does not exist." },
    "1201111431": { status: 400, said: "The workspace does not support this operation." },
};
