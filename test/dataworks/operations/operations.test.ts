// The list of operations, held to what their methods really send.
import assert from "node:assert/strict";
import {
    again,
    longParameters,
    operationNames,
    operations,
    type OwnOperation,
} from "../../../provider/src/dataworks/operation";
import { clientOf } from "../../support/lifecycle";
import { shapes } from "../calls/mutated-bodies";
import { rawReply, RawServer } from "../http/raw-server";
import { methods } from "./methods";

const actionOf = (head: string) => /^x-acs-action: (\S+)/im.exec(head)?.[1] as OwnOperation;

/** What the documentation and the official clients say: a list that tests go by is held by no test that goes by it. */
const documented: Readonly<Record<OwnOperation, readonly [effect: "read" | "write", parametersIn: "query" | "form"]>> =
    {
        GenerateDISyncTaskConfigForCreating: ["write", "query"],
        GenerateDISyncTaskConfigForUpdating: ["write", "query"],
        QueryDISyncTaskConfigProcessResult: ["read", "query"],
        CreateDISyncTask: ["write", "query"],
        UpdateDISyncTask: ["write", "query"],
        DeleteDISyncTask: ["write", "query"],
        DeployDISyncTask: ["write", "query"],
        GetDISyncTask: ["read", "query"],
        ListRefDISyncTasks: ["read", "query"],
        GetDISyncInstanceInfo: ["read", "query"],
        StartDISyncInstance: ["write", "query"],
        StopDISyncInstance: ["write", "query"],
        TerminateDISyncInstance: ["write", "query"],
        GetFile: ["read", "form"],
        ListFiles: ["read", "form"],
        ListFileVersions: ["read", "form"],
        GetFileVersion: ["read", "form"],
        GetProject: ["read", "query"],
        ListProjects: ["read", "query"],
        ListResourceGroups: ["read", "query"],
    };

/** A parameter by which each is known that is about no workspace. */
const parameterOf = (operation: OwnOperation) =>
    ({ ListProjects: "PageNumber=1", ListResourceGroups: "Keyword=shop" })[operation as string] ?? "ProjectId=10000";

describe("the list of operations", () => {
    it("says of each what is documented: a write that passes for a read would be sent again", () => {
        const listed = operationNames.map((name) => [name, [operations[name].effect, operations[name].parametersIn]]);
        assert.deepEqual(Object.fromEntries(listed), documented);
    });

    it("has as exceptions which are sent again, or never, and whose long parameters travel in a form body", () => {
        const usual = { read: "always", write: "failed" };
        const exceptions = operationNames.filter((name) => again(name) !== usual[operations[name].effect]);
        assert.deepEqual(Object.fromEntries(exceptions.map((name) => [name, again(name)])), {
            GenerateDISyncTaskConfigForCreating: "always",
            GenerateDISyncTaskConfigForUpdating: "always",
            CreateDISyncTask: "never",
        });
        const long = operationNames.filter((name) => longParameters(name).length > 0);
        assert.deepEqual(Object.fromEntries(long.map((name) => [name, longParameters(name)])), {
            GenerateDISyncTaskConfigForCreating: ["TaskParam"],
            GenerateDISyncTaskConfigForUpdating: ["TaskParam"],
            CreateDISyncTask: ["TaskContent"],
            UpdateDISyncTask: ["TaskContent"],
        });
    });

    let server: RawServer;

    before(async () => {
        server = await RawServer.start((socket, { head }) =>
            socket.write(rawReply("200 OK", JSON.stringify(shapes[actionOf(head)]))),
        );
    });

    after(() => server.stop());

    for (const operation of operationNames) {
        const { parametersIn } = operations[operation];
        it(`has ${operation}, which is called once by its method, with its parameters in the ${parametersIn}`, async () => {
            const client = clientOf(server.origin);
            server.requests.length = 0;
            await methods[operation](client.forOperation()).finally(() => client.close());
            assert.deepEqual(
                server.requests.map(({ head }) => actionOf(head)),
                [operation],
            );
            const [{ head, body } = assert.fail("no request")] = server.requests;
            const [line = ""] = head.split("\r\n");
            const [search, form] = [line, body].map((text) => text.includes(parameterOf(operation)));
            assert.deepEqual({ search, form }, { search: parametersIn === "query", form: parametersIn === "form" });
            for (const long of longParameters(operation))
                assert.deepEqual([line.includes(long), body.includes(`${long}=`)], [false, true], long);
        });
    }
});
