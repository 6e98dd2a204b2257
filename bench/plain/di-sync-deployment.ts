// A hand-written dynamic provider, as the documentation of Pulumi and of Alibaba Cloud's client lead to one.
import Client, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";
import * as pulumi from "@pulumi/pulumi";

interface Task {
    projectId: string;
    taskType: string;
    fileId: string;
}

interface Reply {
    body: { RequestId: string; Success: boolean; Data: { Status: string; Message?: string } };
}

async function deploy({ projectId, taskType, fileId }: Task): Promise<string> {
    const endpoint = new URL(process.env["DATAWORKS_ENDPOINT"] ?? "https://dataworks.cn-hangzhou.aliyuncs.com");
    const client = new Client(
        new Config({
            accessKeyId: process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] ?? "",
            accessKeySecret: process.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] ?? "",
            endpoint: endpoint.host,
            protocol: endpoint.protocol.slice(0, -1),
        }),
    );
    const action = new Params({
        action: "DeployDISyncTask",
        version: "2020-05-18",
        protocol: "HTTPS",
        method: "POST",
        authType: "AK",
        style: "RPC",
        pathname: "/",
        reqBodyType: "formData",
        bodyType: "json",
    });
    const request = new OpenApiRequest({ query: { ProjectId: projectId, TaskType: taskType, FileId: fileId } });
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the client has a copy of its own
    const { body } = (await client.callApi(action, request, new RuntimeOptions({}))) as unknown as Reply;
    if (!body.Success || body.Data.Status !== "success") {
        throw new Error(`DeployDISyncTask failed: ${body.Data.Message ?? "no message"} (${body.RequestId})`);
    }
    return body.RequestId;
}

const provider: pulumi.dynamic.ResourceProvider<Task, Task & { requestId: string }> = {
    async create(inputs) {
        const requestId = await deploy(inputs);
        return { id: `${inputs.projectId}/${inputs.fileId}`, outs: { ...inputs, requestId } };
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
    async diff(_id, olds, news) {
        const moved = olds.projectId !== news.projectId;
        const changed = olds.fileId !== news.fileId || olds.taskType !== news.taskType;
        return { changes: moved || changed, replaces: moved ? ["projectId"] : [] };
    },

    async update(_id, _olds, news) {
        return { outs: { ...news, requestId: await deploy(news) } };
    },
};

export class DiSyncDeployment extends pulumi.dynamic.Resource {
    declare readonly requestId: pulumi.Output<string>;

    constructor(name: string, args: Task, opts?: pulumi.CustomResourceOptions) {
        super(provider, name, { requestId: undefined, ...args }, opts);
    }
}
