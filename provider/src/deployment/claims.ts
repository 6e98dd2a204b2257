// Which tasks the program of this run has deployments for: undeploying must not take down what another one deploys.
import type { Task } from "../dataworks/subject";

/** "made": a resource of the program stands for the task. "failed": one did, and its deployment was refused. */
export type Claim = "made" | "failed";

export interface Claims {
    /** A resource of the program stands for this task. */
    add(region: string, task: Task): void;
    /** One of the resources that stand for this task could not be deployed. */
    fail(region: string, task: Task): void;
    /** What is known of a task: "made" where any claim holds. */
    find(region: string, task: Task): Claim | undefined;
}

/** The claims of one process. */
export class OwnClaims implements Claims {
    private readonly claims = new Map<string, Claim[]>();

    add(region: string, task: Task): void {
        this.claims.set(claimKey(region, task), [...this.all(region, task), "made"]);
    }

    fail(region: string, task: Task): void {
        const [, ...others] = this.all(region, task);
        this.claims.set(claimKey(region, task), [...others, "failed"]);
    }

    find(region: string, task: Task): Claim | undefined {
        return strongest(this.all(region, task));
    }

    private all(region: string, task: Task): Claim[] {
        return this.claims.get(claimKey(region, task)) ?? [];
    }
}

export function strongest(claims: readonly Claim[]): Claim | undefined {
    return claims.includes("made") ? "made" : claims[0];
}

export function claimKey(region: string, { projectId, taskType, fileId }: Task): string {
    return [region, projectId, taskType, fileId].join(" ");
}
