// An HTTP request as an API call: which operation, with which parameters, and from which place they came.
import { ownParameters, signedParameters } from "./parameter-signature";
import type { RawRequest } from "./request";

export interface Call {
    /** "" where the request names none. */
    operation: string;
    version: string;
    /** What the reply is asked to be written in; "" where nothing is said and JSON is meant. */
    format: string;
    parameters: Record<string, string>;
    /** Those of the parameters that stand in the query. */
    inQuery: Record<string, string>;
    /** Where the parameters were found. Where both have some: "form". */
    where: "query" | "form";
}

export function callOf(request: RawRequest): Call {
    const { headers, query, form } = request;
    const header = (name: string) => headers.get(name) ?? "";
    const where = form.length > 0 ? "form" : "query";
    const signed = signedParameters(request);
    if (signed)
        return {
            operation: signed.Action ?? "",
            version: signed.Version ?? "",
            format: signed.Format ?? "XML",
            inQuery: ownParameters(Object.fromEntries(query)),
            parameters: ownParameters(signed),
            where,
        };
    return {
        operation: header("x-acs-action"),
        version: header("x-acs-version"),
        format: "",
        inQuery: Object.fromEntries(query),
        parameters: Object.fromEntries([...form, ...query]),
        where,
    };
}
