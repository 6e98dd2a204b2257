// Look-ups and deployments in a unit test of a program: the test's mocks answer them, without a call and without settings.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as dataworks from "../../provider/src/index";

const digest = "d1-3f9c2a7be41d5c08";
const valueOf = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => void output.apply(resolve));

describe("look-ups under mocks", () => {
    const asked: pulumi.runtime.MockCallArgs[] = [];

    before(() =>
        pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: (args) => {
                asked.push(args);
                if ((args.inputs as { name?: string }).name === "nothing") throw new Error("no such task");
                return { fileId: "100", taskType: "DI_REALTIME", name: "orders", definition: "a password", digest };
            },
        }),
    );

    beforeEach(() => void asked.splice(0));

    it("give what the mock says, in both forms", async () => {
        const file = { projectId: "10000", name: "orders" };
        assert.equal((await dataworks.getDiSyncFile(file)).fileId, "100");
        assert.equal(
            await valueOf(dataworks.getDiSyncFileOutput({ ...file, name: pulumi.output("orders") }).fileId),
            "100",
        );
        const expected = { token: "dataworks:index:getDiSyncFile", inputs: file };
        assert.deepEqual(asked, [expected, expected]);
    });

    it("keep the definition of a task a secret", async () => {
        const task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;
        const { definition, name } = await dataworks.getDiSyncTask(task);
        assert.equal(name, "orders");
        assert.ok(await pulumi.isSecret(definition));
        const outputs = dataworks.getDiSyncTaskOutput(task);
        assert.deepEqual(
            [await pulumi.isSecret(outputs.definition), await pulumi.isSecret(outputs.name)],
            [true, false],
        );
        assert.deepEqual(asked[0], { token: "dataworks:index:getDiSyncTask", inputs: task });
    });

    it("are asked for the digest of a task as the program asks for it, and it is no secret", async () => {
        const task = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100", digest: true } as const;
        const args = { ...task, ignoreDefinitionPaths: ["**.password"] };
        assert.equal((await dataworks.getDiSyncTask(args)).digest, digest);
        const outputs = dataworks.getDiSyncTaskOutput({ ...args, digest: pulumi.output(true) });
        assert.deepEqual([await valueOf(outputs.digest), await pulumi.isSecret(outputs.digest)], [digest, false]);
        const expected = { token: "dataworks:index:getDiSyncTask", inputs: args };
        assert.deepEqual(asked, [expected, expected]);
    });

    it("ask the mock for the tasks of a data source, in both forms", async () => {
        const args = { projectId: "10000", datasource: "shop" };
        const outputs = dataworks.getDiSyncTasksOfDataSourceOutput({ ...args, datasource: pulumi.output("shop") });
        for (const found of [await dataworks.getDiSyncTasksOfDataSource(args), await valueOf(outputs)])
            assert.equal((found as unknown as { name: string }).name, "orders");
        const expected = { token: "dataworks:index:getDiSyncTasksOfDataSource", inputs: args };
        assert.deepEqual(asked, [expected, expected]);
    });

    it("ask the mock for a workspace and a resource group, in both forms", async () => {
        const workspace = { identifier: "shop_prod" };
        const group = { name: "shop", type: "scheduling" } as const;
        const outputs = [
            dataworks.getWorkspaceOutput({ identifier: pulumi.output("shop_prod") }).name,
            dataworks.getResourceGroupOutput({ ...group, name: pulumi.output("shop") }).name,
        ];
        const found = [await dataworks.getWorkspace(workspace), await dataworks.getResourceGroup(group)];
        const names = [...found.map(({ name }) => name), ...(await Promise.all(outputs.map(valueOf)))];
        assert.deepEqual(names, Array(4).fill("orders"));
        const asks = [
            { token: "dataworks:index:getWorkspace", inputs: workspace },
            { token: "dataworks:index:getResourceGroup", inputs: group },
        ];
        const byToken = (a: { token: string }, b: { token: string }) => (a.token < b.token ? 1 : -1);
        assert.deepEqual(asked.sort(byToken), [asks[0], asks[0], asks[1], asks[1]]);
    });

    it("fail with the mock's error", async () => {
        await assert.rejects(dataworks.getDiSyncFile({ projectId: "10000", name: "nothing" }), /^Error: no such task$/);
    });
});

describe("a deployment under mocks", () => {
    before(() => {
        const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
            id: name,
            state: inputs as object,
        });
        return pulumi.runtime.setMocks({ newResource, call: () => ({}) });
    });

    it("takes a digest that comes as a secret for none, and other secrets for what they are", async () => {
        for (const approvedDigest of [pulumi.secret(digest), pulumi.output(digest), Promise.resolve(digest), digest]) {
            const deployment = new dataworks.DiSyncDeployment("orders", {
                projectId: "10000",
                taskType: "DI_REALTIME",
                fileId: pulumi.secret("100"),
                approvedDigest,
            });
            assert.equal(await valueOf(deployment.approvedDigest), digest);
            const are = [deployment.approvedDigest, deployment.fileId].map((output) => pulumi.isSecret(output));
            assert.deepEqual(await Promise.all(are), [false, true]);
        }
        const args = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" } as const;
        assert.equal(await valueOf(new dataworks.DiSyncDeployment("customers", args).approvedDigest), undefined);
    });
});
