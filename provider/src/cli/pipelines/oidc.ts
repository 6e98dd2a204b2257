// The job's OIDC token, in a file of its own that is removed at the end: the credentials' chain takes it from there. GitHub's tokens live for
// some minutes only, and each run of the engine signs in anew: they are kept fresh. GitLab gives its token once, as the variable OIDC_TOKEN.
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../error";
import type { Issuer } from "./arguments";
import type { Job } from "./job";
import { ask } from "./publish/http";

const freshFor = 120_000;

/** Runs the body with the token of this issuer, if any. */
export async function signedIn<T>(issuer: Issuer | undefined, job: Job, body: () => Promise<T>): Promise<T> {
    if (issuer === undefined) return await body();
    const first = issuer === "gitlab" ? gitlabToken(job.env) : await githubToken(job.env);
    const folder = await mkdtemp(join(tmpdir(), "oidc-"));
    const file = join(folder, "token");
    // Renamed into its place, so that nobody reads half of it.
    const write = async (token: string) => {
        job.env["OIDC_TOKEN"] = token;
        await writeFile(`${file}.new`, token, { mode: 0o600 });
        await rename(`${file}.new`, file);
    };
    let writing: Promise<void> | undefined;
    // One that could not be had is asked for again; the last one may still do.
    const refresh = () => {
        writing = githubToken(job.env)
            .then(write)
            .catch((error: unknown) => {
                job.warn((error as Error).message);
            });
    };
    let timer: NodeJS.Timeout | undefined;
    try {
        await write(first);
        job.tokenFile = file;
        if (issuer === "github") timer = setInterval(refresh, freshFor);
        return await body();
    } finally {
        clearInterval(timer);
        await writing;
        await rm(folder, { recursive: true, force: true });
    }
}

/** The environment without what a job's OIDC token can be had by. */
export function withoutToken(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const has = /^(OIDC_TOKEN|ALIBABA_CLOUD_OIDC_TOKEN_FILE|ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN))$/;
    return Object.fromEntries(Object.entries(env).filter(([name]) => !has.test(name)));
}

function gitlabToken({ OIDC_TOKEN: token }: NodeJS.ProcessEnv): string {
    if (token === "") throw new CommandError("OIDC_TOKEN is empty: the job has no token.");
    if (token !== undefined) return token;
    throw new CommandError(
        "There is no OIDC token to be had: a job on GitLab needs the variable OIDC_TOKEN among its `id_tokens`.",
    );
}

async function githubToken(env: NodeJS.ProcessEnv): Promise<string> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = env;
    if (!url || !secret) {
        throw new CommandError(
            "There is no OIDC token to be had: a job on GitHub needs the permission `id-token: write`.",
        );
    }
    const address = new URL(url);
    address.searchParams.set("audience", env["OIDC_AUDIENCE"] ?? "sts.aliyuncs.com");
    const reply = await ask("GET", address.href, { authorization: `Bearer ${secret}` });
    const { value } = (reply ?? {}) as { value?: unknown };
    if (typeof value !== "string") throw new CommandError("GitHub's answer holds no OIDC token.");
    return value;
}
