// The arguments of a task: what is wrong is an error at preview, all of it at once, with its path and what is right.
import assert from "node:assert/strict";
import { check } from "../../../provider/src/resources/check";
import type { Values } from "../../../provider/src/resources/resource";
import { inputs, outputs } from "../../../provider/src/resources/task/properties";
import { unknown } from "../../../provider/src/resources/unknown";
import { region } from "../../support/lifecycle";

const source = { type: "mysql", datasources: [{ name: "shop", tables: ["orders", "customers"] }] };
const destination = { type: "hologres", datasource: "warehouse" };
const withoutContent = { projectId: 10000, name: "orders", resourceGroup: "group_shop" };
const right = { ...withoutContent, source, destination };
const script = { type: "realtime", steps: [] };
const filledIn = {
    ...right,
    projectId: "10000",
    taskType: "DI_REALTIME",
    onDelete: "retain",
    timeoutSeconds: 300,
    region,
};

const checked = (news: Values, olds?: Values) =>
    check({ name: "DiSyncTask", arguments: inputs, outputs }, news, region, olds);
const said = (news: Values) => checked(news).failures.map(({ property, reason }) => `${property} ${reason}`);
const reading = (...datasources: unknown[]) => ({ ...right, source: { type: "mysql", datasources } });

describe("the arguments of a task", () => {
    it("are completed: ids as digits, a folder without slashes around it, and what is not said as the documentation says", () => {
        assert.deepEqual(checked(right), { inputs: filledIn, failures: [] });
        const folder = { ...right, folder: "/Business Flow/shop/" };
        assert.deepEqual(checked(folder).inputs, { ...filledIn, folder: "Business Flow/shop" });
    });

    it("are taken in every form that is documented", () => {
        const databases = [
            { name: "a", tables: ["orders"] },
            { name: "b", tables: ["orders"] },
        ];
        const others = { cu: 1.5, triggers: { schema: 2 }, ignoreDefinitionPaths: ["**.comment"], onDelete: "delete" };
        for (const news of [
            { ...reading({ name: "shop", databases }, { name: "depot", tables: ["orders"] }), ...others },
            { ...withoutContent, script },
            { ...withoutContent, script, taskType: "DI_SOLUTION", name: "n".repeat(128), timeoutSeconds: 1 },
        ])
            assert.deepEqual(checked(news), { inputs: { ...filled(news), projectId: "10000" }, failures: [] });
    });

    it("that are wrong are told all at once", () => {
        const all = {
            projectId: "abc",
            name: "shop/orders",
            source: {
                type: "oracle",
                datasources: [
                    { name: "shop", tables: ["orders", 7, "orders"] },
                    { name: "shop", databases: [{ name: "a", tabels: ["x"] }] },
                ],
            },
            destination: { type: "holo", datasources: "warehouse" },
            cu: 0.7,
            onDelete: "undeploy",
            timeoutSeconds: 0,
            resourcegroup: "group_shop",
        };
        const pairs = "for any other, give a script in place of source and destination";
        assert.deepEqual(said(all), [
            "projectId has to be a DataWorks workspace id, from 1 to 10000000000, as digits",
            'name has a "/": which folder it is in is said by folder',
            `source is wrong at type: it has to be "mysql"; ${pairs}`,
            "source is wrong at datasources[0].tables[1]: it has to be the name of a table",
            "source is wrong at datasources[0].tables[2]: it is the same as at [0]: name each once",
            "source is wrong at datasources[1].databases[0]: it has no tabels: did you mean tables?",
            'source is wrong at datasources[1].databases[0].tables: it is missing: it has to be a list of at least one table, such as ["orders"]',
            "source is wrong at datasources[1].name: it is the same as at [0]: name each once",
            "destination has no datasources: did you mean datasource?",
            `destination is wrong at type: it has to be "maxcompute", "kafka" or "hologres"; ${pairs}. DataWorks' holo is "hologres" here`,
            "destination is wrong at datasource: it is missing: it has to be the name of a data source",
            "resourceGroup is missing: it has to be the identifier of a resource group",
            "cu has to be a multiple of 0.5, and more than 0",
            'onDelete has to be "retain" or "delete"',
            "timeoutSeconds has to be a whole number of seconds, from 1 to 86400",
            "resourcegroup is not a property of DiSyncTask: did you mean resourceGroup?",
        ]);
    });

    const table = 'has to be a list of at least one table, such as ["orders"]';
    const wrong: readonly (readonly [news: Values, failure: string])[] = [
        [{ name: "" }, 'name is missing: it has to be a task\'s name, of 1 to 128 characters and without "/"'],
        [{ name: 7 }, 'name has to be a task\'s name, of 1 to 128 characters and without "/"'],
        [{ name: "n".repeat(129) }, "name has 129 characters, and may have 128"],
        [{ name: "orders\n" }, "name begins or ends with white space: take it away"],
        [{ folder: "//" }, 'folder has to be the path of a folder, such as "Business Flow/shop/Data Integration"'],
        [{ folder: "a//b" }, 'folder has a folder without a name: "//"'],
        [{ folder: ["a"] }, 'folder has to be the path of a folder, such as "Business Flow/shop/Data Integration"'],
        [
            { taskType: "DI_OFFLINE" },
            'taskType has to be "DI_REALTIME" (a real-time sync task) or "DI_SOLUTION" (a sync solution). Batch tasks are not made by this resource',
        ],
        [
            { source: ["orders"] },
            'source has to be an object, such as { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] }',
        ],
        [
            { source: { ...source, datasources: [] } },
            'source is wrong at datasources: it has to be a list of at least one data source, such as [{ name: "shop", tables: ["orders"] }]',
        ],
        [
            { source: { ...source, datasources: ["shop"] } },
            'source is wrong at datasources[0]: it has to be an object, such as { name: "shop", tables: ["orders"] }',
        ],
        [reading({ name: "shop", tables: [] }), `source is wrong at datasources[0].tables: it ${table}`],
        [reading({ name: "shop", tables: "orders" }), `source is wrong at datasources[0].tables: it ${table}`],
        [
            reading({ name: "shop", tables: ["orders "] }),
            "source is wrong at datasources[0].tables[0]: it begins or ends with white space: take it away",
        ],
        [reading({ name: "shop" }), "source is wrong at datasources[0]: it has to have tables or databases"],
        [
            reading({ name: "shop", tables: ["a"], databases: [{ name: "b", tables: ["a"] }] }),
            "source is wrong at datasources[0]: it has tables and databases: leave out all but one",
        ],
        [
            reading({ name: "shop", databases: [] }),
            'source is wrong at datasources[0].databases: it has to be a list of at least one database, such as [{ name: "shop", tables: ["orders"] }]',
        ],
        [
            reading({ name: "shop", databases: ["a", "a"].map((name) => ({ name, tables: ["orders"] })) }),
            "source is wrong at datasources[0].databases[1].name: it is the same as at [0]: name each once",
        ],
        [
            reading({ name: "shop", databases: [{ name: "a", tables: ["orders", "parts", "parts"] }] }),
            "source is wrong at datasources[0].databases[0].tables[2]: it is the same as at [1]: name each once",
        ],
        [
            { destination: { type: "kafka", datasource: 5 } },
            "destination is wrong at datasource: it has to be the name of a data source",
        ],
        [{ resourceGroup: "" }, "resourceGroup is missing: it has to be the identifier of a resource group"],
        [{ resourceGroup: { id: 1 } }, "resourceGroup has to be the identifier of a resource group"],
        ...[0, -0.5, 0.25, Infinity, NaN, "0.5"].map(
            (cu) => [{ cu }, "cu has to be a multiple of 0.5, and more than 0"] as const,
        ),
        [
            { onDelete: "delete", taskType: "DI_SOLUTION" },
            'onDelete "delete" is for DI_REALTIME only: DataWorks has no call that deletes a DI_SOLUTION',
        ],
        [
            { region: "cn-beijing" },
            "region is no argument: it comes from the settings (dataworks:region), or from a dataworks.Provider. Leave it out",
        ],
        [{ drift: [] }, "drift is no argument: a refresh finds it. Leave it out"],
        [
            { dependsOn: [] },
            "dependsOn is no argument of DiSyncTask but an option: write { dependsOn: ... } after the arguments",
        ],
    ];
    for (const [news, failure] of wrong) {
        const title = JSON.stringify(news, (_key, value: unknown) =>
            typeof value === "number" ? String(value) : value,
        );
        it(`with ${title} are wrong: ${failure}`, () => {
            assert.deepEqual(said({ ...right, ...news }), [failure]);
        });
    }

    it("name source and destination, or a script in their place", () => {
        const neither = "source is missing: give source and destination, or a script in their place";
        assert.deepEqual(said(withoutContent), [neither]);
        assert.deepEqual(said({ ...withoutContent, destination }), [neither]);
        assert.deepEqual(said({ ...withoutContent, source }), [
            'destination is missing beside source: it has to be an object, such as { type: "hologres", datasource: "warehouse" }',
        ]);
        const place = "script stands in place of source and destination: leave out either script or";
        assert.deepEqual(said({ ...right, script }), [`${place} source and destination`]);
        assert.deepEqual(said({ ...withoutContent, source, script }), [`${place} source`]);
        assert.deepEqual(said({ ...withoutContent, destination, script }), [`${place} destination`]);
    });

    it("have a script that is an object, and nothing of a script is told", () => {
        const failure =
            'script has to be an object that is not empty, such as { type: "realtime", version: "1.0", setting: { ... }, steps: [...] }';
        for (const wrongScript of ['{"steps":[]}', [script], {}, 5, ""])
            assert.deepEqual(said({ ...withoutContent, script: wrongScript }), [failure]);
        const undocumented = { steps: { password: "not-a-secret" }, anything: [null] };
        assert.deepEqual(checked({ ...withoutContent, script: undocumented }).inputs["script"], undocumented);
    });

    it("that are not known yet are no failures, at any depth", () => {
        for (const news of [
            Object.fromEntries([...Object.keys(inputs)].map((name) => [name, unknown])),
            { ...withoutContent, script, source: unknown, destination: unknown },
            { ...right, script: unknown },
            { ...withoutContent, script: unknown },
            { ...withoutContent, source: unknown },
            reading(unknown),
            reading({ name: unknown, tables: unknown }, { name: unknown, tables: [unknown, "a", unknown] }),
            reading({ name: "shop", tables: ["a"], databases: unknown }),
            {
                ...right,
                source: { type: unknown, datasources: unknown },
                destination: { type: unknown, datasource: "w" },
            },
            { ...right, taskType: unknown, onDelete: "delete" },
            { ...right, triggers: { schema: unknown }, ignoreDefinitionPaths: [unknown] },
            { ...withoutContent, script: { steps: unknown } },
        ] as Values[])
            assert.deepEqual(said(news), []);
    });

    it("may be fed in where ignoreChanges names what a refresh finds", () => {
        const old = { drift: ["definition changed"], region: "cn-beijing" };
        assert.deepEqual(checked({ ...right, ...old }, old).failures, []);
    });
});

function filled(news: Values): Values {
    const { taskType, onDelete, timeoutSeconds } = filledIn;
    return { taskType, onDelete, timeoutSeconds, region, ...news };
}
