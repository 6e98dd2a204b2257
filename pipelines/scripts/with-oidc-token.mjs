// `node with-oidc-token.mjs COMMAND...`: runs a command in GitHub Actions with a file that holds the job's OIDC token, kept fresh, since a
// token lives for some minutes only and each run of the engine signs in anew. The credentials' chain takes it from there.
import { spawn } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { main, UsageError } from "./command.mjs";

const audience = process.env["OIDC_AUDIENCE"] ?? "sts.aliyuncs.com";
const freshFor = 120_000;

async function token() {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = process.env;
    if (!url || !secret)
        throw new Error("There is no OIDC token to be had: the job needs the permission `id-token: write`.");
    const address = new URL(url);
    address.searchParams.set("audience", audience);
    const headers = { authorization: `Bearer ${secret}` };
    const reply = await fetch(address, { headers, signal: AbortSignal.timeout(30_000) });
    if (!reply.ok) throw new Error(`GitHub answered HTTP ${reply.status} when asked for an OIDC token.`);
    const { value } = /** @type {{ value?: unknown }} */ (await reply.json());
    if (typeof value !== "string") throw new Error("GitHub's answer holds no OIDC token.");
    return value;
}

await main(async () => {
    const [command, ...args] = process.argv.slice(2);
    if (command === undefined) throw new UsageError("Usage: node with-oidc-token.mjs COMMAND...");
    const folder = await mkdtemp(join(tmpdir(), "oidc-"));
    const file = join(folder, "token");
    // Renamed into its place, so that nobody reads half of it.
    const write = async () => {
        await writeFile(`${file}.new`, await token(), { mode: 0o600 });
        await rename(`${file}.new`, file);
    };
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    try {
        await write();
        // One that could not be had is asked for again; the last one may still do.
        timer = setInterval(() => void write().catch((error) => process.stderr.write(`${String(error)}\n`)), freshFor);
        const env = { ...process.env, ALIBABA_CLOUD_OIDC_TOKEN_FILE: file };
        const child = spawn(command, args, { env, stdio: "inherit" });
        for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => child.kill(signal));
        return await new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => resolve(code ?? 1));
        });
    } finally {
        clearInterval(timer);
        await rm(folder, { recursive: true, force: true });
    }
});
