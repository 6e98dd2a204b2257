// Check: what is taken, what is refused with which words, and what is filled in.
import { check } from "../../support/lifecycle";
import type { Values } from "../../../provider/src/resources/resource";
import assert from "node:assert/strict";
import { unknown } from "../../../provider/src/resources/unknown";

const good = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" };
const region = "cn-hangzhou";
const checkedGood = { ...good, onDelete: "retain", region };

/** Inputs, also with symbols in them, as a test's title. */
function title(value: unknown): string {
    if (value === undefined) return "absent";
    return JSON.stringify(value, (_key, part: unknown) => (typeof part === "symbol" ? "unknown" : part));
}

describe("check: ids", () => {
    const refused: readonly (readonly [value: unknown, reason: RegExp])[] = [
        [undefined, /is missing/],
        [null, /is missing/],
        ["", /is missing/],
        ["abc", /has to be .*from 1 to \d+, as digits/],
        [0, /has to be/],
        ["0", /has to be/],
        [-1, /has to be/],
        ["-1", /has to be/],
        ["+1", /has to be/],
        [1.5, /has to be/],
        ["1.5", /has to be/],
        ["1e3", /has to be/],
        ["0x10", /has to be/],
        [2 ** 53, /write it as a string/],
        [2 ** 53 + 2, /write it as a string/],
        [2 ** 63, /write it as a string/],
        [1e300, /write it as a string/],
        ["9223372036854775808", /too large/],
        ["99999999999999999999999999", /too large/],
        ["010", /has to be/],
        [" 1", /has to be/],
        ["1 ", /has to be/],
        ["1\n", /has to be/],
        ["1,000", /has to be/],
        ["١٢", /has to be/],
        [true, /has to be/],
        [{}, /has to be/],
        [["1"], /has to be/],
    ];
    const tooLargeForAWorkspace: typeof refused = [
        ["10000000001", /too large/],
        [10_000_000_001, /too large/],
        ["9223372036854775807", /too large/],
    ];

    for (const property of ["projectId", "fileId"]) {
        for (const [value, reason] of property === "projectId" ? [...refused, ...tooLargeForAWorkspace] : refused) {
            it(`${property} = ${title(value)} is refused: ${String(reason)}`, () => {
                const { failures } = check({ ...good, [property]: value }, region);
                assert.deepEqual(
                    failures.map((failure) => failure.property),
                    [property],
                );
                assert.match(failures[0]?.reason ?? "", reason);
            });
        }
    }

    const taken: readonly (readonly [property: string, value: unknown, id: string])[] = [
        ["projectId", 1, "1"],
        ["projectId", "1", "1"],
        ["projectId", 10_000_000_000, "10000000000"],
        ["projectId", "10000000000", "10000000000"],
        ["fileId", 100, "100"],
        ["fileId", 2 ** 53 - 1, "9007199254740991"],
        ["fileId", "9007199254740993", "9007199254740993"],
        ["fileId", "7567482277219412494", "7567482277219412494"],
        ["fileId", "9223372036854775807", "9223372036854775807"],
    ];
    for (const [property, value, id] of taken) {
        it(`${property} = ${title(value)} is taken as the digits "${id}"`, () => {
            assert.deepEqual(check({ ...good, [property]: value }, region), {
                inputs: { ...checkedGood, [property]: id },
                failures: [],
            });
        });
    }
});

