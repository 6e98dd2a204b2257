// The emulator lets nobody in whose request is not rightly signed, and says why as the API does.
import assert from "node:assert/strict";
import { Nonces } from "../../emulator/src/protocol/signature";
import { emulatorCredentials, type RpcOptions } from "../support/rpc";
import { at, deployed, project, running, seed } from "./running";

const temporary = { accessKeyId: "sts-key", accessKeySecret: "sts-secret", securityToken: "sts-token" };
const good = { ...emulatorCredentials };

describe("a request's signature", () => {
    const dataworks = running({ seed: { ...seed, credentials: [good, temporary] } });
    const parameters = { ProjectId: project, FileId: deployed, TaskType: "DI_REALTIME" };

    for (const type of ["Application/X-WWW-Form-URLencoded", "application/x-www-form-urlencoded ; charset=UTF-8"])
        it(`takes a form of the type ${type}`, async () => {
            const options = { where: "form", headers: { "content-type": type } } as const;
            assert.equal((await dataworks.call("GetDISyncTask", parameters, options)).status, 200);
        });

    async function refused(options: RpcOptions, status: number, code: string) {
        const reply = await dataworks.call("DeployDISyncTask", parameters, options);
        assert.deepEqual([reply.status, at(reply, "Code")], [status, code], reply.text);
        assert.equal((await dataworks.control.task({ projectId: project, fileId: deployed })).deployments, 0);
        const [entry] = await dataworks.control.journal();
        assert.deepEqual([entry?.status, entry?.code, entry?.applied], [status, code, false]);
    }

    it("is accepted when the API client's own signer made it, with parameters in the query", async () => {
        assert.equal(at(await dataworks.call("DeployDISyncTask", parameters), "Data", "Status"), "success");
    });
    it("is accepted when the API client's own signer made it, with parameters in the form", async () => {
        const reply = await dataworks.call("DeployDISyncTask", parameters, { where: "form" });
        assert.equal(at(reply, "Data", "Status"), "success");
    });
    it("is accepted for parameters that must be escaped", async () => {
        for (const where of ["query", "form"] as const) {
            const odd = { ProjectId: project, Keyword: "a b+c*d~e!(f)'%&=/?ü", A: "1", A1: "2", "A-": "3", Empty: "" };
            const reply = await dataworks.call("ListFiles", odd, { where });
            assert.equal(at(reply, "Data", "TotalCount"), 0, reply.text);
        }
    });

    it("made with another secret is refused", () =>
        refused({ credentials: { ...good, accessKeySecret: "another" } }, 400, "SignatureDoesNotMatch"));
    it("made with an unknown access key is refused", () =>
        refused({ credentials: { ...good, accessKeyId: "unknown" } }, 404, "InvalidAccessKeyId.NotFound"));
    it("does not hold for another parameter", () =>
        refused({ tamper: ({ query }) => (query.FileId = "201") }, 400, "SignatureDoesNotMatch"));
    it("does not hold for a parameter that was added", () =>
        refused({ tamper: ({ query }) => (query.Extra = "1") }, 400, "SignatureDoesNotMatch"));
    it("does not hold for another body", () =>
        refused({ where: "form", tamper: (sent) => (sent.body += "&Extra=1") }, 400, "SignatureDoesNotMatch"));
    it("does not hold for another action", () =>
        refused({ tamper: ({ headers }) => (headers["x-acs-action"] = "GetFile") }, 400, "SignatureDoesNotMatch"));
    it("must cover every x-acs- header", () =>
        refused({ tamper: ({ headers }) => (headers["x-acs-added"] = "1") }, 400, "SignatureDoesNotMatch"));
    it("is required", () =>
        refused({ tamper: ({ headers }) => delete headers.Authorization }, 400, "IncompleteSignature"));
    it("of another algorithm is not read", () =>
        refused(
            {
                tamper: ({ headers }) =>
                    (headers.Authorization = headers.Authorization?.replace("SHA256", "SM3") ?? ""),
            },
            400,
            "IncompleteSignature",
        ));

    it("is refused more than 15 minutes after its date", () => {
        const date = new Date(Date.now() - 16 * 60_000).toISOString().replace(/\.\d+/, "");
        return refused({ headers: { "x-acs-date": date } }, 400, "InvalidTimeStamp.Expired");
    });
    it("is refused when its date lies more than 15 minutes ahead", () => {
        const date = new Date(Date.now() + 16 * 60_000).toISOString().replace(/\.\d+/, "");
        return refused({ headers: { "x-acs-date": date } }, 400, "InvalidTimeStamp.Expired");
    });
    it("is refused when its date is written otherwise", () =>
        refused({ headers: { "x-acs-date": new Date().toUTCString() } }, 400, "InvalidTimeStamp.Format"));

    for (const [header, code] of [
        ["x-acs-version", "MissingVersion"],
        ["x-acs-date", "MissingTimestamp"],
        ["x-acs-signature-nonce", "MissingSignatureNonce"],
        ["x-acs-content-sha256", "MissingContentSha256"],
        ["x-acs-action", "MissingAction"],
    ] as const)
        it(`is refused without ${header}`, async () => {
            const tamper: RpcOptions["tamper"] = ({ headers }) => Reflect.deleteProperty(headers, header);
            const reply = await dataworks.call("DeployDISyncTask", parameters, { tamper });
            assert.deepEqual([reply.status, at(reply, "Code")], [400, code]);
        });

    it("counts once: the same nonce again is refused", async () => {
        const headers = { "x-acs-signature-nonce": "once" };
        assert.equal((await dataworks.call("GetProject", parameters, { headers })).status, 200);
        const again = await dataworks.call("GetProject", parameters, { headers });
        assert.deepEqual([again.status, at(again, "Code")], [400, "SignatureNonceUsed"]);
    });
    it("that does not hold uses no nonce up", async () => {
        const headers = { "x-acs-signature-nonce": "twice" };
        await dataworks.call("GetProject", parameters, {
            headers,
            credentials: { ...good, accessKeySecret: "another" },
        });
        assert.equal((await dataworks.call("GetProject", parameters, { headers })).status, 200);
    });

    it("with temporary credentials is accepted with their token", async () => {
        assert.equal((await dataworks.call("GetProject", parameters, { credentials: temporary })).status, 200);
        const [entry] = await dataworks.control.journal();
        assert.deepEqual([entry?.accessKeyId, entry?.securityToken], ["sts-key", true]);
    });
    it("with temporary credentials is refused with another token", () =>
        refused(
            { credentials: { ...temporary, securityToken: "other" } },
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
        ));
    it("with temporary credentials is refused without a token", () => {
        const { accessKeyId, accessKeySecret } = temporary;
        return refused({ credentials: { accessKeyId, accessKeySecret } }, 400, "MissingSecurityToken");
    });
    it("with a token that the access key does not have is refused", () =>
        refused(
            { credentials: { ...good, securityToken: "sts-token" } },
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
        ));

    it("comes before everything else: an unknown action is named only to those who signed", async () => {
        const signed = await dataworks.call("NoSuchAction", {});
        assert.deepEqual([signed.status, at(signed, "Code")], [404, "InvalidAction.NotFound"]);
        const unsigned = await dataworks.call(
            "NoSuchAction",
            {},
            { credentials: { ...good, accessKeySecret: "another" } },
        );
        assert.equal(at(unsigned, "Code"), "SignatureDoesNotMatch");
    });
    it("of another API version is refused by its version", async () => {
        const reply = await dataworks.call("GetProject", parameters, { version: "2024-05-18" });
        assert.deepEqual([reply.status, at(reply, "Code")], [400, "InvalidVersion"]);
    });

    it("is not what an error reply says anything of", async () => {
        const reply = await dataworks.call("GetProject", parameters, {
            credentials: { ...good, accessKeySecret: "another" },
        });
        assert.deepEqual(Object.keys(reply.json ?? {}), ["RequestId", "HostId", "Code", "Message", "Recommend"]);
        assert.ok(!reply.text.includes(good.accessKeySecret));
        assert.equal(at(reply, "HostId"), new URL(dataworks.url).host);
    });
});

describe("the nonces that were seen", () => {
    const minute = 60_000;

    it("are kept for as long as a repeated request could pass for a fresh one, and no longer", () => {
        const nonces = new Nonces();
        assert.ok(nonces.take("first", 0));
        assert.ok(nonces.take("second", minute));
        assert.ok(!nonces.take("first", 30 * minute));
        assert.ok(nonces.take("first", 30 * minute + 1));
        assert.ok(!nonces.take("second", 30 * minute + 1));
    });
});
