// Finds a resource group by its name.
import type { DataWorks, ResourceGroupFacts } from "../dataworks/client";
import { LookupError } from "./error";
import { nearest, shortList } from "./near";
import type { ResourceGroup, ResourceGroupType } from "./types";

export interface ResourceGroupQuery {
    /** The whole name. */
    readonly name: string;
    readonly type: ResourceGroupType;
}

interface Kind {
    readonly words: string;
    /** The types that the API has for it: it lists one at a time. */
    readonly types: readonly string[];
}

const kinds: Readonly<Record<ResourceGroupType, Kind>> = {
    dataIntegration: { words: "data integration", types: ["4"] },
    // Those that were bought for scheduling have a type of their own.
    scheduling: { words: "scheduling", types: ["1", "7"] },
    dataService: { words: "DataService", types: ["9"] },
};

export const resourceGroupTypes = Object.keys(kinds) as readonly ResourceGroupType[];

/**
 * Finds the one resource group of that name: one call where there is one, two for scheduling.
 *
 * @throws LookupError where there is none, or more than one, with what was found instead.
 */
export async function findResourceGroup(dataworks: DataWorks, query: ResourceGroupQuery): Promise<ResourceGroup> {
    const { name, type } = query;
    // What DataWorks finds by a keyword, it says roughly: where that finds nothing, all are looked at.
    const found = onlyOne(query, await list(dataworks, type, name));
    if (found) return resultOf(found);
    const all = await list(dataworks, type);
    const among = onlyOne(query, all);
    if (among) return resultOf(among);
    throw new LookupError(`${none(query, all)} Check the name, the type and the region setting`);
}

/**
 * The one of that name; undefined where there is none.
 *
 * @throws LookupError where there are more.
 */
function onlyOne(
    { name, type }: ResourceGroupQuery,
    groups: readonly ResourceGroupFacts[],
): ResourceGroupFacts | undefined {
    const found = named(name, groups);
    if (found.length > 1)
        throw new LookupError(
            `${found.length} resource groups for ${kinds[type].words} are named "${name}": ${listOf(found)}. Use the identifier instead of the name`,
        );
    return found[0];
}

async function list(
    dataworks: DataWorks,
    type: ResourceGroupType,
    keyword?: string,
): Promise<readonly ResourceGroupFacts[]> {
    const lists = await Promise.all(kinds[type].types.map((each) => dataworks.listResourceGroups(each, keyword)));
    return [...new Map(lists.flat().map((group) => [group.identifier, group])).values()];
}

/** Those of that name; one that was released may have left it to another. */
function named(name: string, groups: readonly ResourceGroupFacts[]): readonly ResourceGroupFacts[] {
    const all = groups.filter(({ received }) => received === name);
    const there = all.filter(({ status }) => status !== "released");
    return there.length > 0 ? there : all;
}

function none({ name, type }: ResourceGroupQuery, all: readonly ResourceGroupFacts[]): string {
    const said = `this account sees no resource group for ${kinds[type].words} named "${name}" in this region`;
    if (all.length === 0) return `${said}, and no other one.`;
    const identified = all.filter(({ identifier }) => identifier === name);
    if (identified.length > 0) return `${said}: that is the identifier of ${listOf(identified)}.`;
    return `${said}. It sees ${listOf(nearest(name, all, (each) => each.name))}.`;
}

function listOf(groups: readonly ResourceGroupFacts[]): string {
    return shortList(groups, ({ name, identifier, status }) => {
        return `"${name}" (${identifier}${["normal", ""].includes(status) ? "" : `, ${status}`})`;
    });
}

function resultOf({ identifier, name, status, mode }: ResourceGroupFacts): ResourceGroup {
    return { identifier, name, status, mode };
}
