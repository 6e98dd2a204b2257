// Puts a document where people read it: a review as a comment of its pull or merge request, a finding as an issue. One that is there
// already is brought up to date: its first line, a comment of HTML, tells which it is, and its author is the token's own account.
// Anybody can write that line.
import { ask } from "./http.mjs";
import { codeup } from "./publish-codeup.mjs";
import { github } from "./publish-github.mjs";
import { gitlab } from "./publish-gitlab.mjs";

/**
 * @typedef {"comment" | "finding"} Kind
 * @typedef {{ kind: Kind, title: string, marker: string, text: string }} Document
 * @typedef {{ update?: Request, create: Request }} Place Where a document goes; `update` where there is an earlier one.
 * @typedef {{ method: string, url: string, body: object, id?: string }} Request `id` is what the answer holds where it was done.
 * @typedef {(method: string, url: string, body?: object) => Promise<unknown>} Send
 * @typedef {{ headers: Record<string, string>, place: (document: Document, send: Send) => Promise<Place> }} Platform
 */

/**
 * @param {Kind} kind
 * @param {string} text
 * @param {NodeJS.ProcessEnv} env The variables of the pipeline's job.
 * @returns {Promise<string>} What was done.
 */
export async function publish(kind, text, env) {
    const platform = platformOf(env);
    const headers = { ...platform.headers, "content-type": "application/json" };
    /** @type {Send} */
    const send = (method, url, body) => ask(method, url, headers, body);
    const [marker = ""] = text.split("\n", 1);
    const title = /^#+ (.*)$/m.exec(text)?.[1] ?? marker;
    const { update, create } = await platform.place({ kind, title, marker, text }, send);
    const { method, url, body, id } = update ?? create;
    const answer = /** @type {Record<string, unknown> | undefined} */ (await send(method, url, body));
    if ((id !== undefined && !answer?.[id]) || answer?.["success"] === false || answer?.["result"] === false) {
        throw new Error(
            `${method} ${new URL(url).pathname} was answered without saying that it was done: look whether the ${kind} is there.`,
        );
    }
    return `${update ? "updated the earlier" : "made a new"} ${kind}`;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Platform}
 */
function platformOf(env) {
    if (env["GITHUB_ACTIONS"]) return github(env);
    if (env["GITLAB_CI"]) return gitlab(env);
    if (env["YUNXIAO_TOKEN"]) return codeup(env);
    throw new Error("--publish works in GitHub Actions, GitLab CI and Flow with YUNXIAO_TOKEN. Elsewhere use --out.");
}
