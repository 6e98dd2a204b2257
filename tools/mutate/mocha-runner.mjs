// Runs the tests of a room for Stryker with the project's own Mocha: its official runner wants an older one.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import process from "node:process";
import Mocha from "mocha";

/** The longest that a test may take, in milliseconds: what a mutant keeps from ending is caught by that. */
const longestTest = 30_000;

/**
 * Loads the tests once, and runs those that Stryker asks for, in one process. The mutated code and this talk through a global that
 * Stryker's instrumenter names.
 */
class MochaRunner {
    static inject = ["options"];

    constructor(options) {
        this.tests = options.roomTests;
    }

    capabilities() {
        return { reloadEnvironment: false };
    }

    init() {
        process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
        this.shared = globalThis.__stryker__ ??= {};
        const require = createRequire(resolve("package.json"));
        require("ts-node/register/transpile-only");
        this.mocha = new Mocha({ timeout: longestTest });
        this.mocha.cleanReferencesAfterRun(false);
        for (const file of this.tests) this.mocha.addFile(resolve(file));
        this.isLoaded = false;
    }

    async dryRun({ coverageAnalysis }) {
        const { tests } = await this.#run({ all: true });
        const mutantCoverage = coverageAnalysis === "off" ? undefined : this.shared.mutantCoverage;
        return { status: "complete", tests, mutantCoverage };
    }

    async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, disableBail }) {
        this.shared.hitLimit = hitLimit;
        this.shared.hitCount = hitLimit === undefined ? undefined : 0;
        const { tests } = await this.#run({ activeMutant, mutantActivation, testFilter, all: disableBail });
        if (hitLimit !== undefined && this.shared.hitCount > hitLimit) {
            return { status: "timeout", reason: `the mutant ran more than ${hitLimit} times` };
        }
        const failed = tests.filter(({ status }) => status === statuses.failed);
        return failed.length === 0
            ? { status: "survived", nrOfTests: tests.length }
            : {
                  status: "killed",
                  killedBy: failed.map(({ id }) => id),
                  failureMessage: failed[0].failureMessage,
                  nrOfTests: tests.length,
              };
    }

    #run({ activeMutant, mutantActivation, testFilter, all }) {
        if (!this.isLoaded) {
            this.shared.activeMutant = mutantActivation === "static" ? activeMutant?.id : undefined;
            this.mocha.loadFiles();
            this.isLoaded = true;
        }
        this.shared.activeMutant = activeMutant?.id;
        this.mocha.grep(testFilter ? new RegExp(`^(?:${testFilter.map(escaped).join("|")})$`) : /^/);
        const tests = [];
        const shared = this.shared;
        this.mocha.reporter(function (runner) {
            const nameOf = (test) => test.fullTitle();
            const passed = (test) =>
                tests.push({
                    id: nameOf(test),
                    name: nameOf(test),
                    status: statuses.passed,
                    timeSpentMs: test.duration ?? 0,
                });
            // From here on, hooks included, until the next test or suite: what runs is run for this test.
            runner.on("test", (test) => (shared.currentTestId = nameOf(test)));
            for (const event of ["suite", "suite end"]) runner.on(event, () => (shared.currentTestId = undefined));
            runner.on("pass", passed);
            runner.on("fail", (test, error) => {
                const failureMessage = String(error?.message ?? error);
                tests.push({
                    id: nameOf(test),
                    name: nameOf(test),
                    status: statuses.failed,
                    failureMessage,
                    timeSpentMs: test.duration ?? 0,
                });
                if (!all) runner.abort();
            });
        });
        return new Promise((done) => this.mocha.run(() => done({ tests })));
    }
}

/** As Stryker numbers them. */
const statuses = { passed: 0, failed: 1 };

function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export const strykerPlugins = [{ kind: "TestRunner", name: "project-mocha", injectableClass: MochaRunner }];
