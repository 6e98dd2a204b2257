// The tasks that the measured programs deploy: each copies a table of 20 columns.
import type { Seed } from "dataworks-emulator";

/** The file id of the first task; the others follow it. */
export const firstFileId = 510_001;

/** A workspace with so many tasks. */
export function seedOf(count: number): Seed {
    const tasks = Array.from({ length: count }, (_, index) => ({
        fileId: firstFileId + index,
        name: `orders_${index}`,
        definition: definition(`orders_${index}`),
    }));
    return { workspaces: [{ projectId: 10000, identifier: "shop", tasks }] };
}

function definition(table: string): object {
    const step = (stepType: string) => ({
        stepType,
        parameter: {
            datasource: `${stepType}_shop`,
            table,
            column: Array.from({ length: 20 }, (_, index) => ({ name: `column_${index}`, type: "varchar(255)" })),
        },
    });
    return { type: "job", steps: [step("mysql"), step("odps")], setting: { speed: { concurrent: 2 } } };
}
