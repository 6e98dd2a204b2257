// `node with-oidc-token.mjs COMMAND...`: runs a command with a file of its own that holds the job's OIDC token, and removes it. The
// credentials' chain takes it from there. GitHub's tokens live for some minutes only, and each run of the engine signs in anew: they are
// kept fresh. GitLab gives its token once, as the variable OIDC_TOKEN.
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { main, UsageError } from "./command.mjs";
import { ask } from "./http.mjs";
import { run } from "./run.mjs";
import { mask } from "./shown.mjs";

const audience = process.env["OIDC_AUDIENCE"] ?? "sts.aliyuncs.com";
const freshFor = 120_000;

async function freshToken() {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = process.env;
    if (!url || !secret) {
        throw new Error(
            "There is no OIDC token to be had: a job on GitHub needs the permission `id-token: write`, " +
                "one on GitLab the variable OIDC_TOKEN among its `id_tokens`.",
        );
    }
    const address = new URL(url);
    address.searchParams.set("audience", audience);
    const reply = await ask("GET", address.href, { authorization: `Bearer ${secret}` });
    const { value } = /** @type {{ value?: unknown }} */ (reply ?? {});
    if (typeof value !== "string") throw new Error("GitHub's answer holds no OIDC token.");
    return value;
}

await main(async () => {
    const [command, ...args] = process.argv.slice(2);
    if (command === undefined) throw new UsageError("Usage: node with-oidc-token.mjs COMMAND...");
    const { OIDC_TOKEN: given, ...env } = process.env;
    if (given === "") throw new Error("OIDC_TOKEN is empty: the job has no token. On GitHub, leave the variable away.");
    const folder = await mkdtemp(join(tmpdir(), "oidc-"));
    const file = join(folder, "token");
    // Renamed into its place, so that nobody reads half of it.
    const write = async (/** @type {string} */ token) => {
        await writeFile(`${file}.new`, token, { mode: 0o600 });
        await rename(`${file}.new`, file);
    };
    /** @type {Promise<void> | undefined} */
    let writing;
    // One that could not be had is asked for again; the last one may still do.
    const refresh = async () => {
        writing = freshToken().then(write);
        await writing.catch((error) => process.stderr.write(`${mask(error.message, process.env)}\n`));
    };
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    try {
        await write(given ?? (await freshToken()));
        if (given === undefined) timer = setInterval(() => void refresh(), freshFor);
        const { code } = await run(command, args, {
            env: { ...env, ALIBABA_CLOUD_OIDC_TOKEN_FILE: file },
            inherit: true,
        });
        return code;
    } finally {
        clearInterval(timer);
        await writing?.catch(() => undefined);
        await rm(folder, { recursive: true, force: true });
    }
});
