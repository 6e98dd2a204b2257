// What may happen to deployments and their tasks, drawn at random: by their users, in DataWorks, and on the way between.
import { faultKinds, type Fault, type JournalEntry } from "dataworks-emulator";
import fc from "fast-check";
import { operationNames } from "../../provider/src/dataworks/operation";

/** What a program declares of a deployment. */
export interface Declared {
    readonly fileId: string;
    readonly onDelete: "retain" | "undeploy";
    readonly triggers: Readonly<Record<string, number>>;
    readonly compareVersions: boolean;
}

export type ModelCommand =
    | { readonly what: "up"; readonly declared: Declared; readonly refresh: boolean }
    | { readonly what: "refresh" | "destroy" }
    | { readonly what: "edit"; readonly fileId: string; readonly table: string }
    | { readonly what: "remove" | "restore"; readonly fileId: string }
    | { readonly what: "fault"; readonly fault: Fault };

/** The operations that a fault may meet: all that the provider calls, but those for look-ups alone. */
const operations = operationNames.filter(
    (operation) => !["ListFiles", "ListRefDISyncTasks", "GetFileVersion"].includes(operation),
);

/** A fault of any kind for any operation; deployments are what most depends on. */
const faults: fc.Arbitrary<Fault> = fc
    .record({
        operation: fc.oneof(
            { weight: 2, arbitrary: fc.constant("DeployDISyncTask") },
            { weight: 3, arbitrary: fc.constantFrom(...operations) },
        ),
        kind: fc.constantFrom(...faultKinds),
        times: fc.integer({ min: 1, max: 6 }),
    })
    .filter(({ operation, kind }) => kind.kind !== "fail" || operation.includes("DISync"))
    .map(({ operation, kind: { kind, example }, times }) => {
        // Each call that hangs takes real time.
        return { operation, kind, ...example, times: kind.startsWith("hang") ? Math.min(times, 2) : times } as Fault;
    });

/** Up to so many things that happen to deployments of these tasks. */
export function modelCommands(fileIds: readonly string[], maxLength: number): fc.Arbitrary<ModelCommand[]> {
    const fileId = fc.constantFrom(...fileIds);
    const declared = fc.record({
        fileId,
        onDelete: fc.constantFrom("retain" as const, "undeploy" as const),
        triggers: fc.record({ n: fc.integer({ min: 1, max: 2 }) }),
        compareVersions: fc.boolean(),
    });
    const command: fc.Arbitrary<ModelCommand> = fc.oneof(
        { weight: 6, arbitrary: fc.record({ what: fc.constant("up" as const), declared, refresh: fc.boolean() }) },
        { weight: 5, arbitrary: fc.record({ what: fc.constant("fault" as const), fault: faults }) },
        { weight: 2, arbitrary: fc.record({ what: fc.constant("refresh" as const) }) },
        {
            weight: 2,
            arbitrary: fc.record({ what: fc.constant("edit" as const), fileId, table: fc.constantFrom("a", "b") }),
        },
        { weight: 1, arbitrary: fc.record({ what: fc.constant("destroy" as const) }) },
        { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("remove" as const, "restore" as const), fileId }) },
    );
    return fc.array(command, { minLength: 2, maxLength, size: "max" });
}

const callers = new Map<string, string>(faultKinds.map(({ kind, caller }) => [kind, caller]));

/** What a caller was told by a call that deploys, or could not be told. "failed": DataWorks failed by itself. */
export function told({
    fault,
    applied,
    repliedAt,
    status = 0,
}: JournalEntry): "deployed" | "refused" | "failed" | "lost" {
    const caller = callers.get(fault ?? "") ?? "answer";
    if (caller === "unknown" || repliedAt === undefined) return "lost"; // or it was too slow to be waited for
    if (status >= 500) return "failed";
    return caller === "answer" && applied ? "deployed" : "refused";
}

/** The RequestId that the state has of a call: as it came, but for half a surrogate. */
export function requestIdOf({ fault, requestId }: JournalEntry): string {
    return fault === "halfSurrogate" ? `${requestId}\ufffd` : requestId;
}

/** What tries of one deployment come to together: a try that may have been applied is not undone by a refusal after it. */
export function toldBy(tries: readonly JournalEntry[]): "deployed" | "refused" | "lost" | undefined {
    const each = tries.map(told);
    const last = each.at(-1);
    if (last === undefined || last === "deployed") return last;
    return each.every((one) => one === "refused") ? "refused" : "lost";
}
