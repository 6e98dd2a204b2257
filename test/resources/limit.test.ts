// How long an operation may take where the resource's customTimeouts say so.
import assert from "node:assert/strict";
import * as instances from "./instance/stage";
import * as tasks from "./task/stage";
import { instance } from "../../provider/src/resources/instance";
import { deployment } from "../../provider/src/resources/deployment";
import { task } from "../../provider/src/resources/task";
import { KeptError } from "../../provider/src/resources/resource";

import * as deployments from "../support/lifecycle";

describe("customTimeouts of a resource", () => {
    it("win over an instance's timeoutSeconds, longer or shorter, and the state keeps the program's", async () => {
        const stage = await instances.Stage.begin({ mode: "after", ms: 30_000 });
        try {
            const news = instances.inputs({ timeoutSeconds: 5, stableSeconds: 1 });
            const short = instances.inputs({ timeoutSeconds: 600, stableSeconds: 1 });
            const failure = await instance
                .create(short, { ...stage.context, limit: 7 })
                .catch((error: unknown) => error);
            assert.ok(failure instanceof KeptError);
            assert.match(
                failure.message,
                /did not run within 7 s \(customTimeouts\).*a larger customTimeouts waits longer/,
            );
            assert.equal((failure.outputs as typeof short).timeoutSeconds, 600);
            const made = await instance.create(news, { ...stage.context, limit: 120 });
            assert.deepEqual([made.status, made.timeoutSeconds], ["RUN", 5]);
        } finally {
            await stage.end();
        }
    });

    it("win over a task's timeoutSeconds while its definition is worked out", async () => {
        const stage = await tasks.Stage.begin({ mode: "byHand" });
        try {
            const got = await stage.do((context) => task.create(tasks.inputs(), { ...context, limit: 9 }));
            assert.match(
                got.error?.message ?? "",
                /within 9 s \(customTimeouts\)\. Run again, with a larger customTimeouts/,
            );
        } finally {
            await stage.end();
        }
    });

    it("win over the 5 minutes that an instance may take to stop before it is undeployed", async () => {
        const stage = await instances.Stage.begin({ mode: "byHand" }, { instance: "RUN" });
        try {
            const olds = deployments.outputs(deployments.inputs(instances.fileId, { onDelete: "undeploy" }));
            await assert.rejects(
                deployment.delete("id", olds, { ...stage.context, limit: 20 }),
                /did not stop within 20 s \(customTimeouts\)/,
            );
        } finally {
            await stage.end();
        }
    });
});
