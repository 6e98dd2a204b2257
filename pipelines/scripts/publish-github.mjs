// GitHub: comments of pull requests, and issues. The token is the job's own.
import { readFileSync } from "node:fs";
import { accountOf, idOf, need, search } from "./publish-search.mjs";

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {import("./publish.mjs").Platform}
 */
export function github(env) {
    const repository = `${need(env, "GITHUB_API_URL")}/repos/${need(env, "GITHUB_REPOSITORY")}`;
    return {
        headers: { authorization: `Bearer ${need(env, "GITHUB_TOKEN")}`, accept: "application/vnd.github+json" },
        place: async ({ kind, title, marker, text }, send) => {
            const list =
                kind === "comment" ? `${repository}/issues/${pullRequest(env)}/comments` : `${repository}/issues`;
            const own = await ownAccount(send, env);
            const isOwn = (/** @type {Item} */ { user, pull_request: request, body }) =>
                !request && idOf(user) === own && body?.startsWith(marker) === true;
            const pageOf = (/** @type {number} */ page) => send("GET", `${list}?state=open&per_page=100&page=${page}`);
            const found = own === undefined ? undefined : await search(pageOf, isOwn);
            const create = {
                method: "POST",
                url: list,
                id: "id",
                body: { ...(kind === "finding" && { title }), body: text },
            };
            if (!found) return { create };
            const item = kind === "comment" ? `comments/${found.id}` : String(found.number);
            return {
                create,
                update: { method: "PATCH", id: "id", url: `${repository}/issues/${item}`, body: { body: text } },
            };
        },
    };
}

/** @typedef {{ id: number, number: number, user?: object | null, body?: string | null, pull_request?: object }} Item */

/**
 * A user's token is asked for by REST; the job's own, which is an app's, by GraphQL alone.
 *
 * @param {import("./publish.mjs").Send} send
 * @param {NodeJS.ProcessEnv} env
 */
async function ownAccount(send, env) {
    const user = await accountOf(() => send("GET", `${need(env, "GITHUB_API_URL")}/user`));
    const graph = env["GITHUB_GRAPHQL_URL"];
    if (user !== undefined || !graph) return user;
    return await accountOf(async () => {
        const reply = await send("POST", graph, { query: "query { viewer { databaseId } }" });
        const { data, errors } =
            /** @type {{ data?: { viewer?: { databaseId?: number | null } | null } | null, errors?: { type?: string }[] }} */ (
                reply ?? {}
            );
        if (errors?.some((error) => error?.type === "RATE_LIMITED"))
            throw new Error("GitHub did not tell whose the token is: too many requests.");
        return { id: data?.viewer?.databaseId };
    });
}

/**
 * The number of the pull request that the job runs for.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function pullRequest(env) {
    const event = JSON.parse(readFileSync(need(env, "GITHUB_EVENT_PATH"), "utf8"));
    const number = event.pull_request?.number;
    if (!Number.isInteger(number)) throw new Error("A comment can be published for an event pull_request alone.");
    return String(number);
}
