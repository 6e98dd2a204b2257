// Which of the problems of the settings count for a resource.
import type { Account } from "../settings/account";

/** What is wrong with the settings for a resource of this region, which may be another than the settings'. */
export function problemsFor({ region: own, problems }: Account, region: unknown): string[] {
    const counts: Readonly<Record<string, boolean>> = {
        "no region": region === undefined,
        "unreachable region": region === own,
    };
    return problems.filter(({ about = "" }) => counts[about] ?? true).map(({ reason }) => reason);
}
