// A digest is of one task and of one list of ignored paths: what is wrong where one of them changes, and what is approved does not.
import { isSameIgnored } from "../../definition/index";
import type { Failure, Values } from "../resource";
import { hasUnknown, unknown } from "../unknown";
import { pathsIn } from "./properties";
import { placing } from "./state";

/**
 * What is wrong with inputs that are right by themselves. What is not known yet is left alone, but for the file id: nobody can have seen
 * what is still to be made. `olds` are the inputs of the state; none of a deployment that is new.
 */
export function checkChange(olds: Values | undefined, news: Values): Failure[] {
    const { approvedDigest, fileId } = news;
    if (approvedDigest === undefined || approvedDigest === unknown) return [];
    if (olds && olds["approvedDigest"] !== approvedDigest) return [];
    const reason = fileId === unknown ? "fileId is not known yet" : olds && changeOf(olds, news);
    if (reason === undefined) return [];
    return [
        {
            property: "approvedDigest",
            reason:
                `is of one task and one list of ignoreDefinitionPaths, and ${reason}: take approvedDigest out in this commit, and in the ` +
                "next one approve what was made (getDiSyncTask with digest: true says its digest)",
        },
    ];
}

/** What changes that a digest is of, as part of a sentence. */
function changeOf(olds: Values, news: Values): string | undefined {
    const isOther = (name: string) => {
        const [before, now] = [olds[name], news[name]];
        return typeof before === "string" && typeof now === "string" && before !== now;
    };
    const changed: string[] = placing.filter(isOther);
    const [before, now] = [olds["ignoreDefinitionPaths"], news["ignoreDefinitionPaths"]];
    if (!hasUnknown(now) && !isSameIgnored(pathsIn(before), pathsIn(now))) changed.push("ignoreDefinitionPaths");
    if (changed.length === 0) return undefined;
    return `${changed.join(" and ")} ${changed.length > 1 || changed[0]?.endsWith("s") ? "change" : "changes"}`;
}
