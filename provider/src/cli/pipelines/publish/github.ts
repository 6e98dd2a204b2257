// GitHub: comments of pull requests, and issues. The token is the job's own.
import { readFileSync } from "node:fs";
import { CommandError } from "../../error";
import type { Platform, Send } from "./platform";
import { accountOf, idOf, need, search } from "./search";

interface Item {
    readonly id: number;
    readonly number: number;
    readonly user?: object | null;
    readonly body?: string | null;
    readonly pull_request?: object;
}

export function github(env: NodeJS.ProcessEnv): Platform {
    const repository = `${need(env, "GITHUB_API_URL")}/repos/${need(env, "GITHUB_REPOSITORY")}`;
    /** The earlier document in a list: an open one of our own. */
    const earlierIn = async (list: string, marker: string, send: Send) => {
        const own = await ownAccount(send, env);
        const isOwn = ({ user, pull_request: request, body }: Item) =>
            !request && idOf(user) === own && body?.startsWith(marker) === true;
        const pageOf = (page: number) => send("GET", `${list}?state=open&per_page=100&page=${page}`);
        return own === undefined ? undefined : await search(pageOf, isOwn);
    };
    const issues = `${repository}/issues`;
    return {
        headers: { authorization: `Bearer ${need(env, "GITHUB_TOKEN")}`, accept: "application/vnd.github+json" },
        place: async ({ kind, title, marker, text }, send) => {
            const list = kind === "comment" ? `${issues}/${pullRequest(env)}/comments` : issues;
            const found = await earlierIn(list, marker, send);
            const body = { ...(kind === "finding" && { title }), body: text };
            const create = { method: "POST", url: list, id: "id", body };
            if (!found) return { create };
            const url = `${issues}/${kind === "comment" ? `comments/${found.id}` : String(found.number)}`;
            return { create, update: { method: "PATCH", id: "id", url, body: { body: text } } };
        },
        closing: async (marker, why, send) => {
            const found = await earlierIn(issues, marker, send);
            if (!found) return [];
            const url = `${issues}/${found.number}`;
            return [
                { method: "POST", url: `${url}/comments`, id: "id", body: { body: why } },
                { method: "PATCH", url, id: "id", body: { state: "closed", state_reason: "completed" } },
            ];
        },
    };
}

/** A user's token is asked for by REST; the job's own, which is an app's, by GraphQL alone. */
async function ownAccount(send: Send, env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const user = await accountOf(() => send("GET", `${need(env, "GITHUB_API_URL")}/user`));
    const graph = env["GITHUB_GRAPHQL_URL"];
    if (user !== undefined || !graph) return user;
    return await accountOf(async () => {
        const reply = await send("POST", graph, { query: "query { viewer { databaseId } }" });
        const { data, errors } = (reply ?? {}) as {
            data?: { viewer?: { databaseId?: number | null } | null } | null;
            errors?: ({ type?: string } | null)[];
        };
        if (errors?.some((error) => error?.type === "RATE_LIMITED"))
            throw new CommandError("GitHub did not tell whose the token is: too many requests.");
        return { id: data?.viewer?.databaseId };
    });
}

/** The number of the pull request that the job runs for. */
function pullRequest(env: NodeJS.ProcessEnv): string {
    const event = JSON.parse(readFileSync(need(env, "GITHUB_EVENT_PATH"), "utf8")) as {
        pull_request?: { number?: unknown };
    };
    const number = event.pull_request?.number;
    if (!Number.isInteger(number))
        throw new CommandError("A comment can be published for an event pull_request alone.");
    return String(number);
}
