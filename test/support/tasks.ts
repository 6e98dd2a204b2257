// The workspaces and tasks that the tests' emulators start with.
import type { JournalEntry, Seed, SeedTask } from "dataworks-emulator";

export const projectId = "10000";
export const otherProjectId = "10001";

/** A definition as a real-time task has one. */
export function definition(table: string): object {
    return {
        type: "job",
        steps: [
            { stepType: "mysql", parameter: { datasource: "shop", table, password: "not-a-real-password" } },
            { stepType: "odps", parameter: { datasource: "warehouse", table } },
        ],
    };
}

/** Two workspaces with the given tasks each. */
export function seedOf(...tasks: readonly SeedTask[]): Seed {
    return {
        workspaces: [
            { projectId, identifier: "shop", tasks: [...tasks] },
            { projectId: otherProjectId, identifier: "shop_2", tasks: [...tasks] },
        ],
    };
}

/** Real-time tasks with these file ids. */
export function realtime(...fileIds: readonly string[]): SeedTask[] {
    return fileIds.map((fileId) => ({ fileId, name: `task_${fileId}`, definition: definition(`table_${fileId}`) }));
}

/** A solution with this id. */
export function solution(fileId: string): SeedTask {
    return { fileId, taskType: "DI_SOLUTION", name: `solution_${fileId}`, definition: { tables: ["a", "b"] } };
}

/** The operations of a journal, each with the file id or workspace that it was about: "DeployDISyncTask 100". */
export function callsOf(journal: readonly JournalEntry[]): string[] {
    return journal.map(({ operation, parameters }) => {
        const { FileId, ProjectId } = parameters;
        return `${operation} ${FileId ?? ProjectId ?? ""}`;
    });
}
