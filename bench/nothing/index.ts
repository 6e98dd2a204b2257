// The measured program, with dynamic resources that do nothing: what the engine itself takes.
import * as pulumi from "@pulumi/pulumi";

const provider: pulumi.dynamic.ResourceProvider = {
    // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
    async create(inputs: { fileId: string }) {
        return { id: inputs.fileId, outs: inputs };
    },
};

class Nothing extends pulumi.dynamic.Resource {
    constructor(name: string, args: pulumi.Inputs) {
        super(provider, name, args);
    }
}

const first = Number(process.env["BENCH_FIRST"]);
for (let fileId = first; fileId < first + Number(process.env["BENCH_COUNT"]); fileId++) {
    new Nothing(`task-${fileId}`, { projectId: "10000", taskType: "DI_REALTIME", fileId: String(fileId) });
}
