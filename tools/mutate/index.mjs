// Mutates the code of a room, one change at a time, and says which changes none of its tests notices.
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { rooms } from "./rooms.mjs";

const usage = `Usage: npm run mutate -- ROOM [FILE[:LINE-LINE]...] [--tests PATH]... [--static]

Mutates the files of a room, or these of them, and runs the tests that are about it.
--tests runs the tests in these files or folders instead, in this order.
--static also mutates what runs once when a file is loaded: every such change runs all tests of the room.

Rooms: ${Object.keys(rooms).join(", ")}
`;

/** The copies that are mutated. Stryker removes them at its end, and not where it is interrupted. */
const copies = join(".mutants", String(process.pid));
process.on("exit", () => rmSync(copies, { recursive: true, force: true }));

/** The files in these folders, at any depth, whose names end so. */
function filesOf(paths, ending) {
    return paths.filter(existsSync).flatMap((path) =>
        statSync(path).isDirectory()
            ? readdirSync(path, { recursive: true, encoding: "utf8" })
                  .filter((name) => name.endsWith(ending))
                  .map((name) => join(path, name))
            : [path],
    );
}

async function main() {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { tests: { type: "string", multiple: true }, static: { type: "boolean" } },
    });
    const [name, ...only] = positionals;
    const room = Object.hasOwn(rooms, name ?? "") ? rooms[name] : undefined;
    if (!room) {
        process.stderr.write(usage);
        return 2;
    }
    const mutants = await new Stryker({
        mutate: only.length > 0 ? only : filesOf(room.code, ".ts"),
        plugins: ["mocha-runner.mjs", "survivors.mjs"].map((name) => join(import.meta.dirname, name)),
        testRunner: "project-mocha",
        roomTests: filesOf(values.tests ?? room.tests, ".test.ts"),
        warnings: { unknownOptions: false },
        coverageAnalysis: "perTest",
        ignoreStatic: !values.static,
        concurrency: 1,
        // What a mutant breaks may be a wait.
        timeoutMS: 30_000,
        dryRunTimeoutMinutes: 30,
        tempDirName: copies,
        cleanTempDir: "always",
        ignorePatterns: [".mutants", "docs", "examples/**/*.ts", "**/.ts-node", "test/golden"],
        reporters: ["progress-append-only", "survivors", "clear-text"],
        clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
        allowConsoleColors: false,
        checkers: [],
    }).runMutationTest();
    return mutants.some(({ status }) => status === "Survived" || status === "NoCoverage") ? 1 : 0;
}

process.exitCode = await main();
