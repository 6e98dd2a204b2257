// Every main story under every answer of every assumption, one switched at a time: never a false success, nothing lost, nothing made twice.
import assert from "node:assert/strict";
import { assumptions, type Answers } from "dataworks-emulator";
import { Lifecycle } from "../support/lifecycle";
import { dataSources } from "../support/new-task";
import { definition, projectId } from "../support/tasks";
import { task } from "../../provider/src/resources/task";
import { stories, Teller } from "./assumption-stories";
import { inputs as taskInputs } from "./task/stage";

const tasks = [
    { fileId: "100", name: "fresh", definition: definition("fresh") },
    { fileId: "101", name: "to_undeploy", definition: definition("to_undeploy") },
    { fileId: "200", name: "running", definition: definition("running"), deployed: true, instance: "RUN" as const },
    { fileId: "201", name: "standing", definition: definition("standing"), deployed: true },
];
const seed = { workspaces: [{ projectId, identifier: "shop", dataSources, tasks }] };

/** Steps that come to an error, by story, and what that says; whatever is answered, where nothing else is said. */
type Errors = Readonly<Record<string, Readonly<Record<string, RegExp | undefined>>>>;

const noFile = /Param\.Invalid: The parameter is invalid\. fileId:?\[\d+\] is invalid/;
const taken = /was not made, because the name is taken: file 600000001 in flow\/shop has it/;
const nothingToDeploy = /DeployDISyncTask was refused .* has nothing to deploy/;

const always: Errors = {
    drift: { "read in a workspace that is not there": /Forbidden\.Access: / },
    "lost replies": { "deploy, and lose the reply": /^DeployDISyncTask may have been applied/ },
    undeploying: { "undeploy in a workspace that is not there": /Forbidden\.Access: / },
    "undeploying at once": {
        "deploy 101": /^DeployDISyncTask may have been applied/,
        "undeploy what waits for an approval":
            /is not undeployed: its deployment was accepted, and is not in production/,
    },
    importing: {
        "import one that is not deployed": /has no version in production/,
        "import an instance of a task that is not deployed": /the task is not deployed/,
        "import what is not there": /is not in DataWorks/,
    },
    "looking up": { "look up what is not there": /GetDISyncTask was refused .* is invalid/ },
    "making a task": {
        "make another one of the name": taken,
        "delete what runs": /DeleteDISyncTask was refused .* is running.* it has to be undeployed first/,
    },
    "an instance": {
        "start what is not deployed": /is not started, because it is not deployed: GetDISyncInstanceInfo says/,
    },
};

/** What another answer changes of it; undefined: that step is done then. */
const under: Readonly<Record<string, Errors>> = {
    "unknown-file-id=error": {
        drift: { "read a deleted task (RECYCLE_BIN)": noFile, "read a deleted task (GONE)": noFile },
        undeploying: { "undeploy what is gone": noFile },
        importing: { "import what is not there": noFile },
        "looking up": { "look up what is not there": noFile },
        "making a task": { "delete what is gone": noFile },
    },
    "unknown-file=fail": {
        drift: { "read a deleted task (GONE)": /GetFile was refused .* InvalidFile\.NotFound/ },
        importing: { "import what is not there": /GetFile was refused .* InvalidFile\.NotFound/ },
    },
    "unknown-workspace=invalid": {
        drift: { "read in a workspace that is not there": /Param\.Invalid: .* The workspace is not known/ },
        undeploying: { "undeploy in a workspace that is not there": /Param\.Invalid: .* The workspace is not known/ },
    },
    "unknown-workspace=notFound": {
        drift: { "read in a workspace that is not there": /1101080008: .* no such workspace/ },
        undeploying: { "undeploy in a workspace that is not there": /1101080008: .* no such workspace/ },
    },
    "undeployed-instance=NORUN": {
        importing: { "import an instance of a task that is not deployed": undefined },
        "an instance": { "start what is not deployed": /because it is not deployed: StartDISyncInstance says/ },
    },
    "deploy-unchanged=refused": {
        deploying: { "deploy what nobody edited": nothingToDeploy },
        "a refresh and an update": { "deploy what somebody edited and deployed": nothingToDeploy },
        "lost replies": {
            "deploy again": /has nothing to deploy.* there is nothing to deploy, that one was made/,
            "deploy, where the service fails after it":
                /^DeployDISyncTask may have been applied.* has nothing to deploy/,
        },
    },
    "deploy-running=refused": {
        "an instance": { "deploy what runs": /is running, stop it first.*`pulumi up --target` of its DiSyncInstance/ },
    },
    "client-token=refused": {
        "lost replies": {
            "make a task, and lose the replies": /GenerateDISyncTaskConfigForCreating was refused .*ClientToken/,
        },
    },
    "new-file-listed=later": {
        "making a task": { "make another one of the name": /the name \[orders\] exists already/ },
    },
    "change-tables=added": {
        "making a task": {
            "remove a table": /its tables are not those that are declared: there and not declared: shop\/orders/,
        },
    },
    "taken-name=allowed": { "making a task": { "make another one of the name": undefined } },
    "delete-task=any": { "making a task": { "delete what runs": undefined } },
    "delete-task=notDeployed": {
        "making a task": {
            "delete what is deployed": /is deployed, undeploy it first\..* it has to be undeployed first/,
        },
    },
};

