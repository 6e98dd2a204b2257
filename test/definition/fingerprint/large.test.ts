// Large tasks: what a fingerprint of 4 KB says of thousands of tables.
import assert from "node:assert/strict";
import { compare, type Change } from "../../../provider/src/definition/comparison/compare";
import { fingerprint } from "../../../provider/src/definition/fingerprint/fingerprint";
import { databaseTask, tableName, tableRule } from "../../support/database-task";

const salt = "00112233445566778899aabbccddeeff";
const rules = "steps[1].parameter.tableMappingRule.datasource[0].tableRule";
const infos = "steps[0].parameter.connection[0].selectedTables[0].schema[0].tableInfos";

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => tableName(index));
const taken = new Map<number, string>();
function fingerprintOf(count: number): string {
    const known = taken.get(count) ?? fingerprint(JSON.stringify(databaseTask(names(count))), salt, []);
    taken.set(count, known);
    return known;
}

/** The changes of a task of so many tables, apart from the number of them that the task says too. */
function changes(count: number, is: object): Change[] {
    const found = compare(fingerprintOf(count), JSON.stringify(is), [])?.changes ?? assert.fail();
    return found.filter(({ path }) => !path.endsWith("totalTableMapping"));
}

function lines(found: readonly Change[]): string[] {
    return found.map(({ kind, path, name }) => `${kind} ${path}${name === undefined ? "" : ` (${name})`}`);
}

/** The task with another type of a column in these tables. */
function edited(count: number, ...tables: readonly string[]): object {
    return databaseTask(names(count), (table) => tableRule(table, { type: tables.includes(table) ? "int4" : "int8" }));
}

describe("definition: large tasks", () => {
    for (const count of [100, 500, 1000, 3000]) {
        it(`${count} tables: the fingerprint uses its room`, () => {
            const size = JSON.stringify(fingerprintOf(count)).length;
            assert.ok(size >= 3500 && size <= 4096, `${size} bytes`);
        });
    }

    it("30 tables: a changed column is told by its path, with the names of its table and its own", () => {
        const path = `${rules}[15].dstCreateTableInfo.dataColumn[0].type`;
        assert.deepEqual(lines(changes(30, edited(30, tableName(15)))), [
            `changed ${path} (srcTable "${tableName(15)}", name "column_0")`,
        ]);
    });

    it("500 tables: a changed column is told by its table", () => {
        assert.deepEqual(lines(changes(500, edited(500, tableName(250)))), [
            `changed ${rules}[250] (srcTable "${tableName(250)}")`,
        ]);
    });

    it("3,000 tables: a changed column is told by a run of at most 32 tables, with the first and the last name", () => {
        const [change, more] = changes(3000, edited(3000, tableName(1500)));
        assert.equal(more, undefined);
        const [, first, last] = /\[(\d+)\.\.(\d+)\]$/.exec(change?.path ?? "") ?? [];
        assert.ok(Number(first) <= 1500 && 1500 <= Number(last) && Number(last) - Number(first) < 32, change?.path);
        assert.equal(change?.name, `srcTable "${tableName(Number(first))}" to "${tableName(Number(last))}"`);
    });

    for (const count of [100, 500, 3000]) {
        it(`${count} tables: one inserted in the middle is one element added to each list, told by its name`, () => {
            const at = count / 2;
            assert.deepEqual(lines(changes(count, databaseTask(names(count).toSpliced(at, 0, "brand_new")))), [
                `added ${rules}[${at}] (srcTable "brand_new")`,
                `added ${infos}[${at}] (table "brand_new")`,
            ]);
        });
    }

    it("100 tables: one removed is told by its name, which the fingerprint keeps", () => {
        assert.deepEqual(lines(changes(100, databaseTask(names(100).toSpliced(50, 1)))), [
            `removed ${rules}[50] (srcTable "${tableName(50)}")`,
            `removed ${infos}[50] (table "${tableName(50)}")`,
        ]);
    });

    it("500 tables: several inserted, removed and edited at once are told apart", () => {
        const is = names(500).toSpliced(400, 1).toSpliced(200, 0, "new_2").toSpliced(100, 0, "new_1");
        const found = changes(
            500,
            databaseTask(is, (table) => tableRule(table, { type: table === tableName(300) ? "int4" : "int8" })),
        );
        assert.deepEqual(
            found
                .filter(({ path }) => path.startsWith(rules))
                .map(({ kind, path }) => `${kind} ${path.slice(rules.length)}`)
                .sort(),
            ["added [100]", "added [201]", "changed [302]", "removed [400]"],
        );
    });

    it("3,000 tables of which each changed: it is the list that changed", () => {
        assert.deepEqual(
            lines(changes(3000, edited(3000, ...names(3000)))).map((line) => line.slice(0, 8 + rules.length)),
            [`changed ${rules}`],
        );
    });
});
