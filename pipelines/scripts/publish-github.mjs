// GitHub: comments of pull requests, and issues. The token is the job's own.
import { readFileSync } from "node:fs";
import { need, search } from "./publish-search.mjs";

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
            const found = await search(
                (page) => send("GET", `${list}?state=open&per_page=100&page=${page}`),
                (/** @type {{ id: number, number: number, body?: string | null, pull_request?: object }} */ item) =>
                    !item.pull_request && item.body?.startsWith(marker) === true,
            );
            const create = { method: "POST", url: list, body: { ...(kind === "finding" && { title }), body: text } };
            if (!found) return { create };
            const item = kind === "comment" ? `comments/${found.id}` : String(found.number);
            return { create, update: { method: "PATCH", url: `${repository}/issues/${item}`, body: { body: text } } };
        },
    };
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
