// The RAM policy that a program's resources need. What changes something is not tried: whether it is allowed, this says beforehand.
import { isRead, operationNames, operations, type Family, type Operation } from "../../dataworks/operation";
import { skipped, type Check } from "./check";

/** Whether the stack has resources of each kind; undefined where no stack was read. */
export type Kinds = { readonly deployments: boolean; readonly instances: boolean; readonly tasks: boolean } | undefined;

/** What undeploying takes: a deployment calls it where its onDelete is "undeploy". */
const undeploying: readonly Operation[] = ["StopDISyncInstance", "TerminateDISyncInstance"];

export function policyCheck(kinds: Kinds): Check {
    const isEmpty = !kinds || !(kinds.deployments || kinds.instances || kinds.tasks);
    const { deployments, instances, tasks } = isEmpty ? { deployments: true, instances: true, tasks: true } : kinds;
    const of = (...families: readonly Family[]) =>
        operationNames.filter((name) => !isRead(name) && families.includes(operations[name].family));
    const changing = new Set<Operation>([
        ...(deployments ? [...of("deployment"), ...undeploying] : []),
        ...(instances ? of("instance").filter((name) => name !== "TerminateDISyncInstance") : []),
        ...(tasks ? of("config", "task") : []),
    ]);
    const names = operationNames.filter((name) => changing.has(name));
    const allowed = operationNames.filter((name) => isRead(name) || changing.has(name));
    const policy = {
        Version: "1",
        Statement: [{ Effect: "Allow", Action: allowed.map((name) => `dataworks:${name}`), Resource: "*" }],
    };
    const whose = isEmpty ? "all kinds of resources" : "the resources in the stack";
    const undeploy = deployments
        ? `; ${undeploying.join(" and ")} only where onDelete is "undeploy" or an instance is stopped`
        : "";
    return skipped(
        "changes",
        `not tried, because they change something: ${names.join(", ")}`,
        `The RAM user or role needs this policy for ${whose}${undeploy}, and has to be a member of the workspace (docs/security.md, "Least permissions"):\n` +
            JSON.stringify(policy, null, 4),
    );
}
