// Alibaba Cloud DevOps: comments of Codeup's merge requests, and work items of Projex. YUNXIAO_TOKEN is a personal access token.
import { accountOf, idOf, need, search } from "./publish-search.mjs";

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {import("./publish.mjs").Platform}
 */
export function codeup(env) {
    const api = `${env["YUNXIAO_API"] ?? "https://openapi-rdc.aliyuncs.com"}/oapi/v1`;
    const organization = `organizations/${need(env, "YUNXIAO_ORGANIZATION")}`;
    return {
        headers: { "x-yunxiao-token": need(env, "YUNXIAO_TOKEN") },
        place: async ({ kind, ...document }, send) => {
            const own = await accountOf(() => send("GET", `${api}/platform/user`));
            return kind === "comment"
                ? await comment(document, own, send, env, `${api}/codeup/${organization}`)
                : await workItem(document, own, send, env, `${api}/projex/${organization}`);
        },
    };
}

/**
 * @typedef {{ marker: string, title: string, text: string }} Text
 * @typedef {{ comment_biz_id: string, author?: object | null, content?: string | null }} Comment
 * @typedef {{ id: string, creator?: object | null, subject: string }} WorkItem
 */

/**
 * A comment of the merge request that is open for the branch that the pipeline runs for.
 *
 * @param {Text} document
 * @param {string | undefined} own The token's account.
 * @param {import("./publish.mjs").Send} send
 * @param {NodeJS.ProcessEnv} env
 * @param {string} api
 * @returns {Promise<import("./publish.mjs").Place>}
 */
async function comment({ marker, text }, own, send, env, api) {
    const repository = need(env, "CODEUP_REPOSITORY");
    const branch = need(env, "CI_COMMIT_REF_NAME");
    const request = await search(
        (page) => send("GET", `${api}/changeRequests?projectIds=${repository}&state=opened&page=${page}&perPage=100`),
        (/** @type {{ localId: number, sourceBranch: string }} */ { sourceBranch }) => sourceBranch === branch,
    );
    if (!request) throw new Error(`No merge request is open for the branch ${branch}.`);
    const merge = `${api}/repositories/${repository}/changeRequests/${request.localId}`;
    const filter = { commentType: "GLOBAL_COMMENT", state: "OPENED", resolved: false };
    const isOwn = (/** @type {Comment} */ { author, content }) =>
        idOf(author) === own && content?.startsWith(marker) === true;
    const earlier =
        own === undefined ? undefined : await search(() => send("POST", `${merge}/comments/list`, filter), isOwn);
    const patches = /** @type {{ patchSetBizId: string, versionNo: number, relatedMergeItemType: string }[]} */ (
        await send("GET", `${merge}/diffs/patches`)
    );
    const [newest] = patches
        .filter((patch) => patch?.relatedMergeItemType === "MERGE_SOURCE")
        .sort((a, b) => b.versionNo - a.versionNo);
    const body = { comment_type: "GLOBAL_COMMENT", content: text, draft: false, resolved: false };
    const url = `${merge}/comments`;
    return {
        create: {
            method: "POST",
            url,
            id: "comment_biz_id",
            body: { ...body, patchset_biz_id: newest?.patchSetBizId ?? "" },
        },
        ...(earlier && { update: { method: "PUT", url: `${url}/${earlier.comment_biz_id}`, body: { content: text } } }),
    };
}

/**
 * A work item with the finding's title; one that has it already gets the new text.
 *
 * @param {Text} document
 * @param {string | undefined} own The token's account.
 * @param {import("./publish.mjs").Send} send
 * @param {NodeJS.ProcessEnv} env
 * @param {string} api
 * @returns {Promise<import("./publish.mjs").Place>}
 */
async function workItem({ title, text }, own, send, env, api) {
    const spaceId = need(env, "YUNXIAO_PROJECT");
    const named = {
        className: "string",
        fieldIdentifier: "subject",
        format: "input",
        operator: "CONTAINS",
        value: [title],
    };
    const conditions = JSON.stringify({ conditionGroups: [[{ ...named, toValue: null }]] });
    const query = { category: "Bug", spaceId, conditions, orderBy: "gmtCreate", sort: "desc", page: 1, perPage: 100 };
    const isOwn = (/** @type {WorkItem} */ { creator, subject }) => idOf(creator) === own && subject === title;
    const found =
        own === undefined ? undefined : await search(() => send("POST", `${api}/workitems:search`, query), isOwn);
    const workitemTypeId = need(env, "YUNXIAO_WORKITEM_TYPE");
    const assignedTo = need(env, "YUNXIAO_ASSIGNED_TO");
    const content = { description: text, formatType: "MARKDOWN" };
    const body = { subject: title, spaceId, workitemTypeId, assignedTo, ...content };
    return {
        create: { method: "POST", url: `${api}/workitems`, id: "id", body },
        ...(found && { update: { method: "PUT", url: `${api}/workitems/${found.id}`, body: content } }),
    };
}
