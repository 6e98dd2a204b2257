// GitLab: notes of merge requests, and issues. The job's own token may write neither: GITLAB_TOKEN is a project's access token.
import { accountOf, idOf, need, search } from "./publish-search.mjs";

/** @typedef {{ id: number, iid?: number, author?: object | null, body?: string, description?: string | null }} Item */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {import("./publish.mjs").Platform}
 */
export function gitlab(env) {
    const project = `${need(env, "CI_API_V4_URL")}/projects/${need(env, "CI_PROJECT_ID")}`;
    return {
        headers: { "private-token": need(env, "GITLAB_TOKEN") },
        place: async ({ kind, title, marker, text }, send) => {
            const list =
                kind === "comment"
                    ? `${project}/merge_requests/${need(env, "CI_MERGE_REQUEST_IID")}/notes`
                    : `${project}/issues`;
            const filter = kind === "comment" ? "" : "state=opened&";
            const own = await accountOf(() => send("GET", `${need(env, "CI_API_V4_URL")}/user`));
            const isOwn = (/** @type {Item} */ { author, body, description }) =>
                idOf(author) === own && (body ?? description)?.startsWith(marker) === true;
            const pageOf = (/** @type {number} */ page) => send("GET", `${list}?${filter}per_page=100&page=${page}`);
            const found = own === undefined ? undefined : await search(pageOf, isOwn);
            const content = kind === "comment" ? { body: text } : { description: text };
            const create = {
                method: "POST",
                url: list,
                id: "id",
                body: kind === "comment" ? content : { title, ...content },
            };
            if (!found) return { create };
            const url = `${list}/${String(kind === "comment" ? found.id : found.iid)}`;
            return { create, update: { method: "PUT", url, id: "id", body: content } };
        },
    };
}