describe("check: other properties", () => {
    const refused: readonly (readonly [news: Values, property: string, reason: RegExp])[] = [
        [{ taskType: undefined }, "taskType", /is missing.*DI_REALTIME.*DI_SOLUTION/],
        [{ taskType: null }, "taskType", /is missing/],
        [{ taskType: "" }, "taskType", /is missing/],
        [{ taskType: "DI_OFFLINE" }, "taskType", /does not deploy DI_OFFLINE/],
        [{ taskType: "di_realtime" }, "taskType", /has to be "DI_REALTIME"/],
        [{ taskType: "DI_STREAM" }, "taskType", /has to be "DI_REALTIME"/],
        [{ taskType: "constructor" }, "taskType", /has to be "DI_REALTIME" \([^)]+\) or "DI_SOLUTION" \([^)]+\)$/],
        [{ taskType: 900 }, "taskType", /has to be/],
        [{ taskType: ["DI_REALTIME"] }, "taskType", /has to be/],
        [{ onDelete: "delete" }, "onDelete", /has to be "retain" or "undeploy"/],
        [{ onDelete: "" }, "onDelete", /has to be "retain" or "undeploy"/],
        [{ onDelete: true }, "onDelete", /has to be "retain" or "undeploy"/],
        [{ taskType: "DI_SOLUTION", onDelete: "undeploy" }, "onDelete", /"undeploy" is for DI_REALTIME only/],
        [{ triggers: "abc" }, "triggers", /has to be an object/],
        [{ triggers: 1 }, "triggers", /has to be an object/],
        [{ triggers: ["abc"] }, "triggers", /has to be an object/],
        [{ triggers: { sha: null } }, "triggers", /at "sha": it has to be a string, a number or true or false/],
        [{ triggers: { sha: ["abc"] } }, "triggers", /at "sha": it has to be a string, a number or true or false/],
        [
            { triggers: { sha: { of: "abc" } } },
            "triggers",
            /at "sha": it has to be a string, a number or true or false/,
        ],
        [{ ignoreDefinitionPaths: "name" }, "ignoreDefinitionPaths", /has to be a list of paths/],
        [{ ignoreDefinitionPaths: ["a", 1] }, "ignoreDefinitionPaths", /is wrong at \[1\]: it has to be a string/],
        [{ ignoreDefinitionPaths: ["steps["] }, "ignoreDefinitionPaths", /is wrong at \[0\]: it has /],
        [{ compareVersions: "true" }, "compareVersions", /has to be true or false/],
        [{ taskType: "DI_SOLUTION", compareVersions: true }, "compareVersions", /is for DI_REALTIME only/],
        [{ region: "cn-beijing" }, "region", /is no argument: it comes from the settings/],
        [{ region }, "region", /is no argument/],
        [{ region: unknown }, "region", /is no argument/],
        [{ drift: ["definition changed"] }, "drift", /is no argument: a refresh finds it/],
        [{ drift: [] }, "drift", /is no argument/],
        [{ drift: unknown }, "drift", /is no argument/],
        [{ fileID: "100" }, "fileID", /did you mean fileId\?/],
        [{ file_id: "100" }, "file_id", /did you mean fileId\?/],
        [{ projectid: "1" }, "projectid", /did you mean projectId\?/],
        [{ projetId: "1" }, "projetId", /did you mean projectId\?/],
        [{ PROJECTID: "1" }, "PROJECTID", /did you mean projectId\?/],
        [{ tasktype: "DI_REALTIME" }, "tasktype", /did you mean taskType\?/],
        [{ trigger: {} }, "trigger", /did you mean triggers\?/],
        [{ ondelete: "retain" }, "ondelete", /did you mean onDelete\?/],
        [{ onDelet: unknown }, "onDelet", /did you mean onDelete\?/],
        [{ projec: "1" }, "projec", /did you mean projectId\?/],
        [{ proje: "1" }, "proje", /it has projectId, taskType, fileId, triggers, onDelete/],
        [{ somethingElse: 1 }, "somethingElse", /it has projectId, taskType, fileId, triggers, onDelete/],
        [{ status: "success" }, "status", /is not a property/],
        [{ constructor: "a" }, "constructor", /is not a property/],
        [{ toString: "a" }, "toString", /is not a property/],
        [{ protect: true }, "protect", /is no argument of DiSyncDeployment but an option: write \{ protect: \.\.\. \}/],
        [{ provider: unknown }, "provider", /but an option/],
    ];
    for (const [news, property, reason] of refused) {
        it(`${title(news)} is refused: ${property} ${String(reason)}`, () => {
            const { failures } = check({ ...good, ...news }, region);
            assert.deepEqual(
                failures.map((failure) => failure.property),
                [property],
            );
            assert.match(failures[0]?.reason ?? "", reason);
        });
    }

    const taken: readonly (readonly [news: Values, inputs: Values])[] = [
        [{}, {}],
        [{ taskType: "DI_SOLUTION" }, { taskType: "DI_SOLUTION" }],
        [
            { ignoreDefinitionPaths: ["steps[*].parameter.table", "**.password", unknown], compareVersions: true },
            { ignoreDefinitionPaths: ["steps[*].parameter.table", "**.password", unknown], compareVersions: true },
        ],
        [
            { taskType: "DI_SOLUTION", compareVersions: false },
            { taskType: "DI_SOLUTION", compareVersions: false },
        ],
        [{ ignoreDefinitionPaths: unknown }, { ignoreDefinitionPaths: unknown }],
        [{ taskType: "DI_SOLUTION", onDelete: "retain" }, { taskType: "DI_SOLUTION" }],
        [{ onDelete: "undeploy" }, { onDelete: "undeploy" }],
        [{ triggers: {} }, { triggers: {} }],
        [{ triggers: { a: "", b: 0, c: false, d: 1.5 } }, { triggers: { a: "", b: 0, c: false, d: 1.5 } }],
        [{ onDelete: null, triggers: null, drift: null, region: null }, {}],
        [{ onDelete: undefined, triggers: undefined, drift: undefined, region: undefined }, {}],
        [{ misspelt: null }, {}],
    ];
    for (const [news, inputs] of taken) {
        it(`${title(news)} is taken, and becomes ${title({ ...checkedGood, ...inputs })}`, () => {
            assert.deepEqual(check({ ...good, ...news }, region), {
                inputs: { ...checkedGood, ...inputs },
                failures: [],
            });
        });
    }
});

