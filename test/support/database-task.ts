// The definition of a task that syncs whole databases, in the shape that DataWorks documents: a list of tables for its
// reader, and for its writer a rule for each table, with its columns.

export interface TableOptions {
    readonly columns?: number;
    /** The type of the first column, to be changed by an edit. */
    readonly type?: string;
}

const types = ["int8", "varchar(255)", "timestamp", "decimal(20,4)"];
const subjects = ["orders", "payments", "customers", "invoices", "returns", "shipments", "stocks", "prices"];

/** The name of the table of this number: `orders_0`, `payments_1`. */
export function tableName(number: number): string {
    return `${subjects[number % subjects.length]}_${number}`;
}

/** The rule of one table. */
export function tableRule(table: string, { columns = 20, type = "int8" }: TableOptions = {}): object {
    return {
        srcDbName: "shop",
        srcTable: table,
        dstTable: `shop.${table}`,
        mergeIntoCycleType: "DEFAULT",
        hourDeltaEnable: false,
        dayDeltaEnable: false,
        primaryKeyInfo: { type: "pk", column: ["column_0"] },
        dstCreateTableInfo: {
            schemaName: "shop",
            tableName: table,
            indexType: "t",
            dataColumn: Array.from({ length: columns }, (_, index) => ({
                name: `column_${index}`,
                index,
                type: index === 0 ? type : types[index % types.length],
                primaryKey: index === 0,
                comment: "",
            })),
        },
    };
}

/** A task that syncs these tables. */
export function databaseTask(tables: readonly string[], rule: (table: string) => object = tableRule): object {
    return {
        type: "job",
        version: "2.0",
        extend: { mode: "migration_holo", resourceGroup: "280749", name: "shop_to_hologres" },
        order: { hops: [{ from: "reader", to: "writer" }] },
        steps: [
            {
                stepType: "mysql",
                category: "reader",
                name: "reader",
                parameter: {
                    connection: [
                        {
                            datasourceType: "mysql",
                            datasource: "shop",
                            selectedTables: [
                                {
                                    dbName: "shop",
                                    schema: [
                                        {
                                            tableInfos: tables.map((table) => ({
                                                enable: true,
                                                table,
                                                tableName: table,
                                            })),
                                        },
                                    ],
                                },
                            ],
                        },
                    ],
                },
            },
            {
                stepType: "holo",
                category: "writer",
                name: "writer",
                parameter: {
                    datasource: "warehouse",
                    writeMode: "replay",
                    tableMappingRule: {
                        totalTableMapping: tables.length,
                        datasource: [{ srcDatasourceName: "shop", tableRule: tables.map(rule) }],
                    },
                },
            },
        ],
    };
}
