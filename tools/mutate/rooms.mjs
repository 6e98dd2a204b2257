// The rooms whose code is mutated, each with the tests that are about it: files, or folders of them.

export const rooms = {
    "resources/deployment": {
        code: ["provider/src/resources/deployment"],
        tests: ["test/resources/deployment", "test/resources/driver.test.ts"],
    },
    resources: {
        code: [
            "provider/src/resources/canonical.ts",
            "provider/src/resources/check.ts",
            "provider/src/resources/driver.ts",
            "provider/src/resources/gone.ts",
            "provider/src/resources/types.ts",
            "provider/src/resources/unknown.ts",
        ],
        tests: ["test/resources/deployment/check.test.ts", "test/resources/deployment/read.test.ts", "test/dynamic"],
    },
    "resources/claims": {
        code: ["provider/src/resources/claims"],
        tests: ["test/resources/claims"],
    },
    definition: {
        code: ["provider/src/definition"],
        tests: ["test/definition"],
    },
    "dataworks/calls": {
        code: ["provider/src/dataworks/calls"],
        tests: ["test/dataworks/calls", "test/dataworks/client.test.ts"],
    },
    "dataworks/quota": {
        code: ["provider/src/dataworks/quota"],
        tests: ["test/dataworks/quota", "test/dataworks/gate.test.ts"],
    },
};
