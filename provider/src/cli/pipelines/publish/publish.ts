// Puts a document where people read it: a review as a comment of its pull or merge request, a finding as an issue. One that is there
// already is brought up to date, and a finding that is none any more is closed: its first line, a comment of HTML, tells which it is, and
// its author is the token's own account. Anybody can write that line.
import { CommandError } from "../../error";
import { codeup } from "./codeup";
import { github } from "./github";
import { gitlab } from "./gitlab";
import { ask } from "./http";
import type { Kind, Platform, Request, Send } from "./platform";

/**
 * Gives what was done. `env`: the variables of the pipeline's job.
 *
 * @throws CommandError where the platform does not say that it was done.
 */
export async function publish(kind: Kind, text: string, env: NodeJS.ProcessEnv): Promise<string> {
    const platform = platformOf(env);
    const send = senderOf(platform);
    const [marker = ""] = text.split("\n", 1);
    const title = /^#+ (.*)$/m.exec(text)?.[1] ?? marker;
    const { update, create } = await platform.place({ kind, title, marker, text }, send);
    await done(update ?? create, `the ${kind} is there`, send);
    return `${update ? "updated the earlier" : "made a new"} ${kind}`;
}

/** Closes the finding of this marker, if one is open; whether one was. */
export async function closeFinding(marker: string, why: string, env: NodeJS.ProcessEnv): Promise<boolean> {
    const platform = platformOf(env);
    const send = senderOf(platform);
    const requests = (await platform.closing?.(marker, why, send)) ?? [];
    for (const request of requests) await done(request, "the finding is closed", send);
    return requests.length > 0;
}

function senderOf({ headers }: Platform): Send {
    return (method, url, body) => ask(method, url, { ...headers, "content-type": "application/json" }, body);
}

async function done({ method, url, body, id }: Request, what: string, send: Send): Promise<void> {
    const answer = (await send(method, url, body)) as Record<string, unknown> | null | undefined;
    if ((id !== undefined && !answer?.[id]) || answer?.["success"] === false || answer?.["result"] === false) {
        throw new CommandError(
            `${method} ${new URL(url).pathname} was answered without saying that it was done: look whether ${what}.`,
        );
    }
}

function platformOf(env: NodeJS.ProcessEnv): Platform {
    if (env["GITHUB_ACTIONS"]) return github(env);
    if (env["GITLAB_CI"]) return gitlab(env);
    if (env["YUNXIAO_TOKEN"]) return codeup(env);
    throw new CommandError(
        "--publish works in GitHub Actions, GitLab CI and Flow with YUNXIAO_TOKEN. Elsewhere use --out.",
    );
}
