// The emulator speaks with clients that sign by parameters, as the vendor's older client does, and answers them as it answers the others.
import assert from "node:assert/strict";
import RpcClient from "@alicloud/pop-core";
import { request } from "node:http";
import type { StartOptions } from "dataworks-emulator";
import { emulatorCredentials, rpc, type RpcCredentials } from "../support/rpc";
import { dataSources, everyCall } from "./calls";
import { deployed, project, running, seed, starting } from "./running";

/** What the older client throws of an error reply; its address is that of the call, signed. */
interface Refused {
    code: string;
    url: string;
    data: Record<string, unknown>;
    entry: { response: { statusCode: number } };
}

const apiVersion = "2020-05-18";
const temporary = { accessKeyId: "sts-key", accessKeySecret: "sts-secret", securityToken: "sts-token" };
const own = { workspaces: [...(seed.workspaces ?? []), { projectId: project, dataSources }] };
const whole: StartOptions = {
    seed: { ...own, credentials: [emulatorCredentials, temporary] },
    now: () => 1_800_000_000_000,
};

type Method = "GET" | "POST";

/** A call by the older client; what the API answered, or the client's error. */
function older(
    url: string,
    action: string,
    parameters: Record<string, string>,
    { method = "GET", credentials = emulatorCredentials }: { method?: Method; credentials?: RpcCredentials } = {},
): Promise<Record<string, unknown>> {
    const client = new RpcClient({ endpoint: url, apiVersion, ...credentials });
    // The client's own time-out is 3 seconds, which is little on a full machine.
    return client.request(action, parameters, { method, timeout: 60_000, agent: false });
}