const switches: Answers[] = [
    {},
    ...assumptions.flatMap(({ id, answers, given }) =>
        Object.keys(answers)
            .filter((answer) => answer !== given)
            .map((answer) => ({ [id]: answer })),
    ),
];
const nameOf = (assume: Answers) => Object.entries(assume).map((pair) => pair.join("="))[0];

for (const [name, story] of Object.entries(stories))
    describe(`the story of ${name}`, () => {
        for (const assume of switches) {
            const which = nameOf(assume);
            it(`goes well, or says what it met, ${which === undefined ? "as the emulator is by itself" : `under ${which}`}`, async () => {
                // Working a definition out takes longer than the pause after which a failure counts.
                const lifecycle = await Lifecycle.begin(seed, true, { assume, making: { mode: "after", ms: 8000 } });
                try {
                    const teller = new Teller(lifecycle);
                    await story(teller);
                    const expected = Object.entries({ ...always[name], ...under[which ?? ""]?.[name] });
                    const errors = expected.filter(([, message]) => message !== undefined);
                    assert.deepEqual(Object.keys(teller.failed).sort(), errors.map(([step]) => step).sort());
                    for (const [step, message] of errors)
                        assert.match(teller.failed[step] ?? "", message ?? assert.fail(), step);
                } finally {
                    await lifecycle.end();
                }
            });
        }
    });

describe("a task whose creations lose their replies, under three answers at once", () => {
    const answersOf = (id: string) => Object.keys(assumptions.find((one) => one.id === id)?.answers ?? assert.fail(id));
    for (const token of answersOf("create-token"))
        for (const listed of answersOf("new-file-listed"))
            for (const name of answersOf("taken-name"))
                for (const times of [1, 2])
                    it(`is one, or all that were made are told: ${token}, ${listed}, ${name}, ${times} lost`, async () => {
                        const assume = {
                            "create-token": token,
                            "new-file-listed": listed,
                            "taken-name": name,
                        } as Answers;
                        const lifecycle = await Lifecycle.begin(seed, true, { assume });
                        try {
                            const teller = new Teller(lifecycle);
                            await teller.control.addFault({ operation: "CreateDISyncTask", kind: "resetAfter", times });
                            const made = await teller.step("make", (context) =>
                                task.create(taskInputs(["orders"]), context),
                            );
                            const there = await teller.named("orders");
                            const told = [
                                made.value?.fileId ?? "",
                                teller.failed["make"] ?? "",
                                ...lifecycle.warnings,
                            ].join();
                            if (there.length > 1) for (const fileId of there) assert.ok(told.includes(fileId), told);
                            if (made.value) assert.ok(there.includes(made.value.fileId ?? ""));
                            else assert.ok(made.kept ?? there.length === 0, "what may have been made is not lost");
                        } finally {
                            await lifecycle.end();
                        }
                    });
});

describe("the stories under assumptions", () => {
    it("expect something of no answer that there is not", () => {
        const known = switches.map(nameOf);
        assert.deepEqual(
            Object.keys(under).filter((which) => !known.includes(which)),
            [],
        );
    });
});
