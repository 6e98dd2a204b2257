// The option `import`, which no dynamic resource can have, and arguments that only look like one.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DiSyncDeployment } from "../../provider/src/index";
import { withoutImport } from "../../provider/src/program/import-option";
import { withoutOwnNames } from "../../provider/src/program/own-names";

const make = (opts: pulumi.CustomResourceOptions) =>
    new DiSyncDeployment("orders", { projectId: "10000", taskType: "DI_REALTIME", fileId: "100" }, opts);

function isRefusal(error: unknown): boolean {
    return (
        error instanceof pulumi.RunError &&
        error.message.startsWith('DiSyncDeployment "orders": ') &&
        error.message.includes("npx pulumi-dataworks import")
    );
}

describe("the option import", () => {
    const type = "pulumi-nodejs:dynamic/dataworks:DiSyncDeployment";
    const adds: pulumi.ResourceTransform = ({ props, opts }) => ({ props, opts: { ...opts, import: "100" } });

    it("is an error that names the resource and the command to run", () => {
        assert.throws(() => make({ import: "100" }), isRefusal);
    });

    it("is the same error where a transform or a transformation of the resource adds it", async () => {
        const args = { custom: true, type, name: "orders", props: {}, opts: {} };
        const [transform] = withoutImport(type, "orders", { transforms: [adds] }).transforms ?? [];
        await assert.rejects(async () => transform?.(args), isRefusal);
        const old: pulumi.ResourceTransformation = ({ props, opts }) => ({ props, opts: { ...opts, import: "100" } });
        assert.throws(() => make({ transformations: [old] }), isRefusal);
    });

    it("is refused as are the arguments id and urn, which the SDK would drop without a word", () => {
        for (const own of ["id", "urn"]) {
            const args = { projectId: "10000", taskType: "DI_REALTIME", fileId: "100", [own]: "100" } as const;
            assert.throws(() => new DiSyncDeployment("orders", args), isRefusal, own);
            // A null is how a program in JavaScript may spell an absent value.
            withoutOwnNames("DiSyncDeployment", "orders", { ...args, [own]: null });
        }
    });

    it("is left to resources below, which inherit the transforms", async () => {
        const args = { custom: true, type: "other:index:Kind", name: "orders", props: {}, opts: {} };
        const [transform] = withoutImport(type, "orders", { transforms: [adds] }).transforms ?? [];
        assert.deepEqual(await transform?.(args), { props: {}, opts: { import: "100" } });
    });
});