describe("a signature by parameters, version 1.0", () => {
    const start = starting();
    const dataworks = running(whole);
    const parameters = { ProjectId: project, FileId: deployed, TaskType: "DI_REALTIME" };

    async function refused(
        more: Record<string, string>,
        code: string,
        options: { method?: Method; credentials?: RpcCredentials } = {},
    ): Promise<Refused> {
        const error = await older(dataworks.url, "DeployDISyncTask", { ...parameters, ...more }, options).then(
            () => assert.fail("it was answered"),
            (error: unknown) => error as Refused,
        );
        assert.equal(error.code, code);
        assert.deepEqual(Object.keys(error.data), ["RequestId", "HostId", "Code", "Message", "Recommend"]);
        const [entry] = await dataworks.control.journal();
        assert.deepEqual([entry?.operation, entry?.applied, entry?.code], ["DeployDISyncTask", false, code]);
        return error;
    }

    for (const method of ["GET", "POST"] as const)
        it(`by ${method} is accepted for every operation, which answers and does what it does by version 3`, async () => {
            const [one, other] = [await start(whole), await start(whole)];
            for (const { action, parameters } of everyCall) {
                // The older client gives an error reply as its error's data.
                const found = await older(one.url, action, parameters, { method }).catch(
                    (error: unknown) => (error as Refused).data,
                );
                const { text } = await rpc(other.url, action, parameters);
                const { HostId: _, ...expected } = digitsKept(text);
                const given = { ...digitsKept(JSON.stringify(found)) };
                delete given["HostId"];
                assert.deepEqual(given, expected, action);
            }
            const seen = await Promise.all([one, other].map(({ control }) => control.journal()));
            const told = seen.map((entries) =>
                entries.map(({ operation, parameters, applied }) => ({ operation, parameters, applied })),
            );
            assert.deepEqual(told[0], told[1]);
            assert.ok(seen[0]?.every(({ where }) => where === (method === "GET" ? "query" : "form")));
        });

    for (const method of ["GET", "POST"] as const) {
        it(`by ${method} with another secret is refused`, () =>
            refused({}, "SignatureDoesNotMatch", {
                method,
                credentials: { ...emulatorCredentials, accessKeySecret: "another" },
            }));
        it(`by ${method} counts once: the same nonce again is refused`, async () => {
            const once = { SignatureNonce: "once" };
            await older(dataworks.url, "GetDISyncTask", { ...parameters, ...once }, { method });
            await dataworks.control.clearJournal();
            await refused(once, "SignatureNonceUsed", { method });
        });
    }
    it("by an unknown access key is refused", async () => {
        const { entry } = await refused({}, "InvalidAccessKeyId.NotFound", {
            credentials: { accessKeyId: "unknown", accessKeySecret: "unknown" },
        });
        assert.equal(entry.response.statusCode, 404);
    });
    it("does not hold for another parameter, one more or one less, nor for another method", async () => {
        const once = { SignatureNonce: "seen" };
        await older(dataworks.url, "GetDISyncTask", { ...parameters, ...once });
        await dataworks.control.clearJournal();
        const { url } = await refused(once, "SignatureNonceUsed");
        const codeOf = async (address: string, method: Method = "GET") => {
            const text = await send(address, method);
            return (JSON.parse(text) as { Code: string }).Code;
        };
        assert.equal(await codeOf(url), "SignatureNonceUsed");
        for (const changed of [
            url.replace("FileId=200", "FileId=201"),
            `${url}&Extra=1`,
            url.replace("&ProjectId=10000", ""),
        ])
            assert.equal(await codeOf(changed), "SignatureDoesNotMatch", changed);
        assert.equal(await codeOf(url, "POST"), "SignatureDoesNotMatch");
    });
    it("more than 31 minutes off is refused, and one of 30 is not", async () => {
        const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+/, "");
        for (const minutes of [-32, 32]) {
            await dataworks.control.clearJournal();
            await refused({ Timestamp: at(minutes) }, "InvalidTimeStamp.Expired");
        }
        await dataworks.control.clearJournal();
        await refused({ Timestamp: new Date().toUTCString() }, "InvalidTimeStamp.Format");
        for (const minutes of [-30, 30])
            await older(dataworks.url, "GetDISyncTask", { ...parameters, Timestamp: at(minutes) });
    });
    it("by another method, or of another version, is not read", async () => {
        await refused({ SignatureMethod: "HMAC-SHA256" }, "IncompleteSignature");
        await dataworks.control.clearJournal();
        await refused({ SignatureVersion: "2.0" }, "IncompleteSignature");
    });
    for (const name of ["Timestamp", "SignatureNonce", "SignatureMethod", "SignatureVersion", "AccessKeyId", "Version"])
        it(`without ${name} is refused`, () => refused({ [name]: "" }, `Missing${name}`));
    it("without an action, or without the signature itself, is refused", async () => {
        for (const [query, code] of [
            ["SignatureVersion=1.0", "MissingAction"],
            ["AccessKeyId=a&Action=GetProject&Version=v", "MissingSignature"],
        ] as const)
            assert.match(await send(`${dataworks.url}/?${query}`, "GET"), new RegExp(`"Code":"${code}"`));
    });
    it("with temporary credentials is accepted with their token, and with no other", async () => {
        await older(dataworks.url, "GetDISyncTask", parameters, { credentials: temporary });
        const [entry] = await dataworks.control.journal();
        assert.deepEqual([entry?.accessKeyId, entry?.securityToken, entry?.parameters], ["sts-key", true, parameters]);
        const { securityToken: _, ...without } = temporary;
        for (const [credentials, code] of [
            [{ ...temporary, securityToken: "other" }, "InvalidSecurityToken.MismatchWithAccessKey"],
            [{ ...emulatorCredentials, securityToken: "sts-token" }, "InvalidSecurityToken.MismatchWithAccessKey"],
            [without, "MissingSecurityToken"],
        ] as const) {
            await dataworks.control.clearJournal();
            await refused({}, code, { credentials });
        }
    });
    it("that asks for XML is told that there is none", async () => {
        const { data } = await refused({ Format: "XML" }, "Param.Invalid");
        assert.match(String(data["Message"]), /^The parameter is invalid\. Format must be JSON/);
        await older(dataworks.url, "GetDISyncTask", { ...parameters, Format: "json" });
    });
    it("of another API version, or for an unknown action, is refused by that", async () => {
        await refused({ Version: "2024-05-18" }, "InvalidVersion");
        await assert.rejects(older(dataworks.url, "NoSuchAction", {}), { code: "InvalidAction.NotFound" });
    });
});

/** JSON with its big numbers as texts, as the older client gives them. */
function digitsKept(json: string): Record<string, unknown> {
    return JSON.parse(json.replace(/(?<=[:[,])\d{16,}(?=[,}\]])/g, '"$&"')) as Record<string, unknown>;
}

function send(address: string, method: Method): Promise<string> {
    return new Promise((resolve, reject) => {
        const sent = request(address, { method, agent: false }, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (part: string) => (text += part));
            response.on("end", () => resolve(text)).on("error", reject);
        });
        sent.on("error", reject).end();
    });
}
