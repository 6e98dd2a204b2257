// GitLab: notes of merge requests, and issues. The job's own token may write neither: GITLAB_TOKEN is a project's access token.
import type { Platform, Send } from "./platform";
import { accountOf, idOf, need, search } from "./search";

interface Item {
    readonly id: number;
    readonly iid?: number;
    readonly author?: object | null;
    readonly body?: string;
    readonly description?: string | null;
}

export function gitlab(env: NodeJS.ProcessEnv): Platform {
    const project = `${need(env, "CI_API_V4_URL")}/projects/${need(env, "CI_PROJECT_ID")}`;
    /** The earlier document in a list: one of our own. */
    const earlierIn = async (list: string, filter: string, marker: string, send: Send) => {
        const own = await accountOf(() => send("GET", `${need(env, "CI_API_V4_URL")}/user`));
        const isOwn = ({ author, body, description }: Item) =>
            idOf(author) === own && (body ?? description)?.startsWith(marker) === true;
        const pageOf = (page: number) => send("GET", `${list}?${filter}per_page=100&page=${page}`);
        return own === undefined ? undefined : await search(pageOf, isOwn);
    };
    const [issues, open] = [`${project}/issues`, "state=opened&"];
    return {
        headers: { "private-token": need(env, "GITLAB_TOKEN") },
        place: async ({ kind, title, marker, text }, send) => {
            const isComment = kind === "comment";
            const list = isComment ? `${project}/merge_requests/${need(env, "CI_MERGE_REQUEST_IID")}/notes` : issues;
            const found = await earlierIn(list, isComment ? "" : open, marker, send);
            const content = isComment ? { body: text } : { description: text };
            const create = { method: "POST", url: list, id: "id", body: isComment ? content : { title, ...content } };
            if (!found) return { create };
            const url = `${list}/${String(isComment ? found.id : found.iid)}`;
            return { create, update: { method: "PUT", url, id: "id", body: content } };
        },
        closing: async (marker, why, send) => {
            const found = await earlierIn(issues, open, marker, send);
            if (!found) return [];
            const url = `${issues}/${String(found.iid)}`;
            return [
                { method: "POST", url: `${url}/notes`, id: "id", body: { body: why } },
                { method: "PUT", url, id: "id", body: { state_event: "close" } },
            ];
        },
    };
}