describe("check: as a whole", () => {
    it("everything that is wrong is said at once, each naming its property", () => {
        const { failures } = check(
            { projectId: "abc", fileId: 1.5, onDelete: "delete", triggers: { a: null, b: [] }, fileID: "1" },
            region,
        );
        assert.deepEqual(failures.map((failure) => failure.property).sort(), [
            "fileID",
            "fileId",
            "onDelete",
            "projectId",
            "taskType",
            "triggers",
            "triggers",
        ]);
    });

    it("no inputs at all: what has to be there is missing, and nothing else is wrong", () => {
        const { failures } = check({}, region);
        assert.deepEqual(failures.map((failure) => failure.property).sort(), ["fileId", "projectId", "taskType"]);
    });

    it("no region anywhere: the inputs have none, and saying so is left to the settings", () => {
        assert.deepEqual(check(good, undefined), { inputs: { ...good, onDelete: "retain" }, failures: [] });
    });

    it("a region and a drift that ignoreChanges feeds in from the state stay, whatever the settings have", () => {
        const old = { ...checkedGood, region: "cn-beijing", drift: ["definition changed"] };
        const fed = { ...good, region: "cn-beijing", drift: ["definition changed"] };
        for (const settings of [undefined, region])
            assert.deepEqual(check(fed, settings, old), { inputs: old, failures: [] });
    });

    it("what an import file holds is taken, whatever region the settings have: the engine gives it as old inputs too", () => {
        const held = { ...checkedGood, triggers: { sha: "abc" } };
        for (const settings of [undefined, region, "cn-beijing"])
            assert.deepEqual(check(held, settings, held), { inputs: held, failures: [] });
    });

    it("a region and a drift that differ from the state's are the program's own, and refused", () => {
        const old = { ...checkedGood, drift: ["definition changed"] };
        for (const more of [{ region: "cn-beijing" }, { drift: ["definition changed", "and 1 more"] }, { drift: [] }]) {
            assert.equal(check({ ...good, ...more }, region, old).failures.length, 1);
        }
    });

    it("a wrong value is not repeated: the engine shows it, and knows whether it is a secret", () => {
        const long = "x".repeat(100_000);
        const { failures } = check({ projectId: long, taskType: long, fileId: long, onDelete: long }, region);
        assert.equal(failures.length, 4);
        for (const { reason } of failures) assert.ok(reason.length < 400, `${reason.length} characters`);
    });

    const unknowns: readonly Values[] = [
        ...["projectId", "taskType", "fileId", "onDelete", "triggers"].map((property) => ({
            [property]: unknown,
        })),
        { projectId: unknown, taskType: unknown, fileId: unknown, onDelete: unknown, triggers: unknown },
        { triggers: { sha: unknown } },
        { triggers: { sha: unknown, other: "abc" } },
        { taskType: unknown, onDelete: "undeploy" },
        { taskType: "DI_SOLUTION", onDelete: unknown },
    ];
    for (const news of unknowns) {
        it(`what is not known yet is left alone: ${title(news)}`, () => {
            assert.deepEqual(check({ ...good, ...news }, region), {
                inputs: { ...checkedGood, ...news },
                failures: [],
            });
        });
    }

    it("what is not known yet does not keep the rest from being checked", () => {
        const { failures } = check({ projectId: unknown, taskType: "DI_STREAM", fileId: 0 }, region);
        assert.deepEqual(
            failures.map((failure) => failure.property),
            ["taskType", "fileId"],
        );
    });

    for (const news of [
        { ...good, triggers: { b: 1, a: "x" }, onDelete: "undeploy" },
        { ...good, fileId: 100, drift: ["definition changed"], region: "cn-beijing" },
        { ...good, fileId: unknown },
    ]) {
        it(`checking what was checked changes nothing: ${title(news)}`, () => {
            const once = check(news, region, news);
            assert.deepEqual(check(once.inputs, "cn-shanghai", once.inputs), once);
        });
    }

    it("the given inputs stay as they are", () => {
        const given = () => ({ ...good, fileId: 100, triggers: { a: 1 }, ignoreDefinitionPaths: ["a"] });
        const news = given();
        check(news, region);
        assert.deepEqual(news, given());
    });

    it("takes no property that there is not because the state has the same", () => {
        for (const more of [{ status: "success" }, { nobody: "1" }]) {
            const { failures } = check({ ...good, ...more }, region, more);
            assert.deepEqual(
                failures.map(({ property }) => property),
                Object.keys(more),
            );
        }
    });
});
