// ListResourceGroups: the resource groups of the account.
import { NotUnderstoodError } from "../calls/errors";
import { asObject, asText, type JsonObject } from "../json";
import type { OperationOf } from "../operation";
import type { MakeCall } from "./call";

/** A resource group of the account. What DataWorks does not say is "". */
export interface ResourceGroupFacts {
    readonly identifier: string;
    /** The name that people see. */
    readonly name: string;
    /** In words, such as "normal"; what DataWorks says where it is none of the documented numbers. */
    readonly status: string;
    /** "ISOLATE", "SHARE" or "DEVELOP". */
    readonly mode: string;
    /** The name as it was received: to tell whether it is the one that is meant, and never shown. */
    readonly received: string;
}

export interface ResourceGroupOperations {
    /**
     * The resource groups of a type, all at once.
     *
     * @param type The number of the type, such as "4" for data integration.
     * @param keyword A part of the name or of the identifier, as DataWorks finds it. Default: any.
     */
    listResourceGroups(type: string, keyword?: string): Promise<readonly ResourceGroupFacts[]>;
}

/** The documented meanings of the statuses, by the number of each. */
const statuses: readonly string[] = [
    "normal",
    "frozen",
    "released",
    "creating",
    "creation failed",
    "updating",
    "update failed",
    "deleting",
    "deletion failed",
    "timed out",
];

export const resourceGroupOperations = (call: MakeCall<OperationOf<"resourceGroup">>): ResourceGroupOperations => ({
    async listResourceGroups(type, keyword) {
        const parameters = { ResourceGroupType: type, ...(keyword && { Keyword: keyword }) };
        const subject = { projectId: "", words: "the resource groups of the account" };
        const { data, received, facts } = await call("ListResourceGroups", parameters, subject);
        const asReceived = listIn(received);
        const groups = listIn(data).map((each, at) => groupIn(each, asReceived[at]));
        if (groups.every((group) => group !== undefined)) return groups;
        throw new NotUnderstoodError(facts, "a reply without the resource groups of the account");
    },
});

function listIn(data: JsonObject): (JsonObject | undefined)[] {
    return Array.isArray(data["list"]) ? data["list"].map(asObject) : [undefined];
}

/** A resource group of a reply; undefined where it has no identifier that can be handed on. */
function groupIn(shown: JsonObject | undefined, received: JsonObject | undefined): ResourceGroupFacts | undefined {
    const status = asText(shown?.["Status"]);
    const identifier = asText(received?.["Identifier"]);
    if (!shown || !received || !identifier || shown["Identifier"] !== identifier) return undefined;
    return {
        identifier,
        name: asText(shown["Name"]),
        status: (/^\d$/.test(status) ? statuses[Number(status)] : undefined) ?? status,
        mode: asText(shown["Mode"]),
        received: asText(received["Name"]),
    };
}
