// What a call carries: its signature, the token of temporary credentials, and who is calling.
import assert from "node:assert/strict";
import type { AccessKey } from "../../../provider/src/dataworks/access-key";
import { Transport, type TransportOptions } from "../../../provider/src/dataworks/http/transport";
import { version } from "../../../provider/src/version";
import { patient } from "./http-stage";
import { rawReply, RawServer } from "./raw-server";

const fixed = (): Promise<AccessKey> => Promise.resolve({ accessKey: "fake-id", secretKey: "fake-secret" });
const task = { ProjectId: "10000", FileId: "7567482277219412494" };
const inQuery = { query: task, form: {} };

describe("transport", () => {
    let server: RawServer;
    let transport: Transport;
    let secrets: string[];

    beforeEach(async () => {
        server = await RawServer.start((socket) => socket.write(rawReply("200 OK", "{}")));
        secrets = [];
    });

    afterEach(async () => {
        await server.stop();
        await transport.destroy();
    });

    function open(accessKey: TransportOptions["accessKey"], userAgent = "test/1"): Transport {
        transport = new Transport({ ...patient, endpoint: server.origin, accessKey, userAgent }, (found) => {
            secrets.push(...found);
        });
        return transport;
    }

    /** The headers of the last call, by their names in lower case. */
    function sent(): Record<string, string> {
        const lines = (server.requests.at(-1)?.head ?? "").split("\r\n").slice(1);
        const pairs = lines.map((line) => /^(\S+): (.*)$/.exec(line) ?? assert.fail(line));
        return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name.toLowerCase(), value]));
    }

    it("names this package and its version", async () => {
        await open(fixed, `pulumi-dataworks/${version}`).call("GetProject", inQuery);
        assert.match(sent()["user-agent"] ?? "", /^pulumi-dataworks\/\d+\.\d+\.\d+\S*$/);
    });

    for (const place of ["query", "form"] as const) {
        it(`signs a call whose parameters travel in the ${place}, with digits as they are`, async () => {
            await open(fixed).call("GetFile", place === "query" ? inQuery : { query: {}, form: task });
            const headers = sent();
            assert.match(
                headers["authorization"] ?? "",
                /^ACS3-HMAC-SHA256 Credential=fake-id,SignedHeaders=.*,Signature=/,
            );
            assert.equal(headers["x-acs-action"], "GetFile");
            assert.equal(headers["x-acs-version"], "2020-05-18");
            const { head = "", body = "" } = server.requests.at(-1) ?? {};
            assert.match(
                place === "query" ? head : body,
                /ProjectId=10000&FileId=7567482277219412494|FileId=7567482277219412494&ProjectId=10000/,
            );
            assert.ok(!head.includes("fake-secret"));
        });
    }

    it("sends no token with a key that has none", async () => {
        await open(fixed).call("GetFile", inQuery);
        assert.equal(sent()["x-acs-security-token"], undefined);
    });

    it("asks for the key of each call, and sends the token that belongs to it", async () => {
        let count = 0;
        const ask = (): Promise<AccessKey> => {
            count++;
            return Promise.resolve({
                accessKey: `id-${count}`,
                secretKey: `secret-${count}`,
                securityToken: `token-${count}`,
            });
        };
        open(ask);
        for (const number of [1, 2]) {
            await transport.call("GetFile", inQuery);
            assert.equal(sent()["x-acs-security-token"], `token-${number}`);
            assert.equal(sent()["x-acs-accesskey-id"], `id-${number}`);
            assert.match(sent()["authorization"] ?? "", new RegExp(`Credential=id-${number},`));
        }
        assert.deepEqual(secrets, ["id-1", "secret-1", "token-1", "id-2", "secret-2", "token-2"]);
    });

    it("sends nothing where there is no key", async () => {
        const none = open(() => Promise.reject(new Error("no key")));
        await assert.rejects(none.call("DeployDISyncTask", inQuery), /^Error: no key$/);
        assert.equal(server.accepted, 0);
    });
});
