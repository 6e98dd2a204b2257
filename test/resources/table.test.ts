// The table of resources: what else says what a resource is, says the same.
import assert from "node:assert/strict";
import { importFile } from "../../provider/src/cli/import/formats";
import type { DiSyncDeploymentArgs, DiSyncInstanceArgs, DiSyncTaskArgs } from "../../provider/src/index";
import * as deployment from "../../provider/src/program/di-sync-deployment";
import * as instance from "../../provider/src/program/di-sync-instance";
import * as task from "../../provider/src/program/di-sync-task";
import * as providers from "../../provider/src/provider";
import type { ArgumentNames, Resource } from "../../provider/src/resources/resource";
import type { Inputs } from "../../provider/src/resources/deployment/state";
import type { Inputs as InstanceInputs } from "../../provider/src/resources/instance/state";
import type { Inputs as TaskInputs } from "../../provider/src/resources/task/state";
import { resources } from "../../provider/src/resources/table";

/** What a class hands to the SDK. The compiler asks for a line here for each resource of the table. */
const classes: Readonly<
    Record<keyof typeof resources, { readonly properties: readonly string[]; readonly secrets: readonly string[] }>
> = { DiSyncDeployment: deployment, DiSyncInstance: instance, DiSyncTask: task };

/** A type that nothing has where the two differ. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
// The arguments that programs are offered are those that check knows.
const sameArguments: readonly [
    Same<keyof DiSyncDeploymentArgs, ArgumentNames<Inputs>>,
    Same<keyof DiSyncInstanceArgs, ArgumentNames<InstanceInputs>>,
    Same<keyof DiSyncTaskArgs, ArgumentNames<TaskInputs>>,
] = [true, true, true];

describe("the table of resources", () => {
    const all: readonly [string, Resource][] = Object.entries(resources);

    it("has each resource under its own name, and a provider for the text in the state", () => {
        assert.deepEqual(
            all.map(([, { name }]) => name),
            all.map(([name]) => name),
        );
        assert.deepEqual(Object.keys(providers), Object.keys(resources));
        assert.ok(sameArguments.every(Boolean));
    });

    for (const [name, resource] of all) {
        const { properties, secrets } = classes[name as keyof typeof resources];

        it(`has of ${name} the properties that the class hands to the engine, no more and no less`, () => {
            const known = [...Object.keys(resource.arguments), ...Object.keys(resource.outputs)];
            assert.deepEqual([...properties].sort(), known.sort());
        });

        it(`has of ${name} the outputs that the class keeps secret`, () => {
            const secret = Object.entries(resource.outputs).filter(([, output]) => output.secret);
            assert.deepEqual(
                [...secrets],
                secret.map(([output]) => output),
            );
        });
    }

    const nothing = { tasks: [], definitions: [], instances: [] };

    it("has of DiSyncTask what an import writes, and the same defaults, but for what is optional, pending or drift", () => {
        const own = { name: "a", id: "b", region: "r", taskName: "a", folder: "", fingerprint: "f" } as const;
        const told = {
            ...{ name: "a", folder: "f", resourceGroup: "g" },
            source: { type: "mysql", datasources: [{ name: "shop", tables: ["orders"] }] },
            destination: { type: "kafka", datasource: "warehouse" },
        } as const;
        const task = {
            projectId: "1",
            taskType: "DI_REALTIME",
            fileId: "1",
            received: { name: "a", folder: "" },
        } as const;
        const { resources: written } = JSON.parse(
            importFile({ ...nothing, definitions: [{ ...own, ...task, told }] }),
        ) as { resources: { inputs: Record<string, unknown>; outputs: object }[] };
        const { arguments: all, outputs: others } = resources.DiSyncTask;
        const optional = ["script", "cu", "triggers", "ignoreDefinitionPaths"];
        const stored = Object.keys(all).filter((each) => !optional.includes(each));
        const inputs = written[0]?.inputs ?? {};
        assert.deepEqual(Object.keys(inputs).sort(), ["__provider", "region", ...stored].sort());
        for (const name of ["taskType", "onDelete", "timeoutSeconds"] as const)
            assert.equal(inputs[name], all[name].otherwise);
        const outputs = Object.keys(others).filter((each) => !["pending", "drift"].includes(each));
        assert.deepEqual(Object.keys(written[0]?.outputs ?? {}).sort(), ["__provider", ...stored, ...outputs].sort());
    });

    it("has of DiSyncDeployment what an import writes, but for drift", () => {
        const texts = {
            projectId: "1",
            taskType: "DI_REALTIME",
            fileId: "1",
            onDelete: "retain",
            region: "r",
        } as const;
        const names = { name: "a", id: "b", taskName: "a", folder: "", received: { name: "a", folder: "" } };
        const task = { ...texts, ...names, fingerprint: "", triggers: {} };
        const { resources: written } = JSON.parse(importFile({ ...nothing, tasks: [task] })) as {
            resources: { inputs: object; outputs: object }[];
        };
        const optional = ["ignoreDefinitionPaths", "compareVersions", "approvedDigest"];
        const stored = Object.keys(resources.DiSyncDeployment.arguments).filter((each) => !optional.includes(each));
        assert.deepEqual(Object.keys(written[0]?.inputs ?? {}).sort(), ["__provider", "region", ...stored].sort());
        const outputs = Object.keys(resources.DiSyncDeployment.outputs).filter((each) => each !== "drift");
        assert.deepEqual(Object.keys(written[0]?.outputs ?? {}).sort(), ["__provider", ...stored, ...outputs].sort());
    });

    it("has of DiSyncInstance what an import writes, and the same defaults, but for what is optional, pending or drift", () => {
        const own = {
            name: "a",
            id: "b",
            region: "r",
            state: "running",
            status: "RUN",
            onDelete: "stop",
            deployedAt: "",
        } as const;
        const task = { projectId: "1", taskType: "DI_REALTIME", fileId: "1", taskName: "a", folder: "" } as const;
        const { resources: written } = JSON.parse(
            importFile({ ...nothing, instances: [{ ...own, ...task, received: { name: "a", folder: "" } }] }),
        ) as { resources: { inputs: Record<string, unknown>; outputs: object }[] };
        const { arguments: all, outputs: others } = resources.DiSyncInstance;
        const stored = Object.keys(all).filter((each) => !["startParameters", "compareAlarms"].includes(each));
        const inputs = written[0]?.inputs ?? {};
        assert.deepEqual(Object.keys(inputs).sort(), ["__provider", "region", ...stored].sort());
        for (const name of ["stableSeconds", "timeoutSeconds"] as const)
            assert.equal(inputs[name], all[name].otherwise);
        const outputs = Object.keys(others).filter(
            (each) => !["pending", "alarms", "drift", "ignoresState"].includes(each),
        );
        assert.deepEqual(Object.keys(written[0]?.outputs ?? {}).sort(), ["__provider", ...stored, ...outputs].sort());
    });
});
