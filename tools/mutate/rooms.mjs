// The rooms whose code is mutated, each with the tests that are about it: files, or folders of them. They run in this order, the
// quick ones first, and a change is caught by the first that fails. Left out are tests of minutes (simulations, models of whole
// runs) and those that need a process of their own, which would run the code as it is built.

export const rooms = {
    "resources/deployment": {
        code: ["provider/src/resources/deployment"],
        tests: [
            ...["diff", "state", "replacement", "check"].map((name) => `test/resources/deployment/${name}.test.ts`),
            "test/resources/driver.test.ts",
            ...["deploy", "delete", "read", "changes"].map((name) => `test/resources/deployment/${name}.test.ts`),
        ],
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
        tests: [
            "test/resources/canonical.test.ts",
            "test/resources/gone.test.ts",
            "test/resources/deployment/check.test.ts",
            "test/resources/driver.test.ts",
            "test/resources/deployment/read.test.ts",
        ],
    },
    "resources/claims": {
        code: ["provider/src/resources/claims"],
        tests: ["test/resources/claims/shared.test.ts", "test/resources/driver.test.ts"],
    },
    definition: {
        code: ["provider/src/definition"],
        tests: [
            "test/definition/text.test.ts",
            "test/definition/paths",
            "test/definition/tree",
            "test/definition/comparison",
            "test/definition/fingerprint",
            "test/definition/approval",
        ],
    },
    "dataworks/calls": {
        code: ["provider/src/dataworks/calls"],
        tests: [
            "test/dataworks/calls/codes.test.ts",
            "test/dataworks/calls/errors.test.ts",
            "test/dataworks/calls/retry.test.ts",
            "test/dataworks/calls/reply.test.ts",
            "test/dataworks/calls/calls.test.ts",
        ],
    },
    "dataworks/quota": {
        code: ["provider/src/dataworks/quota"],
        tests: [
            "test/dataworks/quota/separate-quotas.test.ts",
            "test/dataworks/quota/rate.test.ts",
            "test/dataworks/quota/rate-limiter.test.ts",
        ],
    },
};
