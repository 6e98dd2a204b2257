// What somebody did by hand to the tables of a task, or beside them: it is told, put back, and never swallowed.
import assert from "node:assert/strict";
import { task } from "../../../provider/src/resources/task";
import type { DataSource, Inputs, Outputs } from "../../../provider/src/resources/task/state";
import { inputs, Stage, tablesOf } from "./stage";

/** The parts of a definition that are edited here. */
interface Tree {
    readonly extend: Record<string, unknown>;
    readonly steps: readonly [
        { readonly parameter: { readonly connection: readonly [{ readonly selectedTables: Database[] }] } },
        {
            readonly parameter: {
                readonly tableMappingRule: { readonly datasource: readonly [{ tableRule: Rule[] }] };
            };
        },
    ];
}
interface Database {
    readonly dbName: string;
    readonly schema: readonly [{ tableInfos: { enable: boolean; table: string }[] }];
}
interface Rule {
    readonly srcDbName: string;
    readonly srcTable: string;
    dstTable: string;
}

const isOther = (database: string, table: string) => (rule: Rule) =>
    rule.srcDbName !== database || rule.srcTable !== table;
const databases = (all: Record<string, string[]>): Inputs => {
    const shop: DataSource = {
        name: "shop",
        databases: Object.entries(all).map(([name, tables]) => ({ name, tables })),
    };
    return inputs([], { source: { type: "mysql", datasources: [shop] } });
};

describe("by hand,", () => {
    let stage: Stage;

    beforeEach(async () => {
        stage = await Stage.begin();
    });

    afterEach(() => stage.end());

    const edit = (change: (tree: Tree) => void) =>
        stage.edit((text) => {
            const tree = JSON.parse(text) as Tree;
            change(tree);
            return JSON.stringify(tree);
        });
    const refreshed = async (olds: Outputs) => (await stage.read(olds)).value?.outputs as Outputs;

    it("the last table of a place that is taken out is due, and an update has it put back", async () => {
        const news = inputs(["orders"]);
        const made = await stage.made(news);
        await edit(({ steps: [reader] }) => {
            const [connection] = reader.parameter.connection;
            for (const { schema } of connection.selectedTables)
                for (const info of schema[0].tableInfos) info.enable = false;
        });
        const olds = await refreshed(made);
        const { changes, replaces, notices } = task.diff(olds, { ...news }, true);
        assert.deepEqual([changes, replaces], [true, []]);
        assert.match(notices.join(), /were removed in DataWorks: shop\/orders\. /);
        assert.equal(task.diff(olds, { ...news, drift: olds.drift }, true).changes, false, "ignoreChanges holds it");
        const { value } = await stage.update(olds, news);
        assert.deepEqual([await stage.tables(), value?.status, value?.drift], [["orders"], "success", undefined]);
    });

    it("a database that is taken out is never accepted as a success", async () => {
        const news = databases({ a: ["orders"], b: ["returns"] });
        const made = await stage.made(news);
        await edit(({ steps: [reader, writer] }) => {
            reader.parameter.connection[0].selectedTables.splice(1, 1);
            const [rules] = writer.parameter.tableMappingRule.datasource;
            rules.tableRule = rules.tableRule.filter(isOther("b", "returns"));
        });
        const olds = await refreshed(made);
        assert.deepEqual(task.diff(olds, { ...news }, true).replaces, []);
        const { value, error } = await stage.update(olds, news);
        assert.equal(value, undefined);
        assert.match(error?.message ?? "", /does not read from the database \[b\]/);
    });

    it("a table that came unseen is named by the update that takes it out", async () => {
        const made = await stage.made();
        await stage.setTables(["orders", "returns", "items"]);
        const { warnings } = await stage.update(made, inputs(["orders", "items"]));
        assert.match(warnings.join(), /table added in DataWorks: shop\/returns\. The program says otherwise/);
        assert.doesNotMatch(warnings.join(), /shop\/items/);
        assert.deepEqual(await stage.tables(), ["orders", "items"]);
    });

    it("a table that went unseen is told by an update that accepts other edits, and due at the next one", async () => {
        const news = inputs(["orders", "items"]);
        const made = await stage.made(news);
        await edit(({ extend }) => (extend["mode"] = "other"));
        const olds = await refreshed(made);
        await stage.setTables(["orders"]);
        const { value, warnings } = await stage.update(olds, news);
        assert.match(
            warnings.join(),
            /not those that are declared any more: table removed in DataWorks: shop\/items\./,
        );
        assert.deepEqual(tablesOf(value), ["orders"]);
        assert.equal(task.diff(value as Outputs, { ...news }, true).changes, true);
    });

    it("an edit of a table is told where one of its name went from another database", async () => {
        const made = await stage.made(databases({ a: ["orders", "items"], b: ["orders"] }));
        await edit(({ steps: [reader, writer] }) => {
            const [infos] = reader.parameter.connection[0].selectedTables[0]?.schema ?? assert.fail();
            infos.tableInfos = infos.tableInfos.filter(({ table }) => table !== "orders");
            const [rules] = writer.parameter.tableMappingRule.datasource;
            rules.tableRule = rules.tableRule.filter(isOther("a", "orders"));
            for (const rule of rules.tableRule) if (rule.srcDbName === "b") rule.dstTable = "elsewhere.orders";
        });
        const { drift = [] } = await refreshed(made);
        assert.equal(drift[0], "table removed in DataWorks: shop/a/orders");
        assert.match(drift[1] ?? "", /^definition changed .*\.dstTable \(srcTable "orders"\)$/);
    });

    it("a table of any name is told without what a terminal obeys, and bounded", async () => {
        const made = await stage.made();
        await edit(({ steps: [reader] }) => {
            const [infos] = reader.parameter.connection[0].selectedTables[0]?.schema ?? assert.fail();
            infos.tableInfos.push({ enable: true, table: `x\u001b[2J\n\u202e${"y".repeat(5000)}` });
        });
        const olds = await refreshed(made);
        const texts = [...(olds.drift ?? []), ...task.diff(olds, { ...inputs() }, true).notices];
        assert.match(texts[0] ?? "", /shop\/x\\u001b\[2J \\u202e/);
        assert.doesNotMatch(texts.join(""), /\p{Cc}|\u202e/u);
        assert.ok(texts.every((text) => text.length < 1000));
    });
});
