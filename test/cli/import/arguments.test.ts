// The command line of import: what it means, and what is wrong with it.
import assert from "node:assert/strict";
import { UsageError } from "../../../provider/src/cli/error";
import { readArguments } from "../../../provider/src/cli/import/arguments";

const reads = (line: string) =>
    readArguments(
        line
            .replace(/^import */, "")
            .split(" ")
            .filter(Boolean),
    );

describe("the command line of import", () => {
    it("has a default for everything but the workspace", () => {
        assert.deepEqual(reads("import --project 10000"), {
            ...{ projects: ["10000"], workspaces: [], names: [], folder: undefined, fileIds: [], solutions: [] },
            ...{ checkVersions: true, withDefinitions: false, withInstances: false, approve: false, native: false },
            ...{ out: "import.json", program: undefined, config: undefined },
            ...{ onDelete: "retain", json: false, force: false, region: undefined, stack: undefined },
        });
    });

    it("takes every option, some of them several times", () => {
        const line =
            "import --project 1 --name a* --name !b --folder f --file-id 2 --file-id 2 --solution 3 --no-check-versions --with-instances " +
            "--out o --program p --config c --on-delete retain --json --force --region cn-hangzhou --stack s";
        assert.deepEqual(reads(line), {
            ...{ projects: ["1"], workspaces: [], names: ["a*", "!b"], folder: "f", fileIds: ["2"], solutions: ["3"] },
            ...{
                checkVersions: false,
                withDefinitions: false,
                withInstances: true,
                approve: false,
                native: false,
                out: "o",
                program: "p",
                config: "c",
            },
            ...{ onDelete: "retain", json: true, force: true, region: "cn-hangzhou", stack: "s" },
        });
    });

    it("takes --with-definitions, which no stack's file has room for", () => {
        const read = reads("import --project 1 --with-definitions");
        assert.ok(typeof read === "object" && read.withDefinitions);
    });

    it("takes --approve, which goes with a place that says the pins, and with the versions", () => {
        const read = reads("import --project 1 --approve --config c");
        assert.ok(typeof read === "object" && read.approve);
    });

    it("takes --check-versions, which older scripts say", () => {
        const read = reads("import --project 1 --check-versions");
        assert.ok(typeof read === "object" && read.checkVersions);
    });

    it("asks for help or the version wherever it says so", () => {
        for (const line of ["import --help", "import -h", "import --project 1 --help"])
            assert.equal(reads(line), "help", line);
        assert.equal(reads("import --version"), "version");
    });

    for (const [line, said] of [
        ["import", "--project is missing: it is the id of the DataWorks workspace."],
        ["import --project 1 --workspace shop", "--workspace does not go with --project: name the workspaces, or give"],
        ["import --workspace=", "--workspace takes the name of a workspace."],
        ["import --workspace a --workspace b --file-id 3", "--file-id and --solution go with one --project"],
        ["import --workspace a --workspace b --config c", "--config goes with one --project"],
        ["import 10000", '"10000" belongs to no option.'],
        ["import --project 1 --projct 2", "Unknown option '--projct'."],
        ["import --project", "Option '--project <value>' argument missing"],
        ["import --project shop", "--project has to be a DataWorks workspace id, from 1 to 10000000000, as digits."],
        [
            "import --project 1 --file-id 0",
            "--file-id has to be the file id of a real-time task, or the id of a solution, from 1 to 9223372036854775807, as digits.",
        ],
        ["import --project 1 --on-delete delete", '--on-delete takes "retain" or "undeploy".'],
        ["import --project 1 --solution 2 --on-delete undeploy", "--on-delete undeploy is for real-time tasks only"],
        ["import --project 1 --project 2 --file-id 3", "--file-id and --solution go with one --project"],
        ["import --project 1 --project 2 --config c", "--config goes with one --project"],
        ["import --project 1 --approve", "--approve goes with --program or --config: what a deployment is pinned to"],
        [
            "import --project 1 --approve --program p --no-check-versions",
            "--approve does not go with --no-check-versions: it pins tasks to the version in production",
        ],
        [
            "import --project 1 --with-definitions --config c",
            "--with-definitions goes with --program, and not with --config",
        ],
        [
            "import --project 1 --native --program p",
            "--program is a YAML program beside --native, so its name has to end in .yaml: `pulumi convert --from yaml` makes one of another language of it.",
        ],
        [
            "import --project 1 --native --config c",
            "--config does not go with --native: a program that reads its tasks from there",
        ],
        [
            "import --project 1 --native --on-delete undeploy",
            '--on-delete undeploy does not go with --native: an import by id takes what is there, with onDelete "retain".',
        ],
        [
            "import --project 1 --native --no-check-versions",
            "--no-check-versions does not go with --native: the plugin takes over no deployment of a task that has no version in production.",
        ],
        ["import --project 1 --region Hangzhou", '--region has to be a region id, such as "cn-hangzhou".'],
        ["import --project 1 --program import.json", "have to name different files"],
        ["import --project 1 --program ./import.json", "have to name different files"],
        ["import --project 1 --out=", "take the name of a file"],
        ["import --project 1 --name=", "take a text"],
    ] as const) {
        it(`is wrong: ${line}`, () => {
            assert.throws(
                () => reads(line),
                (error) => error instanceof UsageError && error.message.includes(said),
            );
        });
    }
});
