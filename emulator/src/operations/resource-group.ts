// ListResourceGroups: the resource groups of the account, filtered, all at once.
import { errors } from "../protocol/errors";
import { resourceGroupTypes, type ResourceGroup } from "../workspace/resource-group";
import { fileReply, type Operation, type Parameters } from "./operation";

/** For data integration. */
const usual = 4;

const listResourceGroups: Operation = {
    family: "resourceGroup",
    effect: "read",
    run(parameters, { store }) {
        const type = oneOf(parameters, "ResourceGroupType", resourceGroupTypes.map(String)) ?? "1";
        const bizExtKey = oneOf(parameters, "BizExtKey", ["default", "single"]);
        const keyword = parameters.Keyword?.toLowerCase() ?? "";
        const numbered = [...store.resourceGroups.values()].map((group, index) => ({ ...group, id: index + 1 }));
        const found = numbered.filter(
            (group) =>
                String(group.type ?? usual) === type &&
                (bizExtKey === undefined || (group.bizExtKey ?? "single") === bizExtKey) &&
                [group.name, group.identifier].some((text) => text.toLowerCase().includes(keyword)),
        );
        return fileReply(found.map(listed));
    },
};

function oneOf(parameters: Parameters, name: string, among: readonly string[]): string | undefined {
    const given = parameters[name];
    if (given === undefined || given === "") return undefined;
    if (!among.includes(given)) throw errors.invalidParameter(`${name} must be one of ${among.join(", ")}.`);
    return given;
}

function listed({ identifier, name, id, type, status, mode, bizExtKey, isDefault }: ResourceGroup & { id: number }) {
    return {
        Identifier: identifier,
        Name: name,
        Id: id,
        ResourceGroupType: String(type ?? usual),
        Mode: mode ?? "ISOLATE",
        Status: status ?? 0,
        BizExtKey: bizExtKey ?? "single",
        IsDefault: isDefault ?? false,
    };
}

export const resourceGroupOperations = { ListResourceGroups: listResourceGroups };
