// The causes for which a request is never sent: how each is told from the others, and what a user can do.
import assert from "node:assert/strict";
import { HttpFailure } from "../../../provider/src/dataworks/http/http";
import { Transport } from "../../../provider/src/dataworks/http/transport";
import { causeOf, causes, type Cause, type Target } from "../../../provider/src/dataworks/http/connection-errors";
import { RawServer } from "./raw-server";

const away = "https://dataworks.cn-hangzhou.aliyuncs.com";
const here = "http://127.0.0.1:4010";

describe("what is never sent", () => {
    for (const [code, origin, cause] of [
        ["ENOTFOUND", away, "unknownHost"],
        ["EAI_AGAIN", away, "passing"],
        ["ECONNREFUSED", away, "refused"],
        ["ECONNREFUSED", here, "noEmulator"],
        ["ECONNREFUSED", "https://[::1]:1", "noEmulator"],
        ["ECONNRESET", away, "passing"],
        ["ETIMEDOUT", away, "passing"],
        ["EHOSTUNREACH", away, "passing"],
        ["UND_ERR_CONNECT_TIMEOUT", away, "passing"],
        ["", away, "passing"],
        ["ERR_SSL_WRONG_VERSION_NUMBER", away, "noTls"],
        ["ERR_TLS_CERT_ALTNAME_INVALID", away, "certificate"],
        ["CERT_HAS_EXPIRED", away, "certificate"],
        ["DEPTH_ZERO_SELF_SIGNED_CERT", away, "certificate"],
        ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", away, "certificate"],
        ["UND_ERR_INVALID_ARG", away, "unbuildable"],
        ["ERR_PROXY_REFUSED", away, "proxyRefused"],
        ["ERR_PROXY_UNREACHABLE", away, "proxyUnreachable"],
    ] as const) {
        it(`for ${code || "no code"} at ${origin} is taken for ${cause}`, () =>
            assert.equal(causeOf(code, origin), cause));
    }

    for (const [cause, target, advice] of [
        [
            "unknownHost",
            { region: "cn-hangzhu", regionFrom: "dataworks:region" },
            "No region cn-hangzhu is known (dataworks:region): the nearest one is cn-hangzhou",
        ],
        ["unknownHost", { region: "xx-moonbase-17" }, "No region xx-moonbase-17 is known"],
        [
            "unknownHost",
            { region: "cn-hangzhou", regionFrom: "ALICLOUD_REGION" },
            "It is the host of region cn-hangzhou (ALICLOUD_REGION): check the network and its name servers",
        ],
        ["unknownHost", { endpointFrom: "DATAWORKS_ENDPOINT" }, "There is no such host: check DATAWORKS_ENDPOINT"],
        ["unknownHost", {}, "Check the network and its name servers"],
        [
            "refused",
            { endpointFrom: "dataworks:endpoint" },
            "Nothing listens there: check host and port of dataworks:endpoint, or a firewall on the way",
        ],
        [
            "noEmulator",
            { origin: here, endpointFrom: "DATAWORKS_ENDPOINT" },
            "Nothing listens there on this machine: start `npx dataworks-emulator --port 4010` (with the `--seed` and `--state` " +
                "that it had, if it ran before), or correct DATAWORKS_ENDPOINT",
        ],
        [
            "noEmulator",
            { origin: "https://[::1]:4011", endpointFrom: "dataworks:endpoint" },
            "Nothing listens there on this machine: start `npx dataworks-emulator --port 4011` (with the `--seed` and `--state` " +
                "that it had, if it ran before) and write http://127.0.0.1:4011 in dataworks:endpoint",
        ],
        [
            "noEmulator",
            { origin: "http://localhost" },
            "Nothing listens there on this machine: start `npx dataworks-emulator --port 80` (with the `--seed` and `--state` " +
                "that it had, if it ran before), or correct the endpoint setting",
        ],
        [
            "noTls",
            { origin: "https://127.0.0.1:4010" },
            "An endpoint without a scheme means https: for plain http on this machine, write http://127.0.0.1:4010",
        ],
    ] as const satisfies readonly (readonly [Cause, Partial<Target>, string])[]) {
        it(`for ${cause} has an advice: ${advice}`, () => {
            assert.equal(causes[cause].advice({ origin: away, ...target }), advice);
        });
    }

    /** The cause that a call fails for, of which nothing arrives anywhere. */
    async function failure(endpoint: string, accessKey = "fake-id"): Promise<HttpFailure> {
        const limits = { connectTimeout: 5000, readTimeout: 5000 };
        const key = () => Promise.resolve({ accessKey, secretKey: "fake-secret" });
        const transport = new Transport({ endpoint, accessKey: key, userAgent: "test", ...limits }, () => undefined);
        try {
            await transport.call("DeployDISyncTask", { query: { FileId: "100" }, form: {} });
        } catch (error) {
            assert.ok(error instanceof HttpFailure && !error.sent, String(error));
            return error;
        } finally {
            await transport.destroy();
        }
        return assert.fail("it was sent");
    }

    it("is met at real connections: nobody listens, and plain http where https has to be", async () => {
        const plain = await RawServer.accepting(
            (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
            "https",
        );
        try {
            assert.equal((await failure("http://127.0.0.1:1")).cause, "noEmulator");
            assert.equal((await failure(plain.origin)).cause, "noTls");
        } finally {
            await plain.stop();
        }
    });

    it("is what cannot be built: an access key with a line feed in it", async () => {
        assert.equal((await failure("http://127.0.0.1:1", "fake-id\r\n")).cause, "unbuildable");
    });
});
